import { isFileId, LARGEST_SIDE } from '../../files.ts';
import { newId } from '../../ids.ts';
import { LONGEST_LABEL, MENTION_KINDS } from '../../model/mentions.ts';
import { cut } from '../../model/values.ts';
import { isId } from '../../rooms.ts';
import type { Random } from '../../time.ts';
import { LONGEST_ALT } from '../image.ts';
import { believed, ELEMENTS, type Value } from '../schema.ts';
import { isElement, type TreeElement, type TreeNode } from '../tree.ts';
import { unescaped } from './entities.ts';

/* What stands behind words in brackets, and what it makes of them: a link, a mention, an image. */

export interface Target {
  readonly url: string;
  readonly title: string | null;
  /** Not in angles: a mention is written so. */
  readonly isBare: boolean;
  /** Behind the closing parenthesis. */
  readonly end: number;
}

/** Each piece ends at the next thing that begins one, so that many brackets take no more time than few. */
const TARGET =
  /\([ \n]?(?:<((?:\\.|[^<>\\\n])*)>|((?:\\.|\([^\s()]*\)|[^\s()\\])*))(?:[ \n](?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'))?[ \n]?\)/sy;

/** The parentheses behind a bracket, at this place; null where it is no link. */
export function targetAt(text: string, at: number): Target | null {
  TARGET.lastIndex = at;
  const match = TARGET.exec(text);
  if (match === null) return null;
  const [whole, inAngles, bare = '', title, single = null] = match;
  const told = title ?? single;
  return {
    url: unescaped(inAngles ?? bare),
    title: told === null ? null : unescaped(told),
    isBare: inAngles === undefined,
    end: at + whole.length,
  };
}

/** A link or a mention; the words alone where it leads nowhere safe. */
export function linkOf(inner: readonly TreeNode[], target: Target, random: Random): readonly TreeNode[] {
  const mention = mentionOf(inner, target, random);
  if (mention !== null) return [mention];
  const attributes = linkAttributes(target.url, target.title);
  const words: TreeNode[] = [];
  for (const node of inner) {
    if (!isElement(node) || node.name === 'linebreak') words.push(node);
    // No links in links, and no blocks.
    else if (node.name === 'image') words.push(textOf(String(node.attributes.__alt ?? '')));
    else for (const child of node.children) words.push(child);
  }
  if (attributes === null) return words;
  return [{ name: 'link', attributes, children: words.length === 0 ? [textOf(target.url)] : words }];
}

/** An address that stands for itself. */
export function autolink(url: string): TreeElement | null {
  const attributes = linkAttributes(url, null);
  return attributes === null ? null : { name: 'link', attributes, children: [textOf(url)] };
}

/** An image of the project. Images elsewhere are links: nobody's page is to load them. */
export function imageOf(inner: readonly TreeNode[], { url, title }: Target): TreeElement | null {
  const alt = wordsOf(inner);
  const [, file] = /^weft:file\/(.*)$/s.exec(url) ?? [];
  if (!isFileId(file)) {
    const attributes = linkAttributes(url, title);
    return attributes === null ? null : { name: 'link', attributes, children: [textOf(alt === '' ? url : alt)] };
  }
  const [, width = '0', height = '0'] = /^(\d{1,5})[x×](\d{1,5})$/.exec(title ?? '') ?? [];
  const size = Number(width) <= LARGEST_SIDE && Number(height) <= LARGEST_SIDE ? { __width: Number(width), __height: Number(height) } : {};
  return { name: 'image', attributes: { __file: file, __alt: cut(alt, LONGEST_ALT), ...size }, children: [] };
}

function linkAttributes(url: string, title: string | null): Record<string, Value> | null {
  const rule = ELEMENTS.get('link');
  const attributes = rule === undefined ? {} : believed({ __url: url, ...(title !== null && { __title: title }) }, rule.attributes);
  return attributes.__url === undefined ? null : attributes;
}

function mentionOf(inner: readonly TreeNode[], { url, isBare }: Target, random: Random): TreeElement | null {
  const [, kind, written = ''] = /^weft:([a-z]+)\/([\w.%-]+)$/.exec(url) ?? [];
  const words = wordsOf(inner);
  const known = MENTION_KINDS.find((word) => word === kind);
  const target = decoded(written);
  if (!isBare || known === undefined || target === null || !words.startsWith('@')) return null;
  const attributes = { __id: newId('men_', random), __kind: known, __target: target, __label: cut(words.slice(1), LONGEST_LABEL) };
  return { name: 'mention', attributes, children: [] };
}

function decoded(written: string): string | null {
  try {
    const id = decodeURIComponent(written);
    return isId(id) ? id : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Words without formats; of an image its description. */
function wordsOf(nodes: readonly TreeNode[]): string {
  return nodes
    .map((node) => {
      if (!isElement(node)) return node.text;
      if (node.name === 'linebreak') return '\n';
      return node.name === 'image' ? String(node.attributes.__alt ?? '') : wordsOf(node.children);
    })
    .join('');
}

function textOf(text: string): TreeNode {
  return { name: 'text', attributes: {}, text };
}
