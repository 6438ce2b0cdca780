import type { TransferText } from '../transfer.ts';

export const transferEn: TransferText = {
  menu: 'Export and import',
  saveAs: 'Save as',
  markdown: 'Markdown',
  html: 'Web page',
  word: 'Word',
  print: 'Print or save as PDF',
  preparing: 'Preparing the file',
  saved: (file) => `${file} is ready`,
  failed: 'The file couldn’t be made. Try again.',

  importHere: 'Import a file here',
  insert: { name: 'Import a file', hint: 'Word, Markdown, web page', words: 'import file word docx markdown html upload' },
  imported: (file) => `${file} imported`,
  lostImages: (count) => (count === 1 ? '1 image couldn’t be brought along.' : `${count} images couldn’t be brought along.`),

  import: 'Import',
  title: 'Import documents',
  kinds: 'Word (.docx), Markdown, web pages and plain text, up to 20 MB each. Each file becomes a document.',
  choose: 'Choose files',
  files: 'Files',
  waiting: 'Waiting',
  reading: 'Importing…',
  opens: 'Open',
  open: (title) => `Open ${title}`,
  close: 'Done',
  summary: (done, failed) => (failed === 0 ? `${done} imported` : `${done} imported, ${failed} not imported`),
  troubles: {
    type: 'This kind of file can’t be imported. Use .docx, .md, .html or .txt.',
    size: 'This file is too large. Up to 20 MB works.',
    unreadable: 'This file can’t be read. It may be damaged or protected by a password.',
    empty: 'There is no text in this file.',
    offline: 'You’re offline. Import it again when you’re back.',
    role: 'You can’t add documents here any more.',
    full: 'This project has no room for more documents.',
    failed: 'This file wasn’t imported. Try again.',
  },

  archive: 'Download all',
};
