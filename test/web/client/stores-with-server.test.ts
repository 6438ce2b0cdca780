import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { WeftError } from '../../../shared/codes.ts';
import { addNotification } from '../../../shared/model/inbox.ts';
import type { Notification } from '../../../shared/model/records.ts';
import { type BoardActions, createBoardActions } from '../../../web/client/board-actions.ts';
import { type BoardStore, createBoardStore } from '../../../web/client/board-store.ts';
import { createInboxActions } from '../../../web/client/inbox-actions.ts';
import { createInboxStore } from '../../../web/client/inbox-store.ts';
import { createOnlineStore } from '../../../web/client/online-store.ts';
import { createWebSocketService } from '../../../web/client/service.ts';
import type { RoomHandle, WebSocketService } from '../../../web/client/service-types.ts';
import { createTextDocument } from '../../../web/client/text-document.ts';
import { eventually, quiet } from '../../support/eventually.ts';
import { runSeed, seeded } from '../../support/random.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { jumpingTime, type TestTime } from '../../support/time.ts';

const SEED = runSeed();

interface Tab {
  readonly service: WebSocketService;
  readonly time: TestTime;
  /** Opens a room, and waits until it is here. */
  open(room: string): Promise<RoomHandle>;
}

function tabOf(server: TestServer, name: string, role = 'editor'): Tab {
  const time = jumpingTime();
  const user = { id: name, name, color: '' };
  const service = createWebSocketService({ url: server.url, user, token: `${name}:${role}`, WebSocketImpl: WebSocket, time });
  onTestFinished(() => {
    service.destroy();
    time.stop();
  });
  const open = async (room: string): Promise<RoomHandle> => {
    const handle = service.open(room);
    await eventually(`${room} is here`, () => handle.status.getSnapshot().ready, { seen: () => handle.status.getSnapshot() });
    return handle;
  };
  return { service, time, open };
}

interface Member extends Tab {
  readonly handle: RoomHandle;
  readonly board: BoardStore;
  readonly actions: BoardActions;
}

async function member(server: TestServer, name: string, role?: string): Promise<Member> {
  const tab = tabOf(server, name, role);
  const handle = await tab.open('p/home');
  await eventually('the role is known', () => handle.status.getSnapshot().role !== null);
  const board = createBoardStore(handle.doc);
  onTestFinished(() => board.stop());
  return { ...tab, handle, board, actions: createBoardActions({ handle, me: { id: name } }) };
}

const titles = ({ board }: Member) => board.tasks.getSnapshot().map((task) => `${task.status}: ${task.title}`);

/** What has become of a promise: watched from the beginning, so that none is left to reject unseen. */
function watched(promise: Promise<unknown>): { outcome: string } {
  const seen = { outcome: 'pending' };
  promise.then(
    () => (seen.outcome = 'done'),
    (error: unknown) => (seen.outcome = error instanceof Error && 'code' in error ? String(error.code) : 'another error'),
  );
  return seen;
}

describe('the boards of two people', () => {
  it('say the same in the end, whatever both do at once, with the server away for a while', async () => {
    const server = await testServer();
    const people = [await member(server, 'ada'), await member(server, 'bo')] as const;
    const [ada, bo] = people;
    const random = seeded(SEED);
    for (let card = 0; card < 6; card++) await ada.actions.createTask({ title: `Card ${card}` });
    await eventually('bo has the cards', () => titles(bo).length === 6);

    const act = (who: Member, step: number): Promise<unknown> => {
      const card = random.pick(who.board.tasks.getSnapshot()).task_id;
      const column = random.pick(who.board.columns.getSnapshot()).id;
      return random.pick([
        () => who.actions.moveTask(card, { status: column, after: null }),
        () => who.actions.changeTask(card, { title: `Step ${step}`, labels: [`l${step}`] }),
        () => who.actions.createTask({ title: `New ${step}`, status: column }),
        () => who.actions.renameColumn(column, `Column ${step}`),
        () => who.actions.watchTask(card, random.chance(0.5)),
      ])();
    };
    const done: Promise<unknown>[] = [];
    for (let step = 0; step < 40; step++) {
      if (step === 15) await server.stop();
      done.push(act(random.pick(people), step));
    }
    await server.start();
    for (const { service } of people) service.reconnect();
    await Promise.all(done);
    const boardOf = ({ board }: Member) => ({ tasks: board.tasks.getSnapshot(), columns: board.columns.getSnapshot() });
    await eventually('both boards are the same', () => isDeepStrictEqual(boardOf(ada), boardOf(bo)), {
      seen: () => `seed ${SEED}: ${JSON.stringify(people.map(titles))}`,
    });
  });
});

describe('an action', () => {
  it('shows at once, and is done when it is on the disk and not before', async () => {
    const server = await testServer();
    const ada = await member(server, 'ada');
    await ada.actions.createTask({ title: 'First' }, 'first');
    const release = server.store.holdWrites();
    const [created, moved] = [
      watched(ada.actions.createTask({ title: 'Second' })),
      watched(ada.actions.moveTask('first', { status: 'done' })),
    ];
    expect(titles(ada)).toEqual(['todo: Second', 'done: First']);
    await eventually('the write waits', () => server.store.writing > 0);
    await quiet(50);
    expect([created.outcome, moved.outcome]).toEqual(['pending', 'pending']);
    release();
    await eventually('both are done', () => created.outcome === 'done' && moved.outcome === 'done', { seen: () => [created, moved] });
  });

  it('rejects with the reason when the server refuses it', async () => {
    const server = await testServer({ limits: { tasksPerProject: 1 } });
    const ada = await member(server, 'ada');
    await ada.actions.createTask({ title: 'Fits' });
    await expect(ada.actions.createTask({ title: 'Too many' })).rejects.toBeInstanceOf(WeftError);
  });

  it('changes nothing for who may only read, and nothing that is not as it must be', async () => {
    const server = await testServer();
    const [ada, bo] = [await member(server, 'ada'), await member(server, 'bo', 'viewer')];
    await ada.actions.createTask({ title: 'Task' }, 'task');
    await eventually('bo has it', () => titles(bo).length === 1);
    await expect(bo.actions.binTask('task')).rejects.toMatchObject({ name: 'Problem', code: 'role.insufficient' });
    expect(bo.handle.status.getSnapshot()).toMatchObject({ kind: 'saved', unsent: 0 });
    await expect(ada.actions.createTask({ title: '' })).rejects.toMatchObject({ code: 'request.invalid', faults: [{ field: 'title' }] });
    await expect(ada.actions.moveTask('task', { status: 'nowhere' })).rejects.toMatchObject({ code: 'column.unknown' });
    await expect(ada.actions.moveTask('task', { status: 'done', after: 'nothing' })).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(ada.actions.changeTask('other', { title: 'x' })).rejects.toMatchObject({ code: 'task.unknown' });
    expect(titles(ada)).toEqual(['todo: Task']);
  });

  it('waits for the board: nothing is made before it has arrived', async () => {
    const server = await testServer();
    const ada = tabOf(server, 'ada').service.open('p/home');
    const actions = createBoardActions({ handle: ada, me: { id: 'ada' } });
    await expect(actions.addColumn('Too early')).rejects.toMatchObject({ code: 'room.busy' });
    expect(ada.doc.store.clients.size).toBe(0);
  });

  it('is what it says: tasks, columns and the bin', async () => {
    const server = await testServer();
    const ada = await member(server, 'ada');
    const { actions, board } = ada;
    const task = await actions.createTask({ title: 'Task', labels: ['a'] });
    expect(board.task(task).getSnapshot()).toMatchObject({ title: 'Task', labels: ['a'], created_by: 'ada' });
    const column = await actions.addColumn('Later', null);
    await actions.moveTask(task, { status: column });
    await actions.moveColumn(column);
    await actions.renameColumn(column, 'Sometime');
    expect(board.columns.getSnapshot().at(-1)).toMatchObject({ id: column, title: 'Sometime' });
    expect(board.column(column).getSnapshot()).toEqual([task]);
    await actions.removeColumn(column);
    expect(board.column('todo').getSnapshot()).toEqual([task]);
    await actions.watchTask(task, true);
    expect(board.task(task).getSnapshot()?.watchers).toEqual({ ada: true });
    await actions.binTask(task);
    expect(board.binned.getSnapshot()).toHaveLength(1);
    await actions.restoreTask(task);
    expect(board.tasks.getSnapshot()).toHaveLength(1);
    await actions.removeTask(task);
    expect(board.task(task).getSnapshot()).toBeNull();
    const guest = createBoardActions({ handle: ada.handle, me: { id: null } });
    const own = await guest.createTask({ title: 'Nobody’s' }, 'own');
    await expect(guest.watchTask(own, true)).rejects.toMatchObject({ code: 'session.no-users' });
  });
});

it('what is read in one tab is read in the other', async () => {
  const server = await testServer();
  const tabs = await Promise.all(
    [tabOf(server, 'ada'), tabOf(server, 'ada')].map(async ({ open }) => {
      const [inbox, settings] = [await open('u/ada'), await open('u/ada/s')];
      const store = createInboxStore(inbox.doc, settings.doc);
      onTestFinished(() => store.stop());
      return { inbox, store, actions: createInboxActions({ settings, store }) };
    }),
  );
  const [first, second] = tabs as [(typeof tabs)[number], (typeof tabs)[number]];
  for (const id of ['a', 'b']) addNotification(first.inbox.doc, notification(id));
  await eventually('both badges say 2', () => tabs.every(({ store }) => store.unread.getSnapshot() === 2));
  await first.actions.markRead('a');
  await eventually('the other badge says 1', () => second.store.unread.getSnapshot() === 1);
  await second.actions.readAll();
  await eventually('the first badge says 0', () => first.store.unread.getSnapshot() === 0);
});

it('who is in a room shows with status and place, and who leaves is gone', async () => {
  const server = await testServer();
  const [ada, bo] = [tabOf(server, 'ada'), tabOf(server, 'bo')];
  const online = createOnlineStore((await ada.open('p/home')).awareness, ada.time.after);
  onTestFinished(() => online.stop());
  await bo.open('p/home');
  bo.service.setPresence({ status: 'busy', place: { kind: 'task', id: 'task' } });
  const seen = () => online.person('bo').getSnapshot();
  await eventually('bo is seen', () => seen()?.status === 'busy' && seen()?.place?.id === 'task', { seen });
  bo.service.destroy();
  await eventually('bo is gone', () => seen() === null, { seen });
});

it('a text takes edits of two people by position', async () => {
  const server = await testServer();
  const open = async (name: string) => {
    const text = createTextDocument(await tabOf(server, name).open('p/home/d/notes'), 'text');
    onTestFinished(() => text.stop());
    return text;
  };
  const [ada, bo] = [await open('ada'), await open('bo')];
  await ada.sendEdit('insert', 0, 'weft');
  await eventually('bo reads it', () => bo.text.getSnapshot() === 'weft');
  await bo.sendEdit('delete', 0, 'we');
  await eventually('ada reads it', () => ada.text.getSnapshot() === 'ft');
});

function notification(notification_id: string): Notification {
  const about = { project_id: 'home', task_id: null, document_id: null, thread_id: null };
  const words = { title: 'Title', message: '', count: 1, actors: [], facts: {} };
  return { notification_id, kind: 'system', level: 'info', item: notification_id, time: Date.now(), ...words, ...about };
}
