import { cursorEntry, type Entry, ownerEntry } from './entries.ts';
import { KIND, roomKey } from './keys.ts';
import type { RowWriter } from './rows.ts';
import { type LogRecord, type StoreBatch, StoreError } from './store.ts';
import { recordEntry, tableKey } from './tables.ts';

/** One operation of a batch. */
export type Operation =
  | { readonly type: 'put'; readonly key: Buffer; readonly value: Buffer }
  | { readonly type: 'del'; readonly key: Buffer };

/** Bytes of a row after which another begins: with a segment's it bounds what a reader of the history holds. */
const ROW_BYTES = 64 * 1024;

export function put({ key, value }: Entry): Operation {
  return { type: 'put', key, value };
}

export function del(key: Buffer): Operation {
  return { type: 'del', key };
}

/**
 * The operations of a write but for its drops: one row a room, more where it is large. Values are views into `rows`, valid until its next `reset`.
 * @throws StoreError `store.name`
 */
export function writeOperations(rows: RowWriter, { rooms, cursors, records }: StoreBatch): Operation[] {
  const operations: Operation[] = [];
  rows.reset();
  for (const write of rooms ?? []) {
    addRows(rows, write.room, write.records, operations);
    for (const [client, user] of write.owners ?? []) operations.push(put(ownerEntry(write.room, client, user)));
  }
  for (const cursor of cursors ?? []) operations.push(put(cursorEntry(cursor)));
  for (const { table, key, value } of records ?? []) {
    operations.push(value === null ? del(tableKey(table, key)) : put(recordEntry(table, key, value)));
  }
  return operations;
}

function addRows(rows: RowWriter, room: string, records: readonly LogRecord[], operations: Operation[]): void {
  let first: number | null = null;
  for (let index = 0; index < records.length; index++) {
    const record = records[index] as LogRecord;
    if (first === null) {
      first = record.seq;
      rows.begin();
    }
    rows.add(record);
    if (index + 1 < records.length && rows.size < ROW_BYTES) continue;
    const key = roomKey(room, KIND.row, record.seq);
    operations.push({ type: 'put', key, value: rows.end(key, first) });
    first = null;
  }
}

/** The head after `records`. @throws StoreError `store.order` if they don't continue `head` */
export function headAfter(room: string, records: readonly LogRecord[], head: number): number {
  let seq = head;
  for (const record of records) {
    if (record.seq !== seq + 1) {
      throw new StoreError(
        'store.order',
        `Record ${record.seq} of room ${JSON.stringify(room)} doesn't follow record ${seq}: a bug. Load the room again.`,
        {
          room,
          seq: record.seq,
        },
      );
    }
    seq++;
  }
  return seq;
}

/** @throws StoreError `store.order` if a snapshot at `seq` isn't within a log that ends at `head` */
export function checkCovered(room: string, seq: number, head: number): void {
  if (seq >= 1 && seq <= head) return;
  throw new StoreError(
    'store.order',
    `A snapshot of room ${JSON.stringify(room)} covers record ${seq}, but the log ends at ${head}: a bug. Load the room again.`,
    {
      room,
      seq,
    },
  );
}
