import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addActivity, readActivity } from '../../../../shared/model/activity.ts';
import { addDocument, binDocument, readDocument, removeDocument, restoreDocument } from '../../../../shared/model/documents.ts';
import { mentionText } from '../../../../shared/model/mentions.ts';
import { readPeople } from '../../../../shared/model/people.ts';
import { setProjectName } from '../../../../shared/model/project.ts';
import {
  binTask,
  changeTask,
  createTask,
  moveTask,
  removeTask,
  restoreTask,
  setHistory,
  setWatching,
} from '../../../../shared/model/task-edits.ts';
import { readTasks } from '../../../../shared/model/tasks.ts';
import { projectRoom } from '../../../../shared/rooms.ts';
import { type Followed, type FollowedOptions, followed } from '../../../support/followed.ts';

const DEMO = projectRoom('demo');
const NOW = Date.UTC(2024, 0, 1);
/** ms that no test lasts: what is told late is told when the test says so. */
const UNHURRIED = { mentionDelay: 600_000, documentEditInterval: 3_600_000 };

/** A project with an owner `ada`, editors `bob` and `cy`, and a task of ada's. */
async function demo(options: FollowedOptions = {}): Promise<Followed> {
  const house = await followed({ limits: UNHURRIED, ...options });
  await house.project('demo', { ada: 'owner', bob: 'editor', cy: 'viewer' });
  await house.edit('ada', DEMO, (doc) => createTask(doc, 'task_1', { title: 'Paint it' }, { now: NOW, by: 'ada' }));
  await house.settled();
  return house;
}

const kinds = async (house: Followed, user: string): Promise<readonly string[]> => (await house.inbox(user)).map(({ kind }) => kind);

it('tells of a task from its making to its end, with who did it', async () => {
  const house = await demo();
  const edits: ((doc: Y.Doc) => void)[] = [
    (doc) => changeTask(doc, 'task_1', { title: 'Paint it blue' }),
    (doc) => moveTask(doc, 'task_1', { status: 'done' }),
    (doc) => binTask(doc, 'task_1', NOW),
    (doc) => restoreTask(doc, 'task_1'),
    (doc) => removeTask(doc, 'task_1'),
  ];
  for (const edit of edits) await house.edit('bob', DEMO, edit);
  await house.settled();
  const events = await house.events('demo');
  expect(events.map(({ type, user_id }) => [type, user_id])).toEqual([
    ['task_created', 'ada'],
    ['task_updated', 'bob'],
    ['task_status_changed', 'bob'],
    ['task_deleted', 'bob'],
    ['task_updated', 'bob'],
    ['task_deleted', 'bob'],
  ]);
  expect(events[2]?.data).toMatchObject({
    task_id: 'task_1',
    id: 'task_1',
    title: 'Paint it blue',
    status: 'done',
    old_status: 'todo',
    new_status: 'done',
    changed_by: 'bob',
    project_id: 'demo',
  });
  expect(events.every(({ room_id }) => room_id === DEMO)).toBe(true);
});

it('tells of each move of a task that goes there and back', async () => {
  const house = await demo();
  for (const status of ['done', 'todo']) await house.edit('bob', DEMO, (doc) => moveTask(doc, 'task_1', { status }));
  await house.settled();
  const events = await house.events('demo', 'task_status_changed');
  expect(events.map(({ data }) => [data.old_status, data.new_status])).toEqual([
    ['todo', 'done'],
    ['done', 'todo'],
  ]);
  const task = await house.task('demo', 'task_1');
  expect(task?.history.map(({ new_status, changed_by }) => [new_status, changed_by])).toEqual([
    ['done', 'bob'],
    ['todo', 'bob'],
  ]);
});

it('keeps as much of a history as it may', async () => {
  const house = await followed({ limits: { statusHistory: 3 } });
  await house.edit('ada', DEMO, (doc) => createTask(doc, 'task_1', { title: 'A task' }, { now: NOW, by: 'ada' }));
  for (const status of ['done', 'todo', 'done', 'in_progress']) await house.edit('ada', DEMO, (doc) => moveTask(doc, 'task_1', { status }));
  await house.settled();
  const task = await house.task('demo', 'task_1');
  expect(task?.history.map(({ new_status }) => new_status)).toEqual(['todo', 'done', 'in_progress']);
});

it('mends what others write of history, creator, activity and people', async () => {
  const house = await demo();
  await house.edit('ada', DEMO, (doc) => moveTask(doc, 'task_1', { status: 'done' }));
  await house.settled();
  await house.edit('bob', DEMO, (doc) => {
    setHistory(doc, 'task_1', [{ old_status: 'todo', new_status: 'done', changed_by: 'cy', time: 1 }]);
    (doc.getMap('tasks').get('task_1') as Y.Map<unknown>).set('created_by', 'cy');
    doc.getMap('people').set('mallory', { username: 'Mallory', color: 'red', role: 'owner' });
    addActivity(doc, { id: 'act_1', type: 'lie', user_id: 'ada', time: 1, data: {} }, 200);
  });
  await house.settled();
  const task = await house.task('demo', 'task_1');
  expect(task?.created_by).toBe('ada');
  expect(task?.history.map(({ changed_by }) => changed_by)).toEqual(['ada']);
  const { people, activity } = await house.parts.rooms.read(DEMO, (doc) => ({
    people: readPeople(doc).items,
    activity: readActivity(doc).items,
  }));
  expect(people.map(({ user_id }) => user_id)).toEqual(['ada', 'bob', 'cy']);
  expect(activity.map(({ type, user_id }) => [type, user_id])).toEqual([
    ['task_created', 'ada'],
    ['task_status_changed', 'ada'],
  ]);
});

it('tells what somebody goes on writing in one thing in one line of the activity', async () => {
  const house = await demo();
  const lines = async (): Promise<unknown> =>
    (await house.parts.rooms.read(DEMO, (doc) => readActivity(doc).items)).slice(1).map(({ type, user_id, data }) => [type, user_id, data]);
  const told = (title: string, ...fields: string[]) => ({ task_id: 'task_1', title, fields });
  // Two people write letter by letter, at once.
  for (const title of ['P', 'Pa', 'Pai']) {
    await house.edit('bob', DEMO, (doc) => changeTask(doc, 'task_1', { title }));
    await house.edit('ada', DEMO, (doc) => changeTask(doc, 'task_1', { priority: title === 'Pa' ? 'high' : 'low' }));
    await house.settled();
  }
  await house.edit('bob', DEMO, (doc) => changeTask(doc, 'task_1', { labels: ['wall'] }));
  await house.settled();
  const both = [
    ['task_updated', 'ada', told('Pai', 'priority')],
    ['task_updated', 'bob', told('Pai', 'title', 'labels')],
  ];
  expect(await lines()).toEqual(both);
  // Something else between, or much later, is told anew.
  await house.edit('bob', DEMO, (doc) => moveTask(doc, 'task_1', { status: 'done' }));
  await house.edit('bob', DEMO, (doc) => changeTask(doc, 'task_1', { title: 'Paint' }));
  await house.edit('ada', DEMO, (doc) => addActivity(doc, { id: 'act_1', type: 'lie', user_id: 'bob', time: 1, data: {} }, 200));
  await house.settled();
  house.time.jump(11 * 60_000);
  await house.edit('bob', DEMO, (doc) => changeTask(doc, 'task_1', { title: 'Paint it' }));
  await house.settled();
  expect(await lines()).toEqual([
    ...both,
    ['task_status_changed', 'bob', { task_id: 'task_1', title: 'Pai', old_status: 'todo', new_status: 'done' }],
    ['task_updated', 'bob', told('Paint', 'title')],
    ['task_updated', 'bob', told('Paint it', 'title')],
  ]);
});

it('mends a history that is written in the same edit as a move', async () => {
  const house = await demo();
  await house.edit('bob', DEMO, (doc) => {
    moveTask(doc, 'task_1', { status: 'done' });
    setHistory(doc, 'task_1', [{ old_status: 'todo', new_status: 'done', changed_by: 'ada', time: 1 }]);
  });
  await house.edit('bob', DEMO, (doc) => setHistory(doc, 'task_1', []));
  await house.settled();
  expect((await house.task('demo', 'task_1'))?.history.map(({ changed_by }) => changed_by)).toEqual(['bob']);
});

it('says that the maker of a task is who made it', async () => {
  const house = await demo();
  await house.edit('bob', DEMO, (doc) => createTask(doc, 'task_2', { title: 'Not mine' }, { now: NOW, by: 'ada' }));
  await house.settled();
  expect((await house.task('demo', 'task_2'))?.created_by).toBe('bob');
});

it('believes the edits where there are no users', async () => {
  const house = await followed();
  await house.edit(null, DEMO, (doc) => {
    createTask(doc, 'task_1', { title: 'A task', assignee_id: 'zoe' }, { now: NOW, by: 'somebody' });
    setHistory(doc, 'task_1', [{ old_status: 'x', new_status: 'todo', changed_by: 'zoe', time: 1 }]);
  });
  await house.edit(null, DEMO, (doc) => moveTask(doc, 'task_1', { status: 'done' }));
  await house.settled();
  const task = await house.task('demo', 'task_1');
  expect(task?.created_by).toBe('somebody');
  expect(task?.history.map(({ new_status, changed_by }) => [new_status, changed_by])).toEqual([
    ['todo', 'zoe'],
    ['done', ''],
  ]);
  expect(await kinds(house, 'zoe')).toEqual(['status', 'assigned']);
  expect((await house.events('demo', 'task_created'))[0]?.user_id).toBeNull();
});

it('tells the assignee, the watchers and the mentioned, each once and nobody of their own', async () => {
  const house = await demo();
  await house.edit('ada', DEMO, (doc) => changeTask(doc, 'task_1', { assignee_id: 'bob' }));
  await house.settled();
  expect(await house.inbox('bob')).toMatchObject([
    {
      kind: 'assigned',
      title: 'Paint it',
      message: 'Ada assigned this task to you',
      item: 'task:demo/task_1',
      actors: ['ada'],
      read: false,
    },
  ]);
  await house.edit('cy', DEMO, (doc) => setWatching(doc, 'task_1', 'cy', true));
  await house.edit('bob', DEMO, (doc) => moveTask(doc, 'task_1', { status: 'done' }));
  await house.settled();
  expect(await house.inbox('ada')).toMatchObject([
    { kind: 'status', message: 'Bob moved it from To do to Done', facts: { name: 'Bob', from: 'To do', to: 'Done' } },
  ]);
  expect(await kinds(house, 'cy')).toEqual(['status']);
  expect(await kinds(house, 'bob')).toEqual(['assigned']);
  await house.edit('ada', DEMO, (doc) => setWatching(doc, 'task_1', 'bob', false));
  await house.edit('ada', DEMO, (doc) => moveTask(doc, 'task_1', { status: 'todo' }));
  const text = `${mentionText({ kind: 'user', id: 'bob', label: 'Bob' })} and ${mentionText({ kind: 'user', id: 'ada', label: 'Ada' })}`;
  await house.edit('ada', DEMO, (doc) => changeTask(doc, 'task_1', { description: text }));
  await house.edit('ada', DEMO, (doc) => changeTask(doc, 'task_1', { description: `${text}, again ${text}` }));
  await house.settled();
  expect(await house.inbox('bob')).toMatchObject([{ kind: 'mention', count: 1 }, { kind: 'assigned' }]);
  expect(await kinds(house, 'ada')).toEqual(['status']);
});

it('tells somebody who is no member yet where it is said that they may know', async () => {
  const asked: string[] = [];
  const mayKnow = async (project: string, user: string) => {
    asked.push(`${project}/${user}`);
    if (user === 'broken') throw new Error('As the test asked.');
    return user === 'newcomer';
  };
  const house = await demo({ mayKnow });
  for (const assignee_id of ['newcomer', 'mallory', 'broken', 'bob', 'newcomer']) {
    await house.edit('ada', DEMO, (doc) => changeTask(doc, 'task_1', { assignee_id }));
    await house.settled();
  }
  expect((await house.inbox('newcomer')).map(({ kind, count }) => [kind, count])).toEqual([['assigned', 2]]);
  expect([await house.inbox('mallory'), await house.inbox('broken')]).toEqual([[], []]);
  expect(asked).toEqual(['demo/newcomer', 'demo/mallory', 'demo/broken', 'demo/newcomer']);
});

it('tells nobody who is no member', async () => {
  const house = await demo();
  await house.edit('ada', DEMO, (doc) => changeTask(doc, 'task_1', { assignee_id: 'mallory' }));
  await house.settled();
  expect(await house.inbox('mallory')).toEqual([]);
});

it('tells of typing in a description once it pauses', async () => {
  const house = await demo();
  for (const words of ['a', 'ab', 'abc']) await house.edit('bob', DEMO, (doc) => changeTask(doc, 'task_1', { description: words }));
  await house.settled();
  await house.edit('bob', DEMO, (doc) => changeTask(doc, 'task_1', { description: 'abcd' }));
  expect((await house.events('demo', 'task_updated')).length).toBe(1);
  house.time.jump(house.limits.mentionDelay);
  await house.settled();
  expect((await house.events('demo', 'task_updated')).length).toBe(2);
});

it('gives cards with the same place, or an unusable one, places of their own', async () => {
  const house = await demo();
  const setOrder = (doc: Y.Doc, id: string, order: string): void =>
    void (doc.getMap('tasks').get(id) as Y.Map<unknown>).set('order', order);
  await house.edit('ada', DEMO, (doc) => createTask(doc, 'task_2', { title: 'Two' }, { now: NOW, by: 'ada' }));
  await house.edit('ada', DEMO, (doc) => setOrder(doc, 'task_2', 'a0'));
  await house.edit('bob', DEMO, (doc) => createTask(doc, 'task_3', { title: 'Three' }, { now: NOW, by: 'bob' }));
  await house.edit('bob', DEMO, (doc) => setOrder(doc, 'task_3', 'zzz!'));
  await house.settled();
  const { items } = await house.parts.rooms.read(DEMO, readTasks);
  expect(items.map(({ task_id }) => task_id)).toEqual(['task_1', 'task_2', 'task_3']);
  expect(new Set(items.map(({ order }) => order)).size).toBe(3);
  expect(items.every(({ order }) => /^[A-Za-z0-9]+$/.test(order))).toBe(true);
  // The server's mending is no change that anybody made.
  const changes = (await house.events('demo', 'task_updated')).map(({ user_id, data }) => [user_id, data.task_id]);
  expect(changes).toEqual([
    ['ada', 'task_2'],
    ['bob', 'task_3'],
  ]);
});

it('keeps the index of tasks and the name for the list of projects', async () => {
  const house = await demo();
  const { journal, directory } = house.parts;
  expect(await journal.get('task', 'task_1/demo')).not.toBeNull();
  await house.edit('bob', DEMO, (doc) => {
    setProjectName(doc, 'Moon base');
    removeTask(doc, 'task_1');
  });
  await house.settled();
  expect(await journal.get('task', 'task_1/demo')).toBeNull();
  expect(directory.project('demo')?.name).toBe('Moon base');
  await house.restart();
  expect(house.parts.directory.project('demo')?.name).toBe('Moon base');
});

it('says when a document is binned, restored or gone', async () => {
  const house = await demo();
  const edits: ((doc: Y.Doc) => void)[] = [
    (doc) => addDocument(doc, 'doc_1', { title: 'Notes' }, { now: NOW, by: 'cy' }),
    (doc) => binDocument(doc, 'doc_1', NOW),
    (doc) => restoreDocument(doc, 'doc_1'),
  ];
  for (const edit of edits) await house.edit('ada', DEMO, edit);
  await house.settled();
  expect(await house.parts.rooms.read(DEMO, (doc) => readDocument(doc, 'doc_1')?.created_by)).toBe('ada');
  await house.edit('ada', DEMO, (doc) => removeDocument(doc, 'doc_1'));
  await house.settled();
  expect(house.documents).toEqual(['demo/doc_1', 'demo/doc_1', 'demo/doc_1']);
  const activity = await house.parts.rooms.read(DEMO, (doc) => readActivity(doc).items.map(({ type }) => type));
  expect(activity).toEqual(['task_created', 'document_created', 'document_binned', 'document_restored', 'document_deleted']);
});

it('goes on after records that no reader understands', async () => {
  const house = await demo();
  const hostile: ((doc: Y.Doc) => void)[] = [
    (doc) => void doc.getMap('tasks').set('task_1', 7),
    (doc) => void doc.getMap('tasks').set('task_2', new Y.Array()),
    (doc) =>
      void doc.getMap('tasks').set(
        'task_3',
        new Y.Map<unknown>([
          ['title', new Y.Text('x')],
          ['status', null],
          ['history', 'no'],
        ]),
      ),
    (doc) => void doc.getMap('documents').set('doc_1', new Y.XmlElement('x')),
    (doc) => void doc.getMap('project').set('columns', [1]),
    (doc) => doc.getArray('activity').insert(0, [null, [], new Y.Map()]),
    (doc) => void doc.getMap('people').set('a/b', 'x'),
  ];
  for (const edit of hostile) await house.edit('bob', DEMO, edit);
  await house.edit('bob', DEMO, (doc) => createTask(doc, 'task_4', { title: 'Sound' }, { now: NOW, by: 'bob' }));
  await house.settled();
  expect((await house.events('demo')).map(({ type, data }) => [type, data.task_id])).toEqual([
    ['task_created', 'task_1'],
    ['task_deleted', 'task_1'],
    ['task_created', 'task_4'],
  ]);
});
