import { StoreError } from './store.ts';

/**
 * Binary keys. A room's name is prefixed with its length, so no name reaches into another's range, whatever bytes it holds:
 *
 *     1 · length (2) · room · kind (1) · number (8)     what a room keeps, see KIND
 *     1 · length (2) · room · 5 · 0 (8) · name          a cursor: with the rest, so that all of a room is one range
 *     3 · slot (4)                                      the ring of commits, see commits.ts
 *     4                                                 the probe
 *     5 · length (2) · table · key                      a record of a table, see tables.ts
 *
 * Rows and segments are keyed by the seq of their *last* record: the head is the last key, and the first key from n on is the one that holds record n.
 */
const ROOM = 1;
const COMMIT = 3;
const PROBE = 4;
export const TABLE = 5;

/** What a room keeps, in the order of its keys: a load reads from `snapshot` up to `segment`, the head is the last of `snapshot` and `row`. A room without records has no key before `owner`. */
export const KIND = { snapshot: 1, row: 2, owner: 3, segment: 4, cursor: 5, end: 6 } as const;

export type Kind = (typeof KIND)[keyof typeof KIND];

/** What two bytes can tell. */
export const LONGEST_NAME = 0xffff;
const NUMBER_BYTES = 8;
const HALF = 0x1_0000_0000;

/** @throws StoreError `store.name` if the name of a room, cursor or table, or a table's key, can't be part of a key */
export function checkName(name: string, of: 'room' | 'cursor' | 'table' | 'key' = 'room', length = Buffer.byteLength(name)): void {
  const where = of === 'room' ? { room: name } : {};
  if (length > LONGEST_NAME)
    throw new StoreError('store.name', `The name of a ${of} is ${length} bytes long: ${LONGEST_NAME} is the most.`, where);
  // UTF-8 would write every half of a pair as the same three bytes, and two rooms would be one.
  if (/\p{Surrogate}/u.test(name))
    throw new StoreError('store.name', `The name of a ${of} holds half of a surrogate pair. Pass whole characters.`, where);
}

/** A room's key: `number` is a seq or a client id. @throws StoreError `store.name` */
export function roomKey(room: string, kind: Kind, number = 0): Buffer {
  const length = Buffer.byteLength(room);
  checkName(room, 'room', length);
  const key = Buffer.allocUnsafe(4 + length + NUMBER_BYTES);
  key[0] = ROOM;
  key.writeUInt16BE(length, 1);
  key.write(room, 3);
  key[3 + length] = kind;
  key.writeUInt32BE(Math.floor(number / HALF), 4 + length);
  key.writeUInt32BE(number % HALF, 8 + length);
  return key;
}

/** The seq or client id at the end of a room's key. */
export function keyNumber(key: Buffer): number {
  return key.readUInt32BE(key.length - 8) * HALF + key.readUInt32BE(key.length - 4);
}

export function keyKind(key: Buffer): number {
  return key[3 + key.readUInt16BE(1)] ?? 0;
}

export function keyRoom(key: Buffer): string {
  return key.toString('utf8', 3, 3 + key.readUInt16BE(1));
}

/** Keys from `gte` on and before `lt`. */
export interface Range {
  readonly gte: Buffer;
  readonly lt: Buffer;
}

/** The range that all rooms' keys lie in. */
export const ALL_ROOMS: Range = { gte: Buffer.from([ROOM]), lt: Buffer.from([ROOM + 1]) };

/** The range of everything that a room keeps. */
export function wholeRoom(room: string): Range {
  return { gte: roomKey(room, KIND.snapshot), lt: roomKey(room, KIND.end) };
}

/** Where names begin that are `length` bytes long and continue `prefix`. */
export function namesKey(length: number, prefix: Buffer): Buffer {
  const key = Buffer.allocUnsafe(3 + prefix.length);
  key[0] = ROOM;
  key.writeUInt16BE(length, 1);
  prefix.copy(key, 3);
  return key;
}

export function cursorKey(name: string, room: string): Buffer {
  checkName(name, 'cursor');
  return Buffer.concat([roomKey(room, KIND.cursor), Buffer.from(name)]);
}

export function commitKey(slot: number): Buffer {
  const key = Buffer.allocUnsafe(5);
  key[0] = COMMIT;
  key.writeUInt32BE(slot, 1);
  return key;
}

/** The range of the ring of commits. */
export const ALL_COMMITS: Range = { gte: Buffer.from([COMMIT]), lt: Buffer.from([COMMIT + 1]) };

export const PROBE_KEY: Buffer = Buffer.from([PROBE]);
