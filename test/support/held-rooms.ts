import { createJournal, type RunningJournal } from '../../server/store/journal.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import type { Store, StoreBatch, StoredRoom } from '../../server/store/store.ts';
import { type Counters, createCounters } from '../../server/sync/counters.ts';
import type { Room } from '../../server/sync/room.ts';
import { createRooms, type Rooms, type RoomsOptions } from '../../server/sync/rooms.ts';
import { LIMITS, type Limits } from '../../shared/limits.ts';
import type { Random } from '../../shared/time.ts';
import { seeded } from './random.ts';
import { type MemberOptions, RoomMember } from './room-member.ts';
import { SteeredStore } from './steered-store.ts';
import { type TestLog, testLog } from './test-log.ts';
import { heldTime, type TestTime } from './time.ts';

/** A store whose answers a test keeps back: they say what was on disk when they were asked for. */
export class LateStore extends SteeredStore {
  #late: Promise<void> = Promise.resolve();
  /** Writes that were asked for. */
  batches = 0;

  override write(batch: StoreBatch): Promise<void> {
    this.batches++;
    return super.write(batch);
  }

  holdAnswers(): () => void {
    let release = (): void => {};
    this.#late = new Promise((resolve) => (release = resolve));
    return release;
  }

  override async read(room: string): Promise<StoredRoom> {
    const stored = await super.read(room);
    await this.#late;
    return stored;
  }
}

export interface HeldRoomsOptions {
  readonly limits?: Partial<Limits>;
  readonly seed?: (room: string) => Uint8Array | null;
  /** Opened already; kept over a restart. */
  readonly inner?: Store;
  readonly rules?: RoomsOptions['rules'];
  /** For the server's own client ids. */
  readonly random?: Random;
}

/** Rooms over a real store and journal, with a clock that stands still. */
export interface HeldRooms {
  readonly time: TestTime;
  readonly store: LateStore;
  readonly journal: RunningJournal;
  readonly rooms: Rooms;
  readonly counters: Counters;
  readonly log: TestLog;
  /** Lets everything happen that waits for nothing but its turn. */
  settle(): Promise<void>;
  /** Lets happen what waits, moves the clock, by a commit and a window if nothing else is said, and lets happen what follows. */
  pass(ms?: number): Promise<void>;
  /** A member of the room, which is loaded if it must be. */
  join(room: string, options?: MemberOptions): Promise<RoomMember>;
  /** The same, and it has said step 1 and answered the server's with nothing. */
  enter(room: string, options?: MemberOptions): Promise<RoomMember>;
}

export async function heldRooms({
  limits: changed = {},
  seed = () => null,
  inner = createMemoryStore(),
  rules,
  random = seeded(1).next,
}: HeldRoomsOptions = {}): Promise<HeldRooms> {
  const time = heldTime(Date.UTC(2026, 6, 1));
  const limits = { ...LIMITS, ...changed };
  const log = testLog();
  const counters = createCounters();
  const store = new LateStore(inner);
  await store.open();
  const journal = createJournal({ store, time, limits });
  const rooms = createRooms({ store: journal, limits, time, log, counters, seed, random, ...(rules === undefined ? {} : { rules }) });

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = async (ms = 10): Promise<void> => {
    await settle();
    time.jump(ms);
    await settle();
  };
  const join = async (name: string, options?: MemberOptions): Promise<RoomMember> => {
    const room: Room = await rooms.open(name);
    return new RoomMember(room, options).join();
  };
  const enter = async (name: string, options?: MemberOptions): Promise<RoomMember> => {
    const member = await join(name, options);
    member.step1();
    if (member.writable) member.step2(Uint8Array.of(0, 0));
    await pass();
    return member;
  };
  return { time, store, journal, rooms, counters, log, settle, pass, join, enter };
}
