import { describe, expect, it } from 'vitest';
import type { Account, DirectoryChange, ProjectRecord } from '../../../server/access/directory.ts';
import { put } from '../../../server/access/records.ts';
import { StoreError } from '../../../server/store/store.ts';
import type { Limits } from '../../../shared/limits.ts';
import { heldTime } from '../../support/time.ts';
import { openDirectory, openJournal, problemOf } from './support.ts';

const project = (id: string, name = id): ProjectRecord => ({ project_id: id, name, created_at: 5 });
const account = (id: string): Account => ({ user_id: id, username: id.toUpperCase(), color: '#336699', created_at: 1 });

async function house(limits: Partial<Limits> = {}) {
  const time = heldTime();
  const { journal, again } = await openJournal();
  const directory = await openDirectory(journal, time, limits);
  return { time, journal, directory, again: async () => openDirectory(await again(), time, limits) };
}

describe('the directory', () => {
  it('is after a restart what it was before', async () => {
    const { directory, again, time } = await house();
    await directory.write([
      ...directory.putAccount(account('ada')),
      ...directory.addProject(project('b', 'Boats'), 'ada'),
      ...directory.addProject(project('a', 'Arks'), null),
      ...directory.setRole('b', 'eve', 'viewer'),
      ...directory.setRole('b', 'bob', 'editor'),
      ...directory.removeMember('b', 'eve'),
      ...directory.renameProject('b', 'Ships'),
      ...directory.addProject(project('gone'), 'ada'),
      ...directory.removeProject('gone'),
    ]);
    const later = await again();
    for (const one of [directory, later]) {
      expect(one.account('ada')).toEqual(account('ada'));
      expect(one.account('eve')).toBeNull();
      expect(one.projects()).toEqual([project('a', 'Arks'), project('b', 'Ships')]);
      expect(one.project('gone')).toBeNull();
      expect(one.members('b')).toEqual([
        { user_id: 'ada', role: 'owner', since: time.now() },
        { user_id: 'bob', role: 'editor', since: time.now() },
      ]);
      expect(one.projectsOf('ada')).toEqual([{ project: project('b', 'Ships'), role: 'owner' }]);
      expect(one.role('b', 'eve')).toBeNull();
    }
  });

  it('lists owners first, then by when they came', async () => {
    const { directory, time } = await house();
    directory.addProject(project('p'), 'zoe');
    time.jump(1);
    directory.setRole('p', 'bob', 'viewer');
    time.jump(1);
    directory.setRole('p', 'ada', 'owner');
    directory.setRole('p', 'bob', 'editor');
    expect(directory.members('p').map(({ user_id, role }) => `${user_id}:${role}`)).toEqual(['zoe:owner', 'ada:owner', 'bob:editor']);
  });

  it('tells of each change of rights, once it is made, and of no others', async () => {
    const { directory } = await house();
    const heard: (DirectoryChange & { readonly now: string | null })[] = [];
    const stop = directory.onChange((change) =>
      heard.push({ ...change, now: change.user === null ? null : directory.role('p', change.user) }),
    );
    directory.addProject(project('p'), 'ada');
    directory.setRole('p', 'bob', 'editor');
    directory.setRole('p', 'bob', 'editor');
    directory.renameProject('p', 'other');
    directory.setRole('p', 'bob', 'viewer');
    directory.removeMember('p', 'bob');
    directory.removeProject('p');
    stop();
    directory.addProject(project('q'), 'ada');
    expect(heard).toEqual([
      { project: 'p', user: 'ada', role: 'owner', now: 'owner' },
      { project: 'p', user: 'bob', role: 'editor', now: 'editor' },
      { project: 'p', user: 'bob', role: 'viewer', now: 'viewer' },
      { project: 'p', user: 'bob', role: null, now: null },
      { project: 'p', user: null, role: null, now: null },
    ]);
  });

  it('tells of accounts that changed', async () => {
    const { directory } = await house();
    const heard: Account[] = [];
    const stop = directory.onAccount((one) => heard.push(one));
    directory.putAccount(account('ada'));
    stop();
    directory.putAccount(account('bob'));
    expect(heard).toEqual([account('ada')]);
  });
});

describe('what can not be', () => {
  it('leaves everything as it was', async () => {
    const { directory, again } = await house({ projectsPerUser: 1, membersPerProject: 2 });
    await directory.write([...directory.addProject(project('p'), 'ada'), ...directory.setRole('p', 'bob', 'editor')]);
    expect(await problemOf(() => directory.addProject(project('p'), 'bob'))).toBe('request.invalid');
    expect(await problemOf(() => directory.addProject(project('q'), 'ada'))).toBe('limit.projects');
    expect(await problemOf(() => directory.setRole('p', 'eve', 'viewer'))).toBe('limit.members');
    expect(await problemOf(() => directory.setRole('q', 'eve', 'viewer'))).toBe('project.unknown');
    expect(await problemOf(() => directory.renameProject('q', 'Q'))).toBe('project.unknown');
    expect(await problemOf(() => directory.setRole('p', 'ada', 'editor'))).toBe('member.last-owner');
    expect(await problemOf(() => directory.removeMember('p', 'ada'))).toBe('member.last-owner');
    expect(await problemOf(() => directory.removeMember('p', 'eve'))).toBe('member.unknown');
    expect(directory.removeProject('q')).toEqual([]);
    for (const one of [directory, await again()]) {
      expect(one.projects()).toEqual([project('p')]);
      expect(one.members('p').map(({ user_id, role }) => `${user_id}:${role}`)).toEqual(['ada:owner', 'bob:editor']);
    }
  });

  it('does not bind what a token says of somebody', async () => {
    const { directory } = await house();
    directory.addProject(project('p'), 'ada');
    directory.assign('p', 'ada', 'viewer');
    expect(directory.role('p', 'ada')).toBe('viewer');
    directory.assign('p', 'ada', null);
    expect(directory.members('p')).toEqual([]);
    expect(directory.assign('p', 'ada', null)).toEqual([]);
  });

  it.each([
    ['account', 'ada', { user_id: 'ada' }],
    ['member', 'p/ada', { project_id: 'p', user_id: 'ada', role: 'king', since: 1 }],
    ['member', 'p/ada', { project_id: 'p', user_id: 'ada', role: 'owner', since: 1 }],
  ])('a %s record that can not be understood fails the start', async (table, key, value) => {
    const { journal, again } = await house();
    await journal.write({ records: [put(table, key, value)] });
    const failure = await again().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure).toMatchObject({ code: 'store.corrupt', message: expect.stringContaining('Restore') });
  });
});
