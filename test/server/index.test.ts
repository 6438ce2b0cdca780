import { once } from 'node:events';
import http from 'node:http';
import express from 'express';
import fastify from 'fastify';
import { SignJWT } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import {
  broadcastTaskUpdate,
  getWebSocketStats,
  initializeWebSocketSystem,
  sendNotificationToUser,
  startWebSocketServer,
  type WeftEvent,
  type WeftOptions,
  type WeftServer,
} from '../../server/index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/folder.ts';
import { readNotifications, readTask } from '../support/read-rooms.ts';
import { keptLog } from '../support/whole-server.ts';

const HOST = '127.0.0.1';

/** A server that ends with the test, in memory unless it is told otherwise. */
async function weft(options: WeftOptions = {}, port = 0): Promise<WeftServer> {
  const server = await initializeWebSocketSystem(HOST, port, { data: null, auth: 'open', log: keptLog(), ...options });
  onTestFinished(() => server.stop());
  return server;
}

/** An application's own HTTP server, listening, until the test has finished. */
async function listening(server: http.Server): Promise<number> {
  server.listen(0, HOST);
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** y-websocket's own client, as any integrator has it. */
async function plainClient(url: string, room: string, params: Record<string, string> = {}): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(url, room, doc, { WebSocketPolyfill: WebSocket as never, disableBc: true, params });
  onTestFinished(() => provider.destroy());
  await eventually('the client is synced', () => provider.synced);
  return doc;
}

const sockets = (server: WeftServer): string => server.url.replace('http', 'ws');

describe('broadcastTaskUpdate', () => {
  it('reaches a plain y-websocket client, survives a restart, and raises its events once', async () => {
    const data = temporaryFolder();
    const first = await startWebSocketServer(HOST, 0, { data, auth: 'open', app: false, log: keptLog() });
    const events: WeftEvent[] = [];
    for (const type of ['task_created', 'task_updated', 'task_status_changed', 'task_deleted'] as const) {
      first.on(type, (event) => events.push(event));
    }
    const doc = await plainClient(sockets(first), 'p/shop');
    await first.broadcastTaskUpdate({ task_id: 'task_1', project_id: 'shop', title: 'Pack the box' }, 'task_created');
    await first.broadcastTaskUpdate({ id: 'task_1', new_status: 'in_progress', changed_by: 'bob' }, 'task_status_changed');
    await eventually('the client has the task', () => readTask(doc, 'task_1')?.status === 'in_progress');
    expect(readTask(doc, 'task_1')).toMatchObject({ title: 'Pack the box', status: 'in_progress' });
    await eventually('both events came', () => events.length === 2, { seen: () => events });
    await eventually('the history came', () => readTask(doc, 'task_1')?.history.length === 1);
    expect(events.map(({ type, user_id, room_id }) => ({ type, user_id, room_id }))).toEqual([
      { type: 'task_created', user_id: null, room_id: 'p/shop' },
      { type: 'task_status_changed', user_id: 'bob', room_id: 'p/shop' },
    ]);
    expect(events[1]?.data).toMatchObject({
      task_id: 'task_1',
      id: 'task_1',
      project_id: 'shop',
      old_status: 'todo',
      new_status: 'in_progress',
      changed_by: 'bob',
    });
    await first.stop();

    const second = await startWebSocketServer(HOST, 0, { data, auth: 'open', app: false, log: keptLog() });
    onTestFinished(() => second.stop());
    const again: WeftEvent[] = [];
    second.on('task_created', (event) => again.push(event));
    second.on('task_status_changed', (event) => again.push(event));
    expect(readTask(await plainClient(sockets(second), 'p/shop'), 'task_1')).toMatchObject({ status: 'in_progress' });
    await second.broadcastTaskUpdate({ task_id: 'task_1', title: 'Pack both boxes' }, 'task_updated');
    expect(again).toEqual([]);
  });

  it.each([
    [{ task_id: 'nowhere', title: 'x' }, 'task_updated', 'task.unknown'],
    [{ title: 'x' }, 'task_created', 'request.invalid'],
    [{ task_id: 't', project_id: 'shop', title: 'x', new_status: 'nowhere' }, 'task_created', 'column.unknown'],
  ] as const)('refuses %j for %s: %s', async (task, event, code) => {
    const server = await weft();
    await expect(server.broadcastTaskUpdate(task, event)).rejects.toMatchObject({ code });
  });
});

describe('sendNotificationToUser', () => {
  it('lands in the inbox of who is away, and of who is here', async () => {
    const server = await weft();
    await server.sendNotificationToUser('ada', 'Backup', 'It is done', 'success');
    const inbox = await plainClient(sockets(server), 'u/ada');
    expect(readNotifications(inbox)).toMatchObject([{ kind: 'system', level: 'success', title: 'Backup', message: 'It is done' }]);
    await server.sendNotificationToUser('ada', 'Backup', 'Again');
    await eventually('the second came', () => readNotifications(inbox).length === 2);
  });
});

describe('the functions without an instance', () => {
  it('work for the one server of the process, and say so when there is none or are several', async () => {
    await expect(broadcastTaskUpdate({ title: 'x' }, 'task_created')).rejects.toMatchObject({ code: 'instance.none' });
    expect(() => getWebSocketStats()).toThrow(expect.objectContaining({ code: 'instance.none' }));
    const first = await weft();
    await sendNotificationToUser('ada', 'Hello', 'there', 'info');
    await broadcastTaskUpdate({ task_id: 't', project_id: 'p', title: 'x' }, 'task_created');
    expect(getWebSocketStats()).toMatchObject({ active_connections: 0, messages_sent: 0 });
    const second = await weft();
    await expect(sendNotificationToUser('ada', 'Hello', 'there')).rejects.toMatchObject({ code: 'instance.several' });
    await second.stop();
    expect(getWebSocketStats()).toEqual(expect.objectContaining({ active_connections: 0 }));
    await first.stop();
    expect(() => getWebSocketStats()).toThrow(expect.objectContaining({ code: 'instance.none' }));
  });

  it('two servers in one process share nothing', async () => {
    const [first, second] = [await weft(), await weft()];
    await first.broadcastTaskUpdate({ task_id: 't', project_id: 'p', title: 'here' }, 'task_created');
    expect(readTask(await plainClient(sockets(first), 'p/p'), 't')?.title).toBe('here');
    expect(readTask(await plainClient(sockets(second), 'p/p'), 't')).toBeNull();
    expect([first.getWebSocketStats().connections_opened, second.getWebSocketStats().connections_opened]).toEqual([1, 1]);
  });
});

describe('attached to an application', () => {
  it('of Express: its pages, its own sockets and ours stand beside each other, and it outlives us', async () => {
    const app = express();
    const server = http.createServer(app);
    const own = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (request.url === '/own') own.handleUpgrade(request, socket, head, (client) => client.send('own'));
    });
    const port = await listening(server);
    const system = await weft({ server }, port);
    app.use('/weft', system.handler);
    app.get('/page', (_request, response) => void response.send('page'));

    expect(system.port).toBe(port);
    expect(await (await fetch(`http://${HOST}:${port}/page`)).text()).toBe('page');
    expect(await (await fetch(`http://${HOST}:${port}/weft/api/session`)).json()).toMatchObject({ mode: 'open' });
    const doc = await plainClient(`ws://${HOST}:${port}/ws`, 'p/shop');
    await system.broadcastTaskUpdate({ task_id: 't', project_id: 'shop', title: 'x' }, 'task_created');
    await eventually('the task came', () => readTask(doc, 't') !== null);
    const socket = new WebSocket(`ws://${HOST}:${port}/own`);
    expect(String((await once(socket, 'message'))[0])).toBe('own');
    socket.terminate();

    await system.stop();
    expect(await (await fetch(`http://${HOST}:${port}/page`)).text()).toBe('page');
    expect(server.listenerCount('upgrade')).toBe(1);
  });

  it('of Fastify', async () => {
    const app = fastify({ forceCloseConnections: true });
    onTestFinished(() => app.close());
    app.get('/page', async () => 'page');
    const system = await weft({ server: app.server });
    app.addHook('onRequest', async (request, reply) => {
      if (!request.url.startsWith('/api/')) return;
      reply.hijack();
      system.handler(request.raw, reply.raw);
    });
    app.get('/api/*', async () => undefined);
    const url = await app.listen({ host: HOST, port: 0 });
    expect(await (await fetch(`${url}/page`)).text()).toBe('page');
    expect(await (await fetch(`${url}/api/session`)).json()).toMatchObject({ mode: 'open' });
    expect(readTask(await plainClient(`${url.replace('http', 'ws')}/ws`, 'p/x'), 't')).toBeNull();
  });
});

describe('tokens', () => {
  it('need keys', async () => {
    await expect(weft({ auth: 'jwt' })).rejects.toMatchObject({ code: 'config.missing' });
  });

  it('that have not come yet may be for people who are told something meanwhile; those of strangers are not', async () => {
    const secret = 'a secret of 32 characters or more';
    const server = await weft({ auth: 'jwt', jwt: { secret } });
    const ask = async (user: string, project: string, path: string) => {
      const claims = new SignJWT({ sub: user, name: user, projects: { [project]: 'editor' } });
      const token = await claims.setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(new TextEncoder().encode(secret));
      const answer = await fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
      return answer.json();
    };
    const told: WeftEvent[] = [];
    server.on('system_notification', (event) => told.push(event));
    await ask('ada', 'shop', '/projects/shop');
    await ask('eve', 'other', '/projects/other');
    for (const assignee_id of ['eve', 'bob']) {
      await server.broadcastTaskUpdate({ project_id: 'shop', title: `For ${assignee_id}`, assignee_id }, 'task_created');
    }
    await eventually('one is told', () => told.length === 1, { seen: () => told });
    expect(await ask('bob', 'shop', '/notifications')).toMatchObject({ unread: 1, items: [{ title: 'For bob' }] });
    expect(await ask('eve', 'other', '/notifications')).toMatchObject({ unread: 0 });
  });
});

describe('limits', () => {
  it.each([
    [{ tasksPerProjct: 5 }, 'limits.tasksPerProjct is no limit'],
    [{ tasksPerProject: '10' }, "limits.tasksPerProject is '10'"],
    [{ tasksPerProject: -1 }, 'limits.tasksPerProject is -1'],
    [{ tasksPerProject: Number.NaN }, 'limits.tasksPerProject is NaN'],
  ])('refuse %j', async (limits, message) => {
    await expect(weft({ limits: limits as object })).rejects.toMatchObject({
      code: 'config.value',
      message: expect.stringContaining(message),
    });
  });
});

describe('listeners', () => {
  it('hear of connections to any room, also of those outside projects', async () => {
    const server = await weft();
    const events: WeftEvent[] = [];
    for (const type of ['connect', 'disconnect'] as const) server.on(type, (event) => events.push(event));
    const socket = new WebSocket(`${sockets(server)}/lobby`);
    await once(socket, 'message');
    socket.close();
    await eventually('both came', () => events.length === 2);
    expect(events).toMatchObject([
      { type: 'connect', room_id: 'lobby', data: { project_id: null } },
      { type: 'disconnect', room_id: 'lobby', data: { project_id: null } },
    ]);
  });
});

describe('hooks', () => {
  const hooked = (roles: Map<string, 'owner' | 'editor' | 'commenter' | 'viewer'>): Promise<WeftServer> =>
    weft({
      auth: 'accounts',
      authenticateUser: ({ token, ip }) => (token === null || ip !== HOST ? null : { userId: token, username: token.toUpperCase() }),
      canUserAccessRoom: async (userId, roomId) => (roomId.startsWith('p/') ? (roles.get(userId) ?? false) : false),
    });

  it('let people be told who have not been here yet, if they may know of the project', async () => {
    const server = await hooked(
      new Map([
        ['ada', 'owner'],
        ['bob', 'editor'],
      ]),
    );
    const ask = (user: string, path: string) =>
      fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${user}` } }).then((answer) => answer.json());
    const told: WeftEvent[] = [];
    server.on('system_notification', (event) => told.push(event));
    expect(await ask('ada', '/projects/shop')).toMatchObject({ role: 'owner' });
    for (const [task_id, assignee_id] of [
      ['one', 'mallory'],
      ['two', 'bob'],
      ['three', 'ada'],
    ] as const) {
      await server.broadcastTaskUpdate({ project_id: 'shop', task_id, title: task_id, assignee_id }, 'task_created');
    }
    await eventually('two are told', () => told.length === 2, { seen: () => told });
    expect(told.map(({ room_id, data }) => [room_id, data.title])).toEqual([
      ['u/bob', 'two'],
      ['u/ada', 'three'],
    ]);
    expect(await ask('bob', '/notifications')).toMatchObject({ unread: 1, items: [{ kind: 'assigned', title: 'two' }] });
  });

  it('say who somebody is and where they may go, on sockets and by HTTP, also after they changed their mind', async () => {
    const roles = new Map([
      ['ada', 'editor'],
      ['bob', 'viewer'],
    ] as const) as Map<string, 'editor' | 'viewer'>;
    const server = await hooked(roles);
    const closed = async (token?: string): Promise<number> => {
      const socket = new WebSocket(`${sockets(server)}/p/x${token === undefined ? '' : `?token=${token}`}`);
      onTestFinished(() => socket.terminate());
      return (await once(socket, 'close'))[0] as number;
    };
    expect(await closed()).toBe(4401);
    expect(await closed('eve')).toBe(4403);

    const doc = await plainClient(sockets(server), 'p/x', { token: 'ada' });
    await server.broadcastTaskUpdate({ task_id: 't', project_id: 'x', title: 'x', assignee_id: 'bob' }, 'task_created');
    await eventually('the task came', () => readTask(doc, 't') !== null);

    const asBob = { headers: { authorization: 'Bearer bob' } };
    const tasks = `${server.url}/api/projects/x/tasks`;
    expect((await fetch(tasks, asBob)).status).toBe(200);
    const change = { ...asBob, method: 'POST', body: '{"title":"y"}', headers: { ...asBob.headers, 'content-type': 'application/json' } };
    expect(await (await fetch(tasks, change)).json()).toMatchObject({ status: 403, code: 'role.insufficient' });
    expect((await fetch(tasks)).status).toBe(401);

    const socket = new WebSocket(`${sockets(server)}/p/x?token=bob`);
    await once(socket, 'message');
    roles.delete('bob');
    server.refreshAccess({ user: 'bob' });
    expect((await once(socket, 'close'))[0]).toBe(4403);
  });
});
