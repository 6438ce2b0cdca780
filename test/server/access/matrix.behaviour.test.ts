import { describe, expect, it } from 'vitest';
import type { Right } from '../../../server/http/guard.ts';
import { may } from '../../../shared/access.ts';
import type { ApiClient, Parsed } from '../../support/api.ts';
import { png } from '../../support/images.ts';
import { type Fixture, matrixServer, PERSONS, type Person } from '../../support/matrix.ts';

interface Case {
  /** As the API's description has it. */
  readonly route: string;
  readonly needs: Right;
  readonly body?: unknown;
  /** The last part of the path, where it isn't what the fixture has. */
  readonly own?: 'self';
  /** The problem that somebody gets who may, because what is asked for can't be. */
  readonly gives?: Partial<Record<Person, string>> | string;
}

const P = '/api/projects/{project_id}';
const D = `${P}/documents/{document_id}`;
const T = `${P}/tasks/{task_id}`;

/** Every route; what ends things comes last. */
const CASES: readonly Case[] = [
  { route: 'GET /api/session', needs: 'anyone' },
  { route: 'POST /api/session', needs: 'anyone', body: { username: 'Another' } },
  { route: 'PATCH /api/session', needs: 'user', body: { color: '#112233' } },
  { route: 'POST /api/session/ticket', needs: 'user' },
  { route: 'POST /api/session/recovery', needs: 'user' },
  { route: 'POST /api/session/recover', needs: 'anyone', body: { secret: 'guessed' }, gives: 'recovery.unknown' },
  { route: 'GET /api/session/tokens', needs: 'user' },
  { route: 'POST /api/session/tokens', needs: 'user', body: { label: 'more' } },
  { route: 'DELETE /api/session/tokens/{session_id}', needs: 'user', gives: 'token.unknown' },
  { route: 'GET /api/stats', needs: 'session' },
  { route: 'GET /api/projects', needs: 'session' },
  { route: 'POST /api/projects', needs: 'session', body: { name: 'Own' } },
  { route: 'POST /api/invites/look', needs: 'anyone', body: { secret: 'guessed' }, gives: 'invite.unknown' },
  { route: 'POST /api/invites/accept', needs: 'user', body: { secret: 'guessed' }, gives: 'invite.unknown' },
  { route: 'GET /api/notifications', needs: 'user' },
  { route: 'PATCH /api/notifications/{notification_id}', needs: 'user', body: { read: true }, gives: 'notification.unknown' },
  { route: 'POST /api/notifications/read-all', needs: 'user' },
  { route: 'GET /api/notifications/settings', needs: 'user' },
  { route: 'PUT /api/notifications/settings', needs: 'user', body: { muted: ['kind:status'] } },
  { route: 'GET /api/events', needs: 'user' },
  { route: `GET ${P}`, needs: 'read' },
  { route: `PATCH ${P}`, needs: 'manage', body: { name: 'Renamed' } },
  { route: `GET ${P}/online`, needs: 'read' },
  { route: `GET ${P}/activity`, needs: 'read' },
  { route: `GET ${P}/events`, needs: 'read' },
  { route: `GET ${P}/members`, needs: 'read' },
  { route: `GET ${P}/invites`, needs: 'manage' },
  { route: `POST ${P}/invites`, needs: 'manage', body: { role: 'owner' } },
  { route: `DELETE ${P}/invites/{invite_id}`, needs: 'manage' },
  { route: `GET ${P}/webhooks`, needs: 'manage' },
  { route: `POST ${P}/webhooks`, needs: 'manage', body: { url: 'https://hooks.example.com/other', types: ['system_notification'] } },
  { route: `DELETE ${P}/webhooks/{webhook_id}`, needs: 'manage' },
  { route: `GET ${P}/documents`, needs: 'read' },
  { route: `POST ${P}/documents`, needs: 'write', body: { title: 'New' } },
  { route: `GET ${D}`, needs: 'read' },
  { route: `PATCH ${D}`, needs: 'write', body: { title: 'Renamed' } },
  { route: `GET ${D}/content`, needs: 'read' },
  { route: `POST ${D}/content`, needs: 'write', body: 'More.' },
  { route: `PUT ${D}/content`, needs: 'write', body: { markdown: 'Other.' } },
  { route: `DELETE ${D}`, needs: 'write' },
  { route: `POST ${D}/restore`, needs: 'write' },
  { route: `POST ${P}/files`, needs: 'write', body: png() },
  { route: `GET ${P}/files/{file_id}`, needs: 'read' },
  { route: `GET ${P}/columns`, needs: 'read' },
  { route: `GET ${P}/archive`, needs: 'read' },
  { route: `GET ${P}/tasks`, needs: 'read' },
  { route: `POST ${P}/tasks`, needs: 'write', body: { title: 'New' } },
  { route: `GET ${T}`, needs: 'read' },
  { route: `PATCH ${T}`, needs: 'write', body: { title: 'Renamed' } },
  { route: `POST ${T}/move`, needs: 'write', body: { status: 'done' } },
  { route: `PUT ${T}/watch`, needs: 'read', body: { watching: true } },
  { route: `DELETE ${T}`, needs: 'write' },
  { route: `POST ${T}/restore`, needs: 'write' },
  { route: `PUT ${P}/members/{user_id}`, needs: 'manage', body: { role: 'editor' } },
  { route: `DELETE ${P}/members/{user_id}`, needs: 'manage' },
  { route: `DELETE ${P}/members/{user_id}`, needs: 'read', own: 'self', gives: { owner: 'member.last-owner' } },
  { route: `DELETE ${P}`, needs: 'manage' },
  { route: 'DELETE /api/session', needs: 'user' },
];

/** The status and code that somebody is refused with, or null for somebody who may. */
function refusal(person: Person, { needs }: Case): { readonly status: number; readonly code: string } | null {
  if (needs === 'anyone') return null;
  if (person === 'nobody') return { status: 401, code: 'session.unauthorised' };
  if (needs === 'user' || needs === 'session') return null;
  if (person === 'stranger') return { status: 404, code: 'project.unknown' };
  return may(person, needs) ? null : { status: 403, code: 'role.insufficient' };
}

function pathOf({ route, own }: Case, fixture: Fixture, self: string): string {
  const ids: Readonly<Record<string, string>> = {
    project_id: fixture.project,
    document_id: fixture.document,
    task_id: fixture.task,
    invite_id: fixture.invite,
    webhook_id: fixture.webhook,
    file_id: fixture.file,
    user_id: own === 'self' ? self : fixture.extra,
    session_id: 'missing',
    notification_id: 'missing',
  };
  const [, path = ''] = route.split(' ');
  return path.slice('/api'.length).replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(ids[name] ?? '?'));
}

async function send(client: ApiClient, { route, body }: Case, path: string): Promise<{ status: number; body: Parsed }> {
  const [method = ''] = route.split(' ');
  if (!route.endsWith('/events')) return client.send(method, path, { body });
  const reader = await client.stream(path);
  if (reader.status !== 200) await reader.until('it ended', () => reader.ended);
  reader.close();
  return { status: reader.status, body: reader.status === 200 ? {} : JSON.parse(reader.body) };
}

describe('role × action by REST', () => {
  it('has a row for every route', async () => {
    const { people } = await matrixServer();
    const { paths } = await people.nobody.client.description();
    const routes = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(CASES.map(({ route }) => route))].sort()).toEqual(routes.sort());
  });

  it.each(PERSONS)('[AC1][AC3] %s is refused what they may not, and it leaves no trace', async (person) => {
    const { people, project, trace } = await matrixServer();
    const fixture = await project('one');
    const { client, user } = people[person];
    const before = await trace();
    let refused = 0;
    for (const one of CASES) {
      const expected = refusal(person, one);
      if (expected === null) continue;
      const answer = await send(client, one, pathOf(one, fixture, user));
      expect({ status: answer.status, code: answer.body.code }, `${person} ${one.route}`).toEqual(expected);
      refused++;
    }
    expect(refused > 0).toBe(person !== 'owner');
    expect(await trace()).toEqual(before);
  });

  it.each(PERSONS)('[AC1] %s may do everything else', async (person) => {
    const { people, project } = await matrixServer();
    const fixture = await project('one');
    const { client, user } = people[person];
    for (const one of CASES) {
      if (refusal(person, one) !== null) continue;
      const answer = await send(client, one, pathOf(one, fixture, user));
      const gives = typeof one.gives === 'string' ? one.gives : one.gives?.[person];
      const what = `${person} ${one.route} was answered with ${answer.status} ${JSON.stringify(answer.body)}`;
      if (gives === undefined) expect(answer.status, what).toBeLessThan(300);
      else expect(answer.body.code, what).toBe(gives);
    }
  });

  it('[AC2][AC3] nothing of one account shows to another by any route', async () => {
    const { people, project, server } = await matrixServer();
    await project('hidden-project');
    const { owner, viewer, stranger } = people;
    await owner.client.done('PATCH', '/projects/hidden-project/tasks/hidden-project-t1', { assignee_id: viewer.user });
    await server.settled();
    const inbox = await viewer.client.done('GET', '/notifications');
    expect(inbox.items.length).toBeGreaterThan(0);
    const [{ notification_id }] = inbox.items;
    const seen: string[] = [];
    for (const { route } of CASES.filter(
      (one) => one.route.startsWith('GET') && !one.route.endsWith('/events') && !one.route.includes('{'),
    )) {
      seen.push(JSON.stringify((await stranger.client.get(route.slice('GET /api'.length))).body));
    }
    expect(seen.join()).not.toMatch(/hidden-project|Do it/);
    expect(await stranger.client.patch(`/notifications/${notification_id}`, { read: true })).toMatchObject({
      status: 404,
      body: { code: 'notification.unknown' },
    });
    expect((await viewer.client.done('GET', '/notifications')).items[0]).toMatchObject({ notification_id, read: false });
    const missing = await stranger.client.get('/projects/missing');
    const hidden = await stranger.client.get('/projects/hidden-project');
    expect(JSON.stringify(hidden.body).replaceAll('hidden-project', 'missing')).toBe(JSON.stringify(missing.body));
  });
});
