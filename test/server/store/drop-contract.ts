import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { NAMES, type Subject } from './contract.ts';
import { collect, records, snapshotAt, wholeHistory } from './records.ts';

const EMPTY = { snapshot: null, tail: [], head: 0, owners: new Map() };

/** What every store must do with rooms that are deleted. */
export function dropContract(title: string, make: () => Promise<Subject>): void {
  describe(`${title}: deleting rooms`, () => {
    let subject: Subject;
    let store: Store;

    beforeEach(async () => {
      subject = await make();
      store = subject.store;
    });

    /** A room with everything a room can have: segments, snapshot, rows, owners, cursors. */
    async function fill(room: string): Promise<void> {
      await store.write({
        rooms: [{ room, records: records(1, 5), owners: new Map([[1, 'ann']]) }],
        cursors: [
          { name: 'follower', room, seq: 3 },
          { name: '\0', room, seq: 2 },
          { name: '', room, seq: 1 },
        ],
      });
      await store.compact(room, snapshotAt(4));
      await store.write({ rooms: [{ room, records: records(6, 7) }] });
    }

    async function expectGone(current: Store, room: string): Promise<void> {
      expect(await current.read(room), room).toEqual(EMPTY);
      expect(await current.head(room), room).toBe(0);
      expect(await wholeHistory(current, room), room).toEqual([]);
      for (const name of ['follower', '\0', '']) expect(await current.cursor(name, room), room).toBe(0);
    }

    async function expectWhole(current: Store, room: string): Promise<void> {
      expect(await wholeHistory(current, room), room).toEqual(records(1, 7));
      expect(await current.read(room), room).toEqual({
        snapshot: snapshotAt(4),
        tail: records(5, 7),
        head: 7,
        owners: new Map([[1, 'ann']]),
      });
      expect(await current.cursor('follower', room), room).toBe(3);
    }

    it('takes all that they keep and nothing of others, whatever their names', async () => {
      for (const room of NAMES) await fill(room);
      await store.write({ records: [{ table: 'a', key: 'a', value: Uint8Array.of(1) }] });
      const dropped = NAMES.filter((_, index) => index % 2 === 0);
      await store.write({ drops: [...dropped, 'never there', 'a'] });
      for (const current of [async () => store, () => subject.restart()]) {
        const opened = await current();
        for (const room of NAMES) await (dropped.includes(room) ? expectGone(opened, room) : expectWhole(opened, room));
        expect((await collect(opened.rooms())).sort()).toEqual(NAMES.filter((room) => !dropped.includes(room)).sort());
        expect(await opened.get('a', 'a')).toEqual(Uint8Array.of(1));
      }
    });

    it('lets a room begin anew, with record 1 and without anything of before', async () => {
      await fill('a');
      await store.write({ drops: ['a'] });
      await expect(store.write({ rooms: [{ room: 'a', records: records(8, 8) }] })).rejects.toMatchObject({ code: 'store.order' });
      await store.write({ rooms: [{ room: 'a', records: records(1, 2) }] });
      const current = await subject.restart();
      expect(await current.read('a')).toEqual({ ...EMPTY, tail: records(1, 2), head: 2 });
      expect(await wholeHistory(current, 'a')).toEqual(records(1, 2));
      expect(await current.cursor('follower', 'a')).toBe(0);
    });

    it('comes before the rest of its batch', async () => {
      await fill('a');
      const cursors = [{ name: 'follower', room: 'a', seq: 9 }];
      const owners = new Map([[2, 'bob']]);
      await store.write({ drops: ['a'], cursors, rooms: [{ room: 'a', records: records(1, 7), owners }] });
      for (const current of [async () => store, () => subject.restart()]) {
        const opened = await current();
        expect(await opened.read('a')).toEqual({ snapshot: null, tail: records(1, 7), head: 7, owners });
        expect(await wholeHistory(opened, 'a')).toEqual(records(1, 7));
        expect([await opened.cursor('follower', 'a'), await opened.cursor('', 'a')]).toEqual([9, 0]);
        await opened.write({ rooms: [{ room: 'a', records: [] }] });
      }
    });

    it('happens with the rest of its batch or not at all', async () => {
      await fill('a');
      for (const rooms of [[{ room: 'a', records: records(8, 8) }], [{ room: 'b', records: records(2, 2) }]]) {
        const records = [{ table: 't', key: 'a', value: Uint8Array.of(1) }];
        await expect(store.write({ drops: ['a'], rooms, records })).rejects.toMatchObject({ code: 'store.order' });
      }
      await expect(store.write({ drops: ['a', '\ud800'] })).rejects.toMatchObject({ code: 'store.name', room: '\ud800' });
      expect(await store.get('t', 'a')).toBe(null);
      await store.write({ rooms: [{ room: 'b', records: records(1, 1) }] });
      await expectWhole(await subject.restart(), 'a');
    });

    it('is not undone by compactions that were asked for before', async () => {
      for (const anew of [false, true]) {
        await fill('a');
        await fill('b');
        const compactions = [store.compact('b', snapshotAt(7)), store.compact('a', snapshotAt(6)), store.compact('a', snapshotAt(7))];
        await store.write({ drops: ['a'], rooms: anew ? [{ room: 'a', records: records(1, 9) }] : [] });
        await Promise.all(compactions);
        const wanted = anew ? { ...EMPTY, tail: records(1, 9), head: 9 } : EMPTY;
        expect(await store.read('a')).toEqual(wanted);
        expect((await store.read('b')).snapshot).toEqual(snapshotAt(7));
        if (anew) await store.compact('a', snapshotAt(9));
        expect(await wholeHistory(await subject.restart(), 'a')).toEqual(anew ? records(1, 9) : []);
        store = await subject.restart();
        await store.write({ drops: ['a', 'b'] });
      }
    });

    it('at any time of a compaction leaves nothing behind', async () => {
      for (let turns = 0; turns < 40; turns++) {
        await fill('a');
        const compaction = store.compact('a', snapshotAt(7));
        for (let turn = 0; turn < turns; turn++)
          await (turn % 3 === 0 ? new Promise((resolve) => setImmediate(resolve)) : Promise.resolve());
        await store.write({ drops: ['a'] });
        await compaction;
        await expectGone(store, 'a');
      }
    });

    it('leaves a reader of the history with what it began', async () => {
      await fill('a');
      const seen: number[] = [];
      for await (const { seq } of store.history('a', 0)) {
        if (seq === 1) await store.write({ drops: ['a'] });
        seen.push(seq);
      }
      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    it('takes thousands of rows and owners', async () => {
      const owners = new Map(Array.from({ length: 3000 }, (_, client) => [client, 'ann']));
      await store.write({ rooms: [{ room: 'a', records: [], owners }] });
      for (let seq = 1; seq <= 1500; seq++) void store.write({ rooms: [{ room: 'a', records: records(seq, seq) }] });
      await store.write({ drops: ['a'] });
      await expectGone(await subject.restart(), 'a');
    });
  });
}
