import type { RunningServer } from '../../server/server.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import { ROLES, type Role } from '../../shared/access.ts';
import { ApiClient } from './api.ts';
import { png } from './images.ts';
import { keptLog, startWhole } from './whole-server.ts';

/** Four members, somebody who is signed in and no member, and somebody who isn't signed in. */
export const PERSONS = [...ROLES, 'stranger', 'nobody'] as const;
export type Person = (typeof PERSONS)[number];

export interface Acting {
  readonly client: ApiClient;
  /** For sockets; null for nobody. */
  readonly token: string | null;
  readonly user: string;
}

/** What each project of the matrix has, by ids. */
export interface Fixture {
  readonly project: string;
  readonly document: string;
  readonly task: string;
  readonly invite: string;
  readonly webhook: string;
  readonly file: string;
  /** A viewer that nobody acts as. */
  readonly extra: string;
}

export interface Matrix {
  readonly url: string;
  readonly server: RunningServer;
  readonly people: Readonly<Record<Person, Acting>>;
  /** Makes a project with everybody in it. */
  project(id: string): Promise<Fixture>;
  /** All that is on disk when everything has settled: the heads of all rooms, and all records. What is refused leaves it as it is. */
  trace(): Promise<readonly string[]>;
}

const TABLES = 'account session recovery secret project member invite task event webhook webhook-queue idempotency mention'.split(' ');
/** So many requests that no limit is in the way. */
const MANY = 1_000_000;

/** A server with accounts, and six people who act on it by access tokens. */
export async function matrixServer(): Promise<Matrix> {
  const store = createMemoryStore();
  const limits = { signInsPerMinute: MANY, requestsPerMinute: MANY, addressRequestsPerMinute: MANY };
  const server = await startWhole({ store, limits, log: keptLog() }, { auth: 'accounts' });
  const { url } = server;
  const extra = await signUp(url, 'extra');
  const [owner, editor, commenter, viewer, stranger] = await Promise.all(
    (['owner', 'editor', 'commenter', 'viewer', 'stranger'] as const).map((name) => signUp(url, name)),
  );
  if (!owner || !editor || !commenter || !viewer || !stranger) throw new Error('Five people were expected.');
  const people = { owner, editor, commenter, viewer, stranger, nobody: { client: new ApiClient(url), token: null, user: '' } };

  return {
    url,
    server,
    people,
    project: async (project) => {
      const { client } = owner;
      await client.done('POST', '/projects', { name: project, project_id: project });
      const join = (user: string, role: Role) => client.done('PUT', `/projects/${project}/members/${user}`, { role });
      for (const role of ['editor', 'commenter', 'viewer'] as const) await join(people[role].user, role);
      await join(extra.user, 'viewer');
      await client.done('POST', `/projects/${project}/documents`, { title: 'Notes', document_id: 'd1', markdown: 'Words.' });
      await client.done('POST', `/projects/${project}/tasks`, { title: 'Do it', task_id: `${project}-t1` });
      const { invite } = await client.done('POST', `/projects/${project}/invites`, { role: 'viewer' });
      const hook = { url: 'https://hooks.example.com/weft', types: ['system_notification'] };
      const { webhook } = await client.done('POST', `/projects/${project}/webhooks`, hook);
      const { file_id } = await client.done('POST', `/projects/${project}/files`, png());
      return {
        project,
        document: 'd1',
        task: `${project}-t1`,
        invite: invite.invite_id,
        webhook: webhook.webhook_id,
        file: file_id,
        extra: extra.user,
      };
    },
    trace: async () => {
      await server.settled();
      const lines: string[] = [];
      for await (const room of store.rooms()) lines.push(`${room} ${await store.head(room)}`);
      for (const table of TABLES) {
        for await (const { key, value } of store.entries(table)) lines.push(`${table} ${key} ${Buffer.from(value).toString('base64')}`);
      }
      return lines;
    },
  };
}

async function signUp(url: string, username: string): Promise<Acting> {
  const browser = new ApiClient(url);
  const { user } = await browser.done('POST', '/session', { username });
  const { token } = await browser.done('POST', '/session/tokens', { label: 'matrix' });
  return { client: new ApiClient(url, { token, origin: null }), token, user: user.user_id };
}
