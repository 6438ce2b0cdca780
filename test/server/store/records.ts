import type { LogRecord, Snapshot, Store } from '../../../server/store/store.ts';

/** A record whose every field depends on its seq. */
export function record(seq: number, fields: Partial<LogRecord> = {}): LogRecord {
  return {
    seq,
    time: 1_700_000_000_000 + 7 * seq,
    author: 'ann',
    sender: 'ann',
    update: Uint8Array.of(seq & 255, 0, 255, seq >> 8),
    ...fields,
  };
}

/** Records `first` to `last`. */
export function records(first: number, last: number): LogRecord[] {
  return Array.from({ length: last - first + 1 }, (_, index) => record(first + index));
}

export function snapshotAt(seq: number): Snapshot {
  return { seq, update: Uint8Array.of(9, seq & 255), stateVector: Uint8Array.of(7, seq & 255, 7) };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** All of a room's records. */
export function wholeHistory(store: Pick<Store, 'history'>, room: string): Promise<LogRecord[]> {
  return collect(store.history(room, 0));
}
