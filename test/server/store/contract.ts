import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../server/store/store.ts';
import { dropContract } from './drop-contract.ts';
import { collect, record, records, snapshotAt, wholeHistory } from './records.ts';
import { tableContract } from './table-contract.ts';

/** A store under test. `restart` closes it and opens it again as the next process would. */
export interface Subject {
  readonly store: Store;
  restart(): Promise<Store>;
}

/** Names that would reach into each other if keys were joined carelessly. */
export const NAMES = [
  ...['a', 'ab', 'a/b', 'a/b/c', 'a\0', 'a\0\0', '\0', '\u0001', '\u0001\0\u0001a', 'a\u0002', 'a:1', 'p/1', 'p/1/d/2', 'p/1/d/2/c'],
  ...['文', '文档', '😀', '\u00e9', 'e\u0301', 'ÿ', ' ', 'a'.repeat(512), `${'a'.repeat(511)}b`],
];

/** What every store must do. Runs the same on each of them. */
export function storeContract(title: string, make: () => Promise<Subject>): void {
  tableContract(title, make);
  dropContract(title, make);

  describe(`${title}: the contract of a store`, () => {
    let subject: Subject;
    let store: Store;

    beforeEach(async () => {
      subject = await make();
      store = subject.store;
    });

    it('knows nothing of a room that was never written', async () => {
      expect(await store.read('a')).toEqual({ snapshot: null, tail: [], head: 0, owners: new Map() });
      expect(await store.head('a')).toBe(0);
      expect(await wholeHistory(store, 'a')).toEqual([]);
      expect(await store.cursor('notifier', 'a')).toBe(0);
      expect(await collect(store.rooms())).toEqual([]);
    });

    it('gives back what was written, also after a restart', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 3) }] });
      await store.write({ rooms: [{ room: 'a', records: records(4, 4) }] });
      for (const current of [async () => store, () => subject.restart()]) {
        const opened = await current();
        expect(await opened.read('a')).toEqual({ snapshot: null, tail: records(1, 4), head: 4, owners: new Map() });
        expect(await opened.head('a')).toBe(4);
        expect(await wholeHistory(opened, 'a')).toEqual(records(1, 4));
      }
    });

    it('keeps every field of a record exactly', async () => {
      const written = [
        record(1, { author: '', sender: '', time: 0, update: new Uint8Array(0) }),
        record(2, { author: '', sender: 'bob', time: 5 }),
        record(3, { author: 'bob', sender: 'bob', time: 4 }),
        record(4, { author: 'ann', sender: 'bob', time: Number.MAX_SAFE_INTEGER }),
        record(5, { author: '王小明', sender: 'a\0b', time: 1_700_000_000_000 }),
        record(6, { author: 'x'.repeat(1000), sender: '', update: new Uint8Array(70_000).fill(3) }),
        record(7, { author: 'x'.repeat(1000), sender: '', update: Uint8Array.from({ length: 256 }, (_, byte) => byte) }),
      ];
      await store.write({ rooms: [{ room: 'a', records: written }] });
      expect((await (await subject.restart()).read('a')).tail).toEqual(written);
    });

    it('gives updates as plain bytes that no later call changes', async () => {
      const bytes = Uint8Array.of(1, 2, 3);
      await store.write({ rooms: [{ room: 'a', records: [record(1, { update: bytes })] }] });
      bytes.fill(0);
      const [first] = (await store.read('a')).tail;
      await store.write({ rooms: [{ room: 'a', records: [record(2, { update: new Uint8Array(500).fill(9) })] }] });
      expect(first?.update).toEqual(Uint8Array.of(1, 2, 3));
      expect(Object.getPrototypeOf(first?.update)).toBe(Uint8Array.prototype);
    });

    it('refuses records that do not continue the head, and writes nothing of that batch', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 2) }] });
      for (const wrong of [[record(2)], [record(4)], [record(3), record(5)], [record(3), record(3)], [record(0)]]) {
        const batch = [
          { room: 'b', records: records(1, 1), owners: new Map([[1, 'bob']]) },
          { room: 'a', records: wrong },
        ];
        const error = await store
          .write({ rooms: batch, cursors: [{ name: 'notifier', room: 'a', seq: 2 }] })
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ name: 'StoreError', code: 'store.order', room: 'a' });
      }
      expect(await store.head('a')).toBe(2);
      expect(await store.read('b')).toMatchObject({ head: 0, owners: new Map() });
      expect(await store.cursor('notifier', 'a')).toBe(0);
      await store.write({ rooms: [{ room: 'a', records: records(3, 3) }] });
      expect(await wholeHistory(store, 'a')).toEqual(records(1, 3));
    });

    it('takes writes that are started at once in their order', async () => {
      await Promise.all([1, 2, 3, 4].map((seq) => store.write({ rooms: [{ room: 'a', records: records(seq, seq) }] })));
      expect(await wholeHistory(store, 'a')).toEqual(records(1, 4));
    });

    it('keeps rooms apart whatever their names', async () => {
      for (const [index, room] of NAMES.entries()) {
        await store.write({
          rooms: [{ room, records: records(1, index + 1), owners: new Map([[index, room]]) }],
          cursors: [{ name: room, room, seq: index + 1 }],
        });
      }
      for (const [index, room] of NAMES.entries()) if (index % 2 === 0) await store.compact(room, snapshotAt(index + 1));
      const current = await subject.restart();
      for (const [index, room] of NAMES.entries()) {
        const stored = await current.read(room);
        expect(stored.head, room).toBe(index + 1);
        expect(stored.owners, room).toEqual(new Map([[index, room]]));
        expect(stored.snapshot, room).toEqual(index % 2 === 0 ? snapshotAt(index + 1) : null);
        expect(await wholeHistory(current, room), room).toEqual(records(1, index + 1));
        expect(await current.cursor(room, room), room).toBe(index + 1);
      }
      expect((await collect(current.rooms())).sort()).toEqual([...NAMES].sort());
    });

    it('keeps cursors apart whatever their names', async () => {
      await store.write({ cursors: [{ name: 'a', room: 'bc', seq: 1 }] });
      expect(await store.cursor('ab', 'c')).toBe(0);
      expect(await store.cursor('a', 'bc')).toBe(1);
      await store.write({ cursors: [{ name: 'a', room: 'bc', seq: 4_503_599_627_370_496 }] });
      expect(await (await subject.restart()).cursor('a', 'bc')).toBe(4_503_599_627_370_496);
    });

    it('refuses names that would be kept as another name', async () => {
      for (const room of ['a\ud800', '\udc00', 'x'.repeat(70_000)]) {
        await expect(store.write({ rooms: [{ room, records: records(1, 1) }] })).rejects.toMatchObject({ code: 'store.name', room });
      }
      expect(await collect(store.rooms())).toEqual([]);
    });

    it('lists rooms that have records, and no others', async () => {
      await store.write({
        rooms: [
          { room: 'b', records: records(1, 1) },
          { room: 'only-owners', records: [], owners: new Map([[1, 'ann']]) },
          { room: 'a', records: records(1, 700) },
        ],
      });
      await store.compact('a', snapshotAt(700));
      expect((await collect(store.rooms())).sort()).toEqual(['a', 'b']);
    });

    it('lists the rooms that begin with a prefix', async () => {
      const names = [
        'p/1',
        'p/10',
        'p/1/d/2',
        'p/1/d/2/c',
        'p/2',
        'p/2/c',
        'p',
        'o/1',
        'q/1',
        'q/1/d',
        'u/1',
        'u/文',
        'u/文/s',
        'a'.repeat(400),
      ];
      await store.write({ rooms: names.map((room) => ({ room, records: records(1, 3), owners: new Map([[1, 'ann']]) })) });
      await store.write({
        rooms: [{ room: 'u/without', records: [], owners: new Map([[1, 'ann']]) }],
        cursors: [{ name: 'a', room: 'u/2', seq: 1 }],
      });
      await store.compact('p/1', snapshotAt(3));
      for (const prefix of ['', 'p', 'p/1', 'p/1/', 'p/3', 'o', 'q/', 'u/', 'u/文', 'u/文/', 'z', 'a'.repeat(399), 'a'.repeat(401)]) {
        const wanted = names.filter((name) => name.startsWith(prefix));
        expect((await collect(store.rooms(prefix))).sort(), prefix).toEqual(wanted.sort());
      }
    });

    it('keeps who owns a client id, with or without records', async () => {
      await store.write({
        rooms: [
          {
            room: 'a',
            records: records(1, 1),
            owners: new Map([
              [1, 'ann'],
              [4_294_967_295, '王'],
            ]),
          },
        ],
      });
      await store.write({ rooms: [{ room: 'a', records: [], owners: new Map([[9_007_199_254_740_991, 'bob']]) }] });
      await store.write({ rooms: [{ room: 'a', records: [], owners: new Map([[1, 'bob']]) }] });
      const owners = new Map([
        [1, 'bob'],
        [4_294_967_295, '王'],
        [9_007_199_254_740_991, 'bob'],
      ]);
      await store.compact('a', snapshotAt(1));
      expect((await (await subject.restart()).read('a')).owners).toEqual(owners);
    });

    it('compacts: the snapshot and what comes after it for a load, everything for the history', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 5) }] });
      await store.write({ rooms: [{ room: 'a', records: records(6, 8) }] });
      await store.compact('a', snapshotAt(8));
      expect(await store.read('a')).toEqual({ snapshot: snapshotAt(8), tail: [], head: 8, owners: new Map() });
      await store.write({ rooms: [{ room: 'a', records: records(9, 10) }] });
      const current = await subject.restart();
      expect(await current.read('a')).toEqual({ snapshot: snapshotAt(8), tail: records(9, 10), head: 10, owners: new Map() });
      expect(await wholeHistory(current, 'a')).toEqual(records(1, 10));
      for (let after = 0; after <= 11; after++) expect(await collect(current.history('a', after))).toEqual(records(1, 10).slice(after));
    });

    it('continues the log of a room of which only the snapshot is left', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 2) }] });
      await store.compact('a', snapshotAt(2));
      const current = await subject.restart();
      await expect(current.write({ rooms: [{ room: 'a', records: records(1, 1) }] })).rejects.toMatchObject({ code: 'store.order' });
      await current.write({ rooms: [{ room: 'a', records: records(3, 3) }] });
      expect(await current.head('a')).toBe(3);
    });

    it('compacts in the middle of what was written together', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 10) }] });
      await store.compact('a', snapshotAt(4));
      expect(await store.read('a')).toEqual({ snapshot: snapshotAt(4), tail: records(5, 10), head: 10, owners: new Map() });
      expect(await wholeHistory(store, 'a')).toEqual(records(1, 10));
      await store.compact('a', snapshotAt(10));
      expect(await (await subject.restart()).read('a')).toEqual({ snapshot: snapshotAt(10), tail: [], head: 10, owners: new Map() });
      expect(await wholeHistory(await subject.restart(), 'a')).toEqual(records(1, 10));
    });

    it('refuses a snapshot of records that are not there, and ignores one that is older than its own', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 4) }] });
      await expect(store.compact('a', snapshotAt(5))).rejects.toMatchObject({ code: 'store.order', room: 'a', seq: 5 });
      await expect(store.compact('b', snapshotAt(0))).rejects.toMatchObject({ code: 'store.order', room: 'b' });
      await store.compact('a', snapshotAt(3));
      await store.compact('a', snapshotAt(2));
      expect((await store.read('a')).snapshot).toEqual(snapshotAt(3));
    });

    it('takes writes to a room while it is compacted, and two compactions at once', async () => {
      for (let seq = 1; seq <= 50; seq += 5) await store.write({ rooms: [{ room: 'a', records: records(seq, seq + 4) }] });
      const compactions = [store.compact('a', snapshotAt(20)), store.compact('a', snapshotAt(50)), store.compact('a', snapshotAt(30))];
      for (let seq = 51; seq <= 80; seq++) await store.write({ rooms: [{ room: 'a', records: records(seq, seq) }] });
      await Promise.all(compactions);
      expect(await store.read('a')).toEqual({ snapshot: snapshotAt(50), tail: records(51, 80), head: 80, owners: new Map() });
      expect(await wholeHistory(await subject.restart(), 'a')).toEqual(records(1, 80));
    });

    it('reads a history as it was when the reading began, whatever is compacted meanwhile', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 20) }] });
      await store.compact('a', snapshotAt(20));
      for (let seq = 21; seq <= 40; seq++) await store.write({ rooms: [{ room: 'a', records: records(seq, seq) }] });
      const seen: number[] = [];
      for await (const { seq } of store.history('a', 0)) {
        if (seq === 1) await store.compact('a', snapshotAt(40));
        seen.push(seq);
      }
      expect(seen).toEqual(records(1, 40).map(({ seq }) => seq));
    });

    it('lets a reader of a history stop early', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 20) }] });
      for await (const { seq } of store.history('a', 3)) {
        expect(seq).toBe(4);
        break;
      }
      await store.write({ rooms: [{ room: 'a', records: records(21, 21) }] });
      await (await subject.restart()).close();
    });

    it('answers a probe, which leaves no trace', async () => {
      await store.probe();
      expect(await collect(store.rooms())).toEqual([]);
    });

    it('opens again with all that was written', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 3) }] });
      await store.reopen();
      expect(await store.head('a')).toBe(3);
      await store.write({ rooms: [{ room: 'a', records: records(4, 4) }] });
      expect(await wholeHistory(store, 'a')).toEqual(records(1, 4));
    });

    it('refuses everything once it is closed, which may be said twice', async () => {
      await store.close();
      await store.close();
      const closed = { code: 'store.closed' };
      await expect(store.write({ rooms: [{ room: 'a', records: records(1, 1) }] })).rejects.toMatchObject(closed);
      await expect(store.read('a')).rejects.toMatchObject(closed);
      await expect(store.head('a')).rejects.toMatchObject(closed);
      await expect(wholeHistory(store, 'a')).rejects.toMatchObject(closed);
      await expect(store.compact('a', snapshotAt(1))).rejects.toMatchObject(closed);
      await expect(store.cursor('a', 'a')).rejects.toMatchObject(closed);
      await expect(collect(store.rooms())).rejects.toMatchObject(closed);
      await expect(store.get('a', 'a')).rejects.toMatchObject(closed);
      await expect(collect(store.entries('a'))).rejects.toMatchObject(closed);
      await expect(store.probe()).rejects.toMatchObject(closed);
      await expect(store.reopen()).rejects.toMatchObject(closed);
    });
  });
}
