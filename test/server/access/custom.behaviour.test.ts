import { describe, expect, it } from 'vitest';
import type { AuthenticationRequest } from '../../../server/access/custom-access.ts';
import { SYSTEM } from '../../../server/workspace/actor.ts';
import type { Role } from '../../../shared/access.ts';
import { documentRoom, inboxRoom, projectRoom } from '../../../shared/rooms.ts';
import { eventually } from '../../support/eventually.ts';
import { letters } from '../../support/updates.ts';
import { type House, house, type Way } from './house.ts';

const UNAUTHORISED = { code: 4401, reason: 'session.unauthorised' };
const FORBIDDEN = { code: 4403, reason: 'session.forbidden' };
const FAULT = { code: 4500, reason: 'server.fault' };

/** Tokens are user ids: what an integrator's own session would be. */
const byToken = ({ token }: AuthenticationRequest) => (token === null ? null : { userId: token, username: token.toUpperCase() });

async function closing(one: House, way: Way, room = projectRoom('boats')) {
  return (await one.raw(room, way)).ended();
}

async function entered(one: House, way: Way, room = projectRoom('boats')) {
  return (await one.raw(room, way)).frame('role');
}

describe("an integrator's authentication", () => {
  it('is told what somebody shows, and says who it is', async () => {
    const asked: AuthenticationRequest[] = [];
    const one = await house({
      hooks: {
        authenticateUser: async (request) => {
          asked.push(request);
          return { userId: 'u1', username: ' Ada ', color: '#112233' };
        },
      },
    });
    await one.projects.ensure('boats');
    await one.access.identify({ headers: {}, token: 'x', ip: '', claimed: null });
    await one.member('boats', 'u1', 'editor');
    expect(await entered(one, { token: 'sesame', headers: { 'x-team': 'red' } })).toMatchObject({ role: 'editor' });
    expect(asked.at(-1)).toMatchObject({ token: 'sesame', userId: null, username: null, ip: '127.0.0.1', headers: { 'x-team': 'red' } });
    expect(one.directory.account('u1')).toMatchObject({ username: 'Ada', color: '#112233' });
    expect(await entered(one, { token: 'sesame' }, inboxRoom('u1'))).toMatchObject({ writable: false });
  });

  it('may believe what people say of themselves', async () => {
    const one = await house({ hooks: { authenticateUser: ({ token }) => token === 'sesame', canUserAccessRoom: () => 'editor' } });
    const claimed = { userId: 'u1', username: 'Ada' };
    const identity = await one.access.identify({ headers: {}, token: 'sesame', ip: '', claimed });
    expect(identity).toMatchObject({ userId: 'u1', name: 'Ada', byCookie: false });
    await expect(one.access.identify({ headers: {}, token: 'sesame', ip: '', claimed: null })).rejects.toMatchObject({
      code: 'session.unauthorised',
    });
    await expect(one.access.identify({ headers: {}, token: 'no', ip: '', claimed })).rejects.toMatchObject({
      code: 'session.unauthorised',
    });
  });

  it.each([false, null, undefined])('refuses by %s', async (answer) => {
    const one = await house({ hooks: { authenticateUser: () => answer, canUserAccessRoom: () => 'owner' } });
    expect(await closing(one, { token: 'x' })).toEqual(UNAUTHORISED);
  });

  it.each(['', '#server', 'a/b'])('can not make somebody %j', async (userId) => {
    const one = await house({ hooks: { authenticateUser: () => ({ userId, username: 'x' }), canUserAccessRoom: () => 'owner' } });
    expect(await closing(one, { token: 'x' })).toEqual({ code: 4401, reason: 'user.id' });
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('The directory is down.');
      },
    ],
    ['rejects', () => Promise.reject(new Error('The directory is down.'))],
    ['answers something else', () => ({ userId: 7 })],
    ['answers a name', () => 'ada'],
  ])('that %s lets nobody in, and that is our fault', async (_how, answer) => {
    const hooks = { authenticateUser: answer as () => boolean, canUserAccessRoom: () => 'owner' as const };
    const one = await house({ hooks, errorsExpected: true });
    expect(await closing(one, { token: 'x' })).toEqual(FAULT);
  });

  it('that does not answer lets nobody in', async () => {
    const one = await house({ hooks: { authenticateUser: () => new Promise<never>(() => undefined) }, errorsExpected: true });
    const line = await one.raw(projectRoom('boats'), { token: 'x' });
    await line.socketRoundTrip();
    one.time.jump(10_000);
    expect(await line.ended()).toEqual(FAULT);
  });

  it('[AC4] may say when it ends', async () => {
    const ends = Date.now() + 20_000;
    const one = await house({
      hooks: {
        authenticateUser: ({ token }) => ({ userId: 'u1', username: 'Ada', expiresAt: token === 'old' ? 1 : ends }),
        canUserAccessRoom: () => 'owner',
      },
    });
    expect(await closing(one, { token: 'old' })).toEqual({ code: 4401, reason: 'session.expired' });
    const line = await one.raw(projectRoom('boats'), { token: 'x' });
    await line.frame('role');
    one.time.jump(21_000);
    expect(await line.ended()).toEqual({ code: 4401, reason: 'session.expired' });
  });

  it('[AC5] by cookie counts only together with an origin', async () => {
    const one = await house({ hooks: { authenticateUser: () => ({ userId: 'u1', username: 'Ada' }), canUserAccessRoom: () => 'owner' } });
    const cookie = 'their_session=1';
    expect(await closing(one, { headers: { cookie } })).toEqual(UNAUTHORISED);
    expect(await entered(one, { headers: { cookie, origin: one.url.replace('ws', 'http') } })).toMatchObject({ role: 'owner' });
  });
});

describe("an integrator's authorisation", () => {
  /** Who may do what: to be changed by the test. */
  function rights() {
    const roles = new Map<string, Role>();
    const asked: string[] = [];
    const canUserAccessRoom = (user: string, room: string): Role | false => {
      asked.push(`${user} ${room}`);
      return roles.get(`${user} ${room}`) ?? false;
    };
    return { roles, asked, hooks: { authenticateUser: byToken, canUserAccessRoom } };
  }

  it('[AC1] decides by user and room, whatever the room is called', async () => {
    const { roles, hooks } = rights();
    const one = await house({ hooks });
    roles.set('ada notes-42', 'editor').set('bob notes-42', 'viewer').set('ada p/boats', 'owner');
    const [ada, bob] = [await one.join('notes-42', { token: 'ada' }), await one.join('notes-42', { token: 'bob' })];
    expect(await bob.line.frame('role')).toMatchObject({ role: 'viewer', writable: false });
    ada.type('hello');
    await bob.line.until('it came', () => bob.text === 'hello');
    expect(await closing(one, { token: 'eve' }, 'notes-42')).toEqual(FORBIDDEN);
    expect(await closing(one, { token: 'bob' })).toEqual(FORBIDDEN);
    expect(one.directory.project('boats')).toBeNull();
    expect(await entered(one, { token: 'ada' })).toMatchObject({ role: 'owner' });
    expect(one.projects.members('boats')).toEqual([expect.objectContaining({ user_id: 'ada', username: 'ADA', role: 'owner' })]);
  });

  it('[AC2][AC3] is not asked about inboxes, and can not list a document', async () => {
    const { roles, asked, hooks } = rights();
    const one = await house({ hooks });
    roles.set('ada p/boats', 'owner').set('ada p/boats/d/none', 'owner').set('ada u/bob', 'owner');
    expect(await entered(one, { token: 'ada' }, inboxRoom('ada'))).toMatchObject({ writable: false });
    expect(await closing(one, { token: 'ada' }, inboxRoom('bob'))).toEqual({ code: 4404, reason: 'room.unknown' });
    expect(asked).toEqual([]);
    expect(await closing(one, { token: 'ada' }, documentRoom('boats', 'none'))).toEqual({ code: 4404, reason: 'room.unknown' });
    const { document_id: document } = await one.documents.create(SYSTEM, 'boats', { title: 'Plan' });
    roles.set(`guest ${documentRoom('boats', document)}`, 'viewer');
    expect(await entered(one, { token: 'guest' }, documentRoom('boats', document))).toMatchObject({ role: 'viewer' });
    expect(one.directory.role('boats', 'guest')).toBeNull();
  });

  it('[AC4] is asked again when its rights have changed', async () => {
    const { roles, hooks } = rights();
    const one = await house({ hooks });
    roles.set('ada p/boats', 'editor').set('bob p/boats', 'editor').set('ada notes', 'editor');
    const [ada, bob, notes] = await Promise.all([
      one.raw(projectRoom('boats'), { token: 'ada' }),
      one.raw(projectRoom('boats'), { token: 'bob' }),
      one.raw('notes', { token: 'ada' }),
    ]);
    for (const line of [ada, bob, notes]) await line.frame('role');
    roles.set('ada p/boats', 'viewer');
    roles.delete('bob p/boats');
    roles.delete('ada notes');
    one.access.refresh({ project: 'boats' });
    await ada.frame('role', ({ role, writable }) => role === 'viewer' && !writable);
    expect(await ada.decided(ada.update(letters('late')[0] as Uint8Array))).toMatchObject({ code: 'role.read-only' });
    expect(await bob.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
    expect(one.directory.role('boats', 'bob')).toBeNull();
    await notes.roundTrip();
    one.access.refresh({ user: 'ada' });
    expect(await notes.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
  });

  it('is asked again about no more than is concerned', async () => {
    const { roles, asked, hooks } = rights();
    const one = await house({ hooks });
    for (const room of ['p/boats', 'p/boats/c', 'p/cars', 'notes']) {
      roles.set(`ada ${room}`, 'editor').set(`bob ${room}`, 'editor');
      for (const token of ['ada', 'bob']) await entered(one, { token }, room);
    }
    const askedBy = async (concerned: Parameters<House['access']['refresh']>[0]) => {
      asked.length = 0;
      one.access.refresh(concerned);
      await new Promise(setImmediate);
      return [...asked].sort();
    };
    expect(await askedBy({ user: 'ada', project: 'boats' })).toEqual(['ada p/boats', 'ada p/boats/c']);
    expect(await askedBy({ project: 'cars' })).toEqual(['ada p/cars', 'bob p/cars']);
    expect(await askedBy({ project: 'boats', document: 'd' })).toEqual([]);
    expect(await askedBy({})).toHaveLength(8);
  });

  it('tells the role in a project', async () => {
    const { roles, hooks } = rights();
    const one = await house({ hooks });
    roles.set('ada p/boats', 'commenter');
    const ada = await one.access.identify({ headers: {}, token: 'ada', ip: '', claimed: null });
    expect(await one.access.role(ada, 'boats')).toBe('commenter');
    expect(await one.access.role(ada, 'other')).toBeNull();
    expect(one.directory.project('other')).toBeNull();
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('The directory is down.');
      },
    ],
    ['answers true', () => true],
    ['answers no role', () => 'admin'],
  ])('that %s lets nobody in, and nobody stay', async (_how, answer) => {
    let well = true;
    const canUserAccessRoom = () => (well ? 'editor' : (answer() as 'editor'));
    const one = await house({ hooks: { authenticateUser: byToken, canUserAccessRoom }, errorsExpected: true });
    const line = await one.raw('notes', { token: 'ada' });
    await line.frame('role');
    well = false;
    expect(await closing(one, { token: 'ada' }, 'notes')).toEqual(FAULT);
    one.access.refresh({});
    expect(await line.ended()).toEqual(FAULT);
  });

  it('goes with accounts, where it does not say who people are', async () => {
    const one = await house({ hooks: { canUserAccessRoom: (user, room) => (room === 'notes' && user !== '' ? 'editor' : false) } });
    const ada = await one.person('Ada');
    const line = await one.raw('notes', ada.way);
    expect(await line.frame('role')).toMatchObject({ role: 'editor', writable: true });
    expect(await closing(one, {}, 'notes')).toEqual(UNAUTHORISED);
    await one.accounts.end(ada.id, ada.session);
    expect(await line.ended()).toEqual({ code: 4401, reason: 'session.ended' });
  });

  it('is asked anew where an earlier answer is still on its way', async () => {
    const answers: ((role: Role | false) => void)[] = [];
    const canUserAccessRoom = (): Promise<Role | false> => new Promise((resolve) => answers.push(resolve));
    const one = await house({ hooks: { authenticateUser: byToken, canUserAccessRoom } });
    const line = await one.raw('notes', { token: 'ada' });
    await eventually('it is asked', () => answers.length === 1);
    answers[0]?.('editor');
    await line.frame('role');
    one.access.refresh({});
    one.access.refresh({});
    await line.roundTrip();
    expect(answers).toHaveLength(2);
    answers[1]?.('owner');
    await line.roundTrip();
    expect(answers).toHaveLength(3);
    expect(line.frames.filter(({ type }) => type === 'role')).toHaveLength(1);
    answers[2]?.(false);
    expect(await line.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
  });
});
