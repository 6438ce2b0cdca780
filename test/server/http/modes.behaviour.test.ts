import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../server/store/memory.ts';
import type { Role } from '../../../shared/access.ts';
import { ApiClient } from '../../support/api.ts';
import { JWT_SECRET as SECRET, tokenFor } from '../../support/jwt.ts';
import { startWhole } from '../../support/whole-server.ts';

describe('the API with tokens of others', () => {
  it('knows people, projects and roles by what their tokens claim', async () => {
    const { url } = await startWhole({}, { auth: 'jwt', jwt: { secret: SECRET } });
    const ada = new ApiClient(url, { token: await tokenFor('ada', { garden: 'editor' }), origin: null });
    const bob = new ApiClient(url, { token: await tokenFor('bob', { garden: 'viewer' }), origin: null });
    expect((await ada.get('/session')).body).toMatchObject({
      mode: 'jwt',
      user: { user_id: 'ada', username: 'ADA', expires_at: expect.any(Number) },
    });
    expect((await ada.get('/projects')).body.items).toMatchObject([{ project_id: 'garden', role: 'editor' }]);
    const task = await ada.done('POST', '/projects/garden/tasks', { title: 'Dig' });
    expect(task.created_by).toBe('ada');
    expect((await bob.get('/projects/garden/tasks')).body.items).toHaveLength(1);
    expect(await bob.post('/projects/garden/tasks', { title: 'No' })).toMatchObject({ status: 403, body: { code: 'role.insufficient' } });
    expect(await bob.get('/projects/house')).toMatchObject({ status: 404, body: { code: 'project.unknown' } });
    expect(await new ApiClient(url, { token: `${await tokenFor('eve', {})}x` }).get('/projects')).toMatchObject({ status: 401 });
    expect(await ada.post('/session', { username: 'Ada' })).toMatchObject({ status: 409, body: { code: 'session.elsewhere' } });
  });

  it('takes back what a later token does not name any more, and nothing that was given here', async () => {
    const store = createMemoryStore();
    const first = await startWhole({ store }, { auth: 'jwt', jwt: { secret: SECRET } });
    const as = async (url: string, sub: string, projects: Record<string, string>) =>
      new ApiClient(url, { token: await tokenFor(sub, projects), origin: null });
    const bob = await as(first.url, 'bob', { garden: 'owner', house: 'viewer' });
    const own = await bob.done('POST', '/projects', { name: 'Mine' });
    expect((await bob.get('/projects')).body.items).toHaveLength(3);
    await first.stop();
    const { url } = await startWhole({ store }, { auth: 'jwt', jwt: { secret: SECRET } });
    const later = await as(url, 'bob', { house: 'viewer' });
    expect(await later.get('/projects/garden')).toMatchObject({ status: 404, body: { code: 'project.unknown' } });
    expect((await later.get('/projects')).body.items.map(({ project_id }: { project_id: string }) => project_id).sort()).toEqual(
      ['house', own.project_id].sort(),
    );
  });

  it('lets nobody take a project’s id before it is given to somebody', async () => {
    const { url } = await startWhole({}, { auth: 'jwt', jwt: { secret: SECRET } });
    const eve = new ApiClient(url, { token: await tokenFor('eve', {}), origin: null });
    expect(await eve.post('/projects', { name: 'Mine', project_id: 'garden' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'body.project_id' }] },
    });
    expect((await eve.post('/projects', { name: 'Mine' })).status).toBe(201);
    const ada = new ApiClient(url, { token: await tokenFor('ada', { garden: 'owner' }), origin: null });
    expect((await ada.get('/projects/garden/members')).status).toBe(200);
    expect((await eve.get('/projects/garden')).status).toBe(404);
  });
});

describe('the API with an integrator’s own functions', () => {
  it('asks them who somebody is and what they may', async () => {
    const { url } = await startWhole({
      hooks: {
        authenticateUser: ({ token }) => (token?.startsWith('let-') ? { userId: token.slice(4), username: token.slice(4) } : false),
        canUserAccessRoom: (userId, roomId) => (roomId.startsWith('p/one') ? (userId === 'ada' ? 'editor' : 'viewer') : false),
      },
    });
    const ada = new ApiClient(url, { token: 'let-ada', origin: null });
    const bob = new ApiClient(url, { token: 'let-bob', origin: null });
    expect((await ada.post('/projects/one/tasks', { title: 'Dig' })).status).toBe(201);
    expect((await bob.get('/projects/one/tasks')).body.items).toHaveLength(1);
    expect((await bob.post('/projects/one/tasks', { title: 'No' })).status).toBe(403);
    expect((await bob.get('/projects/two')).status).toBe(404);
    expect((await new ApiClient(url, { token: 'wrong', origin: null }).get('/projects')).status).toBe(401);
  });

  it('asks them for each document: what is closed to a socket is closed to REST', async () => {
    const roles = new Map<string, Role | false>([
      ['bob p/one/d/secret', false],
      ['bob p/one/d/notes', 'viewer'],
    ]);
    const { url } = await startWhole({
      hooks: {
        authenticateUser: ({ token }) => (token === null ? false : { userId: token, username: token }),
        canUserAccessRoom: (userId, roomId) => roles.get(`${userId} ${roomId}`) ?? 'editor',
      },
    });
    const [ada, bob] = [new ApiClient(url, { token: 'ada', origin: null }), new ApiClient(url, { token: 'bob', origin: null })];
    for (const id of ['secret', 'notes', 'plan']) {
      await ada.done('POST', '/projects/one/documents', { title: id, document_id: id, markdown: `the ${id}` });
    }
    const at = (id: string) => `/projects/one/documents/${id}`;
    for (const answer of [
      await bob.get(`${at('secret')}/content?format=text`),
      await bob.get(at('secret')),
      await bob.post(`${at('secret')}/content`, 'mine'),
      await bob.put(`${at('secret')}/content`, 'mine'),
      await bob.patch(at('secret'), { title: 'mine' }),
      await bob.delete(`${at('secret')}?forever`),
      await bob.post(`${at('secret')}/restore`),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'document.unknown' } });
    }
    expect((await bob.get(`${at('notes')}/content?format=text`)).body).toBe('the notes');
    expect(await bob.put(`${at('notes')}/content`, 'mine')).toMatchObject({ status: 403, body: { code: 'role.insufficient' } });
    expect((await bob.put(`${at('plan')}/content`, 'ours')).status).toBe(204);
    expect((await ada.get(`${at('secret')}/content?format=text`)).body).toBe('the secret');
  });
});

describe('rights', () => {
  it('[AC4] that end while a body trickles in end before it is used', async () => {
    const { url } = await startWhole({}, { auth: 'accounts' });
    const [ada, bob] = [new ApiClient(url), new ApiClient(url)];
    await ada.done('POST', '/session', { username: 'Ada' });
    const { user } = await bob.done('POST', '/session', { username: 'Bob' });
    await ada.done('POST', '/projects', { name: 'One', project_id: 'one' });
    await ada.done('PUT', `/projects/one/members/${user.user_id}`, { role: 'editor' });
    const headers = { 'content-type': 'application/json', cookie: bob.cookie ?? '', origin: url };
    const slow = http.request(`${url}/api/projects/one/tasks`, { method: 'POST', headers, agent: false });
    const answered = new Promise<http.IncomingMessage>((resolve, reject) => slow.on('response', resolve).on('error', reject));
    slow.write('{"title":');
    await sleep(100);
    await ada.done('DELETE', `/projects/one/members/${user.user_id}`);
    await sleep(1_000);
    slow.end('"Too late"}');
    expect((await answered).statusCode).toBe(404);
    expect((await ada.get('/projects/one/tasks')).body.items).toEqual([]);
  });
});
