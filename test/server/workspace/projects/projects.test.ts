import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../../server/store/memory.ts';
import { SYSTEM } from '../../../../server/workspace/actor.ts';
import { createPeople } from '../../../../server/workspace/projects/people.ts';
import { readPeople } from '../../../../shared/model/people.ts';
import { readProject } from '../../../../shared/model/project.ts';
import { createTask } from '../../../../shared/model/task-edits.ts';
import { commentsRoom, documentRoom, inboxRoom, projectRoom } from '../../../../shared/rooms.ts';
import { eventually } from '../../../support/eventually.ts';
import { testLog } from '../../../support/test-log.ts';
import { type TestWorkspace, testWorkspace } from '../../../support/workspace.ts';

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const peopleIn = (workspace: TestWorkspace, project: string) =>
  workspace.rooms.read(projectRoom(project), (doc) =>
    Object.fromEntries(readPeople(doc).items.map(({ username, role }) => [username, role])),
  );

describe('projects', () => {
  it('has a name in its room and in the directory, a board, and its maker as owner', async () => {
    const workspace = await testWorkspace();
    const ada = await workspace.person('ada', 'Ada');
    const project = await workspace.projects.create(ada, { name: 'Home' });
    expect(project).toMatchObject({ project_id: expect.stringMatching(/^prj_\w{16}$/), name: 'Home' });
    expect(workspace.projects.members(project.project_id)).toMatchObject([{ user_id: 'ada', username: 'Ada', role: 'owner' }]);
    const board = await workspace.rooms.read(projectRoom(project.project_id), readProject);
    expect([board.name, board.columns.map(({ id }) => id)]).toEqual(['Home', ['todo', 'in_progress', 'done']]);
    expect(await peopleIn(workspace, project.project_id)).toEqual({ Ada: 'owner' });
    expect(await workspace.projects.rename(ada, project.project_id, 'Garden')).toMatchObject({ name: 'Garden' });
    expect((await workspace.rooms.read(projectRoom(project.project_id), readProject)).name).toBe('Garden');
  });

  it('a name that can not be leaves nothing behind', async () => {
    const workspace = await testWorkspace();
    const ada = await workspace.person('ada');
    await expect(workspace.projects.create(ada, { name: ' ', project_id: 'x' })).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ field: 'name' }],
    });
    expect(workspace.projects.has('x')).toBe(false);
    await workspace.projects.create(ada, { name: 'X', project_id: 'x' });
    await expect(workspace.projects.rename(ada, 'x', '')).rejects.toMatchObject({ code: 'request.invalid' });
    expect(workspace.projects.get('x').name).toBe('X');
    await expect(workspace.projects.create(ada, { name: 'Y', project_id: 'x' })).rejects.toMatchObject({
      faults: [{ field: 'project_id' }],
    });
    await expect(workspace.projects.create(ada, { name: 'Y', project_id: 'a/b' })).rejects.toMatchObject({ code: 'request.invalid' });
    expect((await workspace.rooms.read(projectRoom('x'), readProject)).name).toBe('X');
  });

  it('without users a project has nobody', async () => {
    const workspace = await testWorkspace({ implicit: true });
    const { project_id } = await workspace.projects.create(SYSTEM, { name: 'Open' });
    expect(workspace.projects.members(project_id)).toEqual([]);
  });

  it('the first mention makes a project where they come from elsewhere, and only there; many at once make one', async () => {
    const workspace = await testWorkspace({ implicit: true });
    await Promise.all(Array.from({ length: 10 }, () => workspace.projects.ensure('elsewhere')));
    expect(workspace.directory.projects()).toMatchObject([{ project_id: 'elsewhere' }]);
    await expect(workspace.projects.ensure('a/b')).rejects.toMatchObject({ code: 'project.unknown' });
    const strict = await testWorkspace();
    await expect(strict.projects.ensure('elsewhere')).rejects.toMatchObject({ code: 'project.unknown' });
    expect(strict.projects.has('elsewhere')).toBe(false);
  });

  it('all of it is there after a restart', async () => {
    const store = createMemoryStore();
    const before = await testWorkspace({ store });
    const ada = await before.person('ada', 'Ada');
    await before.projects.create(ada, { name: 'Home', project_id: 'home' });
    const { secret } = await before.projects.invite(ada, 'home', { role: 'viewer' });
    await before.stop();
    const after = await testWorkspace({ store });
    expect(after.projects.members('home')).toMatchObject([{ username: 'Ada', role: 'owner' }]);
    expect(after.projects.lookAtInvite(secret)).toMatchObject({ project: { name: 'Home' }, role: 'viewer' });
  });

  it('is deleted with everything that is kept for it, and nothing else', async () => {
    const store = createMemoryStore();
    const workspace = await testWorkspace({ store });
    const ada = await workspace.person('ada');
    for (const project_id of ['home', 'home2']) await workspace.projects.create(ada, { name: project_id, project_id });
    for (const project of ['home', 'home2']) {
      await workspace.tasks.create(ada, project, { title: 'Dig', task_id: `task-${project}` });
      await workspace.documents.create(ada, project, { title: 'Plan', document_id: 'plan', markdown: 'Words' });
      await workspace.edit(commentsRoom(project, 'plan'), 'ada', (doc) => void doc.getMap('threads').set('x', 1));
      await workspace.projects.invite(ada, project, { role: 'editor' });
      await workspace.webhooks.add(project, 'http://127.0.0.1:9/', []);
    }
    await workspace.settled();
    await workspace.projects.remove(ada, 'home');
    await workspace.settled();
    expect(workspace.projects.has('home')).toBe(false);
    expect(() => workspace.projects.members('home')).toThrow(expect.objectContaining({ code: 'project.unknown' }));
    await expect(workspace.tasks.get('home', 'task-home')).rejects.toMatchObject({ code: 'project.unknown' });
    expect(await collected(workspace.journal.rooms('p/home/'))).toEqual([]);
    expect(await workspace.journal.head('p/home')).toBe(0);
    expect(await collected(workspace.journal.rooms('p/home2'))).toEqual(['p/home2', 'p/home2/d/plan', 'p/home2/d/plan/c']);
    for (const table of ['task', 'invite', 'webhook', 'event', 'webhook-queue', 'member', 'project']) {
      const left = (await collected(workspace.journal.entries(table))).map(({ key, value }) => `${key} ${Buffer.from(value).toString()}`);
      expect(
        left.filter((row) => /\bhome\b|task-home\b/.test(row)),
        table,
      ).toEqual([]);
      if (table !== 'webhook-queue') expect(left.filter((row) => row.includes('home2')).length, table).toBeGreaterThan(0);
    }
  });
});

describe('members', () => {
  it('are added, changed and removed in the directory, in the room and with a word to whom it concerns, at once', async () => {
    const workspace = await testWorkspace();
    const [ada, bob] = [await workspace.person('ada', 'Ada'), await workspace.person('bob', 'Bob')];
    await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
    expect(await workspace.projects.setRole(ada, 'home', 'bob', 'editor')).toMatchObject({ username: 'Bob', role: 'editor' });
    expect(await peopleIn(workspace, 'home')).toEqual({ Ada: 'owner', Bob: 'editor' });
    expect((await workspace.notifications.list('bob', { tab: 'all', limit: 10 })).items).toMatchObject([
      {
        kind: 'invited',
        title: 'Home',
        message: 'Ada added you as an editor.',
        facts: { name: 'Ada', role: 'editor' },
        project_id: 'home',
        actors: ['ada'],
      },
    ]);
    await workspace.projects.setRole(ada, 'home', 'bob', 'viewer');
    expect(await peopleIn(workspace, 'home')).toEqual({ Ada: 'owner', Bob: 'viewer' });
    expect((await workspace.notifications.list('bob', { tab: 'all', limit: 10 })).items[0]).toMatchObject({
      kind: 'role',
      message: 'Ada made you a viewer.',
    });
    await workspace.projects.removeMember(bob, 'home', 'bob');
    expect(await peopleIn(workspace, 'home')).toEqual({ Ada: 'owner' });
    expect(workspace.directory.role('home', 'bob')).toBeNull();
    expect((await workspace.notifications.list('ada', { tab: 'all', limit: 10 })).items).toEqual([]);
  });

  it('the last owner can neither go nor become less, and nothing of the attempt stays', async () => {
    const workspace = await testWorkspace();
    const ada = await workspace.person('ada', 'Ada');
    await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
    await expect(workspace.projects.removeMember(ada, 'home', 'ada')).rejects.toMatchObject({ code: 'member.last-owner' });
    await expect(workspace.projects.setRole(ada, 'home', 'ada', 'viewer')).rejects.toMatchObject({ code: 'member.last-owner' });
    expect(await peopleIn(workspace, 'home')).toEqual({ Ada: 'owner' });
    expect(workspace.directory.role('home', 'ada')).toBe('owner');
  });

  it('nobody is added whom the server does not know', async () => {
    const workspace = await testWorkspace();
    const ada = await workspace.person('ada');
    await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
    await expect(workspace.projects.setRole(ada, 'home', 'ghost', 'editor')).rejects.toMatchObject({ code: 'user.unknown' });
    await expect(workspace.projects.removeMember(ada, 'home', 'ghost')).rejects.toMatchObject({ code: 'member.unknown' });
  });

  it('a new name, and a membership that came by a token, reach every room', async () => {
    const workspace = await testWorkspace();
    const ada = await workspace.person('ada', 'Ada');
    for (const project_id of ['a', 'b', 'c']) await workspace.projects.create(ada, { name: project_id, project_id });
    await workspace.person('ada', 'Countess');
    await workspace.rooms.commit({ records: () => workspace.directory.assign('b', 'token-user', 'viewer') });
    await eventually('all rooms say so', async () => {
      const rooms = await Promise.all(['a', 'b', 'c'].map((project) => peopleIn(workspace, project)));
      return (
        JSON.stringify(rooms) ===
        JSON.stringify([{ Countess: 'owner' }, { Countess: 'owner', 'token-user': 'viewer' }, { Countess: 'owner' }])
      );
    });
  });
});

describe('the mirror of members', () => {
  it('tells what it could not write, and writes the others; when it has stopped nothing is under way', async () => {
    const { directory, rooms, person, projects } = await testWorkspace();
    const ada = await person('ada', 'Ada');
    for (const project_id of ['a', 'b', 'c']) await projects.create(ada, { name: project_id, project_id });
    const log = testLog();
    const written: string[] = [];
    const commit: typeof rooms.commit = async (change) => {
      const room = change.edits?.[0]?.room ?? '';
      await Promise.resolve();
      if (room === projectRoom('b')) throw new Error('No.');
      written.push(room);
    };
    const people = createPeople({ rooms: { commit }, directory, log });
    directory.putAccount({ user_id: 'ada', username: 'Countess', color: '', created_at: 1 });
    await eventually('all were tried', () => written.length === 2);
    expect(written).toEqual([projectRoom('a'), projectRoom('c')]);
    expect(log.entries).toMatchObject([{ level: 'warn', fields: { project: 'b' } }]);
    directory.putAccount({ user_id: 'ada', username: 'Lady', color: '', created_at: 1 });
    await people.stop();
    const atStop = written.length;
    directory.putAccount({ user_id: 'ada', username: 'Nobody', color: '', created_at: 1 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(written.length).toBe(atStop);
  });
});

describe('invites', () => {
  it('let people in as often as they may; the secret is nowhere kept', async () => {
    const store = createMemoryStore();
    const workspace = await testWorkspace({ store });
    const [ada, bob, eve] = [
      await workspace.person('ada', 'Ada'),
      await workspace.person('bob', 'Bob'),
      await workspace.person('eve', 'Eve'),
    ];
    await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
    const { invite, secret } = await workspace.projects.invite(ada, 'home', { role: 'commenter', uses_max: 1 });
    const rows = await collected(workspace.journal.entries('invite'));
    expect(rows.some(({ key, value }) => (key + Buffer.from(value).toString()).includes(secret))).toBe(false);
    // Both at once: one gets in.
    const outcomes = await Promise.allSettled([bob, eve].map((actor) => workspace.projects.acceptInvite(actor, secret)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'invite.used-up' } });
    expect(workspace.projects.members('home')).toHaveLength(2);
    expect(Object.values(await peopleIn(workspace, 'home')).sort()).toEqual(['commenter', 'owner']);
    expect(workspace.projects.invites('home')).toMatchObject([{ invite_id: invite.invite_id, uses: 1 }]);
  });

  it('who is a member keeps the higher role; only who gains by an invite uses it up', async () => {
    const workspace = await testWorkspace();
    const [ada, bob, cy] = [await workspace.person('ada'), await workspace.person('bob'), await workspace.person('cy')];
    await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
    for (const user of ['bob', 'cy']) await workspace.projects.setRole(ada, 'home', user, 'commenter');
    const low = await workspace.projects.invite(ada, 'home', { role: 'viewer', uses_max: 1 });
    const high = await workspace.projects.invite(ada, 'home', { role: 'editor', uses_max: 1 });
    expect(await workspace.projects.acceptInvite(bob, low.secret)).toMatchObject({ role: 'commenter' });
    expect(await workspace.projects.acceptInvite(bob, high.secret)).toMatchObject({ role: 'editor' });
    await expect(workspace.projects.acceptInvite(cy, high.secret)).rejects.toMatchObject({ code: 'invite.used-up' });
    expect(await workspace.projects.acceptInvite(ada, low.secret)).toMatchObject({ role: 'owner' });
    expect(workspace.projects.invites('home').map(({ uses }) => uses)).toEqual([0, 1]);
    expect(['bob', 'cy'].map((user) => workspace.directory.role('home', user))).toEqual(['editor', 'commenter']);
  });

  it('expire, and are taken back', async () => {
    const workspace = await testWorkspace();
    const [ada, bob] = [await workspace.person('ada'), await workspace.person('bob')];
    await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
    const short = await workspace.projects.invite(ada, 'home', { role: 'viewer', lifetime: 1000 });
    const revoked = await workspace.projects.invite(ada, 'home', { role: 'viewer' });
    await workspace.projects.revokeInvite(ada, 'home', revoked.invite.invite_id);
    workspace.time.jump(2000);
    await expect(workspace.projects.acceptInvite(bob, short.secret)).rejects.toMatchObject({ code: 'invite.expired' });
    await expect(workspace.projects.acceptInvite(bob, revoked.secret)).rejects.toMatchObject({ code: 'invite.revoked' });
    await expect(workspace.projects.acceptInvite(bob, 'guess')).rejects.toMatchObject({ code: 'invite.unknown' });
    await expect(workspace.projects.acceptInvite(SYSTEM, revoked.secret)).rejects.toMatchObject({ code: 'session.no-users' });
    expect(workspace.directory.role('home', 'bob')).toBeNull();
  });
});

describe('a project that is being deleted', () => {
  it('takes no more changes, and comes back empty under the same id', async () => {
    const workspace = await testWorkspace();
    const ada = await workspace.person('ada');
    await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
    await workspace.tasks.create(ada, 'home', { title: 'Old' });
    await workspace.documents.create(ada, 'home', { title: 'Old', document_id: 'plan', markdown: 'Old words' });
    const late = workspace.tasks.create(ada, 'home', { title: 'Late' }).catch((error: unknown) => error);
    await workspace.projects.remove(ada, 'home');
    await late;
    await expect(workspace.tasks.create(ada, 'home', { title: 'Later' })).rejects.toMatchObject({ code: 'project.unknown' });
    await workspace.projects.create(ada, { name: 'New', project_id: 'home' });
    expect((await workspace.tasks.list('home', { limit: 10 })).total).toBe(0);
    await expect(workspace.documents.read('home', 'plan', 'text')).rejects.toMatchObject({ code: 'document.unknown' });
    expect(await workspace.journal.head(documentRoom('home', 'plan'))).toBe(0);
    expect(await workspace.rooms.read(inboxRoom('ada'), (doc) => doc.getArray('notifications').length)).toBe(0);
    await workspace.edit(projectRoom('home'), 'ada', (doc) => createTask(doc, 'task-1', { title: 'By hand' }, { now: 1, by: 'ada' }));
    expect((await workspace.tasks.list('home', { limit: 10 })).total).toBe(1);
  });
});
