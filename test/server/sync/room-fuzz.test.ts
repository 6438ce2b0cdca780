import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { Store, StoredRoom } from '../../../server/store/store.ts';
import { SERVER_USER } from '../../../server/sync/edits.ts';
import type { Room } from '../../../server/sync/room.ts';
import type { Role } from '../../../shared/access.ts';
import { WeftError } from '../../../shared/codes.ts';
import { fingerprint, hasGaps } from '../../support/fingerprint.ts';
import { type HeldRooms, heldRooms } from '../../support/held-rooms.ts';
import { runSeed, type Seeded, seeded } from '../../support/random.ts';
import { randomEdit } from '../../support/random-edits.ts';
import { HIGH_WATER, RoomMember } from '../../support/room-member.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, edit } from '../../support/updates.ts';

const SEED = runSeed();
const RUNS = process.env['WEFT_LONG'] === '1' ? 3_000 : 60;
const STEPS = 120;

/** A person with a document that outlives connections and servers; sends each edit, answers each step 1. */
class Person {
  readonly doc: Y.Doc;
  readonly role: Role;
  /** Write frames of the connection that is open, by index. */
  sent: Uint8Array[] = [];
  /** What was acked as saved, of all connections. */
  readonly saved: Uint8Array[] = [];
  member: RoomMember | null = null;
  readonly #user: string | null;
  #told = 0;
  #attempt = 0;

  constructor(clientId: number, user: string | null, role: Role) {
    this.doc = docAs(clientId);
    this.#user = user;
    this.role = role;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (!(origin instanceof RoomMember)) this.#write('update', update);
    });
  }

  /** Joins as soon as the room is there, unless something else has happened to it by then. */
  join(held: HeldRooms): void {
    this.leave();
    const attempt = this.#attempt;
    held.rooms.open('r').then(
      (room) => {
        if (attempt === this.#attempt) this.#enter(room);
      },
      () => {},
    );
  }

  leave(): void {
    this.member?.leave();
    this.forget();
  }

  /** The server is gone, and the connection with it. */
  forget(): void {
    this.#attempt++;
    this.member = null;
  }

  #enter(room: Room): void {
    this.sent = [];
    this.#told = 0;
    const member = new RoomMember(room, {
      user: this.#user,
      role: this.role,
      doc: this.doc,
      onFrame: (frame) => this.#on(frame.type, frame),
    });
    this.member = member;
    member.join();
    member.step1(Y.encodeStateVector(this.doc));
  }

  #on(type: string, frame: object): void {
    const { member } = this;
    if (type === 'step1' && 'stateVector' in frame) {
      const { stateVector } = frame;
      if (stateVector instanceof Uint8Array) this.#write('step2', Y.encodeStateAsUpdate(this.doc, stateVector));
    }
    if (type === 'saved' && member !== null) {
      const refused = new Set(member.refused.map(({ index }) => index));
      for (; this.#told < member.saved; this.#told++) if (!refused.has(this.#told)) this.saved.push(this.sent[this.#told] as Uint8Array);
    }
  }

  #write(kind: 'update' | 'step2', update: Uint8Array): void {
    const { member } = this;
    // As on a line: what is sent arrives later, never while the room is passing something on.
    queueMicrotask(() => {
      if (member === null || this.member !== member || this.role === 'viewer') return;
      this.sent.push(update);
      member[kind](update);
    });
  }
}

/** The document that is on disk. */
async function onDisk(store: Store, room = 'r'): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const { update } of await recordsOf(store, room)) Y.applyUpdate(doc, update);
  if (hasGaps(doc)) throw new Error('The log has a gap.');
  return doc;
}

function holds(doc: Y.Doc, update: Uint8Array): boolean {
  const before = Y.encodeStateAsUpdate(doc);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, before);
  Y.applyUpdate(copy, update);
  return !hasGaps(copy) && Buffer.compare(Y.encodeStateAsUpdate(copy), before) === 0;
}

function attack(held: HeldRooms, random: Seeded): void {
  held.rooms.open('r').then(
    (room) => {
      const mallory = new RoomMember(room, { user: 'mallory' }).join();
      const doc = docAs(900 + random.below(50));
      mallory.update(
        edit(doc, () => {
          let map: Y.Map<unknown> = doc.getMap('m');
          for (let level = 0; level < 6; level++) {
            const inner = new Y.Map<unknown>();
            map.set('in', inner);
            map = inner;
          }
        }),
      );
      queueMicrotask(() => mallory.leave());
    },
    () => {},
  );
}

/** What the server itself does: edits that stand or fail, some of them in two rooms at once, each of those with a number of its own. */
class Author {
  readonly #random: Seeded;
  #pairs = 0;
  /** Numbers of the pairs that were said to be on disk. */
  readonly saved: string[] = [];

  constructor(random: Seeded) {
    this.#random = random;
  }

  edit(held: HeldRooms): void {
    const fails = this.#random.chance(0.3);
    const makes = this.#random.between(0, 3);
    const edit = (doc: Y.Doc): void => {
      for (let left = makes; left > 0; left--) randomEdit(doc, this.#random);
      if (fails) throw new RangeError('As the test asked.');
    };
    held.rooms.commit({ edits: [{ room: 'r', author: '', edit }] }).catch(unlessExpected);
  }

  pair(held: HeldRooms): void {
    const key = String(this.#pairs++);
    const fails = this.#random.chance(0.3);
    const edit = (doc: Y.Doc): unknown => doc.getMap('pairs').set(key, this.#random.below(10));
    const records = (): [] => {
      if (fails) throw new RangeError('As the test asked.');
      return [];
    };
    const edits = ['r', 'q'].map((room) => ({ room, author: '', edit }));
    held.rooms.commit({ edits, records }).then(() => this.saved.push(key), unlessExpected);
  }
}

function unlessExpected(error: unknown): void {
  if (!(error instanceof RangeError) && !(error instanceof WeftError)) throw error;
}

/** Both rooms have the same pairs on disk, and all that were said to be there. */
async function expectPairs(store: Store, { saved }: Author): Promise<void> {
  const [one, other] = [await onDisk(store), await onDisk(store, 'q')].map((doc) => [...doc.getMap('pairs').keys()].sort());
  expect(one).toEqual(other);
  expect(one).toEqual(expect.arrayContaining(saved));
}

async function run(seed: number): Promise<void> {
  const random = seeded(seed);
  const withUsers = random.chance(0.6);
  const inner = createMemoryStore();
  const limits = { typeDepth: 5, tailRecords: 20, catchUpBytes: 200 };
  let held = await heldRooms({ inner, limits, random: random.next });
  const author = new Author(seeded(seed + 1));
  const people = ['ada', 'bob', 'carol', 'vera'].map(
    (user, at) => new Person(at + 1, withUsers ? user : null, user === 'vera' ? 'viewer' : 'editor'),
  );
  const reader = people[3] as Person;
  let release = (): void => {};
  let answer = (): void => {};
  const heal = (): void => {
    release();
    answer();
    held.store.failing = 'no';
  };

  for (let step = 0; step < STEPS; step++) {
    const person = random.pick(people);
    const { member } = person;
    const kind = random.below(48);
    if (member?.closed.length) person.leave();
    if (kind < 16) {
      if (person !== reader)
        for (let edits = random.between(1, 3); edits > 0; edits--) person.doc.transact(() => randomEdit(person.doc, random));
    } else if (kind < 22) person.join(held);
    else if (kind < 24) person.leave();
    else if (kind < 26 && member !== null) member.queued = HIGH_WATER + 1;
    else if (kind < 29) member?.drain();
    else if (kind === 29) {
      release();
      release = held.store.holdWrites();
    } else if (kind === 30) {
      answer();
      answer = held.store.holdAnswers();
    } else if (kind === 31) held.store.failing = random.pick(['before', 'after'] as const);
    else if (kind === 32) attack(held, random);
    else if (kind < 36) heal();
    else if (kind === 36 && random.chance(0.3)) {
      held.store.cut();
      held = await heldRooms({ inner, limits, random: random.next });
      release = answer = () => {};
      const disk = await onDisk(inner);
      for (const { saved } of people) for (const update of saved) expect(holds(disk, update)).toBe(true);
      for (const one of people) one.forget();
      for (const one of random.shuffled(people)) if (random.chance(0.8)) one.join(held);
      await expectPairs(inner, author);
    } else if (kind > 39 && kind < 44) author.edit(held);
    else if (kind >= 44) author.pair(held);
    else await held.pass(random.pick([1, 5, 10, 100, 2_000, 40_000]));
    if (random.chance(0.5)) await held.settle();
    const seen = Y.decodeStateVector(Y.encodeStateVector(reader.doc));
    const disk = await onDisk(inner);
    for (const [client, clock] of seen) {
      expect(Y.getState(disk.store, client), `step ${step}: the reader has ${clock} of ${client}`).toBeGreaterThanOrEqual(clock);
    }
  }

  for (let round = 0; round < 6; round++) {
    heal();
    for (const person of people) person.member?.drain();
    await held.pass(10_000);
    for (const person of people) if (person.member === null || person.member.closed.length > 0) person.join(held);
    await held.pass(5_000);
  }
  await expectPairs(inner, author);
  const disk = await onDisk(inner);
  expect(onlyServer(disk, await inner.read('r'))).toBe(true);
  const expected = fingerprint(disk);
  for (const [at, { doc, saved, member }] of people.entries()) {
    expect(hasGaps(doc), `gaps of ${at}`).toBe(false);
    expect(fingerprint(doc), `document of ${at}`).toBe(expected);
    expect(member?.decisions?.pending, `acks of ${at}`).toBe(false);
    for (const update of saved) expect(holds(disk, update)).toBe(true);
  }
}

/** The server has one id in the room, the one that is kept with it. */
function onlyServer(disk: Y.Doc, { owners }: StoredRoom): boolean {
  const ids = [...owners].filter(([, user]) => user === SERVER_USER).map(([client]) => client);
  const people = (client: number): boolean => client < 1_000;
  const others = [...disk.store.clients.keys()].filter((client) => !people(client));
  return ids.length <= 1 && others.every((client) => ids.includes(client));
}

describe('a room under everything at once', () => {
  it(`[SA1][SY2][SY7][BP1][SE1][SE3] loses nothing that was acked, shows readers what is on disk, and ends equal (seeds from ${SEED})`, async () => {
    for (let at = 0; at < RUNS; at++) {
      await run(SEED + at).catch((error: unknown) => {
        throw new Error(`Seed ${SEED + at}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
    }
  }, 1_800_000);
});
