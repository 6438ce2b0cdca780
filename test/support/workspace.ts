import { onTestFinished } from 'vitest';
import type * as Y from 'yjs';
import { createDirectory, type Directory } from '../../server/access/directory.ts';
import { createInvites, type Invites } from '../../server/access/invites.ts';
import { createJournal, type RunningJournal } from '../../server/store/journal.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import { createMemoryFiles } from '../../server/store/memory-files.ts';
import type { Store } from '../../server/store/store.ts';
import { createCounters } from '../../server/sync/counters.ts';
import { createRooms, type Rooms } from '../../server/sync/rooms.ts';
import type { Actor } from '../../server/workspace/actor.ts';
import { createWorkspace, type RunningWorkspace } from '../../server/workspace/workspace.ts';
import { seedFor } from '../../shared/lexical/seed.ts';
import { LIMITS, type Limits } from '../../shared/limits.ts';
import { overLimit } from '../../shared/model/counts.ts';
import { seedBoard } from '../../shared/model/project.ts';
import { seeded } from './random.ts';
import { type TestLog, testLog } from './test-log.ts';
import { jumpingTime, type TestTime } from './time.ts';

export interface TestWorkspaceOptions {
  /** The first mention of a project makes it. */
  readonly implicit?: boolean;
  readonly limits?: Partial<Limits>;
  /** Kept over several workspaces of one test; memory by default. */
  readonly store?: Store;
  readonly time?: TestTime;
  /** True where the log may hold errors; else one fails the test. */
  readonly errorsExpected?: boolean;
}

/** The whole workspace over real rooms, journal, directory and store: everything of a server but sockets and HTTP. */
export interface TestWorkspace extends RunningWorkspace {
  readonly rooms: Rooms;
  readonly journal: RunningJournal;
  readonly directory: Directory;
  readonly invites: Invites;
  readonly limits: Limits;
  readonly time: TestTime;
  readonly log: TestLog;
  /** Makes an account, as signing in does. */
  person(userId: string, name?: string): Promise<Actor>;
  /** A change as a client's would be, in one transaction. */
  edit(room: string, author: string, change: (doc: Y.Doc) => void): Promise<void>;
}

/** Starts a workspace; it ends with the test. */
export async function testWorkspace(options: TestWorkspaceOptions = {}): Promise<TestWorkspace> {
  const { implicit = false, store = createMemoryStore(), time = jumpingTime(), errorsExpected = false } = options;
  const limits: Limits = { ...LIMITS, commitDelay: 0, ...options.limits };
  const log = testLog();
  const random = seeded(7).next;
  await store.open();
  const journal = createJournal({ store, time, limits, log });
  const rooms = createRooms({
    store: journal,
    limits,
    time,
    log,
    counters: createCounters(),
    random,
    seed: (room) => seedFor(room) ?? seedBoard(room),
    rules: (room) => ({ inspect: (doc) => overLimit(room, doc, limits) }),
  });
  const directory = await createDirectory({ store: journal, limits, time });
  const invites = await createInvites({ store: journal, limits, time });
  const onDocuments = (): void => {};
  const mayKnow = async (): Promise<boolean> => false;
  const parts = {
    rooms,
    store: journal,
    files: createMemoryFiles(),
    directory,
    invites,
    implicit,
    privateTargets: true,
    onDropped: () => undefined,
    onFile: () => undefined,
    onDocuments,
    mayKnow,
    limits,
    time,
    log,
    random,
  };
  const workspace = await createWorkspace(parts);
  await workspace.start();
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      await workspace.stop();
      await rooms.stop();
      await journal.close();
      time.stop();
    })();
    return stopping;
  };
  onTestFinished(async () => {
    await stop();
    if (!errorsExpected && log.errors().length > 0) throw new Error(`The workspace logged errors:\n${log.errors().join('\n')}`);
  });
  return {
    ...workspace,
    stop,
    rooms,
    journal,
    directory,
    invites,
    limits,
    time,
    log,
    person: async (userId, name = userId) => {
      const account = { user_id: userId, username: name, color: '#336699', created_at: time.now() };
      await rooms.commit({ records: () => directory.putAccount(account) });
      return { userId, name };
    },
    edit: (room, author, change) => rooms.commit({ edits: [{ room, author, edit: change }] }),
  };
}
