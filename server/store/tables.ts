import type { Entry } from './entries.ts';
import { view } from './entries.ts';
import { checkName, type Range, TABLE } from './keys.ts';
import { sealed, unseal } from './rows.ts';
import { StoreError, type TableRange } from './store.ts';

/** No byte of UTF-8: what begins with a key ends before the key and this. */
const PAST = Buffer.of(0xff);
const FIRST = Buffer.of(0);

/** A record's key: 5 · length (2) · table · key. The table's length keeps tables out of each other. @throws StoreError `store.name` */
export function tableKey(table: string, key: string): Buffer {
  checkName(table, 'table');
  checkName(key, 'key');
  const head = Buffer.allocUnsafe(3);
  head[0] = TABLE;
  head.writeUInt16BE(Buffer.byteLength(table), 1);
  return Buffer.concat([head, Buffer.from(table), Buffer.from(key)]);
}

/** Where the entries of `range` lie. @throws StoreError `store.name` */
export function tableBounds(table: string, { prefix = '', after, reverse = false }: TableRange): Range {
  const gte = tableKey(table, prefix);
  const lt = Buffer.concat([gte, PAST]);
  if (after === undefined) return { gte, lt };
  const edge = tableKey(table, after);
  if (reverse) return { gte, lt: Buffer.compare(edge, lt) < 0 ? edge : lt };
  const next = Buffer.concat([edge, FIRST]);
  return { gte: Buffer.compare(next, gte) > 0 ? next : gte, lt };
}

export function recordEntry(table: string, name: string, value: Uint8Array): Entry {
  const key = tableKey(table, name);
  return { key, value: sealed(key, value) };
}

/** The key of a record within its table. */
export function recordName(table: string, key: Buffer): string {
  return key.toString('utf8', 3 + Buffer.byteLength(table));
}

/** The value of a record. @throws StoreError `store.corrupt` on a wrong CRC */
export function openRecord(table: string, { key, value }: Entry): Uint8Array {
  const body = unseal(key, value);
  if (body !== null) return view(body, 0, body.length);
  throw new StoreError(
    'store.corrupt',
    `Table ${JSON.stringify(table)} is damaged on disk: the checksum of the record ${JSON.stringify(recordName(table, key))} is wrong. Restore a backup.`,
  );
}
