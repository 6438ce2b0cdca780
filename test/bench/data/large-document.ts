import * as Y from 'yjs';
import { seeded } from '../../support/random.ts';
import { TEXT } from '../load/edits.ts';

const BYTES = 1024 * 1024;
/** Deleted ranges of the document that the targets were measured with: its delete set has 44 KB. */
const DELETIONS = 12_000;

/** What one update of it may delete: a server refuses more at a time. */
const DELETIONS_AT_ONCE = 4000;

/** A document of 1 MB that was written and rewritten in many places, and the updates that made it. */
export function largeDocument(seed: number): { readonly doc: Y.Doc; readonly updates: Uint8Array[] } {
  const random = seeded(seed);
  const doc = new Y.Doc();
  doc.clientID = 1000;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const text = doc.getText(TEXT);
  const piece = Math.ceil(BYTES / DELETIONS) - 8;
  const rewrite = (): void => {
    for (let count = 0; count < DELETIONS_AT_ONCE; count++) {
      text.insert(random.below(text.length + 1), String.fromCharCode(97 + random.below(26)).repeat(piece));
      if (text.length > piece) text.delete(random.below(text.length - piece), random.between(1, 6));
    }
  };
  for (let count = 0; count < DELETIONS; count += DELETIONS_AT_ONCE) doc.transact(rewrite);
  return { doc, updates };
}
