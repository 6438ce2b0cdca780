import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import { parseRoom, projectOf } from '../../../shared/rooms.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { Directory } from '../../access/directory.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Cursor, LogRecord } from '../../store/store.ts';
import type { Rooms } from '../../sync/rooms.ts';
import { forWhomMayKnow } from '../audience.ts';
import type { Events } from '../events/events.ts';
import type { InboxWriter } from '../inbox/notifications.ts';
import { Board } from './derive-board.ts';
import { Comments } from './derive-comments.ts';
import { TypedDocument } from './derive-document.ts';
import type { Deriver, DeriverParts } from './derive-room.ts';
import { Ended, Patience } from './follower-patience.ts';
import { CURSOR, RoomFollower, type RoomFollowerOptions } from './follower-room.ts';

export interface FollowerOptions {
  readonly rooms: Rooms;
  readonly store: RoomStore;
  readonly directory: Directory;
  readonly inbox: InboxWriter;
  readonly events: Events;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  readonly random: Random;
  /** A document was binned, restored or deleted: whoever has it open may do something else now. */
  readonly onDocuments: (project: string, document: string) => void;
  /** Whether somebody who is no member here may know of a project all the same. */
  readonly mayKnow: (project: string, user: string) => Promise<boolean>;
}

/** Reads committed changes of projects, documents and comments, and does what follows from them: exactly once, also across a crash. */
export interface Follower {
  /** Begins to listen, and to catch up with what was committed before. Resolves when that has begun. */
  start(): Promise<void>;
  /** Resolves when all that is committed now has been dealt with, be it due or not. */
  settled(): Promise<void>;
  /** Ends. What is not dealt with then is dealt with after the next start. */
  stop(): Promise<void>;
}

/** ms between two looks for rooms that are at rest. */
const SWEEP_INTERVAL = 5_000;

export function createFollower(options: FollowerOptions): Follower {
  return new RoomsFollower(options);
}

class RoomsFollower implements Follower {
  readonly #options: FollowerOptions;
  readonly #parts: DeriverParts;
  readonly #followers = new Map<string, RoomFollower>();
  readonly #patience: Patience;
  #stops: (() => void)[] = [];
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#parts = options;
    this.#patience = new Patience(options.time, options.limits);
  }

  async start(): Promise<void> {
    const { rooms, directory, time } = this.#options;
    this.#stops = [
      rooms.onCommitted((room, records) => this.#take(room, records)),
      directory.onChange(({ project, user }) => {
        if (user === null) this.#forget(project);
      }),
      time.every(SWEEP_INTERVAL, () => this.#sweep()),
    ];
    this.#catchingUp = this.#catchUp();
  }

  async settled(): Promise<void> {
    await this.#catchingUp;
    await Promise.all([...this.#followers.values()].map((follower) => follower.settle()));
  }

  async stop(): Promise<void> {
    if (this.#patience.ended) return;
    this.#patience.end();
    for (const stop of this.#stops) stop();
    const lagging = this.#lagging([...this.#followers.keys()]);
    for (const follower of this.#followers.values()) follower.end();
    this.#followers.clear();
    await this.#catchingUp;
    if (this.#options.store.healthy) this.#save(lagging);
  }

  /** The hot path: called for each batch of each room. */
  #take(room: string, records: readonly LogRecord[]): void {
    const [first] = records;
    let follower = this.#followers.get(room);
    if (first === undefined || (follower === undefined && !room.startsWith('p/'))) return;
    if (follower?.isAnother(first)) {
      follower.end();
      this.#followers.delete(room);
      follower = undefined;
    }
    follower ??= this.#follow(room);
    follower?.take(records);
  }

  /** The follower of a room, or undefined for a room of which nothing follows. */
  #follow(room: string): RoomFollower | undefined {
    const known = this.#followers.get(room);
    if (known !== undefined || this.#patience.ended) return known;
    const createDeriver = this.#deriverOf(room);
    if (createDeriver === null) return undefined;
    const { rooms, store, inbox, events, limits, time, log } = this.#options;
    const audience: RoomFollowerOptions['audience'] = (drafts) => forWhomMayKnow(drafts, this.#options);
    const follower = new RoomFollower({ room, rooms, store, inbox, events, limits, time, log, audience, createDeriver });
    this.#followers.set(room, follower);
    return follower;
  }

  #deriverOf(name: string): ((seq: number) => Promise<Deriver>) | null {
    const room = parseRoom(name);
    const parts = this.#parts;
    switch (room.kind) {
      case 'project':
        return (seq) => Board.build(parts, room.project, seq);
      case 'comments':
        return (seq) => Comments.build(parts, room.project, room.document, seq);
      case 'document':
        return async () => new TypedDocument(parts, room.project, room.document);
      default:
        return null;
    }
  }

  /** One room after the other, so that a start isn't the busiest moment of a day. */
  async #catchUp(): Promise<void> {
    try {
      await this.#patience.keepTrying(() => this.#catchUpAll());
    } catch (error) {
      if (error instanceof Ended) return;
      this.#options.log.error(
        { error },
        'Rooms that changed before the start could not all be looked through: after the next start they are.',
      );
    }
  }

  async #catchUpAll(): Promise<void> {
    const { store } = this.#options;
    for await (const room of store.rooms('p/')) {
      if (this.#patience.ended) return;
      const head = await store.head(room);
      if (head === (await store.cursor(CURSOR, room))) continue;
      const follower = this.#follow(room);
      follower?.catchUp(head);
      await follower?.settle();
    }
  }

  /** A project is gone: of its rooms nothing may be written any more. */
  #forget(project: string): void {
    for (const [room, follower] of this.#followers) {
      if (projectOf(parseRoom(room)) !== project) continue;
      follower.end();
      this.#followers.delete(room);
    }
  }

  /** Lets go of rooms at rest, and moves their cursors to where they have been read. */
  #sweep(): void {
    const { limits, time, store } = this.#options;
    const before = time.monotonic() - limits.idleDocument;
    const idle: string[] = [];
    for (const [room, follower] of this.#followers) {
      const since = follower.idleSince;
      if (since !== null && since <= before) idle.push(room);
    }
    if (idle.length === 0 || !store.healthy) return;
    this.#save(this.#lagging(idle));
    for (const room of idle) {
      this.#followers.get(room)?.end();
      this.#followers.delete(room);
    }
  }

  #lagging(rooms: readonly string[]): readonly Cursor[] {
    const cursors: Cursor[] = [];
    for (const room of rooms) {
      const seq = this.#followers.get(room)?.lag ?? null;
      if (seq !== null) cursors.push({ name: CURSOR, room, seq });
    }
    return cursors;
  }

  /** Where this fails the records are read once more, and nothing follows from them again. */
  #save(cursors: readonly Cursor[]): void {
    if (cursors.length === 0) return;
    const { store, log } = this.#options;
    store.write({ cursors }).catch((error: unknown) => log.warn({ error }, 'Cursors of rooms at rest could not be written.'));
  }
}
