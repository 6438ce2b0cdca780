import * as Y from 'yjs';

/**
 * Where words that a transaction removed stand anew by the same transaction: a block was moved, became another kind, or joined its neighbour.
 * @returns the place of the first of them; null where they stand nowhere, or more than once
 */
export function findCopy(words: string, { doc, beforeState, afterState }: Y.Transaction): Y.RelativePosition | null {
  if (words.trim() === '') return null;
  const texts = new Set<Y.XmlText>();
  for (const [client, end] of afterState) {
    const from = beforeState.get(client) ?? 0;
    if (end > from) addNewTexts(doc.store.clients.get(client) ?? [], from, texts);
  }
  let found: Y.RelativePosition | null = null;
  for (const text of texts) {
    for (const { at, words: fresh } of newWords(text, beforeState)) {
      const index = fresh.indexOf(words);
      if (index === -1) continue;
      if (found !== null || fresh.includes(words, index + 1)) return null;
      found = Y.createRelativePositionFromTypeIndex(text, at + index);
    }
  }
  return found;
}

function addNewTexts(structs: readonly (Y.Item | Y.GC)[], from: number, texts: Set<Y.XmlText>): void {
  for (let index = structs.length - 1; index >= 0; index--) {
    const struct = structs[index];
    if (struct === undefined || struct.id.clock + struct.length <= from) return;
    if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString)) continue;
    const parent: unknown = struct.parent;
    if (parent instanceof Y.XmlText) texts.add(parent);
  }
}

/** Stretches of a text that came together, each with its place. */
function newWords(text: Y.XmlText, beforeState: Y.Transaction['beforeState']): { readonly at: number; readonly words: string }[] {
  const stretches: { at: number; words: string }[] = [];
  let at = 0;
  let open = false;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const isNew = item.id.clock >= (beforeState.get(item.id.client) ?? 0) && item.content instanceof Y.ContentString;
    if (isNew && item.content instanceof Y.ContentString) {
      const last = stretches.at(-1);
      if (open && last !== undefined) last.words += item.content.str;
      else stretches.push({ at, words: item.content.str });
    }
    open = isNew;
    at += item.length;
  }
  return stretches;
}
