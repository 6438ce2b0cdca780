import { KIND, keyKind, keyRoom, LONGEST_NAME, namesKey, roomKey } from './keys.ts';

/** A walk over the keys of all rooms, in order. */
export interface KeyWalk {
  next(): Promise<Buffer | undefined>;
  /** The next key is the first one from `key` on. */
  seek(key: Buffer): void;
}

/**
 * Names of the rooms that have records and begin with `prefix`. Jumps over what a room keeps; and, as keys are sorted by the length of
 * the name first, over what doesn't begin so: one jump for each length there is.
 */
export async function* roomNames(keys: KeyWalk, prefix: string): AsyncGenerator<string, void, undefined> {
  const wanted = Buffer.from(prefix);
  keys.seek(namesKey(wanted.length, wanted));
  for (let key = await keys.next(); key !== undefined; key = await keys.next()) {
    const length = key.readUInt16BE(1);
    const order = Buffer.compare(key.subarray(3, 3 + Math.min(length, wanted.length)), wanted);
    if (order === 0) {
      const room = keyRoom(key);
      if (keyKind(key) <= KIND.row) yield room;
      // Past everything that this room keeps: the next key is another room's.
      keys.seek(roomKey(room, KIND.end));
    } else if (order < 0) {
      keys.seek(namesKey(length, wanted));
    } else if (length < LONGEST_NAME) {
      keys.seek(namesKey(length + 1, wanted));
    } else {
      return;
    }
  }
}
