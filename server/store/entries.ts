import { cursorKey, KIND, keyKind, keyNumber, roomKey } from './keys.ts';
import { readRows, type Span, sealed, unseal } from './rows.ts';
import { type Cursor, type LogRecord, type Snapshot, type StoredRoom, StoreError } from './store.ts';

/** A key and its value, as the database holds them. */
export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

export function snapshotEntry(room: string, { seq, stateVector, update }: Snapshot): Entry {
  const key = roomKey(room, KIND.snapshot, seq);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(stateVector.length);
  return { key, value: sealed(key, length, stateVector, update) };
}

export function ownerEntry(room: string, client: number, user: string): Entry {
  const key = roomKey(room, KIND.owner, client);
  return { key, value: sealed(key, Buffer.from(user)) };
}

export function cursorEntry({ name, room, seq }: Cursor): Entry {
  const key = cursorKey(name, room);
  const body = Buffer.alloc(8);
  body.writeDoubleBE(seq);
  return { key, value: sealed(key, body) };
}

/** The seq of a cursor. @throws StoreError `store.corrupt` on a wrong CRC */
export function openCursor(room: string, name: string, { key, value }: Entry): number {
  const body = unseal(key, value);
  if (body === null) throw corrupt(room, 0, `the checksum of the cursor ${JSON.stringify(name)} is wrong`);
  return body.readDoubleBE(0);
}

/** A room from its entries in the order of keys: snapshot, rows, owners. @throws StoreError `store.corrupt` */
export function assembleRoom(room: string, entries: readonly Entry[]): StoredRoom {
  let snapshot: Snapshot | null = null;
  let head = 0;
  const tail: LogRecord[] = [];
  const owners = new Map<number, string>();
  for (const entry of entries) {
    const number = keyNumber(entry.key);
    const body = openEntry(room, entry);
    switch (keyKind(entry.key)) {
      case KIND.snapshot:
        snapshot = readSnapshot(number, body);
        head = number;
        break;
      case KIND.row:
        for (const record of rowRecords(room, number, body, head)) {
          if (record.seq > head) tail.push(record);
        }
        head = number;
        break;
      default:
        owners.set(number, body.toString());
    }
  }
  return { snapshot, tail, head, owners };
}

function readSnapshot(seq: number, body: Buffer): Snapshot {
  const start = 4 + body.readUInt32BE(0);
  return { seq, stateVector: view(body, 4, start), update: view(body, start, body.length) };
}

/** The body of an entry. @throws StoreError `store.corrupt` on a wrong CRC */
export function openEntry(room: string, { key, value }: Entry): Buffer {
  const body = unseal(key, value);
  if (body === null) throw corrupt(room, keyNumber(key), `the checksum of ${NAMES[keyKind(key)] ?? 'an entry'} ${keyNumber(key)} is wrong`);
  return body;
}

const NAMES: Readonly<Record<number, string>> = {
  [KIND.snapshot]: 'the snapshot at record',
  [KIND.row]: 'the log row up to record',
  [KIND.owner]: 'the owner of client',
  [KIND.segment]: 'the packed segment up to record',
};

/** Checks a row or segment under the key `last` that must continue record `after`; it may begin before that: a snapshot can end inside. @throws StoreError `store.corrupt` */
export function checkSpan(room: string, last: number, span: Span, after: number): void {
  if (span.first > after + 1) throw missingRecords(room, after + 1, span.first - 1);
  if (span.last !== last) throw corrupt(room, span.first, `a row says that it ends with record ${span.last} where its key says ${last}`);
}

/** The records of a row or segment that must continue record `after`. @throws StoreError `store.corrupt` */
export function rowRecords(room: string, last: number, body: Buffer, after: number): LogRecord[] {
  try {
    const records = readRows(body);
    checkSpan(room, last, { first: records[0]?.seq ?? 0, last: records.at(-1)?.seq ?? 0 }, after);
    return records;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw corrupt(room, after + 1, `what is stored up to record ${last} can't be read (${error.message})`, error);
  }
}

/** A gap in a room's log. */
export function missingRecords(room: string, first: number, last: number): StoreError {
  return corrupt(room, first, `records ${first} to ${last} are missing`);
}

/** Damage in one room: reported, never skipped. */
export function corrupt(room: string, seq: number, what: string, cause?: unknown): StoreError {
  return new StoreError(
    'store.corrupt',
    `Room ${JSON.stringify(room)} is damaged on disk: ${what}. The room can't be served whole; restore it from a backup.`,
    { room, seq, cause },
  );
}

/** A plain Uint8Array: `slice` of a Buffer doesn't copy. */
export function view(bytes: Buffer, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);
}
