import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../shared/limits.ts';
import { ApiClient } from '../../support/api.ts';
import { RawClient } from '../../support/raw-client.ts';
import { keptLog, startWhole } from '../../support/whole-server.ts';

const ACCOUNTS = { auth: 'accounts' } as const;

/** A browser in which somebody has signed in. */
async function signedIn(url: string, username = 'Ada'): Promise<ApiClient> {
  const client = new ApiClient(url);
  await client.done('POST', '/session', { username });
  return client;
}

describe('signing in', () => {
  it('makes an account and sets a cookie that no script and no other site can use', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const ada = new ApiClient(url);
    expect((await ada.get('/session')).body).toEqual({ mode: 'accounts', user: null });
    const answer = await ada.post('/session', { username: '  Ada ' });
    expect(answer).toMatchObject({ status: 201, body: { mode: 'accounts', user: { username: 'Ada', expires_at: null } } });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^weft_session=[^;]{20,}; /);
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/', `Max-Age=${LIMITS.sessionLife / 1000}`])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toContain('Secure');
    const again = await ada.get('/session');
    expect(again.body.user).toMatchObject({ user_id: answer.body.user.user_id, username: 'Ada' });
    expect(again.headers['set-cookie'], 'the browser keeps it as long as the server').toEqual([cookie]);
    expect(again.headers['cache-control']).toBe('no-store');
  });

  it('sets a cookie for TLS alone where a trusted proxy says that people come by it', async () => {
    const { url } = await startWhole({}, { ...ACCOUNTS, trustProxies: ['127.0.0.1/32'] });
    const answer = await new ApiClient(url).post('/session', { username: 'Ada' }, { 'x-forwarded-proto': 'https' });
    expect(answer.headers['set-cookie']?.[0]).toContain('; Secure');
  });

  it('is done elsewhere, or by nobody, in the other modes', async () => {
    const { url } = await startWhole();
    const anyone = new ApiClient(url);
    expect((await anyone.get('/session')).body).toEqual({ mode: 'open', user: null });
    expect(await anyone.post('/session', { username: 'Ada' })).toMatchObject({ status: 409, body: { code: 'session.elsewhere' } });
    for (const [method, path] of [
      ['PATCH', '/session'],
      ['DELETE', '/session'],
      ['POST', '/session/ticket'],
      ['GET', '/session/tokens'],
      ['GET', '/notifications'],
      ['GET', '/events'],
    ] as const) {
      expect(await anyone.send(method, path, method === 'PATCH' ? { body: { username: 'B' } } : {}), path).toMatchObject({
        status: 409,
        body: { code: 'session.no-users' },
      });
    }
  });

  it('changes name and colour, and says which field is wrong', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const ada = await signedIn(url);
    expect((await ada.patch('/session', { username: 'Ada L.', color: '#336699' })).body).toMatchObject({
      username: 'Ada L.',
      color: '#336699',
    });
    expect((await ada.get('/session')).body.user).toMatchObject({ username: 'Ada L.', color: '#336699' });
    expect((await ada.patch('/session', { color: 'hsl(195 65% 42%)' })).body.color).toBe('hsl(195 65% 42%)');
    for (const [body, field] of [
      [{ username: '   ' }, 'body.username'],
      [{ color: 'red; x' }, 'body.color'],
      [{ name: 'x' }, 'body.name'],
    ] as const) {
      const { status, body: problem } = await ada.patch('/session', body);
      expect(status).toBe(400);
      expect(problem).toMatchObject({ code: 'request.invalid', errors: expect.arrayContaining([expect.objectContaining({ field })]) });
    }
  });

  it('asks few times a minute from one address', async () => {
    const { url } = await startWhole({ limits: { signInsPerMinute: 2 } }, ACCOUNTS);
    const client = new ApiClient(url);
    await client.done('POST', '/session', { username: 'Ada' });
    await client.done('POST', '/session', { username: 'Bob' });
    const refused = await client.post('/session/recover', { secret: 'guessed' });
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.too-many' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await client.get('/session')).status, 'other routes go on').toBe(200);
  });
});

describe('signing out', () => {
  it('ends the session, its cookie and its sockets', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const ada = await signedIn(url);
    const { project_id } = await ada.done('POST', '/projects', { name: 'One' });
    const headers = { cookie: ada.cookie ?? '', origin: url };
    const socket = await RawClient.open({ url: url.replace('http', 'ws'), room: `p/${project_id}`, headers });
    await socket.roundTrip();
    const stale = ada.cookie;
    expect((await ada.delete('/session')).status).toBe(204);
    expect(await socket.ended()).toEqual({ code: 4401, reason: 'session.ended' });
    expect(ada.cookie).toBeNull();
    expect((await ada.get('/projects')).status).toBe(401);
    ada.cookie = stale;
    expect(await ada.get('/projects')).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });
});

describe('a cookie', () => {
  it('makes no change without the site that it comes from', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const { cookie } = await signedIn(url);
    const program = new ApiClient(url, { origin: null });
    program.cookie = cookie;
    expect(await program.post('/projects', { name: 'One' })).toMatchObject({ status: 403, body: { code: 'origin.required' } });
    expect((await program.get('/projects')).body.items).toEqual([]);
    expect((await program.post('/projects', { name: 'One' }, { 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await program.post('/projects', { name: 'One' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('that is none of ours counts as nobody', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const client = new ApiClient(url);
    client.cookie = 'weft_session=forged.signature';
    expect((await client.get('/session')).body.user).toBeNull();
    expect((await client.get('/projects')).status).toBe(401);
  });
});

describe('access tokens, recovery and tickets', () => {
  it('let a program in until the token is ended', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const ada = await signedIn(url);
    const made = await ada.done('POST', '/session/tokens', { label: 'build' });
    expect(made.session).toMatchObject({ kind: 'token', label: 'build', current: false });
    const program = new ApiClient(url, { token: made.token, origin: null });
    expect((await program.get('/session')).body.user.username).toBe('Ada');
    expect((await program.post('/projects', { name: 'One' })).status, 'a token needs no Origin').toBe(201);
    const { items } = await ada.done('GET', '/session/tokens');
    expect(items.map(({ kind, current }: { kind: string; current: boolean }) => [kind, current]).sort()).toEqual([
      ['device', true],
      ['token', false],
    ]);
    expect(JSON.stringify(items)).not.toContain(made.token);
    expect((await ada.delete(`/session/tokens/${made.session.session_id}`)).status).toBe(204);
    expect((await program.get('/projects')).status).toBe(401);
    expect(await ada.delete('/session/tokens/missing')).toMatchObject({ status: 404, body: { code: 'token.unknown' } });
  });

  it('carry an account to another device, once', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const ada = await signedIn(url);
    const { secret } = await ada.done('POST', '/session/recovery');
    const other = new ApiClient(url);
    const { user } = await other.done('POST', '/session/recover', { secret });
    expect(user.user_id).toBe((await ada.get('/session')).body.user.user_id);
    expect((await other.get('/projects')).status).toBe(200);
    expect(await new ApiClient(url).post('/session/recover', { secret })).toMatchObject({
      status: 404,
      body: { code: 'recovery.unknown' },
    });
  });

  it('open one socket by a ticket', async () => {
    const { url } = await startWhole({}, ACCOUNTS);
    const ada = await signedIn(url);
    const { project_id } = await ada.done('POST', '/projects', { name: 'One' });
    const { ticket } = await ada.done('POST', '/session/ticket');
    const open = () => RawClient.open({ url: url.replace('http', 'ws'), room: `p/${project_id}`, token: ticket });
    const socket = await open();
    await socket.roundTrip();
    expect(await (await open()).ended()).toMatchObject({ code: 4401 });
    await socket.close();
  });

  it('are in no log line', async () => {
    const log = keptLog();
    const { url } = await startWhole({ log }, ACCOUNTS);
    const ada = await signedIn(url);
    const { project_id } = await ada.done('POST', '/projects', { name: 'One' });
    const { token } = await ada.done('POST', '/session/tokens', { label: 'build' });
    const { secret } = await ada.done('POST', '/session/recovery');
    const invite = await ada.done('POST', `/projects/${project_id}/invites`, { role: 'editor' });
    const { ticket } = await ada.done('POST', '/session/ticket');
    await new ApiClient(url).post('/session/recover', { secret });
    await new ApiClient(url).post('/invites/look', { secret: invite.secret });
    await new ApiClient(url, { token }).get('/projects');
    const reader = await new ApiClient(url).stream(`/projects/${project_id}/events?token=${token}`);
    expect(reader.status).toBe(200);
    reader.close();
    await (await RawClient.open({ url: url.replace('http', 'ws'), room: `p/${project_id}`, token: ticket })).close();
    const lines = JSON.stringify(log.lines);
    expect(lines).toContain('/api/session/recover');
    for (const hidden of [token, secret, invite.secret, ticket, ada.cookie?.split('=')[1] ?? '?']) expect(lines).not.toContain(hidden);
  });
});
