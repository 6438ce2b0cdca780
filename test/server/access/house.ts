import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Access, DocumentFacts } from '../../../server/access/access.ts';
import { type Accounts, createAccounts } from '../../../server/access/accounts.ts';
import { createAccountsAccess } from '../../../server/access/accounts-access.ts';
import { createAddressCheck, createAddressOf } from '../../../server/access/addresses.ts';
import { type AccessHooks, createCustomAccess } from '../../../server/access/custom-access.ts';
import { createDirectory, type Directory } from '../../../server/access/directory.ts';
import { createInvites } from '../../../server/access/invites.ts';
import { createJwtAccess, type JwtConfig } from '../../../server/access/jwt-access.ts';
import { createOriginCheck } from '../../../server/access/origins.ts';
import { createJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { createMemoryFiles } from '../../../server/store/memory-files.ts';
import { createCounters } from '../../../server/sync/counters.ts';
import { createRooms } from '../../../server/sync/rooms.ts';
import { acceptSockets } from '../../../server/sync/upgrade.ts';
import { SYSTEM } from '../../../server/workspace/actor.ts';
import { createDocuments, type Documents } from '../../../server/workspace/documents/documents.ts';
import { createEvents } from '../../../server/workspace/events/events.ts';
import { createFiles } from '../../../server/workspace/files/files.ts';
import { createInboxWriter } from '../../../server/workspace/inbox/inbox-writer.ts';
import { createProjects, type Projects } from '../../../server/workspace/projects/projects.ts';
import { createWebhooks } from '../../../server/workspace/webhooks/webhooks.ts';
import { seedFor } from '../../../shared/lexical/seed.ts';
import { LIMITS, type Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import { seedBoard } from '../../../shared/model/project.ts';
import { DocClient } from '../../support/doc-client.ts';
import { seeded } from '../../support/random.ts';
import { RawClient } from '../../support/raw-client.ts';
import { SteeredStore } from '../../support/steered-store.ts';
import { type TestLog, testLog } from '../../support/test-log.ts';
import { jumpingTime, type TestTime } from '../../support/time.ts';

export interface HouseOptions {
  /** Absent: accounts. */
  readonly jwt?: JwtConfig;
  readonly hooks?: AccessHooks;
  readonly limits?: Partial<Limits>;
  readonly log?: Log;
  readonly allowIps?: readonly string[];
  readonly trustProxies?: readonly string[];
  readonly errorsExpected?: boolean;
}

/** How somebody comes: a token in the URL, or headers. */
export interface Way {
  readonly token?: string;
  readonly headers?: Record<string, string>;
}

/** All that decides who may enter which room, over real sockets, rooms and records: without HTTP routes. */
export interface House {
  readonly url: string;
  readonly access: Access;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly projects: Projects;
  readonly documents: Documents & DocumentFacts;
  readonly store: SteeredStore;
  readonly time: TestTime;
  raw(room: string, way: Way): Promise<RawClient>;
  join(room: string, way: Way): Promise<DocClient>;
  /** Makes an account. Its cookie comes with an origin, as browsers send it. */
  person(name: string): Promise<{ readonly id: string; readonly cookie: string; readonly session: string; readonly way: Way }>;
  /** Makes a member as the workspace does. */
  member(project: string, user: string, role: Parameters<Projects['setRole']>[3]): Promise<void>;
}

export async function house(options: HouseOptions = {}): Promise<House> {
  const kept: TestLog = testLog();
  const log = options.log ?? kept;
  const limits = { ...LIMITS, ...options.limits };
  const [time, counters, random] = [jumpingTime(), createCounters(), seeded(1).next];
  const store = new SteeredStore(createMemoryStore());
  await store.open();
  const journal = createJournal({ store, time, limits, log });
  const seed = (room: string): Uint8Array | null => seedFor(room) ?? seedBoard(room);
  const rooms = createRooms({ store: journal, limits, time, log, counters, random, seed });
  const directory = await createDirectory({ store: journal, limits, time });
  const invites = await createInvites({ store: journal, limits, time });
  const webhooks = await createWebhooks({ store: journal, limits, time, log, random, privateTargets: false, onDropped: () => undefined });
  const events = await createEvents({ store: journal, queue: webhooks, limits, time, log, random });
  const inbox = createInboxWriter({ rooms, limits, random });
  const implicit = options.jwt !== undefined || options.hooks !== undefined;
  const has = (project: string): boolean => directory.project(project) !== null;
  const files = await createFiles({ files: createMemoryFiles(), store: journal, has, onFile: () => {}, limits, log });
  const projects = createProjects({
    rooms,
    store: journal,
    directory,
    invites,
    events,
    webhooks,
    files,
    inbox,
    implicit,
    limits,
    time,
    random,
  });
  const documents = createDocuments({ rooms, projects, limits, time, random });
  const parts = { store: journal, directory, documents, ensureProject: projects.ensure, limits, time, log };

  const accounts = await createAccounts({ ...parts, onEnd: (session) => access.end(session) });
  const base = options.jwt === undefined ? createAccountsAccess({ ...parts, accounts }) : createJwtAccess({ ...parts, jwt: options.jwt });
  const access = options.hooks === undefined ? base : createCustomAccess({ ...parts, ...options.hooks, base });

  const server = http.createServer();
  const sockets = acceptSockets(server, {
    rooms,
    gate: access,
    originAllowed: createOriginCheck({ host: '127.0.0.1', loopback: true, allowOrigins: [] }),
    addressOf: createAddressOf({ trustProxies: options.trustProxies ?? [] }),
    addressAllowed: createAddressCheck(options.allowIps ?? []),
    limits,
    time,
    log,
    counters,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}`;
  const clients = new Set<RawClient | DocClient>();

  onTestFinished(async () => {
    for (const client of clients) client instanceof DocClient ? client.drop() : client.terminate();
    store.heal();
    access.stop();
    await Promise.all([sockets.stop(), rooms.stop(), webhooks.stop()]);
    await journal.close();
    await new Promise((resolve) => server.close(resolve));
    time.stop();
    const errors = kept.errors();
    if (!options.errorsExpected && errors.length > 0) throw new Error(`The server logged errors:\n${errors.join('\n')}`);
  });

  return {
    url,
    access,
    accounts,
    directory,
    projects,
    documents,
    store,
    time,
    raw: async (room, way) => {
      const client = new RawClient({ url, room, ...way });
      clients.add(client);
      return client.opened();
    },
    join: async (room, way) => {
      const client = await DocClient.join({ url, room, ...way });
      clients.add(client);
      return client;
    },
    person: async (name) => {
      const { account, cookie } = await accounts.begin(name, '');
      const headers = { cookie: `theme=dark; weft_session=${cookie}; other=1`, origin: `http://127.0.0.1:${port}` };
      const identity = await access.identify({ headers, token: null, ip: '127.0.0.1', claimed: null });
      return { id: account.user_id, cookie, session: identity.session ?? '', way: { headers } };
    },
    member: async (project, user, role) => {
      if (directory.project(project) === null) await projects.create(SYSTEM, { name: project, project_id: project });
      await projects.setRole(SYSTEM, project, user, role);
    },
  };
}
