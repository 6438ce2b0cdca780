import * as Y from 'yjs';

/** Makes `change` in one transaction and answers its update. */
export function edit(doc: Y.Doc, change: () => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', keep);
  doc.transact(change);
  doc.off('update', keep);
  const [update] = updates;
  if (update === undefined || updates.length > 1) throw new Error(`One update was expected, ${updates.length} came.`);
  return update;
}

/** A document of this client id that knows what `base` holds. */
export function docAs(clientId: number, base?: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  if (base !== undefined) Y.applyUpdate(doc, base);
  doc.clientID = clientId;
  return doc;
}

/** Types at the end of the text `t` and answers the update. */
export function type(doc: Y.Doc, words: string): Uint8Array {
  const text = doc.getText('t');
  return edit(doc, () => text.insert(text.length, words));
}

/** One update a letter, typed one after the other by a fresh client: each needs the one before. */
export function letters(words: string, clientId?: number): Uint8Array[] {
  const doc = clientId === undefined ? new Y.Doc() : docAs(clientId);
  return [...words].map((letter) => type(doc, letter));
}

/** What text `t` says when these updates are applied in order. */
export function textOf(updates: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('t').toString();
}
