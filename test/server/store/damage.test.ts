import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { beforeEach, describe, expect, it } from 'vitest';
import { cursorKey, KIND, type Kind, roomKey, wholeRoom } from '../../../server/store/keys.ts';
import { createLevelStore } from '../../../server/store/level.ts';
import { tableKey } from '../../../server/store/tables.ts';
import { collect, records, snapshotAt, wholeHistory } from './records.ts';
import { openLevel, temporaryFolder } from './support.ts';

type Raw = ClassicLevel<Buffer, Buffer>;

/** Opens the database behind the store's back. */
async function behindItsBack(folder: string, change: (database: Raw) => Promise<void>): Promise<void> {
  const database: Raw = new ClassicLevel(join(folder, 'level'), { keyEncoding: 'buffer', valueEncoding: 'buffer' });
  await database.open();
  await change(database);
  await database.close();
}

async function storedValue(database: Raw, key: Buffer): Promise<Buffer> {
  const value = await database.get(key);
  if (value === undefined) throw new Error('The test looks for a key that is not there.');
  return value;
}

/** Room `a`: a segment and a snapshot up to here, then rows of 3, 3 and 1 records; room `b`: one row. */
const SEGMENTED = 12_000;
const HEAD = SEGMENTED + 7;

describe('damage on disk', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    const store = await openLevel(folder);
    await store.write({ rooms: [{ room: 'a', records: records(1, SEGMENTED), owners: new Map([[5, 'ann']]) }] });
    await store.compact('a', snapshotAt(SEGMENTED));
    for (const [first, last] of [
      [1, 3],
      [4, 6],
      [7, 7],
    ] as const) {
      await store.write({ rooms: [{ room: 'a', records: records(SEGMENTED + first, SEGMENTED + last) }] });
    }
    await store.write({
      rooms: [{ room: 'b', records: records(1, 2) }],
      cursors: [{ name: 'follower', room: 'a', seq: 5 }],
      records: ['x', 'y', 'z'].map((key) => ({ table: 'member', key, value: Uint8Array.of(1, 2, 3) })),
    });
    await store.close();
  });

  function flip(kind: Kind, number: number, at: (length: number) => number): Promise<void> {
    return flipIn(roomKey('a', kind, number), at);
  }

  async function flipIn(key: Buffer, at: (length: number) => number): Promise<void> {
    await behindItsBack(folder, async (database) => {
      const value = await storedValue(database, key);
      const index = at(value.length);
      value[index] = (value[index] ?? 0) ^ 1;
      await database.put(key, value);
    });
  }

  async function remove(kind: Kind, number: number): Promise<void> {
    await behindItsBack(folder, (database) => database.del(roomKey('a', kind, number)));
  }

  const places: [string, (length: number) => number][] = [
    ['first', () => 0],
    ['middle', (length) => length >> 1],
    ['last', (length) => length - 1],
  ];

  it.each(places)('in a row (%s byte) is reported with room and record, by loads and history alike', async (_, at) => {
    await flip(KIND.row, SEGMENTED + 6, at);
    const store = await openLevel(folder);
    const error = { code: 'store.corrupt', room: 'a', seq: SEGMENTED + 6, message: expect.stringMatching(/"a".*checksum.*backup/) };
    await expect(store.read('a')).rejects.toMatchObject(error);
    await expect(wholeHistory(store, 'a')).rejects.toMatchObject(error);
    expect(await wholeHistory(store, 'b')).toEqual(records(1, 2));
  });

  it.each(places)('in a snapshot (%s byte) is reported', async (_, at) => {
    await flip(KIND.snapshot, SEGMENTED, at);
    await expect((await openLevel(folder)).read('a')).rejects.toMatchObject({ code: 'store.corrupt', room: 'a', seq: SEGMENTED });
  });

  it.each(places)('in an owner (%s byte) is reported', async (_, at) => {
    await flip(KIND.owner, 5, at);
    await expect((await openLevel(folder)).read('a')).rejects.toMatchObject({ code: 'store.corrupt', room: 'a' });
  });

  it.each(places)('in a segment (%s byte) is reported by the history; the room itself is whole', async (_, at) => {
    await flip(KIND.segment, SEGMENTED, at);
    const store = await openLevel(folder);
    await expect(wholeHistory(store, 'a')).rejects.toMatchObject({ code: 'store.corrupt', room: 'a', seq: SEGMENTED });
    expect((await store.read('a')).head).toBe(HEAD);
  });

  it.each(places)('in a cursor (%s byte) is reported; the room itself is whole', async (_, at) => {
    await flipIn(cursorKey('follower', 'a'), at);
    const store = await openLevel(folder);
    const error = { code: 'store.corrupt', room: 'a', message: expect.stringMatching(/"a".*cursor "follower".*backup/) };
    await expect(store.cursor('follower', 'a')).rejects.toMatchObject(error);
    expect((await store.read('a')).head).toBe(HEAD);
  });

  it.each(places)("in a table's value (%s byte) is reported with table and key; what comes before it is read", async (_, at) => {
    await flipIn(tableKey('member', 'y'), at);
    const store = await openLevel(folder);
    const error = { code: 'store.corrupt', message: expect.stringMatching(/"member".*record "y".*backup/) };
    await expect(store.get('member', 'y')).rejects.toMatchObject(error);
    await expect(collect(store.entries('member'))).rejects.toMatchObject(error);
    expect((await collect(store.entries('member', { limit: 1 }))).map(({ key }) => key)).toEqual(['x']);
    expect(await store.get('member', 'z')).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("that moved a table's value under another key is reported", async () => {
    await behindItsBack(folder, async (database) => {
      await database.put(tableKey('member', 'y'), await storedValue(database, tableKey('member', 'x')));
    });
    await expect((await openLevel(folder)).get('member', 'y')).rejects.toMatchObject({ code: 'store.corrupt' });
  });

  it('in any place of a room does not keep it from being deleted', async () => {
    for (const [kind, number] of [
      [KIND.snapshot, SEGMENTED],
      [KIND.row, SEGMENTED + 6],
      [KIND.owner, 5],
      [KIND.segment, SEGMENTED],
    ] as const) {
      await flip(kind, number, () => 5);
    }
    await flipIn(cursorKey('follower', 'a'), () => 5);
    const store = await openLevel(folder);
    await store.write({ drops: ['a'] });
    expect(await store.read('a')).toEqual({ snapshot: null, tail: [], head: 0, owners: new Map() });
    await store.close();
    await behindItsBack(folder, async (database) => {
      expect(await database.keys(wholeRoom('a')).all()).toEqual([]);
    });
  });

  it('that moved a row under another key is reported', async () => {
    await behindItsBack(folder, async (database) => {
      const value = await storedValue(database, roomKey('b', KIND.row, 2));
      await database.put(roomKey('a', KIND.row, HEAD + 2), value);
    });
    await expect((await openLevel(folder)).read('a')).rejects.toMatchObject({ code: 'store.corrupt', room: 'a', seq: HEAD + 2 });
  });

  it('that took a row leaves a gap, which is reported with its records', async () => {
    await remove(KIND.row, SEGMENTED + 6);
    const store = await openLevel(folder);
    const gap = {
      code: 'store.corrupt',
      room: 'a',
      seq: SEGMENTED + 4,
      message: expect.stringContaining(`records ${SEGMENTED + 4} to ${SEGMENTED + 6}`),
    };
    await expect(store.read('a')).rejects.toMatchObject(gap);
    await expect(wholeHistory(store, 'a')).rejects.toMatchObject(gap);
    await expect(store.compact('a', snapshotAt(HEAD))).rejects.toMatchObject(gap);
    expect((await collect(store.history('a', SEGMENTED + 6))).length).toBe(1);
  });

  it('that took a segment leaves a gap in the history, which is reported', async () => {
    await remove(KIND.segment, SEGMENTED);
    const store = await openLevel(folder);
    const gap = { code: 'store.corrupt', room: 'a', seq: 1 };
    await expect(wholeHistory(store, 'a')).rejects.toMatchObject(gap);
    expect((await store.read('a')).head).toBe(HEAD);
  });

  it('that took the newest segment of a room without rows is reported too', async () => {
    const store = await openLevel(folder);
    await store.compact('a', snapshotAt(HEAD));
    await store.close();
    await remove(KIND.segment, HEAD);
    await expect(wholeHistory(await openLevel(folder), 'a')).rejects.toMatchObject({
      code: 'store.corrupt',
      room: 'a',
      seq: SEGMENTED + 1,
    });
  });

  it('that took the snapshot is noticed: the rows do not begin with record 1', async () => {
    await remove(KIND.snapshot, SEGMENTED);
    await expect((await openLevel(folder)).read('a')).rejects.toMatchObject({ code: 'store.corrupt', room: 'a', seq: 1 });
  });

  it('in a row stops a compaction, which then drops nothing', async () => {
    await flip(KIND.row, SEGMENTED + 3, () => 10);
    const store = await openLevel(folder);
    await expect(store.compact('a', snapshotAt(HEAD))).rejects.toMatchObject({ code: 'store.corrupt', room: 'a' });
    await store.close();
    await flip(KIND.row, SEGMENTED + 3, () => 10);
    expect(await wholeHistory(await openLevel(folder), 'a')).toEqual(records(1, HEAD));
  });
});

describe("damage in LevelDB's own log", () => {
  async function newestLog(folder: string): Promise<string> {
    const logs = (await readdir(join(folder, 'level'))).filter((file) => file.endsWith('.log')).sort();
    return join(folder, 'level', logs.at(-1) ?? '');
  }

  async function flipLogByte(folder: string, position: number): Promise<void> {
    const file = await open(await newestLog(folder), 'r+');
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, position);
    byte[0] = (byte[0] ?? 0) ^ 1;
    await file.write(byte, 0, 1, position);
    await file.close();
  }

  /** One large batch, so that what follows lies in other blocks of the log, and a second room whose rows would all look whole. */
  async function written(): Promise<string> {
    const folder = await temporaryFolder();
    const store = await openLevel(folder);
    await store.write({ rooms: [{ room: 'a', records: records(1, 20_000) }] });
    await store.write({ rooms: [{ room: 'b', records: records(1, 20_000) }] });
    await store.write({ rooms: [{ room: 'c', records: records(1, 1) }] });
    await store.close();
    return folder;
  }

  it('loses batches that rooms alone would not miss: opening reports them', async () => {
    const folder = await written();
    await flipLogByte(folder, 1000);
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(createLevelStore({ folder }).open()).rejects.toMatchObject({
        code: 'store.corrupt',
        message: expect.stringMatching(/saved batches from 1 to 1 are gone.*backup.*accept-loss/),
      });
    }
  });

  it('is accepted once when the operator says so, and what is left goes on', async () => {
    const folder = await written();
    await flipLogByte(folder, 1000);
    await writeFile(join(folder, 'accept-loss'), '');
    const store = await openLevel(folder);
    expect(await store.head('a')).toBe(0);
    expect(await wholeHistory(store, 'b')).toEqual(records(1, 20_000));
    expect(await readdir(folder)).not.toContain('accept-loss');
    await store.write({ rooms: [{ room: 'a', records: records(1, 1) }] });
    await store.close();
    expect(await (await openLevel(folder)).head('a')).toBe(1);
  });

  it('at its very end is a batch that nobody was told of: the store opens without it', async () => {
    const folder = await written();
    const log = await newestLog(folder);
    const bytes = await readFile(log);
    await writeFile(log, bytes.subarray(0, -5));
    const store = await openLevel(folder);
    expect(await store.head('c')).toBe(0);
    expect(await store.head('b')).toBe(20_000);
  });
});
