import * as Y from 'yjs';
import { isPlain, mayBe, mayBeOfRun, mayHoldWords, mayStandIn } from './fields.ts';
import { RUNS } from './schema.ts';
import { ROOT_NAME } from './seed.ts';

/**
 * Says what is wrong with an item of a document, or null where an editor can take it. It looks at the item and at what it stands in, so
 * every new item must be looked at once. Whatever isn't under the editor's root is nobody's business here.
 */
export function faultOf(item: Y.Item, doc: Y.Doc): string | null {
  const { parent } = item;
  if (!(parent instanceof Y.AbstractType)) return null;
  const root = doc.share.get(ROOT_NAME);
  if (root === undefined || rootOf(parent) !== root) return null;
  if (parent === root) return faultInElement(item, null);
  if (parent instanceof Y.XmlElement) return faultInElement(item, parent.nodeName);
  if (parent instanceof Y.XmlText) return faultInText(item, parent, root);
  return 'something stands in what is neither an element nor a text';
}

/** @param name the element's; null is the root */
function faultInElement(item: Y.Item, name: string | null): string | null {
  const { content, parentSub } = item;
  if (parentSub !== null) {
    const values = content instanceof Y.ContentAny ? content.arr : [content];
    return values.every((value) => mayBe(name, parentSub, value)) ? null : `${name ?? 'the root'} can't have this ${shown(parentSub)}`;
  }
  if (!(content instanceof Y.ContentType)) return `${name ?? 'the root'} holds a plain value`;
  const { type } = content;
  if (type instanceof Y.XmlElement) {
    return mayStandIn(name, type.nodeName) ? null : `${shown(type.nodeName)} can't stand in ${name ?? 'the root'}`;
  }
  if (type instanceof Y.XmlText && name !== null) return null;
  return `${name ?? 'the root'} holds a shared type that is no node`;
}

function faultInText(item: Y.Item, text: Y.XmlText, root: unknown): string | null {
  const { content, parentSub } = item;
  if (parentSub !== null) return 'a text has attributes';
  if (content instanceof Y.ContentString) return mayHoldWords(nameAround(text, root)) ? null : 'words stand where none can be';
  if (!(content instanceof Y.ContentFormat)) return 'a text holds what is no text';
  const key: string = content.key;
  const value: unknown = content.value;
  return mayBeFormat(key, value) ? null : `a text can't be formatted with this ${shown(key)}`;
}

/** `t` names the node of a run, `p` holds its fields, `i` keeps two runs apart. Null ends one. */
function mayBeFormat(key: string, value: unknown): boolean {
  if (value === null) return key === 't' || key === 'p' || key === 'i';
  switch (key) {
    case 't':
      return typeof value === 'string' && RUNS.has(value);
    case 'p':
      return isPlain(value) && Object.entries(value).every(([name, field]) => mayBeOfRun(name, field));
    case 'i':
      return Number.isSafeInteger(value);
    default:
      return false;
  }
}

function nameAround(text: Y.XmlText, root: unknown): string | null {
  const around: unknown = text._item?.parent;
  return around !== root && around instanceof Y.XmlElement ? around.nodeName : null;
}

function rootOf(type: Y.AbstractType<unknown>): unknown {
  let top = type;
  while (top._item !== null) {
    const above: unknown = top._item.parent;
    if (!(above instanceof Y.AbstractType)) return null;
    top = above;
  }
  return top;
}

/** A name that a client made up, fit for a log. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}
