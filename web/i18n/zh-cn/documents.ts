import type { DocumentsText, EditorText } from '../documents.ts';

export const editorZhCN: EditorText = {
  label: '文档',
  placeholder: '写点什么吧。输入 # 变成标题，输入 - 变成列表。',
  empty: '这里还没有内容。',
};

export const documentsZhCN: DocumentsText = {
  title: '文档',
};
