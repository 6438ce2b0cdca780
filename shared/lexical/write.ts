import * as Y from 'yjs';
import { Problem } from '../problems.ts';
import { ELEMENTS, type Value } from './schema.ts';
import { ROOT_NAME } from './seed.ts';
import { isElement, type TreeElement, type TreeRun } from './tree.ts';

/*
 * Blocks are put into a document as plain insertions, in the form in which Lexical's V2 binding keeps them. No editor is bound to a document that
 * people type in: it would also write what it normalises in their blocks, and one odd node would stop it.
 */

/** Root type of a document of kind `text`. */
export const TEXT_NAME = 'text';

/** Where new blocks go: behind what is there, or in its stead. */
export type WriteMode = 'append' | 'replace';

/**
 * Writes blocks into a live document, in the transaction of the caller. Appending touches no block that is there, so that it merges with whatever
 * people type; an empty last paragraph stays the last, since there somebody is about to type.
 */
export function writeTree(doc: Y.Doc, tree: readonly TreeElement[], mode: WriteMode): void {
  const root = rootOf(doc, ROOT_NAME, Y.XmlElement);
  if (mode === 'replace') root.delete(0, root.length);
  const at = mode === 'append' && endsEmpty(root) ? root.length - 1 : root.length;
  root.insert(at, (mode === 'replace' && tree.length === 0 ? [EMPTY] : tree).map(shared));
}

/** Like `writeTree`, for a document of kind `text`. Text that is appended begins on a line of its own. */
export function writeText(doc: Y.Doc, words: string, mode: WriteMode): void {
  const text = rootOf(doc, TEXT_NAME, Y.Text);
  if (mode === 'replace') text.delete(0, text.length);
  const gap = text.length === 0 || text.toString().endsWith('\n') ? '' : '\n';
  text.insert(text.length, gap + words);
}

/** @throws Problem `document.unreadable` where the root was taken for something else */
function rootOf<T extends Y.XmlElement | Y.Text>(doc: Y.Doc, name: string, type: new () => T): T {
  const root = doc.share.get(name);
  if (root === undefined || root.constructor === Y.AbstractType || root instanceof type) return doc.get(name, type);
  throw new Problem(
    'document.unreadable',
    `The document holds something else where its content should be (${name}). Restore an older state of it.`,
  );
}

const EMPTY: TreeElement = { name: 'paragraph', attributes: {}, children: [] };

function endsEmpty(root: Y.XmlElement): boolean {
  const last: unknown = root.length === 0 ? undefined : root.get(root.length - 1);
  if (!(last instanceof Y.XmlElement) || last.nodeName !== 'paragraph') return false;
  const children: readonly unknown[] = last.toArray();
  return children.every((child) => child instanceof Y.XmlText && child.length === 0);
}

/** What of a node's content may be text and nothing else. */
const HOLDS_TEXT: ReadonlySet<string | undefined> = new Set(['inline', 'plain']);

/** A node as the binding writes it: runs of text beside each other are one shared text. */
function shared(node: TreeElement): Y.XmlElement {
  const element = new Y.XmlElement(node.name);
  // By its type an attribute is a string, by nature any value.
  const attributed: Y.XmlElement<Record<string, Value>> = element;
  for (const [name, value] of Object.entries(node.attributes)) attributed.setAttribute(name, value);
  const children: (Y.XmlElement | Y.XmlText)[] = [];
  let runs: TreeRun[] = [];
  let isBehindMention = false;
  const close = (): void => {
    if (runs.length > 0 || isBehindMention) children.push(sharedText(runs));
    runs = [];
  };
  for (const child of node.children) {
    if (!isElement(child)) {
      runs.push(child);
      continue;
    }
    close();
    children.push(shared(child));
    isBehindMention = child.name === 'mention';
  }
  close();
  // A block without text is given an empty one, and so is a mention behind it: two people's first letters there then go into the same text.
  if (children.length === 0 && HOLDS_TEXT.has(ELEMENTS.get(node.name)?.content)) children.push(new Y.XmlText());
  element.insert(0, children);
  return element;
}

/** `t` names the node, `p` holds its fields, and `i` keeps Yjs from merging two runs. */
function sharedText(runs: readonly TreeRun[]): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta(
    runs.map(({ name, attributes, text: insert }, i) => ({
      insert,
      attributes: {
        ...(name === 'text' ? {} : { t: name }),
        ...(Object.keys(attributes).length === 0 ? {} : { p: attributes }),
        ...(i === 0 ? {} : { i }),
      },
    })),
  );
  return text;
}
