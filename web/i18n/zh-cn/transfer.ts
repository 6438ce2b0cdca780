import type { TransferText } from '../transfer.ts';

export const transferZhCN: TransferText = {
  menu: '导出和导入',
  saveAs: '另存为',
  markdown: 'Markdown',
  html: '网页',
  word: 'Word',
  print: '打印或存为 PDF',
  preparing: '正在准备文件',
  saved: (file) => `${file} 已就绪`,
  failed: '无法生成文件，请重试。',

  importHere: '将文件导入此处',
  insert: { name: '导入文件', hint: 'Word、Markdown、网页', words: '导入 文件 word docx markdown html daoru wenjian drwj' },
  imported: (file) => `已导入 ${file}`,
  lostImages: (count) => `有 ${count} 张图片未能导入。`,

  import: '导入',
  title: '导入文档',
  kinds: '支持 Word（.docx）、Markdown、网页和纯文本，每个文件不超过 20 MB。每个文件会成为一篇文档。',
  choose: '选择文件',
  files: '文件',
  waiting: '等待中',
  reading: '正在导入…',
  opens: '打开',
  open: (title) => `打开 ${title}`,
  close: '完成',
  summary: (done, failed) => (failed === 0 ? `已导入 ${done} 个文件` : `已导入 ${done} 个文件，${failed} 个未导入`),
  troubles: {
    type: '无法导入这种文件。请使用 .docx、.md、.html 或 .txt。',
    size: '文件太大，最大支持 20 MB。',
    unreadable: '无法读取此文件，它可能已损坏或受密码保护。',
    empty: '此文件中没有文字。',
    offline: '你已离线，恢复连接后请重新导入。',
    role: '你已无法在这里添加文档。',
    full: '此项目的文档数量已达上限。',
    failed: '此文件未能导入，请重试。',
  },

  archive: '全部下载',
};
