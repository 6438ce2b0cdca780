import { CODE } from '../text-formats.ts';
import { isElement, type TreeNode } from '../tree.ts';
import { entityAt } from './entities.ts';
import { autolink, imageOf, linkOf, type Target, targetAt } from './read-link.ts';
import { isMark, leastOf, marksAt, resolve, TAG_FORMATS, type Token } from './read-marks.ts';
import { LONGEST_NAME, type Reading, spend } from './references.ts';
import { formatOf } from './sayable-inline.ts';

/*
 * What a line of Markdown means, in time linear in its length: Lexical's own reader takes minutes for 100 KB of short lines, and seconds for a
 * line of 20,000 backticks.
 */

/** What a text means, its line breaks included; images stand in it as nodes. @throws TooMuchMarkdown */
export function readInline(text: string, reading: Reading): readonly TreeNode[] {
  spend(reading, 1);
  return resolve(new Reader(text, reading).tokens());
}

const TAG = /<(\/?)([a-z]{1,6})[ \t]*(\/?)>/iy;
const ADDRESS = /<((?:https?|mailto|tel|sms|weft):[^\s\p{Cc}<>]*)>/iuy;

/** A name in brackets, which may be empty. */
const NAME = /\[((?:\\.|[^[\]\\]){0,999})\]/sy;

class Reader {
  readonly #text: string;
  readonly #reading: Reading;
  readonly #tokens: Token[] = [];
  /** Brackets that are open: which token it is, and where in the text its words begin. */
  readonly #brackets: { readonly index: number; readonly from: number }[] = [];
  /** Images don't stand in images: openers before this token are none any more. */
  #lastImage = 0;
  readonly #ticks: Ticks;
  #plain = '';

  constructor(text: string, reading: Reading) {
    this.#text = text;
    this.#reading = reading;
    this.#ticks = new Ticks(text);
  }

  tokens(): readonly Token[] {
    for (let at = 0; at < this.#text.length; ) at = this.#step(at);
    this.#flush();
    return this.#tokens;
  }

  /** Reads what stands at this place. Returns where to go on. */
  #step(at: number): number {
    const text = this.#text;
    const character = text.charAt(at);
    switch (character) {
      case '\\':
        return this.#backslash(at);
      case ' ':
      case '\t':
        return this.#blanks(at);
      case '\n':
        this.#add({ kind: 'break' });
        return skipBlanks(text, at + 1);
      case '`':
        return this.#code(at);
      case '&': {
        const entity = entityAt(text, at);
        this.#plain += entity?.character ?? character;
        return at + (entity?.length ?? 1);
      }
      case '<':
        return this.#angle(at);
      case '!':
        if (text.charAt(at + 1) !== '[') break;
        return this.#open('![', at);
      case '[':
        return this.#open('[', at);
      case ']':
        return this.#close(at);
    }
    const count = isMark(character) ? runLength(text, at) : 1;
    if (isMark(character) && count >= leastOf(character)) this.#add(marksAt(text, at, count));
    else this.#plain += text.slice(at, at + count);
    return at + count;
  }

  #backslash(at: number): number {
    const next = this.#text.charAt(at + 1);
    // At a line's end it makes that a line break, which it is anyway.
    if (next === '\n') return at + 1;
    const isEscape = /[!-/:-@[-`{-~]/.test(next);
    this.#plain += isEscape ? next : '\\';
    return at + (isEscape ? 2 : 1);
  }

  /** Blanks at a line's end mean nothing. */
  #blanks(at: number): number {
    const end = skipBlanks(this.#text, at);
    if (this.#text.charAt(end) !== '\n' && end < this.#text.length) this.#plain += this.#text.slice(at, end);
    return end;
  }

  #code(at: number): number {
    const count = runLength(this.#text, at);
    const end = this.#ticks.endOf(at + count, count);
    if (end === null) {
      this.#plain += this.#text.slice(at, at + count);
      return at + count;
    }
    this.#add({ kind: 'text', text: codeText(this.#text.slice(at + count, end)), format: CODE });
    return end + count;
  }

  #angle(at: number): number {
    TAG.lastIndex = at;
    const [tag, slash, name = '', self] = TAG.exec(this.#text) ?? [];
    const format = TAG_FORMATS.get(name.toLowerCase());
    if (tag !== undefined && name.toLowerCase() === 'br' && slash === '') {
      this.#add({ kind: 'break' });
      return at + tag.length;
    }
    if (tag !== undefined && format !== undefined && self === '') {
      this.#add({ kind: 'tag', text: tag, format, isEnd: slash !== '', isPaired: false });
      return at + tag.length;
    }
    ADDRESS.lastIndex = at;
    const [whole, url] = ADDRESS.exec(this.#text) ?? [];
    const link = url === undefined ? null : autolink(url);
    if (whole === undefined || link === null) {
      this.#plain += '<';
      return at + 1;
    }
    this.#add({ kind: 'node', node: link });
    return at + whole.length;
  }

  #open(text: string, at: number): number {
    this.#flush();
    const from = at + text.length;
    this.#brackets.push({ index: this.#tokens.length, from });
    this.#tokens.push({ kind: 'bracket', text });
    return from;
  }

  #close(at: number): number {
    this.#flush();
    const bracket = this.#brackets.pop();
    const opener = bracket === undefined ? undefined : this.#tokens[bracket.index];
    const isImage = opener?.kind === 'bracket' && opener.text === '![';
    const isOver = bracket === undefined || (isImage && bracket.index < this.#lastImage);
    const target = isOver ? null : (targetAt(this.#text, at + 1) ?? this.#named(bracket.from, at));
    if (isOver || target === null) {
      this.#plain = ']';
      return at + 1;
    }
    const { index } = bracket;
    const inner = resolve(this.#tokens.splice(index).slice(1));
    if (isImage) {
      const image = imageOf(inner, target);
      for (const node of image === null ? inner : [image]) this.#addNode(node);
      this.#lastImage = index;
    } else {
      for (const node of linkOf(inner, target, this.#reading.random)) this.#addNode(node);
      // No links inside of links.
      this.#brackets.length = 0;
    }
    return target.end;
  }

  /** Where words in brackets lead by the name behind them, or by themselves. */
  #named(from: number, to: number): Target | null {
    NAME.lastIndex = to + 1;
    const [behind, name = ''] = NAME.exec(this.#text) ?? [];
    const words = to - from > LONGEST_NAME ? '' : this.#text.slice(from, to);
    const known = this.#reading.reference(name === '' ? words : name);
    return known === null ? null : { ...known, isBare: false, end: to + 1 + (behind?.length ?? 0) };
  }

  #addNode(node: TreeNode): void {
    if (!isElement(node)) this.#tokens.push({ kind: 'text', text: node.text, format: formatOf(node) });
    else this.#tokens.push(node.name === 'linebreak' ? { kind: 'break' } : { kind: 'node', node });
  }

  #add(token: Token): void {
    this.#flush();
    this.#tokens.push(token);
  }

  #flush(): void {
    if (this.#plain !== '') this.#tokens.push({ kind: 'text', text: this.#plain, format: 0 });
    this.#plain = '';
  }
}

/** Where code ends that begins with so many backticks: at the next run of as many. */
class Ticks {
  /** Where runs of one length are, those passed already left out. */
  readonly #runs = new Map<number, { readonly at: number[]; next: number }>();

  constructor(text: string) {
    for (const { index, 0: ticks } of text.matchAll(/`+/g)) {
      const runs = this.#runs.get(ticks.length) ?? { at: [], next: 0 };
      this.#runs.set(ticks.length, runs);
      runs.at.push(index);
    }
  }

  /** @param from never less than at the call before */
  endOf(from: number, count: number): number | null {
    const runs = this.#runs.get(count);
    if (runs === undefined) return null;
    while ((runs.at[runs.next] ?? from) < from) runs.next++;
    return runs.at[runs.next] ?? null;
  }
}

function codeText(inside: string): string {
  const line = inside.replaceAll('\n', ' ');
  return line.startsWith(' ') && line.endsWith(' ') && /[^ ]/.test(line) ? line.slice(1, -1) : line;
}

function runLength(text: string, at: number): number {
  const character = text.charAt(at);
  let end = at + 1;
  while (text.charAt(end) === character) end++;
  return end - at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}
