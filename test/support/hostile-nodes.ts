import * as Y from 'yjs';

/** An element as a client may write it, whatever the types say. */
type Anything = Y.XmlElement<{ [key: string]: object | string | number | boolean | null }>;

export function element(name: string, attributes: Readonly<Record<string, unknown>> = {}, children: readonly unknown[] = []): Y.XmlElement {
  const made = new Y.XmlElement(name);
  const open: Anything = made;
  for (const [key, value] of Object.entries(attributes)) open.setAttribute(key, value as string);
  made.insert(0, [...children] as Y.XmlElement[]);
  return made;
}

/** A shared text with one run in it. */
export function run(insert: unknown, attributes: object = {}): Y.XmlText {
  const text = new Y.XmlText();
  text.applyDelta([{ insert, attributes }]);
  return text;
}
