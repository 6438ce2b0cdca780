import { StoreError } from './store.ts';

/**
 * Binary keys. A room's name is prefixed with its length, so no name reaches into another's range, whatever bytes it holds:
 *
 *     1 · length (2) · room · kind (1) · number (8)     what a room keeps, see KIND
 *     2 · length (2) · name · room                      a cursor
 *     3 · slot (4)                                      the ring of commits, see commits.ts
 *     4                                                 the probe
 *
 * Rows and segments are keyed by the seq of their *last* record: the head is the last key, and the first key from n on is the one that holds record n.
 */
const ROOM = 1;
const CURSOR = 2;
const COMMIT = 3;
const PROBE = 4;

/** What a room keeps, in the order of its keys: a load reads from `snapshot` up to `segment`, the head is the last of `snapshot` and `row`. */
export const KIND = { snapshot: 1, row: 2, owner: 3, segment: 4, end: 5 } as const;

export type Kind = (typeof KIND)[keyof typeof KIND];

const LONGEST_NAME = 0xffff;
const NUMBER_BYTES = 8;
const HALF = 0x1_0000_0000;

/** @throws StoreError `store.name` if `name` can't be part of a key */
export function checkName(name: string, length = Buffer.byteLength(name)): void {
  if (length > LONGEST_NAME)
    throw new StoreError('store.name', `A name of ${length} bytes is too long: ${LONGEST_NAME} is the most.`, { room: name });
  // UTF-8 would write every half of a pair as the same three bytes, and two rooms would be one.
  if (/\p{Surrogate}/u.test(name))
    throw new StoreError('store.name', 'A name holds half of a surrogate pair. Pass whole characters.', { room: name });
}

/** A room's key: `number` is a seq or a client id. @throws StoreError `store.name` */
export function roomKey(room: string, kind: Kind, number = 0): Buffer {
  const length = Buffer.byteLength(room);
  checkName(room, length);
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
  return key[key.length - NUMBER_BYTES - 1] ?? 0;
}

export function keyRoom(key: Buffer): string {
  return key.toString('utf8', 3, key.length - NUMBER_BYTES - 1);
}

/** Keys from `gte` on and before `lt`. */
export interface Range {
  readonly gte: Buffer;
  readonly lt: Buffer;
}

/** The range that all rooms' keys lie in. */
export const ALL_ROOMS: Range = { gte: Buffer.from([ROOM]), lt: Buffer.from([ROOM + 1]) };

export function cursorKey(name: string, room: string): Buffer {
  const length = Buffer.byteLength(name);
  checkName(name, length);
  checkName(room);
  const head = Buffer.allocUnsafe(3);
  head[0] = CURSOR;
  head.writeUInt16BE(length, 1);
  return Buffer.concat([head, Buffer.from(name), Buffer.from(room)]);
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
