import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { RunningServer } from '../../../server/server.ts';
import { EVENT_TYPES, type EventType, isPresenceEvent, type WeftEvent } from '../../../shared/events.ts';
import { binTask, changeTask, createTask, moveTask, removeTask, restoreTask } from '../../../shared/model/task-edits.ts';
import { createWebSocketService } from '../../../web/client/service.ts';
import type { RoomHandle, WebSocketService } from '../../../web/client/service-types.ts';
import { eventually } from '../../support/eventually.ts';
import { testGate } from '../../support/test-gate.ts';
import { jumpingTime, type TestTime } from '../../support/time.ts';
import { startWhole } from '../../support/whole-server.ts';

const BOARD = 'p/home';
const WELCOME = 'p/home/d/welcome';
const TASK_EVENTS: readonly EventType[] = ['task_created', 'task_updated', 'task_status_changed', 'task_deleted'];

interface Listener {
  readonly service: WebSocketService;
  readonly time: TestTime;
  /** Every event since it was last emptied. */
  readonly heard: WeftEvent[];
  /** Opens a room and waits until it is synced. */
  open(room: string): Promise<RoomHandle>;
}

function listen(server: RunningServer, name = 'ada', types: readonly EventType[] = EVENT_TYPES): Listener {
  const time = jumpingTime();
  const service = createWebSocketService({
    url: `${server.url.replace('http', 'ws')}/ws`,
    user: { id: name, name: name.charAt(0).toUpperCase() + name.slice(1), color: '#336699' },
    token: `${name}:editor`,
    WebSocketImpl: WebSocket,
    time,
    random: () => 0.5,
  });
  onTestFinished(() => {
    service.destroy();
    time.stop();
  });
  const heard: WeftEvent[] = [];
  for (const type of types) service.on(type, (event) => heard.push(event));
  const open = async (room: string): Promise<RoomHandle> => {
    const handle = service.open(room);
    await eventually(`${room} is synced`, () => handle.status.getSnapshot().kind === 'saved', { seen: () => handle.status.getSnapshot() });
    return handle;
  };
  return { service, time, heard, open };
}

const start = (): Promise<RunningServer> => startWhole({ gate: testGate() });
const types = (heard: readonly WeftEvent[]) => heard.map(({ type }) => type);
const word = ({ type, data }: WeftEvent) => `${type} ${data.username}`;
/** The same event, wherever it is told. */
const essence = ({ type, data, user_id, room_id }: WeftEvent) => JSON.stringify({ type, data, user_id, room_id });

describe('events about tasks', () => {
  it('are those that the server tells, whoever makes the change', async () => {
    const server = await start();
    const [ada, bob] = [listen(server, 'ada', TASK_EVENTS), listen(server, 'bob', TASK_EVENTS)];
    const told: WeftEvent[] = [];
    for (const type of TASK_EVENTS) server.workspace.events.on(type, (event) => told.push(event));
    const [atAda, atBob] = [await ada.open(BOARD), await bob.open(BOARD)];
    await eventually('they see each other', () => atAda.awareness.getStates().size + atBob.awareness.getStates().size === 4);

    const doing = { now: 1_700_000_000_000, by: 'ada' };
    const steps: readonly (readonly [RoomHandle, (handle: RoomHandle) => void])[] = [
      [atAda, ({ doc }) => createTask(doc, 'one', { title: 'One' }, doing)],
      [atBob, ({ doc }) => createTask(doc, 'two', { title: 'Two', status: 'todo', labels: ['x'] }, { ...doing, by: 'bob' })],
      [atBob, ({ doc }) => changeTask(doc, 'one', { title: 'One!', assignee_id: 'bob' })],
      [atAda, ({ doc }) => moveTask(doc, 'one', { status: 'done' })],
      [atAda, ({ doc }) => moveTask(doc, 'two', { status: 'todo', after: null })],
      [atBob, ({ doc }) => changeTask(doc, 'two', { status: 'in_progress', priority: 'high' })],
      [atAda, ({ doc }) => binTask(doc, 'two', 1_700_000_000_001)],
      [atBob, ({ doc }) => restoreTask(doc, 'two')],
      [atAda, ({ doc }) => removeTask(doc, 'one')],
    ];
    for (const [handle, step] of steps) {
      const before = told.length;
      step(handle);
      await handle.saved();
      await server.settled();
      // Not each step is an event: the others have come when both have what the server has.
      await eventually('both have heard it', () => ada.heard.length >= told.length && bob.heard.length >= told.length, {
        seen: () => [told.slice(before), ada.heard.slice(before), bob.heard.slice(before)],
      });
    }
    expect(types(told)).toEqual(expect.arrayContaining([...TASK_EVENTS]));
    expect(ada.heard.map(essence)).toEqual(told.map(essence));
    expect(bob.heard.map(essence)).toEqual(told.map(essence));
    expect(ada.heard[0]).toMatchObject({ user_id: 'ada', message_id: expect.stringMatching(/^msg_/) });
  });

  it('are not told for what was there when the room was opened', async () => {
    const server = await start();
    const bob = await listen(server, 'bob').open(BOARD);
    createTask(bob.doc, 'old', { title: 'Old' }, { now: 1, by: 'bob' });
    await bob.saved();
    const ada = listen(server, 'ada', TASK_EVENTS);
    const board = await ada.open(BOARD);
    expect(board.doc.getMap('tasks').has('old')).toBe(true);
    changeTask(bob.doc, 'old', { title: 'New' });
    await eventually('the change is told', () => ada.heard.length > 0);
    expect(ada.heard.map(({ type, data }) => [type, data.title])).toEqual([['task_updated', 'New']]);
  });

  it('wait until somebody pauses who types a description', async () => {
    const server = await start();
    const ada = listen(server, 'ada', TASK_EVENTS);
    const { doc } = await ada.open(BOARD);
    createTask(doc, 'one', { title: 'One' }, { now: 1, by: 'ada' });
    for (const description of ['D', 'De', 'Des']) changeTask(doc, 'one', { description });
    expect(types(ada.heard)).toEqual(['task_created']);
    ada.time.jump(1_000);
    expect(types(ada.heard)).toEqual(['task_created', 'task_updated']);
    ada.time.jump(10_000);
    expect(ada.heard).toHaveLength(2);
  });

  it('end with the listener', async () => {
    const server = await start();
    const ada = listen(server, 'ada', []);
    const { doc } = await ada.open(BOARD);
    const heard: WeftEvent[] = [];
    const [stop, stopOther] = [
      ada.service.on('task_created', (event) => heard.push(event)),
      ada.service.on('task_created', (event) => heard.push(event)),
    ];
    createTask(doc, 'one', { title: 'One' }, { now: 1, by: 'ada' });
    stop();
    stop();
    createTask(doc, 'two', { title: 'Two' }, { now: 1, by: 'ada' });
    stopOther();
    createTask(doc, 'three', { title: 'Three' }, { now: 1, by: 'ada' });
    expect(heard.map(({ data }) => data.task_id)).toEqual(['one', 'one', 'two']);
  });
});

describe('document_edit', () => {
  it('is told for the first edit, and then once in a while for each author', async () => {
    const server = await start();
    const ada = listen(server, 'ada', ['document_edit']);
    const bob = listen(server, 'bob', ['document_edit']);
    const [atAda, atBob] = [await ada.open(WELCOME), await bob.open(WELCOME)];
    await eventually('they see each other', () => atAda.awareness.getStates().size === 2);
    const write = ({ doc }: RoomHandle, text: string): void => doc.getText('text').insert(0, text);
    write(atAda, 'a');
    expect(ada.heard.map(({ user_id, data }) => [user_id, data.edits])).toEqual([['ada', 1]]);
    write(atAda, 'b');
    write(atAda, 'c');
    write(atBob, 'd');
    await eventually('ada has it', () => atAda.doc.getText('text').length === 4);
    expect(ada.heard).toHaveLength(1);
    ada.time.jump(5_000);
    expect(ada.heard.slice(1).map(({ user_id, data }) => [user_id, data.edits])).toEqual([
      ['ada', 2],
      ['bob', 1],
    ]);
    expect(ada.heard[1]).toMatchObject({ data: { document_id: 'welcome', project_id: 'home' }, room_id: WELCOME });
  });
});

describe('system_notification', () => {
  it('is told from the inbox, not for what lay there', async () => {
    const server = await start();
    const { notifications } = server.workspace;
    await notifications.send('ada', 'Old', 'It was there before.', 'info');
    const ada = listen(server, 'ada', ['system_notification']);
    await ada.open('u/ada');
    await notifications.send('ada', 'New', 'It comes now.', 'warning');
    await eventually('it is told', () => ada.heard.length > 0);
    expect(ada.heard).toHaveLength(1);
    expect(ada.heard[0]).toMatchObject({
      data: { title: 'New', message: 'It comes now.', level: 'warning', user_id: 'ada', count: 1 },
      room_id: 'u/ada',
      user_id: null,
    });
  });
});

describe('who comes and goes', () => {
  it('is told once a person, with every connection of theirs, and with time for a reload', async () => {
    const server = await start();
    const ada = listen(server, 'ada', EVENT_TYPES.filter(isPresenceEvent));
    await ada.open(BOARD);
    expect(ada.heard.map(word)).toEqual(['connect Ada']);
    ada.heard.length = 0;

    const bob = listen(server, 'bob', []);
    await bob.open(BOARD);
    await eventually('bob is there', () => ada.heard.length === 2);
    const other = listen(server, 'bob', []);
    await other.open(BOARD);
    await eventually('his second tab is there', () => ada.heard.length === 3);
    expect(ada.heard.map(word)).toEqual(['connect Bob', 'user_online Bob', 'connect Bob']);
    ada.heard.length = 0;

    other.service.destroy();
    await eventually('one tab is gone', () => ada.heard.length === 1);
    bob.service.destroy();
    await eventually('both are gone', () => ada.heard.length === 2);
    await listen(server, 'bob', []).open(BOARD);
    await eventually('he has reloaded', () => ada.heard.length === 3);
    ada.time.jump(3_000);
    expect(ada.heard.map(word)).toEqual(['disconnect Bob', 'disconnect Bob', 'connect Bob']);
  });

  it('is told when somebody stays away', async () => {
    const server = await start();
    const ada = listen(server, 'ada', ['user_online', 'user_offline', 'disconnect']);
    const bob = listen(server, 'bob', []);
    await bob.open(BOARD);
    await ada.open(BOARD);
    expect(ada.heard).toEqual([]);
    bob.service.destroy();
    await eventually('bob is gone', () => ada.heard.length > 0);
    ada.time.jump(3_000);
    expect(ada.heard.map(word)).toEqual(['disconnect Bob', 'user_offline Bob']);
    expect(ada.heard[1]).toMatchObject({ data: { user_id: 'bob', project_id: 'home' }, room_id: BOARD, user_id: 'bob' });
  });

  it('is not told of others when one’s own line goes, or comes back', async () => {
    const gate = testGate();
    const server = await startWhole({ gate });
    const ada = listen(server, 'ada', EVENT_TYPES.filter(isPresenceEvent));
    await listen(server, 'bob', []).open(BOARD);
    const board = await ada.open(BOARD);
    ada.heard.length = 0;
    gate.expire('ada');
    await eventually('her line is gone', () => board.status.getSnapshot().code === 'session.expired');
    ada.time.jump(5_000);
    ada.service.reconnect();
    await eventually('her line is back', () => board.status.getSnapshot().kind === 'saved');
    expect(board.awareness.getStates().size).toBe(2);
    ada.service.destroy();
    ada.time.jump(5_000);
    expect(ada.heard.map(word)).toEqual(['disconnect Ada', 'connect Ada', 'disconnect Ada']);
    expect(ada.time.waiting).toBe(0);
  });
});
