import type { FindText } from '../find.ts';

const number = new Intl.NumberFormat('en');

export const findEn: FindText = {
  title: 'Find in this document',
  words: 'Find',
  replacement: 'Replace with',
  next: 'Next',
  previous: 'Previous',
  matchCase: 'Match case',
  wholeWord: 'Whole words',
  showReplace: 'Replace…',
  replace: 'Replace',
  replaceAll: 'Replace all',
  close: 'Close',
  place: (at, count, more) => `${number.format(at)} of ${number.format(count)}${more ? '+' : ''}`,
  none: 'Not found',
  replaced: (count) => (count === 1 ? '1 replaced.' : `${number.format(count)} replaced.`),
  notThere: 'Somebody changed these words just now. Nothing was replaced.',

  outline: 'Outline',
  outlineEmpty: 'Headings show up here. Type # and a space at the beginning of a line to make one.',
  outlineEmptyToRead: 'This document has no headings.',
  untitled: 'Heading without words',
  section: (title) => `At “${title}”.`,

  length: 'Length',
  lengthOfSelection: 'Length of what is selected',
  wordCount: 'Words',
  characters: 'Characters',
  solid: 'Without spaces',
  reading: 'Reading time',
  minutes: (count) => `${number.format(count)} min`,
  number: (count) => number.format(count),
};
