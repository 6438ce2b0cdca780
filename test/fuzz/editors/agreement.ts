import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import { ELEMENTS, mayHold, type NodeRule } from '../../../shared/lexical/schema.ts';
import { ROOT_NAME } from '../../../shared/lexical/seed.ts';
import { isElement, readTree, type TreeNode } from '../../../shared/lexical/tree.ts';
import { hasGaps } from '../../support/fingerprint.ts';
import { Writer } from './writer.ts';

/** Deeper than anything that the random edits make. */
const DEPTH = 60;

/** Fails unless all documents and editors say what `server` says, and so does one that opens it now, without a word written. */
export async function checkEqual(server: Y.Doc, writers: readonly Writer[]): Promise<void> {
  const state = stateOf(server);
  const newcomer = new Writer(copyOf(server));
  const reader = new Writer(copyOf(server), { writes: false });
  try {
    await setImmediate();
    const shown = newcomer.shown();
    for (const writer of [...writers, reader, newcomer]) {
      if (hasGaps(writer.doc)) throw new Error('A document has gaps.');
      if (writer.broken.length > 0) throw new Error(`An editor broke: ${String(writer.broken[0])}`);
      if (stateOf(writer.doc) !== state) throw new Error(`A document says ${stateOf(writer.doc)}, the server’s says ${state}.`);
      if (writer.shown() !== shown) throw new Error(`An editor shows ${writer.shown()}, a fresh one ${shown}.`);
    }
    if (newcomer.faults.length > 0) throw new Error(`A fresh editor fails: ${String(newcomer.faults[0])}`);
    if (newcomer.written > 0) throw new Error('An editor writes by being opened.');
    const strangers = misplaced(server.get(ROOT_NAME, Y.XmlElement), null);
    if (strangers.length > 0) throw new Error(`Stands where it may not: ${strangers.join(', ')}`);
    // No word is left out by those who read documents without an editor.
    const words = wordsOf(readTree(server, DEPTH));
    const wanted = textOf(server.get(ROOT_NAME, Y.XmlElement)).replace(/\s/g, '');
    if (words !== wanted) throw new Error(`Read without an editor it is ${words} instead of ${wanted}.`);
  } finally {
    newcomer.stop();
    reader.stop();
  }
}

/** What the schema has no room for, as `child in parent`. */
function misplaced(type: Y.XmlElement, rule: NodeRule | null): string[] {
  const children: readonly unknown[] = type.toArray();
  return children.flatMap((child) => {
    if (child instanceof Y.XmlText)
      return rule === null || (rule.content === 'items' && child.length > 0) ? [`text in ${type.nodeName}`] : [];
    if (!(child instanceof Y.XmlElement)) return ['something that is no node'];
    const childRule = ELEMENTS.get(child.nodeName);
    if (childRule === undefined) return [`unknown ${child.nodeName}`];
    return [...(mayHold(rule, childRule) ? [] : [`${child.nodeName} in ${type.nodeName}`]), ...misplaced(child, childRule)];
  });
}

/** Elements with their attributes, texts with their formats. */
export function stateOf(doc: Y.Doc): string {
  return JSON.stringify(plain(doc.get(ROOT_NAME, Y.XmlElement)), (_key, value: unknown) => sorted(value));
}

/** Attributes that came at the same time have no order. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function textOf(type: Y.XmlElement): string {
  const children: readonly unknown[] = type.toArray();
  return children
    .map((child) => (child instanceof Y.XmlElement ? textOf(child) : child instanceof Y.XmlText ? plainText(child) : ''))
    .join('');
}

/** Without its formats, which `toString` would write as tags. */
function plainText(text: Y.XmlText): string {
  const delta: readonly { readonly insert?: unknown }[] = text.toDelta();
  return delta.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

function plain(type: unknown): unknown {
  if (type instanceof Y.XmlElement) return { name: type.nodeName, attributes: type.getAttributes(), children: type.toArray().map(plain) };
  if (type instanceof Y.XmlText) return type.toDelta();
  return String(type);
}

function wordsOf(nodes: readonly TreeNode[]): string {
  return nodes
    .map((node) => (isElement(node) ? wordsOf(node.children) : node.text))
    .join('')
    .replace(/\s/g, '');
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'network');
  return copy;
}
