import type { Random } from '../../time.ts';
import { isSafeAddress } from '../schema.ts';
import { isBlankLine } from './blanks.ts';
import { unescaped } from './entities.ts';

/* Links by name: `[words][name]` leads where the line `[name]: address "title"` says, which stands anywhere in the text. */

/** What reading a text needs beside the text. */
export interface Reading {
  /** For the ids of mentions. */
  readonly random: Random;
  /** Where links of this name lead, null for a name that nobody gave. */
  readonly reference: (name: string) => Reference | null;
  /** How many nodes it may still mean. */
  readonly room: { left: number };
}

/** A text means more nodes than it may. */
export class TooMuchMarkdown extends Error {
  override readonly name = 'TooMuchMarkdown';
}

/** Notes nodes that were found: short Markdown may mean very many, so it isn't read to its end for nothing. @throws TooMuchMarkdown */
export function spend({ room }: Reading, nodes: number): void {
  room.left -= nodes;
  if (room.left < 0) throw new TooMuchMarkdown('The Markdown means more nodes than it may.');
}

export interface Reference {
  readonly url: string;
  readonly title: string | null;
}

/** A name takes no more characters. */
export const LONGEST_NAME = 999;

/** Characters of addresses and titles that names may stand for in all: a few letters each must not become a flood. */
const EXPANDED = 100_000;

const DEFINITION =
  /^ {0,3}\[((?!\^)(?:\\.|[^[\]\\])+)\]:[ \t]+(?:<([^<>]*)>|([^\s<]\S*))(?:[ \t]+(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'))?[ \t]*$/;
const FENCE = /^[ \t]*(`{3,}|~{3,}(?!~))[^`]*$/;

const NAME = /\[((?:\\.|[^[\]\\]){1,999})\]/gs;

/**
 * Takes the definitions out of a text. Those in code are code, those in the middle of a paragraph are words, and so are those that nothing refers
 * to: nobody's line is to disappear.
 */
export function takeReferences(lines: readonly string[]): { readonly lines: readonly string[]; readonly reference: Reading['reference'] } {
  const defined = definitionsIn(lines);
  if (defined.size === 0) return { lines, reference: () => null };
  const others = lines.map((line, index) => (defined.has(index) ? '' : line));
  const wanted = new Set([...others.join('\n').matchAll(NAME)].map(([, name = '']) => keyOf(name)));
  const references = new Map<string, Reference>();
  for (const [index, { key, reference }] of defined) {
    if (!wanted.has(key)) others[index] = lines[index] ?? '';
    else if (!references.has(key)) references.set(key, reference);
  }
  let left = EXPANDED;
  const reference = (name: string): Reference | null => {
    const known = name.includes('[') ? undefined : references.get(keyOf(name));
    if (known === undefined) return null;
    left -= known.url.length + (known.title?.length ?? 0);
    return left < 0 ? null : known;
  };
  return { lines: others, reference };
}

interface Definition {
  readonly key: string;
  readonly reference: Reference;
}

/** The lines that give an address a name, by their number. */
function definitionsIn(lines: readonly string[]): ReadonlyMap<number, Definition> {
  const defined = new Map<number, Definition>();
  let fence = '';
  let mayBegin = true;
  for (const [index, line] of lines.entries()) {
    const marks = FENCE.exec(line)?.[1] ?? '';
    if (fence === '') fence = marks;
    else if (marks.startsWith(fence) && line.trim() === marks) fence = '';
    const definition: Definition | null = mayBegin && fence === '' ? definitionOf(line) : null;
    if (definition !== null) defined.set(index, definition);
    mayBegin = definition !== null || isBlankLine(line);
  }
  return defined;
}

function definitionOf(line: string): Definition | null {
  const match = line.includes(']:') ? DEFINITION.exec(line) : null;
  if (match === null) return null;
  const [, name = '', inAngles, bare = '', double, single] = match;
  const url = unescaped(inAngles ?? bare);
  const title = double ?? single;
  if (name.length > LONGEST_NAME || !isSafeAddress(url)) return null;
  return { key: keyOf(name), reference: { url, title: title === undefined ? null : unescaped(title) } };
}

function keyOf(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
