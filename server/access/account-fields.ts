import { type FieldFault, Problem } from '../../shared/problems.ts';

/** Characters of a name: what fits beside a caret, and then some. */
const NAME_LENGTH = 80;
/** Characters of what a session or token is called. */
const LABEL_LENGTH = 200;

/** A name as people are shown it: without spaces around and without control characters, cut where it is too long; '' where nothing is left. */
export function cleanName(text: string): string {
  return cut(text, NAME_LENGTH);
}

export function cleanLabel(text: string): string {
  return cut(text, LABEL_LENGTH);
}

/** @throws Problem `request.invalid` */
export function checkedName(text: string): string {
  const name = cleanName(text);
  if (name === '' || [...text.trim()].length > NAME_LENGTH) {
    throw invalid({ field: 'username', message: `A name has 1 to ${NAME_LENGTH} characters` });
  }
  return name;
}

/** @throws Problem `request.invalid` */
export function checkedColor(text: string): string {
  if (isColor(text)) return text;
  throw invalid({ field: 'color', message: 'A colour is written like #3366cc or hsl(210 65% 42%)' });
}

/** A colour that may go into other people's pages: nothing but numbers can be in it. */
export const COLOR = /^(?:#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})|hsl\(\d{1,3}(?:\.\d+)? \d{1,3}% \d{1,3}%\))$/;

export function isColor(text: string): boolean {
  return COLOR.test(text);
}

function cut(text: string, length: number): string {
  const clean = text.replace(/\p{Cc}+/gu, ' ').trim();
  return [...clean].slice(0, length).join('').trim();
}

function invalid(fault: FieldFault): Problem {
  return new Problem('request.invalid', `${fault.message}.`, { faults: [fault] });
}
