import { expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../../../server/store/memory.ts';
import type { WeftEvent } from '../../../../shared/events.ts';
import { projectRoom } from '../../../../shared/rooms.ts';
import { eventually } from '../../../support/eventually.ts';
import { testWorkspace } from '../../../support/workspace.ts';
import { startReceiver, verified } from '../webhooks/receiver.ts';
import { rowsOf } from './journal.ts';

it('a change of a task is told once to streams, listeners and webhooks, in the same words, also after a restart', async () => {
  const store = createMemoryStore();
  const receiver = await startReceiver();
  const first = await testWorkspace({ store });
  const ada = await first.person('ada', 'Ada');
  const { project_id } = await first.projects.create(ada, { name: 'Demo' });
  const { secret } = await first.webhooks.add(project_id, receiver.url, ['task_created', 'task_status_changed']);
  const streamed: WeftEvent[] = [];
  const stream = await first.events.stream({ project: project_id }, null, ({ event }) => void streamed.push(event));
  onTestFinished(stream.stop);
  const heard: WeftEvent[] = [];
  first.events.on('task_created', (event) => heard.push(event));
  first.events.on('task_status_changed', (event) => heard.push(event));
  const task = await first.tasks.create(ada, project_id, { title: 'Write it down' });
  await first.settled();
  await first.tasks.change(ada, project_id, task.task_id, { status: 'done' });
  await first.settled();
  await eventually('both were told everywhere', () => receiver.received.length === 2 && streamed.length >= 2);
  expect(receiver.received.map(({ event }) => event)).toEqual(heard);
  expect(streamed.filter(({ type }) => type !== 'task_updated')).toEqual(heard);
  expect(heard).toMatchObject([
    {
      type: 'task_created',
      user_id: 'ada',
      room_id: projectRoom(project_id),
      data: { task_id: task.task_id, id: task.task_id, project_id },
    },
    {
      type: 'task_status_changed',
      user_id: 'ada',
      data: { title: 'Write it down', status: 'done', old_status: task.status, new_status: 'done', changed_by: 'ada' },
    },
  ]);
  for (const request of receiver.received) expect(verified(request, secret)).not.toBeNull();
  stream.stop();
  await first.stop();
  const second = await testWorkspace({ store });
  await second.settled();
  await second.tasks.create(ada, project_id, { title: 'And again' });
  await second.settled();
  await eventually('the next was told', () => receiver.received.length === 3);
  expect(receiver.titles()).toEqual(['Write it down', 'Write it down', 'And again']);
  await second.projects.remove(ada, project_id);
  await second.settled();
  expect((await rowsOf(store, 'event')).filter(({ key }) => key.startsWith('project/'))).toEqual([]);
  expect([await rowsOf(store, 'webhook'), await rowsOf(store, 'webhook-queue')]).toEqual([[], []]);
});
