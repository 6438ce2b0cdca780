import * as Y from 'yjs';

/** True when the document waits for something that never came: structs or deletions without what they refer to. */
export function hasGaps(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}

/** The document as one comparable value: what the roots `t`, `m` and `a` show, every client's clock, and what is deleted. */
export function fingerprint(doc: Y.Doc): string {
  return `${appearance(doc)} deleted ${summary(Y.encodeStateAsUpdate(doc)).deletes}`;
}

/**
 * The same without what is deleted: of two documents that look alike one may have tidied away formatting marks that say nothing, as Yjs does
 * whenever it takes somebody else's edit.
 */
export function appearance(doc: Y.Doc): string {
  const { clocks } = summary(Y.encodeStateAsUpdate(doc));
  const map = Object.entries(doc.getMap('m').toJSON()).sort(([one], [other]) => (one < other ? -1 : 1));
  const shown = { t: doc.getText('t').toDelta(), m: map, a: doc.getArray('a').toJSON() };
  return `${JSON.stringify(shown)} clocks ${clocks}`;
}

/** The same of a state that exists as an update. */
export function fingerprintOf(update: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  if (hasGaps(doc)) throw new Error('The state has gaps.');
  return fingerprint(doc);
}

/** Clocks and deletions, however the update is cut. Map entries that were overwritten are deleted everywhere alike. */
function summary(update: Uint8Array): { clocks: string; deletes: string } {
  const { structs, ds } = Y.decodeUpdate(update);
  const ends = new Map<number, number>();
  for (const struct of structs) ends.set(struct.id.client, Math.max(ends.get(struct.id.client) ?? 0, struct.id.clock + struct.length));
  const sorted = (entries: Iterable<[number, unknown]>): string => JSON.stringify([...entries].sort(([a], [b]) => a - b));
  return { clocks: sorted(ends), deletes: sorted([...ds.clients].map(([client, ranges]) => [client, joined(ranges)])) };
}

function joined(ranges: readonly { clock: number; len: number }[]): [number, number][] {
  const result: [number, number][] = [];
  for (const { clock, len } of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = result.at(-1);
    if (last !== undefined && last[0] + last[1] >= clock) last[1] = Math.max(last[1], clock + len - last[0]);
    else result.push([clock, len]);
  }
  return result;
}
