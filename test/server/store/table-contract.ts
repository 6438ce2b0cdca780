import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Put, Store, TableEntry, TableRange } from '../../../server/store/store.ts';
import { runSeed } from '../../support/random.ts';
import { NAMES, type Subject } from './contract.ts';
import { collect, records } from './records.ts';

const SEED = runSeed();

function value(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text));
}

function text(entries: readonly TableEntry[]): string[] {
  return entries.map((entry) => `${entry.key}=${Buffer.from(entry.value).toString()}`);
}

function put(table: string, key: string, what: string | null = key): Put {
  return { table, key, value: what === null ? null : value(what) };
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What every store must do with tables. */
export function tableContract(title: string, make: () => Promise<Subject>): void {
  describe(`${title}: tables (seed ${SEED})`, () => {
    let subject: Subject;
    let store: Store;

    beforeEach(async () => {
      subject = await make();
      store = subject.store;
    });

    it('know nothing that was never written', async () => {
      expect(await store.get('member', 'ann')).toBe(null);
      expect(await collect(store.entries('member'))).toEqual([]);
    });

    it('give back what was written, also after a restart, until it is deleted', async () => {
      await store.write({ records: [put('member', 'ann', 'owner'), put('member', 'bob', ''), put('member', 'eve', 'viewer')] });
      await store.write({ records: [put('member', 'ann', 'editor'), put('member', 'eve', null), put('member', 'nobody', null)] });
      for (const current of [async () => store, () => subject.restart()]) {
        const opened = await current();
        expect(await opened.get('member', 'ann')).toEqual(value('editor'));
        expect(await opened.get('member', 'bob')).toEqual(new Uint8Array(0));
        expect(await opened.get('member', 'eve')).toBe(null);
        expect(text(await collect(opened.entries('member')))).toEqual(['ann=editor', 'bob=']);
      }
    });

    it('take the last of several records for one key', async () => {
      await store.write({
        records: [put('t', 'a', '1'), put('t', 'a', null), put('t', 'a', '2'), put('t', 'b', '1'), put('t', 'b', null)],
      });
      expect(text(await collect(store.entries('t')))).toEqual(['a=2']);
    });

    it('give values as plain bytes that no later call changes', async () => {
      const bytes = value('before');
      await store.write({ records: [{ table: 't', key: 'a', value: bytes }] });
      bytes.fill(0);
      const got = await store.get('t', 'a');
      const [entry] = await collect(store.entries('t'));
      for (const found of [got, entry?.value]) {
        expect(found).toEqual(value('before'));
        expect(Object.getPrototypeOf(found)).toBe(Uint8Array.prototype);
        found?.fill(0);
      }
      expect(await store.get('t', 'a')).toEqual(value('before'));
    });

    it('are kept apart, from each other and from rooms, whatever their names', async () => {
      const tables = [...NAMES, ''];
      for (const table of tables) {
        await store.write({
          records: tables.map((key) => put(table, key, `${table} ${key}`)),
          rooms: table === '' ? [] : [{ room: table, records: records(1, 1) }],
        });
      }
      const current = await subject.restart();
      for (const table of tables) {
        const wanted = [...tables].sort(byBytes).map((key) => `${key}=${table} ${key}`);
        expect(text(await collect(current.entries(table))), table).toEqual(wanted);
        for (const key of tables) expect(await current.get(table, key)).toEqual(value(`${table} ${key}`));
      }
      expect((await collect(current.rooms())).sort()).toEqual([...NAMES].sort());
    });

    it('give any range of their keys, in the order of UTF-8 bytes', async () => {
      const part = fc.constantFrom('', 'a', 'b', '\0', '文', '😀', '\uffff', 'é');
      const key = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
      const range: fc.Arbitrary<TableRange> = fc.record(
        { prefix: key, after: key, reverse: fc.boolean(), limit: fc.nat({ max: 6 }) },
        { requiredKeys: [] },
      );
      let table = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(key, { maxLength: 30 }), fc.array(range, { minLength: 1, maxLength: 8 }), async (keys, ranges) => {
          const name = `t${table++}.`;
          await store.write({ records: [...keys.map((one) => put(name, one)), put(`${name}0`, 'a'), put(name.slice(0, -1), 'z')] });
          for (const wanted of ranges)
            expect((await collect(store.entries(name, wanted))).map((one) => one.key)).toEqual(select(keys, wanted));
        }),
        { seed: SEED, numRuns: 60 },
      );
    });

    function select(keys: readonly string[], { prefix = '', after, reverse = false, limit }: TableRange): string[] {
      const sorted = [...new Set(keys)].sort(byBytes);
      if (reverse) sorted.reverse();
      const beyond = (one: string): boolean => after === undefined || (reverse ? byBytes(one, after) < 0 : byBytes(one, after) > 0);
      return sorted.filter((one) => one.startsWith(prefix) && beyond(one)).slice(0, limit);
    }

    it('are walked through as they were when that began, however large, whatever is written meanwhile', async () => {
      const count = 2500;
      const name = (index: number): string => String(index).padStart(6, '0');
      await store.write({ records: Array.from({ length: count }, (_, index) => put('t', name(index))) });
      let seen = 0;
      for await (const entry of store.entries('t')) {
        if (seen === 0) {
          const more = [put('t', name(1), null), put('t', name(2), 'other'), put('t', name(count)), put('t', '0')];
          await store.write({ records: more });
        }
        expect(entry).toEqual({ key: name(seen), value: value(name(seen)) });
        seen++;
      }
      expect(seen).toBe(count);
      expect((await collect(store.entries('t'))).length).toBe(count + 1);
    });

    it('may be left in the middle', async () => {
      await store.write({ records: [put('t', 'a'), put('t', 'b')] });
      for await (const { key } of store.entries('t')) {
        expect(key).toBe('a');
        break;
      }
      expect((await collect((await subject.restart()).entries('t'))).length).toBe(2);
    });

    it('are written with rooms and cursors, or nothing is', async () => {
      await store.write({ rooms: [{ room: 'a', records: records(1, 2) }], records: [put('t', 'kept')] });
      const cursors = [{ name: 'follower', room: 'a', seq: 2 }];
      const wrong = [{ room: 'a', records: records(2, 2) }];
      await expect(store.write({ rooms: wrong, cursors, records: [put('t', 'b'), put('t', 'kept', null)] })).rejects.toMatchObject({
        code: 'store.order',
      });
      const more = [{ room: 'a', records: records(3, 3) }];
      const named = { code: 'store.name', room: undefined };
      for (const bad of [put('t', '\ud800'), put('\udc00', 'a'), put('t', 'x'.repeat(70_000)), put('x'.repeat(70_000), 'a', null)]) {
        await expect(store.write({ rooms: more, cursors, records: [put('t', 'b'), bad] })).rejects.toMatchObject(named);
      }
      expect([await store.head('a'), await store.cursor('follower', 'a')]).toEqual([2, 0]);
      expect(text(await collect(store.entries('t')))).toEqual(['kept=kept']);
      await store.write({ rooms: more, cursors, records: [put('t', 'b')] });
      const current = await subject.restart();
      expect([await current.head('a'), await current.cursor('follower', 'a')]).toEqual([3, 2]);
      expect(text(await collect(current.entries('t')))).toEqual(['b=b', 'kept=kept']);
    });

    it('refuse names that would be kept as another name', async () => {
      await store.write({ records: [put('t', '\ufffd')] });
      await expect(store.get('t', '\ud800')).rejects.toMatchObject({ code: 'store.name' });
      await expect(collect(store.entries('t', { prefix: '\ud800' }))).rejects.toMatchObject({ code: 'store.name' });
      await expect(collect(store.entries('t', { after: '\ud800' }))).rejects.toMatchObject({ code: 'store.name' });
    });
  });
}
