import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryStore } from '../../../../server/store/memory.ts';
import type { Actor } from '../../../../server/workspace/actor.ts';
import { projectOfTask } from '../../../../server/workspace/tasks/task-index.ts';
import type { TaskFilter } from '../../../../server/workspace/tasks/tasks.ts';
import { addColumn } from '../../../../shared/model/project.ts';
import { createTask, moveTask, removeTask } from '../../../../shared/model/task-edits.ts';
import { projectRoom } from '../../../../shared/rooms.ts';
import { runSeed, seeded } from '../../../support/random.ts';
import { type TestWorkspace, type TestWorkspaceOptions, testWorkspace } from '../../../support/workspace.ts';

const HOME = projectRoom('home');

async function board(options: TestWorkspaceOptions = {}): Promise<{ workspace: TestWorkspace; ada: Actor }> {
  const workspace = await testWorkspace(options);
  const ada = await workspace.person('ada', 'Ada');
  await workspace.projects.create(ada, { name: 'Home', project_id: 'home' });
  return { workspace, ada };
}

async function titles(workspace: TestWorkspace, filter: Partial<TaskFilter> = {}): Promise<string[]> {
  return (await workspace.tasks.list('home', { limit: 100, ...filter })).items.map(({ title }) => title);
}

const indexOf = (workspace: TestWorkspace, task: string): Promise<string | null> =>
  projectOfTask(workspace.journal, task, workspace.projects.has);

/** As callers without types have it. */
const untyped = ({ tasks }: TestWorkspace) => tasks.broadcast as (task: unknown, event: unknown) => Promise<void>;

describe('tasks', () => {
  it('are made at the end of their column, changed, moved, binned, restored and deleted', async () => {
    const { workspace, ada } = await board();
    const { tasks } = workspace;
    const dig = await tasks.create(ada, 'home', { title: 'Dig', labels: ['garden'], due: '2026-12-01', description: 'Deep' });
    expect(dig).toMatchObject({ task_id: expect.stringMatching(/^task_\w{16}$/), status: 'todo', created_by: 'ada', labels: ['garden'] });
    await tasks.create(ada, 'home', { title: 'Sow', task_id: 'sow', status: 'done' });
    await tasks.create(ada, 'home', { title: 'Rest', task_id: 'rest' });
    expect(await titles(workspace)).toEqual(['Dig', 'Rest', 'Sow']);
    expect(await tasks.change(ada, 'home', 'rest', { title: 'Rest well', assignee_id: 'ada' })).toMatchObject({
      title: 'Rest well',
      assignee_id: 'ada',
    });
    await tasks.move(ada, 'home', 'rest', { status: 'todo', after: null });
    expect(await titles(workspace)).toEqual(['Rest well', 'Dig', 'Sow']);
    expect(await tasks.bin(ada, 'home', 'rest')).toMatchObject({ deleted_at: expect.any(Number) });
    expect([await titles(workspace), await titles(workspace, { binned: true })]).toEqual([['Dig', 'Sow'], ['Rest well']]);
    expect(await tasks.restore(ada, 'home', 'rest')).toMatchObject({ deleted_at: null });
    await tasks.remove(ada, 'home', 'rest');
    await expect(tasks.get('home', 'rest')).rejects.toMatchObject({ code: 'task.unknown' });
    expect([await indexOf(workspace, 'rest'), await indexOf(workspace, 'sow')]).toEqual([null, 'home']);
    expect((await tasks.columns('home')).map(({ id }) => id)).toEqual(['todo', 'in_progress', 'done']);
  });

  it('what can not be is told field by field, and changes nothing', async () => {
    const { workspace, ada } = await board({ limits: { tasksPerProject: 2 } });
    const { tasks } = workspace;
    await tasks.create(ada, 'home', { title: 'One', task_id: 'one' });
    await workspace.settled();
    const head = await workspace.journal.head(HOME);
    await expect(tasks.create(ada, 'home', { title: '', due: 'soon' })).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ field: 'title' }, { field: 'due' }],
    });
    await expect(tasks.create(ada, 'home', { title: 'Again', task_id: 'one' })).rejects.toMatchObject({ faults: [{ field: 'task_id' }] });
    await expect(tasks.create(ada, 'home', { title: 'x', status: 'nowhere' })).rejects.toMatchObject({ code: 'column.unknown' });
    await expect(tasks.move(ada, 'home', 'one', { status: 'todo', after: 'ghost' })).rejects.toMatchObject({
      faults: [{ field: 'after' }],
    });
    await expect(tasks.change(ada, 'home', 'ghost', { title: 'x' })).rejects.toMatchObject({ code: 'task.unknown' });
    await expect(tasks.create(ada, 'nowhere', { title: 'x' })).rejects.toMatchObject({ code: 'project.unknown' });
    await expect(tasks.list('home', { limit: 1, after: 'nonsense' })).rejects.toMatchObject({ faults: [{ field: 'after' }] });
    expect(await workspace.journal.head(HOME)).toBe(head);
    await tasks.create(ada, 'home', { title: 'Two' });
    await expect(tasks.create(ada, 'home', { title: 'Three' })).rejects.toMatchObject({ code: 'limit.tasks' });
  });

  it('filters', async () => {
    const { workspace, ada } = await board();
    const { tasks } = workspace;
    await tasks.create(ada, 'home', { title: 'Dig DEEP', assignee_id: 'ada', labels: ['garden'] });
    await tasks.create(ada, 'home', { title: 'Sow', description: 'into the deep', status: 'done', labels: ['garden', 'spring'] });
    await tasks.create(ada, 'home', { title: 'Rest' });
    expect(await titles(workspace, { status: 'done' })).toEqual(['Sow']);
    expect(await titles(workspace, { assignee_id: 'ada' })).toEqual(['Dig DEEP']);
    expect(await titles(workspace, { label: 'garden' })).toEqual(['Dig DEEP', 'Sow']);
    expect(await titles(workspace, { text: 'deep' })).toEqual(['Dig DEEP', 'Sow']);
    expect(await titles(workspace, { text: 'deep', label: 'spring' })).toEqual(['Sow']);
  });

  const seed = runSeed();
  it(`pages tell every task that stays in its place once, whatever others do meanwhile (WEFT_SEED=${seed})`, async () => {
    const { workspace, ada } = await board();
    const random = seeded(seed);
    await workspace.edit(HOME, 'ada', (doc) => {
      addColumn(doc, 'later', 'Later');
      for (let index = 0; index < 60; index++) {
        const status = random.pick(['todo', 'in_progress', 'done', 'later']);
        createTask(doc, `task-${index}`, { title: `${index}`, status }, { now: 1, by: null });
      }
    });
    const before = (await workspace.tasks.list('home', { limit: 100 })).items.map(({ task_id }) => task_id);
    const restless = new Set(random.shuffled(before).slice(0, 20));
    const seen: string[] = [];
    let made = 0;
    for (let after: string | null = ''; after !== null; ) {
      const page = await workspace.tasks.list('home', { limit: 7, ...(after === '' ? {} : { after }) });
      seen.push(...page.items.map(({ task_id }) => task_id));
      after = page.next;
      await workspace.edit(HOME, 'ada', (doc) => {
        const [mover] = [...restless].filter((id) => doc.getMap('tasks').has(id));
        if (mover === undefined) return;
        if (random.chance(0.3)) removeTask(doc, mover);
        else moveTask(doc, mover, { status: random.pick(['todo', 'done', 'later']), after: null });
        if (random.chance(0.5)) createTask(doc, `new-${made++}`, { title: 'new', status: 'done' }, { now: 1, by: null });
      });
    }
    const calm = before.filter((id) => !restless.has(id));
    expect(seen.filter((id) => calm.includes(id))).toEqual(calm);
    expect(ada.userId).toBe('ada');
  });

  it('a page ends soundly at a card whose order a hostile client made endless', async () => {
    const { workspace } = await board();
    await workspace.edit(HOME, 'eve', (doc) => {
      for (const [index, id] of ['a', 'b', 'c'].entries()) {
        createTask(doc, id, { title: id }, { now: 1, by: null });
        // The other way round, but too far behind to be told apart.
        (doc.getMap('tasks').get(id) as Y.Map<unknown>).set('order', `${'z'.repeat(100_000)}${9 - index}`);
      }
    });
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = await workspace.tasks.list('home', { limit: 1, ...(after === '' ? {} : { after }) });
      seen.push(...page.items.map(({ task_id }) => task_id));
      after = page.next;
      expect((after ?? '').length).toBeLessThan(1000);
    }
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('malformed records of a hostile client break neither list nor change, and stay as they are', async () => {
    const { workspace, ada } = await board();
    await workspace.tasks.create(ada, 'home', { title: 'Good', task_id: 'good' });
    const hostile: readonly unknown[] = [null, 1, 'text', [1], {}, { title: 1 }, new Y.Array(), new Y.Text('x'), new Y.XmlElement('x')];
    await workspace.edit(HOME, 'eve', (doc) => {
      const tasks = doc.getMap<unknown>('tasks');
      for (const [index, value] of hostile.entries()) tasks.set(`bad-${index}`, value);
      tasks.set(
        'half',
        new Y.Map(Object.entries({ title: 'Half', status: 'nowhere', order: 'a0', labels: 7, due: 'never', history: 'x' })),
      );
      tasks.set('', new Y.Map());
    });
    expect(await titles(workspace)).toEqual(['Good', 'Half']);
    await workspace.tasks.change(ada, 'home', 'half', { title: 'Whole' });
    await expect(workspace.tasks.change(ada, 'home', 'bad-0', { title: 'x' })).rejects.toMatchObject({ code: 'task.unknown' });
    expect(await workspace.rooms.read(HOME, (doc) => doc.getMap('tasks').size)).toBe(hostile.length + 3);
  });
});

describe('broadcast', () => {
  it('makes a task once, and changes it when it comes again', async () => {
    const { workspace } = await board();
    const { tasks } = workspace;
    const given = { task_id: 'task_123', project_id: 'home', title: 'From outside', status: 'in_progress', changed_by: 'ada' };
    await tasks.broadcast(given, 'task_created');
    await tasks.broadcast({ ...given, title: 'Told again' }, 'task_created');
    expect((await tasks.list('home', { limit: 10 })).items).toMatchObject([
      { task_id: 'task_123', title: 'Told again', status: 'in_progress' },
    ]);
    expect(await tasks.get('home', 'task_123')).toMatchObject({ created_by: 'ada' });
    await tasks.broadcast({ title: 'Nameless', project_id: 'home' }, 'task_created');
    expect((await tasks.list('home', { limit: 10 })).total).toBe(2);
  });

  it('knows the project of a known task, by either name of its id', async () => {
    const { workspace, ada } = await board();
    const { tasks } = workspace;
    const { task_id } = await tasks.create(ada, 'home', { title: 'Dig', labels: ['x'] });
    await tasks.broadcast({ id: task_id, title: 'Dig more' }, 'task_updated');
    await tasks.broadcast({ task_id, status: 'in_progress', new_status: 'done', title: 'not this' }, 'task_status_changed');
    expect(await tasks.get('home', task_id)).toMatchObject({ title: 'Dig more', status: 'done', labels: ['x'] });
    await tasks.broadcast({ task_id, status: 'todo' }, 'task_status_changed');
    expect(await tasks.get('home', task_id)).toMatchObject({ status: 'todo' });
    await tasks.broadcast({ task_id }, 'task_deleted');
    expect(await tasks.get('home', task_id)).toMatchObject({ deleted_at: expect.any(Number) });
    await tasks.broadcast({ task_id }, 'task_created');
    expect(await tasks.get('home', task_id)).toMatchObject({ deleted_at: null, title: 'Dig more' });
  });

  it('is found also for tasks that clients make', async () => {
    const { workspace } = await board();
    await workspace.edit(HOME, 'ada', (doc) => createTask(doc, 'by-hand', { title: 'Mine' }, { now: 1, by: 'ada' }));
    await workspace.settled();
    await workspace.tasks.broadcast({ task_id: 'by-hand', title: 'Yours' }, 'task_updated');
    expect(await workspace.tasks.get('home', 'by-hand')).toMatchObject({ title: 'Yours' });
  });

  it('nobody takes another project’s broadcasts with a task of the same id', async () => {
    const { workspace, ada } = await board();
    await workspace.projects.create(ada, { name: 'Eve’s', project_id: 'eve' });
    await workspace.tasks.create(ada, 'home', { title: 'Real', task_id: 'same' });
    await workspace.tasks.create(ada, 'eve', { title: 'Trap', task_id: 'same' });
    await workspace.edit(projectRoom('eve'), 'eve', (doc) => {
      removeTask(doc, 'same');
      createTask(doc, 'same', { title: 'Trap' }, { now: 1, by: 'eve' });
    });
    await workspace.settled();
    await workspace.tasks.broadcast({ task_id: 'same', title: 'Secret' }, 'task_updated');
    expect([(await workspace.tasks.get('home', 'same')).title, (await workspace.tasks.get('eve', 'same')).title]).toEqual([
      'Secret',
      'Trap',
    ]);
    await workspace.tasks.remove(ada, 'eve', 'same');
    await workspace.settled();
    expect(await indexOf(workspace, 'same')).toBe('home');
  });

  it('tells who did it', async () => {
    const { workspace, ada } = await board();
    await workspace.tasks.create(ada, 'home', { title: 'Dig', task_id: 'dig' });
    await workspace.tasks.broadcast({ task_id: 'dig', new_status: 'done', changed_by: 'bob' }, 'task_status_changed');
    await workspace.settled();
    expect((await workspace.tasks.get('home', 'dig')).history).toMatchObject([
      { old_status: 'todo', new_status: 'done', changed_by: 'bob' },
    ]);
  });

  it.each([
    [{}, 'task_exploded', { code: 'request.invalid', faults: [{ field: 'event' }] }],
    [{ title: 'x' }, 'task_updated', { code: 'request.invalid', faults: [{ field: 'task.task_id' }] }],
    [{ title: 'x' }, 'task_created', { code: 'request.invalid', faults: [{ field: 'task.project_id' }] }],
    [{ task_id: 'new', project_id: 'home' }, 'task_created', { code: 'request.invalid', faults: [{ field: 'task.title' }] }],
    [
      { task_id: 'a/b', title: 7, labels: ['ok', 2] },
      'task_updated',
      {
        code: 'request.invalid',
        faults: [{ field: 'task.task_id' }, { field: 'task.title' }, { field: 'task.labels.1' }],
      },
    ],
    [{ task_id: 'dig', due: 'soon' }, 'task_updated', { code: 'request.invalid', faults: [{ field: 'due' }] }],
    [{ task_id: 'dig' }, 'task_status_changed', { code: 'request.invalid', faults: [{ field: 'task.new_status' }] }],
    [{ task_id: 'dig', new_status: 'nowhere' }, 'task_status_changed', { code: 'column.unknown' }],
    [{ task_id: 'ghost', title: 'x' }, 'task_updated', { code: 'task.unknown' }],
    [{ task_id: 'ghost', project_id: 'home' }, 'task_deleted', { code: 'task.unknown' }],
    [{ task_id: 'ghost', project_id: 'nowhere', title: 'x' }, 'task_created', { code: 'project.unknown' }],
    [null, 'task_created', { code: 'request.invalid' }],
  ])('%j as %s is refused', async (task, event, expected) => {
    const { workspace, ada } = await board();
    await workspace.tasks.create(ada, 'home', { title: 'Dig', task_id: 'dig' });
    await workspace.settled();
    const head = await workspace.journal.head(HOME);
    await expect(untyped(workspace)(task, event)).rejects.toMatchObject(expected);
    expect(await workspace.journal.head(HOME)).toBe(head);
  });

  it('fields that are not known are ignored', async () => {
    const { workspace } = await board();
    const given = { task_id: 'x', project_id: 'home', title: 'X', old_status: 'todo', colour: { deep: true }, changed_by: null };
    await untyped(workspace)(given, 'task_created');
    expect(await titles(workspace)).toEqual(['X']);
  });

  it('survives a restart', async () => {
    const store = createMemoryStore();
    const { workspace } = await board({ store });
    await workspace.tasks.broadcast({ task_id: 'task_1', project_id: 'home', title: 'Kept' }, 'task_created');
    await workspace.stop();
    const after = await testWorkspace({ store });
    await after.tasks.broadcast({ task_id: 'task_1', new_status: 'done' }, 'task_status_changed');
    expect(await after.tasks.get('home', 'task_1')).toMatchObject({ title: 'Kept', status: 'done' });
  });
});
