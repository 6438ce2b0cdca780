import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../server/workspace/actor.ts';
import { ROLES, type Role } from '../../../shared/access.ts';
import { commentsRoom, documentRoom, inboxRoom, projectRoom, settingsRoom } from '../../../shared/rooms.ts';
import { letters } from '../../support/updates.ts';
import { type House, house } from './house.ts';

/** A project with a document, and ada, its owner. */
async function project(options: Parameters<typeof house>[0] = {}) {
  const one = await house(options);
  const ada = await one.person('Ada');
  await one.projects.create({ userId: ada.id, name: 'Ada' }, { name: 'Boats', project_id: 'boats' });
  const { document_id: document } = await one.documents.create(SYSTEM, 'boats', { title: 'Plan' });
  return { ...one, ada, document };
}

async function closing(one: House, room: string, way: Parameters<House['raw']>[1]) {
  return (await one.raw(room, way)).ended();
}

async function roomsOf({ store }: House): Promise<string[]> {
  const rooms: string[] = [];
  for await (const room of store.rooms()) rooms.push(room);
  return rooms.sort();
}

describe('a room', () => {
  const table: [kind: string, room: (document: string) => string, writers: readonly Role[]][] = [
    ['a project', () => projectRoom('boats'), ['owner', 'editor']],
    ['a document', (document) => documentRoom('boats', document), ['owner', 'editor']],
    ["a document's comments", (document) => commentsRoom('boats', document), ['owner', 'editor', 'commenter']],
    ["the tasks' comments", () => commentsRoom('boats', null), ['owner', 'editor', 'commenter']],
  ];

  it.each(table.flatMap(([kind, room, writers]) => ROLES.map((role) => [kind, role, writers.includes(role), room] as const)))(
    '[AC1] of %s is open to its %s; may write: %s',
    async (_kind, role, writable, room) => {
      const one = await project();
      const bob = await one.person('Bob');
      await one.member('boats', bob.id, role);
      const name = room(one.document);
      const [owner, member] = [await one.join(name, one.ada.way), await one.join(name, bob.way)];
      expect(await member.line.frame('role')).toEqual({ type: 'role', role, writable });
      member.type('mine');
      await member.settled();
      expect(member.line.refused).toEqual(writable ? [] : [{ index: member.line.sent - 1, code: 'role.read-only' }]);
      if (writable) await owner.line.until('it came', () => owner.text === 'mine');
      else expect((await one.join(name, one.ada.way)).text).toBe('');
    },
  );

  it("[AC2] of a person's inbox is theirs to read, of their settings to write, and nobody else's", async () => {
    const one = await project();
    const bob = await one.person('Bob');
    await one.member('boats', bob.id, 'owner');
    const inbox = await one.raw(inboxRoom(bob.id), bob.way);
    expect(await inbox.frame('role')).toMatchObject({ writable: false });
    expect(await inbox.decided(inbox.update(letters('forged')[0] as Uint8Array))).toMatchObject({ code: 'role.read-only' });
    const settings = await one.join(settingsRoom(bob.id), bob.way);
    settings.type('mute');
    await settings.settled();
    expect(settings.line.refused).toEqual([]);
    for (const room of [inboxRoom(bob.id), settingsRoom(bob.id), inboxRoom('nobody')]) {
      expect(await closing(one, room, one.ada.way)).toEqual({ code: 4404, reason: 'room.unknown' });
    }
  });

  it('[AC3] that is not there and one that is not theirs are the same to a stranger', async () => {
    const one = await project();
    const eve = await one.person('Eve');
    const rooms = ['p/boats', 'p/none', `p/boats/d/${one.document}`, `p/boats/d/${one.document}/c`, 'p/boats/c', 'p/none/d/x', 'p/none/c'];
    for (const room of rooms) expect(await closing(one, room, eve.way), room).toEqual({ code: 4404, reason: 'room.unknown' });
  });

  it('[AC3] that is none of ours, or of a document that the project does not list, is there for nobody', async () => {
    const one = await project();
    const rooms = ['r', 'p', 'p/boats/x', 'p/boats/d/none', 'p/boats/d/none/c', `p/boats/d/${one.document}/x`, 'u', `u/${one.ada.id}/x`];
    for (const room of rooms) expect(await closing(one, room, one.ada.way), room).toEqual({ code: 4404, reason: 'room.unknown' });
    expect(await roomsOf(one)).toEqual(['p/boats']);
    await one.documents.remove(SYSTEM, 'boats', one.document);
    expect(await closing(one, documentRoom('boats', one.document), one.ada.way)).toEqual({ code: 4404, reason: 'room.unknown' });
  });

  it('[AC6] of a document in the bin is read-only for everybody, until it is restored', async () => {
    const one = await project();
    const rooms = [documentRoom('boats', one.document), commentsRoom('boats', one.document)];
    const lines = await Promise.all(rooms.map((room) => one.raw(room, one.ada.way)));
    const other = await one.raw(projectRoom('boats'), one.ada.way);
    for (const line of [...lines, other]) await line.frame('role', ({ writable }) => writable);
    await one.documents.bin(SYSTEM, 'boats', one.document);
    one.access.refresh({ project: 'boats', document: one.document });
    for (const line of lines) {
      await line.frame('role', ({ role, writable }) => role === 'owner' && !writable);
      expect(await line.decided(line.update(letters('late')[0] as Uint8Array))).toMatchObject({ code: 'role.read-only' });
    }
    expect(await (await one.raw(rooms[0] as string, one.ada.way)).frame('role')).toMatchObject({ role: 'owner', writable: false });
    await one.documents.restore(SYSTEM, 'boats', one.document);
    one.access.refresh({ project: 'boats', document: one.document });
    for (const line of lines) await line.until('it may write again', () => line.frames.filter(({ type }) => type === 'role').length === 3);
    expect(other.frames.filter(({ type }) => type === 'role')).toHaveLength(1);
  });

  it('[AC6] of a document that was deleted for good closes', async () => {
    const one = await project();
    const line = await one.raw(commentsRoom('boats', one.document), one.ada.way);
    await line.frame('role');
    await one.documents.remove(SYSTEM, 'boats', one.document);
    one.access.refresh({ project: 'boats', document: one.document });
    expect(await line.ended()).toEqual({ code: 4404, reason: 'room.unknown' });
  });
});

describe('an open connection', () => {
  it('[AC4] of a member who is removed closes, theirs alone', async () => {
    const one = await project();
    const bob = await one.person('Bob');
    await one.member('boats', bob.id, 'editor');
    const rooms = [
      projectRoom('boats'),
      documentRoom('boats', one.document),
      commentsRoom('boats', one.document),
      commentsRoom('boats', null),
    ];
    const lines = await Promise.all(rooms.map((room) => one.raw(room, bob.way)));
    const [inbox, owner] = [await one.raw(inboxRoom(bob.id), bob.way), await one.raw(projectRoom('boats'), one.ada.way)];
    for (const line of [...lines, inbox, owner]) await line.frame('role');
    await one.projects.removeMember(SYSTEM, 'boats', bob.id);
    for (const line of lines) expect(await line.ended()).toEqual({ code: 4403, reason: 'session.revoked' });
    await Promise.all([inbox.roundTrip(), owner.roundTrip()]);
    expect(await closing(one, projectRoom('boats'), bob.way)).toEqual({ code: 4404, reason: 'room.unknown' });
  });

  it('[AC4][RO1] is told of a changed role, and the next edit is judged by it', async () => {
    const one = await project();
    const bob = await one.person('Bob');
    await one.member('boats', bob.id, 'editor');
    const room = documentRoom('boats', one.document);
    const [line, comments] = [await one.join(room, bob.way), await one.raw(commentsRoom('boats', one.document), bob.way)];
    await one.member('boats', bob.id, 'commenter');
    await line.line.frame('role', ({ role, writable }) => role === 'commenter' && !writable);
    await comments.frame('role', ({ role, writable }) => role === 'commenter' && writable);
    line.type('too late');
    await line.settled();
    expect(line.line.refused).toEqual([{ index: line.line.sent - 1, code: 'role.read-only' }]);
    await one.member('boats', bob.id, 'viewer');
    await comments.frame('role', ({ role, writable }) => role === 'viewer' && !writable);
    expect((await one.join(room, one.ada.way)).text).toBe('');
  });

  it('[AC4] closes when its project is deleted', async () => {
    const one = await project();
    const lines = [await one.raw(projectRoom('boats'), one.ada.way), await one.raw(commentsRoom('boats', null), one.ada.way)];
    for (const line of lines) await line.frame('role');
    await one.projects.remove(SYSTEM, 'boats');
    for (const line of lines) expect(await line.ended()).toEqual({ code: 4404, reason: 'room.unknown' });
  });

  it('[AC4][RO3] closes when its session is ended, and others of the same person stay', async () => {
    const one = await project();
    const { token, session } = await one.accounts.addToken(one.ada.id, 'script');
    const [device, script] = [await one.raw(projectRoom('boats'), one.ada.way), await one.raw(inboxRoom(one.ada.id), { token })];
    for (const line of [device, script]) await line.frame('role');
    await one.accounts.end(one.ada.id, session.session_id);
    expect(await script.ended()).toEqual({ code: 4401, reason: 'session.ended' });
    await device.roundTrip();
    await one.accounts.end(one.ada.id, one.ada.session);
    expect(await device.ended()).toEqual({ code: 4401, reason: 'session.ended' });
    expect(await closing(one, projectRoom('boats'), one.ada.way)).toEqual({ code: 4401, reason: 'session.unauthorised' });
  });

  it('[AC4][RO3] closes when its session has expired', async () => {
    const one = await project({ limits: { sessionLife: 30_000 } });
    const line = await one.raw(projectRoom('boats'), one.ada.way);
    await line.frame('role');
    one.time.jump(10_000);
    await line.roundTrip();
    one.time.jump(21_000);
    expect(await line.ended()).toEqual({ code: 4401, reason: 'session.expired' });
    expect(await closing(one, projectRoom('boats'), one.ada.way)).toEqual({ code: 4401, reason: 'session.expired' });
  });

  it('shows the new name of a person with what they send next', async () => {
    const one = await project();
    const room = projectRoom('boats');
    const [line, other] = [await one.raw(room, one.ada.way), await one.raw(room, one.ada.way)];
    const named = (name: string) =>
      other.frame('awareness', ({ states }) => states.some(({ state }) => JSON.stringify(state).includes(`"name":"${name}"`)));
    line.awareness([{ clientId: 7, clock: 1, state: { at: 1 } }]);
    await named('Ada');
    await one.accounts.change(one.ada.id, { username: 'Countess' });
    line.awareness([{ clientId: 7, clock: 2, state: { at: 2 } }]);
    await named('Countess');
  });
});
