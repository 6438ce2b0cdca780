import type { FindText } from '../find.ts';

const number = new Intl.NumberFormat('zh-CN');

export const findZhCN: FindText = {
  title: '在文档中查找',
  words: '查找',
  replacement: '替换为',
  next: '下一个',
  previous: '上一个',
  matchCase: '区分大小写',
  wholeWord: '全字匹配',
  showReplace: '替换…',
  replace: '替换',
  replaceAll: '全部替换',
  close: '关闭',
  place: (at, count, more) => `第 ${number.format(at)} 个，共 ${number.format(count)}${more ? '+' : ''} 个`,
  none: '没有找到',
  replaced: (count) => `已替换 ${number.format(count)} 处。`,
  notThere: '这些文字刚刚被别人修改了，没有替换。',

  outline: '大纲',
  outlineEmpty: '标题会显示在这里。在行首输入 # 和空格即可创建标题。',
  outlineEmptyToRead: '这篇文档没有标题。',
  untitled: '无文字的标题',
  section: (title) => `已到“${title}”。`,

  length: '字数统计',
  lengthOfSelection: '所选内容的字数',
  wordCount: '字数',
  characters: '字符数',
  solid: '不计空格',
  reading: '阅读时间',
  minutes: (count) => `${number.format(count)} 分钟`,
  number: (count) => number.format(count),
};
