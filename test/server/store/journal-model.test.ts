import { expect, it } from 'vitest';
import { createJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { type Cursor, type Store, StoreError } from '../../../server/store/store.ts';
import { failingStore } from '../../support/failing-store.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { heldTime } from '../../support/time.ts';
import { LIMITS, settle } from './journal-support.ts';
import { record, snapshotAt, wholeHistory } from './records.ts';
import { openLevel, temporaryFolder } from './support.ts';

const SEED = runSeed();
const STEPS = process.env.WEFT_LONG === '1' ? 5000 : 1000;
const ROOMS = ['a', 'b', 'c', 'd'];

interface RoomState {
  /** How many rooms of the name were deleted before. */
  readonly generation: number;
  readonly head: number;
  readonly cursor: number;
}

const stores: [string, () => Promise<Store>][] = [
  [
    'memory',
    async () => {
      const store = createMemoryStore();
      await store.open();
      return store;
    },
  ],
  ['LevelDB', async () => openLevel(await temporaryFolder())],
];

it.each(stores)(
  `what is handed over in one tick is on disk whole or not at all, whatever fails (%s, seed ${SEED})`,
  { timeout: 60_000 },
  async (_, make) => {
    const random = seeded(SEED);
    const inner = await make();
    const time = heldTime();
    /** What should be there after each step. */
    const states = [ROOMS.map((): RoomState => ({ generation: 0, head: 0, cursor: 0 }))];
    const faults: string[] = [];

    /** Throws unless the store is as it should be after the step that it tells of. */
    async function check(): Promise<number> {
      const told = await inner.get('t', 'step');
      const step = told === null ? 0 : Number(Buffer.from(told).toString());
      for (const [index, room] of ROOMS.entries()) {
        const wanted = states[step]?.[index] as RoomState;
        const history = await wholeHistory(inner, room);
        expect(history.length, `room ${room}, step ${step}`).toBe(wanted.head);
        expect(history.every(({ author }) => author === String(wanted.generation))).toBe(true);
        expect(await inner.cursor('follower', room), `cursor of ${room}, step ${step}`).toBe(wanted.cursor);
      }
      return step;
    }

    const write = inner.write.bind(inner);
    inner.write = async (batch) => {
      await write(batch);
      await check().catch((error: unknown) => faults.push(String(error)));
    };
    const store = failingStore(inner);
    const journal = createJournal({ store, time, limits: LIMITS });
    const waiting = new Set<Promise<void>>();
    const hand = (promise: Promise<void>): void => {
      waiting.add(promise);
      void promise.then(
        () => waiting.delete(promise),
        (error: unknown) => faults.push(String(error)),
      );
    };

    /** Refused while the store fails, and too late for a room that is deleted. */
    async function compact(room: string): Promise<void> {
      try {
        const head = await journal.head(room);
        if (head > 0) await journal.compact(room, snapshotAt(head));
      } catch (error) {
        if (!(error instanceof StoreError && (error.code === 'store.write' || error.code === 'store.order'))) faults.push(String(error));
      }
    }

    for (let step = 1; step <= STEPS; step++) {
      const state = [...(states[step - 1] as RoomState[])];
      for (let changes = random.between(1, 5); changes > 0; changes--) {
        const index = random.below(ROOMS.length);
        const room = ROOMS[index] as string;
        const { generation, head, cursor } = state[index] as RoomState;
        const kind = random.below(10);
        if (kind === 0) {
          hand(journal.write({ drops: [room] }));
          state[index] = { generation: generation + 1, head: 0, cursor: 0 };
        } else if (kind < 4) {
          const cursors: Cursor[] = [{ name: 'follower', room, seq: head }];
          hand(journal.write({ cursors }));
          state[index] = { generation, head, cursor: head };
        } else {
          const more = Array.from({ length: random.between(1, 3) }, (_, at) => record(head + at + 1, { author: String(generation) }));
          hand(journal.append(room, more));
          state[index] = { generation, head: head + more.length, cursor };
        }
      }
      states.push(state);
      hand(journal.write({ records: [{ table: 't', key: 'step', value: new Uint8Array(Buffer.from(String(step))) }] }));
      if (random.chance(0.2)) void compact(random.pick(ROOMS));
      if (random.chance(0.1)) store.faults[random.pick(['failBefore', 'failAfter', 'failReopen'] as const)]++;
      if (random.chance(0.6)) time.jump(random.between(1, 400));
      if (random.chance(0.5)) await settle();
    }
    while (waiting.size > 0 && faults.length === 0) {
      time.jump(LIMITS.reopenMax);
      await settle();
    }
    expect(faults).toEqual([]);
    expect(await check()).toBe(STEPS);
  },
);
