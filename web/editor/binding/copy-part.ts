import * as Y from 'yjs';

/** What stands in a shared list: a type, or a plain value. */
export type Part = unknown;

/** The same once more, to be put elsewhere in the document: types of every kind with all that is in them, values as they are. */
export function copyPart(part: Part): Part {
  if (part instanceof Y.XmlText || part instanceof Y.Text) return copyText(part);
  if (part instanceof Y.XmlElement) return filled(new Y.XmlElement(part.nodeName), part);
  if (part instanceof Y.XmlFragment) return filled(new Y.XmlFragment(), part);
  if (part instanceof Y.Array) {
    const copy = new Y.Array<unknown>();
    copy.insert(0, part.toArray().map(copyPart));
    return copy;
  }
  if (part instanceof Y.Map) return copyMap(part);
  return part;
}

function copyMap(from: Y.Map<unknown>): Y.Map<unknown> {
  const copy: Y.Map<unknown> = from instanceof Y.XmlHook ? new Y.XmlHook(from.hookName) : new Y.Map();
  for (const [key, value] of from.entries()) copy.set(key, copyPart(value));
  return copy;
}

function filled(copy: Y.XmlElement | Y.XmlFragment, from: Y.XmlElement | Y.XmlFragment): Y.XmlElement | Y.XmlFragment {
  if (copy instanceof Y.XmlElement && from instanceof Y.XmlElement) {
    for (const [name, value] of Object.entries(from.getAttributes())) copy.setAttribute(name, copyPart(value) as string);
  }
  copy.insert(0, from.toArray().map(copyPart) as Y.XmlElement[]);
  return copy;
}

function copyText(from: Y.XmlText | Y.Text): Y.XmlText | Y.Text {
  const copy = from instanceof Y.XmlText ? new Y.XmlText() : new Y.Text();
  const delta: readonly { readonly insert?: unknown; readonly attributes?: object }[] = from.toDelta();
  copy.applyDelta(delta.map((run) => ({ ...run, insert: copyPart(run.insert) })));
  for (const [name, value] of Object.entries(from.getAttributes())) copy.setAttribute(name, copyPart(value));
  return copy;
}
