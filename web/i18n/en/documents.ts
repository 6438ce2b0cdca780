import type { DocumentsText, EditorText } from '../documents.ts';

export const editorEn: EditorText = {
  label: 'Document',
  placeholder: 'Write something. # makes a heading, - a list.',
  empty: 'Nothing has been written here yet.',
};

export const documentsEn: DocumentsText = {
  title: 'Documents',
};
