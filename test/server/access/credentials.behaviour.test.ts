import { once } from 'node:events';
import { Writable } from 'node:stream';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from '../../../server/ops/log.ts';
import { SYSTEM } from '../../../server/workspace/actor.ts';
import { inboxRoom, projectRoom } from '../../../shared/rooms.ts';
import { type House, house, type Way } from './house.ts';

const SECRET = 'thirty-two bytes are what it takes, at least';
const IN = { role: 'owner', writable: true };
const UNAUTHORISED = { code: 4401, reason: 'session.unauthorised' };

const jwt = (claims: Record<string, unknown>, seconds = 60): Promise<string> =>
  new SignJWT({ exp: Math.floor(Date.now() / 1000) + seconds, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET));

async function project(options: Parameters<typeof house>[0] = {}) {
  const one = await house(options);
  const ada = await one.person('Ada');
  await one.projects.create({ userId: ada.id, name: 'Ada' }, { name: 'Boats', project_id: 'boats' });
  return { ...one, ada };
}

async function closing(one: House, way: Way, room = projectRoom('boats')) {
  return (await one.raw(room, way)).ended();
}

async function entered(one: House, way: Way, room = projectRoom('boats')) {
  return (await one.raw(room, way)).frame('role');
}

/** HTTP status of an upgrade that is refused. */
async function upgradeStatus(one: House, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(`${one.url}/p/boats`, { headers });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number; destroy(): void }];
  response.destroy();
  return response.statusCode;
}

describe('a socket', () => {
  it('[AC5] comes in by an access token, and by nothing that only looks like one', async () => {
    const one = await project();
    const { token } = await one.accounts.addToken(one.ada.id, 'script');
    expect(await entered(one, { token })).toMatchObject(IN);
    for (const bad of ['', 'ada:owner', `${token}x`, token.toUpperCase(), one.ada.cookie, 'tkt_x']) {
      expect(await closing(one, { token: bad }), bad).toEqual(UNAUTHORISED);
    }
    expect(await closing(one, {})).toEqual(UNAUTHORISED);
  });

  it('[AC5] comes in by a cookie only together with an origin', async () => {
    const one = await project();
    expect(await entered(one, one.ada.way)).toMatchObject(IN);
    const { cookie = '' } = one.ada.way.headers ?? {};
    expect(await closing(one, { headers: { cookie } })).toEqual(UNAUTHORISED);
    expect(await upgradeStatus(one, { cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await closing(one, { headers: { cookie: `weft_session=${one.ada.cookie}x`, origin: one.url.replace('ws', 'http') } })).toEqual(
      UNAUTHORISED,
    );
  });

  it('[AC5] comes in once by a ticket', async () => {
    const one = await project();
    const identity = await one.access.identify({ headers: one.ada.way.headers ?? {}, token: null, ip: '', claimed: null });
    const token = one.access.ticket(identity);
    expect(token).toMatch(/^tkt_[\w-]{43}$/);
    expect(await entered(one, { token })).toMatchObject(IN);
    expect(await closing(one, { token })).toEqual(UNAUTHORISED);
    const both = one.access.ticket(identity);
    const lines = await Promise.all([one.raw(projectRoom('boats'), { token: both }), one.raw(projectRoom('boats'), { token: both })]);
    const outcomes = await Promise.all(lines.map((line) => line.until('it is decided', () => line.closed?.code ?? line.frames[0]?.type)));
    expect(outcomes.map(String).sort()).toEqual(['4401', 'role']);
  });

  it('[AC5] does not come in by a ticket that is too old, or whose session was ended', async () => {
    const one = await project();
    const identity = await one.access.identify({ headers: one.ada.way.headers ?? {}, token: null, ip: '', claimed: null });
    const [old, young] = [one.access.ticket(identity), one.access.ticket(identity)];
    one.time.jump(15_000);
    expect(await entered(one, { token: young })).toMatchObject(IN);
    one.time.jump(16_000);
    expect(await closing(one, { token: old })).toEqual(UNAUTHORISED);
    const later = one.access.ticket(identity);
    await one.accounts.end(one.ada.id, one.ada.session);
    expect(await closing(one, { token: later })).toEqual(UNAUTHORISED);
  });

  it('[AC4] that came by a ticket closes with the session that the ticket was for', async () => {
    const one = await project();
    const identity = await one.access.identify({ headers: one.ada.way.headers ?? {}, token: null, ip: '', claimed: null });
    const line = await one.raw(projectRoom('boats'), { token: one.access.ticket(identity) });
    await line.frame('role');
    await one.accounts.end(one.ada.id, one.ada.session);
    expect(await line.ended()).toEqual({ code: 4401, reason: 'session.ended' });
  });

  it('[AC7] from an address off the allow-list is refused before there is one', async () => {
    const one = await house({ allowIps: ['10.0.0.0/8'], trustProxies: ['127.0.0.1'] });
    expect(await upgradeStatus(one, {})).toBe(403);
    expect(await upgradeStatus(one, { 'x-forwarded-for': '10.0.0.1, 203.0.113.9' })).toBe(403);
    expect(await closing(one, { headers: { 'x-forwarded-for': '203.0.113.9, 10.0.0.1' } })).toEqual(UNAUTHORISED);
    const strict = await house({ allowIps: ['10.0.0.0/8'] });
    expect(await upgradeStatus(strict, { 'x-forwarded-for': '10.0.0.1' })).toBe(403);
  });
});

describe('a socket with a token of others', () => {
  it('[AC5] comes in with the role that the token says, into a project that is made by being named', async () => {
    const one = await house({ jwt: { secret: SECRET } });
    expect(await entered(one, { token: await jwt({ sub: 'ada', name: 'Ada', projects: { boats: 'viewer' } }) })).toEqual({
      type: 'role',
      role: 'viewer',
      writable: false,
    });
    expect(one.projects.members('boats')).toEqual([expect.objectContaining({ user_id: 'ada', username: 'Ada', role: 'viewer' })]);
    expect(await closing(one, { token: await jwt({ sub: 'eve' }) })).toEqual({ code: 4404, reason: 'room.unknown' });
    expect(await closing(one, { token: await jwt({ sub: '#server', projects: { boats: 'owner' } }) })).toEqual({
      code: 4401,
      reason: 'user.id',
    });
    expect(await closing(one, { token: await jwt({ sub: 'ada' }, -1) })).toEqual({ code: 4401, reason: 'session.expired' });
    expect(await closing(one, { token: 'not.a.token' })).toEqual(UNAUTHORISED);
    expect(await closing(one, {})).toEqual(UNAUTHORISED);
  });

  it('[AC4][RO3] closes when the token expires', async () => {
    const one = await house({ jwt: { secret: SECRET } });
    const [short, long] = [await jwt({ sub: 'ada', projects: { boats: 'editor' } }, 20), await jwt({ sub: 'ada' }, 3_600)];
    const [line, inbox] = [await one.raw(projectRoom('boats'), { token: short }), await one.raw(inboxRoom('ada'), { token: long })];
    await Promise.all([line.frame('role'), inbox.frame('role')]);
    one.time.jump(21_000);
    expect(await line.ended()).toEqual({ code: 4401, reason: 'session.expired' });
    await inbox.roundTrip();
  });

  it("[AC4] keeps what its token says, whatever the list of members does, and the list's role where it says nothing", async () => {
    const one = await house({ jwt: { secret: SECRET } });
    const ada = await one.raw(projectRoom('boats'), { token: await jwt({ sub: 'ada', projects: { boats: 'owner' } }) });
    await ada.frame('role');
    const bobs = await jwt({ sub: 'bob' });
    await one.access.identify({ headers: {}, token: bobs, ip: '', claimed: null });
    await one.projects.setRole(SYSTEM, 'boats', 'bob', 'viewer');
    const bob = await one.raw(projectRoom('boats'), { token: bobs });
    expect(await bob.frame('role')).toMatchObject({ role: 'viewer' });
    await one.projects.removeMember(SYSTEM, 'boats', 'bob');
    expect(await bob.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
    await ada.roundTrip();
  });
});

describe('secrets', () => {
  it('are in no line of the log, whatever happens to them', async () => {
    let lines = '';
    const to = new Writable({
      write(chunk, _encoding, done) {
        lines += String(chunk);
        done();
      },
    });
    const one = await project({ log: createLog({ debug: true, to }) });
    const { token } = await one.accounts.addToken(one.ada.id, 'script');
    const { secret: recovery } = await one.accounts.recovery(one.ada.id);
    const { secret: invite } = await one.projects.invite({ userId: one.ada.id, name: 'Ada' }, 'boats', { role: 'editor' });
    const identity = await one.access.identify({ headers: one.ada.way.headers ?? {}, token: null, ip: '', claimed: null });
    const ticket = one.access.ticket(identity);
    await entered(one, { token });
    await entered(one, { token: ticket });
    await entered(one, one.ada.way);
    for (const bad of [ticket, `${token}x`, recovery, invite, one.ada.cookie]) await closing(one, { token: bad });
    await closing(one, { token }, 'p/none');
    await upgradeStatus(one, { ...one.ada.way.headers, origin: 'https://evil.example' });
    const other = await house({ jwt: { secret: SECRET }, log: createLog({ debug: true, to }) });
    const tokens = [await jwt({ sub: 'ada' }, -9), await jwt({ sub: '#a' }), await jwt({ sub: 'ada', projects: 'all' })];
    for (const bad of tokens) await closing(other, { token: bad });
    expect(lines).toContain('a token was refused');
    expect(lines).toContain('connection closed by us');
    const secrets = [
      token,
      ticket,
      recovery,
      invite,
      ...one.ada.cookie.split('.'),
      SECRET,
      ...tokens.flatMap((bad) => bad.split('.').slice(1)),
    ];
    for (const secret of secrets) expect(lines).not.toContain(secret);
  });
});
