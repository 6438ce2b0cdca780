import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { WeftError } from '../../../shared/codes.ts';
import { parsePresence } from '../../../shared/model/presence.ts';
import { createWebSocketService } from '../../../web/client/service.ts';
import type { RoomHandle, ServiceOptions, UnsentEdits, WebSocketService } from '../../../web/client/service-types.ts';
import type { SyncStatus } from '../../../web/client/sync-status.ts';
import { eventually, quiet } from '../../support/eventually.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { jumpingTime, type TestTime } from '../../support/time.ts';

const BOARD = 'p/home';
const WELCOME = 'p/home/d/welcome';

interface Somebody {
  readonly service: WebSocketService;
  readonly time: TestTime;
  /** Waits until the status over all rooms has these values. */
  becomes(wanted: Partial<SyncStatus>): Promise<void>;
}

function somebody(server: TestServer, name = 'ada', options: Partial<ServiceOptions> = {}): Somebody {
  const time = jumpingTime();
  const service = createWebSocketService({
    url: server.url,
    user: { id: name, name, color: '#336699' },
    token: `${name}:editor`,
    WebSocketImpl: WebSocket,
    time,
    random: () => 0.5,
    ...options,
  });
  onTestFinished(() => {
    service.destroy();
    time.stop();
  });
  const now = () => service.syncStatus.getSnapshot();
  const becomes = async (wanted: Partial<SyncStatus>): Promise<void> => {
    const is = (): boolean => (Object.keys(wanted) as (keyof SyncStatus)[]).every((key) => now()[key] === wanted[key]);
    await eventually(`the status is ${JSON.stringify(wanted)}`, is, { seen: now });
  };
  return { service, time, becomes };
}

const textOf = (handle: RoomHandle) => handle.doc.getText('text');
const until = (handle: RoomHandle, kind: SyncStatus['kind']) =>
  eventually(`${handle.room} is ${kind}`, () => handle.status.getSnapshot().kind === kind, { seen: () => handle.status.getSnapshot() });
const connections = async (server: TestServer) => (await server.counters()).connections;

describe('the rooms of a service', () => {
  it('are one connection each, however often they are opened, and end after the last release', async () => {
    const server = await testServer();
    const { service, time, becomes } = somebody(server);
    expect(service.status.getSnapshot()).toBe('idle');
    const [first, second] = [service.open(WELCOME), service.open(WELCOME)];
    expect(second.doc).toBe(first.doc);
    await becomes({ kind: 'saved', ready: true });
    expect(service.status.getSnapshot()).toBe('connected');
    expect(await connections(server)).toBe(1);
    first.release();
    first.release();
    time.jump(10_000);
    textOf(second).insert(0, 'still open');
    await second.saved();
    second.release();
    time.jump(1_000);
    expect(service.getState().rooms).toEqual([]);
    expect(service.status.getSnapshot()).toBe('idle');
    await eventually('the socket is closed', async () => (await connections(server)) === 0);
  });

  it('opened, released and opened again at once, as StrictMode does, are one socket', async () => {
    const server = await testServer();
    const { service, time, becomes } = somebody(server);
    const first = service.open(WELCOME);
    first.release();
    const second = service.open(WELCOME);
    expect(second.doc).toBe(first.doc);
    time.jump(1_000);
    await becomes({ kind: 'saved', ready: true });
    expect((await server.counters()).connections).toBe(1);
    expect(server.log.errors()).toEqual([]);
  });

  it('[SA4] stay after their release until what was written in them is saved', async () => {
    const server = await testServer();
    const { service, time, becomes } = somebody(server);
    const handle = service.open(WELCOME);
    await becomes({ kind: 'saved' });
    const release = server.store.holdWrites();
    textOf(handle).insert(0, 'left behind');
    handle.release();
    time.jump(5_000);
    expect(service.syncStatus.getSnapshot()).toMatchObject({ kind: 'saving', unsent: 1 });
    release();
    await handle.saved();
    time.jump(1_000);
    expect(service.getState().rooms).toEqual([]);
    const bob = await server.join(WELCOME, 'bob:viewer');
    expect(bob.doc.getText('text').toString()).toBe('left behind');
  });

  it('stay when their line was refused, where nothing else holds what was written', async () => {
    const server = await testServer();
    const { service, time, becomes } = somebody(server);
    const handle = service.open(WELCOME);
    await becomes({ kind: 'saved' });
    const release = server.store.holdWrites();
    textOf(handle).insert(0, 'not lost');
    server.gate.expire('ada');
    await becomes({ kind: 'failed', code: 'session.expired', unsent: 1 });
    handle.release();
    time.jump(10_000);
    release();
    service.reconnect();
    await handle.saved();
    time.jump(1_000);
    expect(service.getState().rooms).toEqual([]);
  });

  it('can’t be opened in a service that was destroyed, which leaves nothing behind', async () => {
    const server = await testServer();
    const { service, time, becomes } = somebody(server);
    const handle = service.open(WELCOME);
    await becomes({ kind: 'saved' });
    service.destroy();
    handle.release();
    expect(() => service.open(BOARD)).toThrow('destroyed');
    expect(time.waiting).toBe(0);
    await eventually('the socket is closed', async () => (await connections(server)) === 0);
  });
});

describe('the status over all rooms', () => {
  it('is saved only when each room is, and sums up what is unsent', async () => {
    const server = await testServer();
    const { service, becomes } = somebody(server);
    const [board, welcome] = [service.open(BOARD), service.open(WELCOME)];
    await becomes({ kind: 'saved', role: 'editor', ready: true, editable: true });
    const release = server.store.holdWrites();
    textOf(board).insert(0, 'a');
    textOf(welcome).insert(0, 'b');
    textOf(welcome).insert(1, 'c');
    expect(service.syncStatus.getSnapshot()).toMatchObject({ kind: 'saving', unsent: 3 });
    release();
    await becomes({ kind: 'saved', unsent: 0 });
  });

  it('[CL1] is failed with the code of a room that is refused, while the others go on', async () => {
    const server = await testServer();
    const { service, becomes } = somebody(server);
    service.open(WELCOME);
    await becomes({ kind: 'saved' });
    service.open('missing/room');
    await becomes({ kind: 'failed', code: 'room.unknown', editable: true });
    expect(service.status.getSnapshot()).toBe('connected');
  });

  it('is offline while the server is away, and says refused where it refuses all', async () => {
    const server = await testServer();
    const ada = somebody(server);
    const handle = ada.service.open(WELCOME);
    await ada.becomes({ kind: 'saved' });
    await server.stop();
    await ada.becomes({ kind: 'offline' });
    expect(ada.service.status.getSnapshot()).toBe('offline');
    textOf(handle).insert(0, 'offline');
    expect(ada.service.syncStatus.getSnapshot()).toMatchObject({ kind: 'offline', unsent: 1 });
    await server.start();
    ada.service.reconnect();
    await ada.becomes({ kind: 'saved', unsent: 0 });
    server.gate.revoke('ada');
    await ada.becomes({ kind: 'failed', code: 'session.revoked' });
    expect(ada.service.status.getSnapshot()).toBe('refused');
  });
});

describe('saved()', () => {
  it('[SA1] settles when the edits so far are on the disk, whatever is written after them', async () => {
    const server = await testServer();
    const { service, becomes } = somebody(server);
    const handle = service.open(WELCOME);
    await becomes({ kind: 'saved' });
    await handle.saved();
    const release = server.store.holdWrites();
    textOf(handle).insert(0, 'first');
    let settled = false;
    const saved = handle.saved().then(() => {
      settled = true;
    });
    await eventually('the write waits', () => server.store.writing > 0);
    expect(settled).toBe(false);
    release();
    await saved;
    const hold = server.store.holdWrites();
    textOf(handle).insert(0, 'second');
    const second = handle.saved();
    hold();
    await second;
    expect(handle.kept.getSnapshot()).toBe(false);
  });

  it('[RO1] rejects with the code where one may not write', async () => {
    const server = await testServer();
    const { service } = somebody(server, 'eve', { token: 'eve:viewer' });
    const handle = service.open(WELCOME);
    await until(handle, 'saved');
    await handle.saved();
    textOf(handle).insert(0, 'not mine to write');
    await expect(handle.saved()).rejects.toMatchObject({ code: 'role.read-only' });
  });

  it('[RO3] rejects when one is removed, and the app is handed what never arrived', async () => {
    const server = await testServer();
    const refused: UnsentEdits[] = [];
    const { service, becomes } = somebody(server, 'ada', { onRefused: (edits) => refused.push(edits) });
    const handle = service.open(WELCOME);
    await becomes({ kind: 'saved' });
    server.store.holdWrites();
    textOf(handle).insert(0, 'too late');
    const saved = handle.saved();
    saved.catch(() => undefined);
    server.gate.revoke('ada');
    await expect(saved).rejects.toMatchObject({ code: 'session.revoked' });
    expect(refused.map(({ room }) => room)).toEqual([WELCOME]);
    handle.release();
  });

  it('rejects when the service is destroyed', async () => {
    const server = await testServer();
    const { service, becomes } = somebody(server);
    const handle = service.open(WELCOME);
    await becomes({ kind: 'saved' });
    const release = server.store.holdWrites();
    textOf(handle).insert(0, 'x');
    const saved = handle.saved();
    saved.catch(() => undefined);
    service.destroy();
    await expect(saved).rejects.toBeInstanceOf(WeftError);
    await expect(handle.saved()).rejects.toBeInstanceOf(WeftError);
    release();
  });
});

describe('what others see of a person', () => {
  it('is told in project and document, changes on request, and ends with the last handle', async () => {
    const server = await testServer();
    const { service, time, becomes } = somebody(server);
    const handle = service.open(WELCOME);
    service.open('u/ada');
    await becomes({ kind: 'saved' });
    const bob = somebody(server, 'bob').service.open(WELCOME);
    const ada = () => {
      const others = [...bob.awareness.getStates()].filter(([client]) => client !== bob.awareness.clientID);
      return parsePresence(others[0]?.[1]);
    };
    await eventually('bob sees ada', () => ada()?.user.name === 'Ada');
    service.setPresence({ status: 'busy', place: { kind: 'document', id: 'welcome' } });
    await eventually('bob sees where she is', () => ada()?.place?.id === 'welcome');
    expect(ada()).toMatchObject({ status: 'busy' });
    service.setPresence({ place: null });
    await eventually('bob sees that she went', () => ada()?.place === null);
    expect(ada()).toMatchObject({ status: 'busy' });
    handle.release();
    await quiet(5);
    time.jump(1_000);
    await eventually('ada is gone', () => bob.awareness.getStates().size === 1);
  });
});
