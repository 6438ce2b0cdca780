import { onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { createDirectory, type Directory } from '../../server/access/directory.ts';
import { createJournal, type RunningJournal } from '../../server/store/journal.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import { type Store, StoreError } from '../../server/store/store.ts';
import { createCounters } from '../../server/sync/counters.ts';
import { createRooms, type Rooms } from '../../server/sync/rooms.ts';
import { createEvents, type Events } from '../../server/workspace/events/events.ts';
import { createFollower, type Follower } from '../../server/workspace/follow/follower.ts';
import { createInboxWriter } from '../../server/workspace/inbox/inbox-writer.ts';
import { createNotifications, type InboxWriter, type Notifications } from '../../server/workspace/inbox/notifications.ts';
import type { Role } from '../../shared/access.ts';
import type { EventType, WeftEvent } from '../../shared/events.ts';
import { seedFor } from '../../shared/lexical/seed.ts';
import { LIMITS, type Limits } from '../../shared/limits.ts';
import { readInbox } from '../../shared/model/inbox.ts';
import { readMarks } from '../../shared/model/inbox-settings.ts';
import { seedBoard } from '../../shared/model/project.ts';
import type { InboxEntry, Task } from '../../shared/model/records.ts';
import { readTask } from '../../shared/model/tasks.ts';
import { inboxRoom, projectRoom, settingsRoom } from '../../shared/rooms.ts';
import { eventually } from './eventually.ts';
import { seeded } from './random.ts';
import { RoomMember } from './room-member.ts';
import { SteeredStore } from './steered-store.ts';
import { type TestLog, testLog } from './test-log.ts';
import { jumpingTime, type TestTime } from './time.ts';

export interface FollowedOptions {
  readonly limits?: Partial<Limits>;
  /** Opened already; kept over restarts. In memory by default. */
  readonly inner?: Store;
  /** True for tests that break things: else an error in the log fails the test. */
  readonly errorsExpected?: boolean;
  /** Nobody but members by default. */
  readonly mayKnow?: (project: string, user: string) => Promise<boolean>;
}

/** Rooms with what follows from their changes, over a store in the test's hands. */
export async function followed(options: FollowedOptions = {}): Promise<Followed> {
  const house = new Followed(options);
  onTestFinished(() => house.dispose());
  await house.start();
  return house;
}

export class Followed {
  readonly time: TestTime = jumpingTime();
  readonly log: TestLog = testLog();
  /** Calls of `onDocuments`, as `<project>/<document>`. */
  readonly documents: string[] = [];
  readonly limits: Limits;
  readonly #options: FollowedOptions;
  readonly #inner: Store;
  readonly #docs = new Map<string, Y.Doc>();
  readonly #random = seeded(7).next;
  #parts: Parts | null = null;

  constructor(options: FollowedOptions) {
    this.#options = options;
    this.#inner = options.inner ?? createMemoryStore();
    this.limits = { ...LIMITS, commitDelay: 0, reopenMin: 5, reopenMax: 20, ...options.limits };
  }

  get store(): SteeredStore {
    return this.parts.store;
  }

  get parts(): Parts {
    if (this.#parts === null) throw new Error('The house has not been started.');
    return this.#parts;
  }

  async start({ follow = true } = {}): Promise<void> {
    const { time, log, limits } = this;
    const random = this.#random;
    const store = new SteeredStore(this.#inner, false);
    await store.open();
    // Without the log: what it says of a store that a test breaks is no fault.
    const journal = createJournal({ store, time, limits });
    const seed = (room: string) => seedFor(room) ?? seedBoard(room);
    const rooms = createRooms({ store: journal, limits, time, log, counters: createCounters(), seed, random });
    const directory = await createDirectory({ store: journal, limits, time });
    const queue = { enqueue: () => ({ records: [], tell: () => undefined }) };
    const events = await createEvents({ store: journal, queue, limits, time, log, random });
    const inbox = createInboxWriter({ rooms, limits, random });
    const notifications = createNotifications({ rooms, inbox, events, time, random });
    const mayKnow = this.#options.mayKnow ?? (async () => false);
    const onDocuments = (project: string, document: string): void => void this.documents.push(`${project}/${document}`);
    const follower = createFollower({ rooms, store: journal, directory, inbox, events, limits, time, log, random, onDocuments, mayKnow });
    this.#parts = { store, journal, rooms, directory, events, inbox, notifications, follower };
    if (follow) await follower.start();
  }

  /** Stops it in order. */
  async stop(): Promise<void> {
    const parts = this.#parts;
    this.#parts = null;
    if (parts === null) return;
    await parts.follower.stop();
    await parts.rooms.stop();
    await parts.journal.close();
  }

  /** Ends it as a power cut does, and starts it again. */
  async crash(): Promise<void> {
    this.store.cut();
    await this.stop().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
    });
    await this.start();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Makes members, and the project with its first. */
  async project(project: string, members: Readonly<Record<string, Role>>): Promise<void> {
    const { journal, directory } = this.parts;
    const now = this.time.now();
    const accounts = Object.keys(members).map((user) => ({ user_id: user, username: nameOf(user), color: '#123456', created_at: now }));
    const records = accounts.flatMap((account) => directory.putAccount(account));
    records.push(...directory.addProject({ project_id: project, name: 'Demo', created_at: now }, null));
    for (const [user, role] of Object.entries(members)) records.push(...directory.assign(project, user, role));
    await journal.write({ records });
  }

  /** An edit by somebody's client, which is on disk then. User null: where there are no users. */
  async edit(user: string | null, room: string, change: (doc: Y.Doc) => void): Promise<void> {
    await this.send(user, room, await this.updateOf(user, room, change));
    await this.parts.journal.flush();
  }

  /** What somebody's client would send for a change of what it knows, which is all. */
  async updateOf(user: string | null, room: string, change: (doc: Y.Doc) => void): Promise<Uint8Array> {
    const doc = await this.docOf(user, room);
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => void updates.push(update);
    doc.on('update', keep);
    doc.transact(() => change(doc));
    doc.off('update', keep);
    return Y.mergeUpdates(updates);
  }

  /** Somebody's copy of a room, as new as the disk. */
  async docOf(user: string | null, room: string): Promise<Y.Doc> {
    const key = `${user ?? ''} ${room}`;
    const doc = this.#docs.get(key) ?? new Y.Doc();
    this.#docs.set(key, doc);
    await this.parts.rooms.open(room);
    Y.applyUpdate(doc, await this.parts.rooms.read(room, (live) => Y.encodeStateAsUpdate(live)));
    return doc;
  }

  async send(user: string | null, room: string, update: Uint8Array): Promise<void> {
    const member = new RoomMember(await this.parts.rooms.open(room), { user }).join();
    member.update(update);
    await eventually('the edit is saved', () => member.saved > 0 || member.closed.length > 0);
    if (member.closed.length > 0) throw new Error(`The room closed ${user ?? 'the client'}: ${JSON.stringify(member.closed)}`);
    member.leave();
  }

  settled(): Promise<void> {
    return this.parts.follower.settled();
  }

  async task(project: string, id: string): Promise<Task | null> {
    return this.parts.rooms.read(projectRoom(project), (doc) => readTask(doc, id));
  }

  async inbox(user: string): Promise<readonly InboxEntry[]> {
    const marks = await this.parts.rooms.read(settingsRoom(user), readMarks);
    return this.parts.rooms.read(inboxRoom(user), (doc) => readInbox(doc, marks).items);
  }

  /** Kept events of a project in order, of these types where given. */
  async events(project: string, ...types: readonly EventType[]): Promise<readonly WeftEvent[]> {
    const events: WeftEvent[] = [];
    for await (const { value } of this.parts.journal.entries('event', { prefix: `project/${project}\u0000` })) {
      const parsed: unknown = JSON.parse(new TextDecoder().decode(value));
      if (isEvent(parsed)) events.push(parsed);
    }
    return types.length === 0 ? events : events.filter(({ type }) => types.includes(type));
  }

  async dispose(): Promise<void> {
    this.#parts?.store.heal();
    await this.stop();
    this.time.stop();
    const errors = this.log.errors();
    if (!this.#options.errorsExpected && errors.length > 0) throw new Error(`Errors were logged:\n${errors.join('\n')}`);
  }
}

export interface Parts {
  readonly store: SteeredStore;
  readonly journal: RunningJournal;
  readonly rooms: Rooms;
  readonly directory: Directory;
  readonly events: Events;
  readonly inbox: InboxWriter;
  readonly notifications: Notifications;
  readonly follower: Follower;
}

function nameOf(user: string): string {
  return user.charAt(0).toUpperCase() + user.slice(1);
}

function isEvent(value: unknown): value is WeftEvent {
  return typeof value === 'object' && value !== null && 'message_id' in value;
}
