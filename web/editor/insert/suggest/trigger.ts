/** What a sign at the caret opens: blocks, or people and things. */
export type TriggerKind = 'block' | 'mention';

/** A word at the caret that asks for a list. */
export interface Trigger {
  readonly kind: TriggerKind;
  /** Where its sign stands in the text. */
  readonly start: number;
  /** What is typed behind the sign, up to the caret. */
  readonly query: string;
}

/** Characters behind the sign; more is no name that anybody looks for. */
const LONGEST = 40;

/*
 * The sign stands where a word begins. Chinese has no blanks between words: `@` may stand right behind its characters and signs. On a
 * Chinese keyboard the key of `/` gives `、`, which begins no sentence: at the start of a block it is meant as `/`.
 */
const MENTION = /(?:^|[\s([{（【「『《，。、；：！？\p{Script=Han}])[@＠](?<query>(?:[^\s@＠][^@＠]*)?)$/u;
const BLOCK = /(?:^|\s)[/／](?<query>(?:[^\s/／][^/／]*)?)$/u;
const BLOCK_AT_START = /^、(?<query>(?:[^\s/／、][^/／、]*)?)$/u;

const KINDS: readonly (readonly [RegExp, TriggerKind])[] = [
  [MENTION, 'mention'],
  [BLOCK, 'block'],
  [BLOCK_AT_START, 'block'],
];

/** The word that ends `text` and asks for a list, the nearest to its end; null where there is none. @param text a line up to the caret */
export function triggerAtEnd(text: string): Trigger | null {
  let nearest: Trigger | null = null;
  for (const [pattern, kind] of KINDS) {
    const query = pattern.exec(text)?.groups?.query;
    if (query === undefined || query.length > LONGEST || /\s\s/.test(query)) continue;
    const start = text.length - query.length - 1;
    if (nearest === null || start > nearest.start) nearest = { kind, start, query };
  }
  return nearest;
}
