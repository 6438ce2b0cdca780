import type { DocumentsText, EditorText } from '../documents.ts';

export const editorZhCN: EditorText = {
  label: '文档',
  placeholder: '输入正文，或按 / 插入更多内容',
  empty: '这里还没有内容。',
};

export const documentsZhCN: DocumentsText = {
  title: '文档',
  untitled: '无标题',
  titleLabel: '标题',
  create: '新建文档',
  createFailed: { what: '无法新建文档。', remedy: '请稍后重试。' },
  createOffline: { what: '无法连接到服务器。', remedy: '新建文档需要联网，打开过的文档离线也能用。' },
  filter: '查找文档',
  found: (count) => `找到 ${count} 个文档`,
  noneFound: '没有标题包含这些文字的文档。',
  empty: { what: '一起写下第一个文档', remedy: '笔记、计划、决定：项目成员可以同时查看和编辑，每个文档都有自己的链接。' },
  emptyToRead: '此项目还没有文档。',

  madeBy: (name) => `由 ${name} 创建`,
  here: (names) => `正在查看：${names}`,
  menu: (title) => `“${title}”的操作`,
  rename: '重命名',
  newTitle: (title) => `“${title}”的新标题`,
  renamed: (title) => `已重命名为“${title}”。`,
  moveUp: '上移',
  moveDown: '下移',
  moved: (title, place, count) => `“${title}”现在是第 ${place} 个，共 ${count} 个。`,
  bin: '移到回收站',
  binned: (title) => `“${title}”已移到回收站。`,
  failed: '未能保存，列表以服务器上的为准。',
  keys: '方向键移动，Enter 打开，E 重命名，Delete 移到回收站，Alt 加方向键调整顺序。',

  inTheBin: (count) => `回收站：${count}`,
  binHint: '回收站中的文档可以阅读，不能修改。',
  restore: '恢复',
  restoreOne: (title) => `恢复“${title}”`,
  restored: (title) => `“${title}”已恢复到列表。`,
  deleteForGood: '永久删除',
  deleteOne: (title) => `永久删除“${title}”`,
  deleteQuestion: (title) => `要永久删除“${title}”吗？删除后无法恢复。`,
  keep: '保留',
  deleted: (title) => `“${title}”已删除。`,
  deleteOffline: '未能删除。请检查网络后重试。',

  isInBin: '此文档在回收站中，可以阅读，不能修改。',
  notHere: { what: '此文档还没有存到这个浏览器。', remedy: '恢复连接后会自动打开。' },
  all: '所有文档',
};
