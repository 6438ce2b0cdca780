import type { DocumentsText, EditorText } from '../documents.ts';

export const editorEn: EditorText = {
  label: 'Document',
  placeholder: 'Write, or press / for more',
  empty: 'Nothing has been written here yet.',
};

export const documentsEn: DocumentsText = {
  title: 'Documents',
  untitled: 'Untitled',
  titleLabel: 'Title',
  create: 'New document',
  createFailed: { what: 'The document couldn’t be made.', remedy: 'Try again in a moment.' },
  createOffline: {
    what: 'The server can’t be reached.',
    remedy: 'A new document needs the connection. The ones you have opened before work without.',
  },
  filter: 'Find a document',
  found: (count) => (count === 1 ? '1 document found' : `${count} documents found`),
  noneFound: 'No title has these words.',
  empty: {
    what: 'Write the first document together',
    remedy: 'Notes, plans, decisions: everybody in the project sees and edits them at the same time. Each one has its own link.',
  },
  emptyToRead: 'There are no documents in this project yet.',

  madeBy: (name) => `by ${name}`,
  here: (names) => `In it now: ${names}`,
  menu: (title) => `What to do with “${title}”`,
  rename: 'Rename',
  newTitle: (title) => `New title of “${title}”`,
  renamed: (title) => `Renamed to “${title}”.`,
  moveUp: 'Move up',
  moveDown: 'Move down',
  moved: (title, place, count) => `“${title}” is number ${place} of ${count} now.`,
  bin: 'Move to the bin',
  binned: (title) => `“${title}” is in the bin.`,
  failed: 'That couldn’t be saved. The list is as the server has it.',
  keys: 'Arrow keys walk the list, Enter opens, E renames, Delete moves to the bin, Alt with the arrows changes the order.',

  inTheBin: (count) => `Bin: ${count}`,
  binHint: 'Documents in the bin can be read, not changed.',
  restore: 'Restore',
  restoreOne: (title) => `Restore “${title}”`,
  restored: (title) => `“${title}” is back in the list.`,
  deleteForGood: 'Delete for good',
  deleteOne: (title) => `Delete “${title}” for good`,
  deleteQuestion: (title) => `Delete “${title}” for good? Nobody can bring it back.`,
  keep: 'Keep it',
  deleted: (title) => `“${title}” was deleted.`,
  deleteOffline: 'It couldn’t be deleted. Check your connection, then try again.',

  isInBin: 'This document is in the bin. It can be read, not changed.',
  notHere: {
    what: 'This document isn’t in this browser yet.',
    remedy: 'It opens by itself when the connection is back.',
  },
  all: 'All documents',
};
