/** How long a text is. */
export interface TextCount {
  /** As word processors count: each Chinese or Japanese character is one, elsewhere what stands between blanks and marks. */
  readonly words: number;
  /** Of those, the Chinese and Japanese characters. */
  readonly ideographs: number;
  /** As people see them, line ends left out. */
  readonly characters: number;
  /** Of those, the ones that aren't blank. */
  readonly solid: number;
}

export const NOTHING: TextCount = Object.freeze({ words: 0, ideographs: 0, characters: 0, solid: 0 });

/** What one reads in a minute. */
const WORDS_A_MINUTE = 230;
const IDEOGRAPHS_A_MINUTE = 350;

const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** Letters and digits, joined by an apostrophe, a hyphen or the point of a number. */
const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’\-.,_][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
const BLANKS = /\s/gu;
/** What is no text stands in it as this: it counts as a word of one character. */
const OBJECTS = /\ufffc/gu;

/** Counts a text that may be of both kinds. Takes time linear in its length. */
export function countText(text: string): TextCount {
  if (text === '') return NOTHING;
  const ideographs = numberOf(text, IDEOGRAPHS);
  const words = numberOf(text.replace(IDEOGRAPHS, ' '), WORDS);
  const line = text.replace(/\n/g, '');
  const characters = lengthOf(line);
  return { words: ideographs + words + numberOf(text, OBJECTS), ideographs, characters, solid: characters - numberOf(line, BLANKS) };
}

export function addCounts(one: TextCount, other: TextCount): TextCount {
  return {
    words: one.words + other.words,
    ideographs: one.ideographs + other.ideographs,
    characters: one.characters + other.characters,
    solid: one.solid + other.solid,
  };
}

/** Minutes that reading takes, at least one where there is anything. */
export function readingMinutes({ words, ideographs }: TextCount): number {
  return Math.ceil(ideographs / IDEOGRAPHS_A_MINUTE + (words - ideographs) / WORDS_A_MINUTE);
}

function numberOf(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  return count;
}

/** Code points, and not UTF-16 units: an emoji is no two characters. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
