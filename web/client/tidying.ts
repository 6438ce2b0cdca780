import type { Doc, Transaction } from 'yjs';
import { findIndexSS, Item } from 'yjs';

/**
 * Tells the transactions in which Yjs itself removes formatting marks that became redundant when somebody else's changes
 * came in. They look like local edits, and a reader's document makes them too, but nobody edited anything.
 * @returns the test, for use in `update` listeners, and its stop
 */
export function watchTidying(doc: Doc): { readonly isTidying: (transaction: Transaction) => boolean; readonly stop: () => void } {
  const tidying = new WeakSet<Transaction>();
  // At `update` the deleted items have been merged and emptied: what they were can be seen only before.
  const onTransaction = (transaction: Transaction): void => {
    if (transaction.origin === null && !insertsAnything(transaction) && deletesOnlyMarks(transaction)) tidying.add(transaction);
  };
  doc.on('afterTransaction', onTransaction);
  return { isTidying: (transaction) => tidying.has(transaction), stop: () => doc.off('afterTransaction', onTransaction) };
}

function insertsAnything({ beforeState, afterState }: Transaction): boolean {
  for (const [client, clock] of afterState) if (beforeState.get(client) !== clock) return true;
  return false;
}

function deletesOnlyMarks({ doc, deleteSet }: Transaction): boolean {
  for (const [client, ranges] of deleteSet.clients) {
    const structs = doc.store.clients.get(client) ?? [];
    for (const { clock, len } of ranges) {
      for (let at = findIndexSS(structs, clock); at < structs.length; at++) {
        const struct = structs[at];
        if (struct === undefined || struct.id.clock >= clock + len) break;
        if (struct instanceof Item && struct.countable) return false;
      }
    }
  }
  return true;
}
