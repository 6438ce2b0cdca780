import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { awarenessFrame, updateFrame } from '../../../shared/protocol.ts';
import { type ConnectOptions, connectDocument, type DocumentConnection } from '../../../web/client/connect-document.ts';
import type { SyncStatus } from '../../../web/client/sync-status.ts';
import { eventually } from '../../support/eventually.ts';
import { heldTime } from '../../support/time.ts';
import { type ScriptedServer, scriptedServer } from './scripted-server.ts';

const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(): Promise<ScriptedServer> {
  const server = await scriptedServer();
  cleanups.push(() => server.stop());
  return server;
}

function connect(server: { readonly url: string }, options: Partial<ConnectOptions> = {}) {
  const time = heldTime();
  const doc = new Y.Doc();
  const history: string[] = [];
  const connection = connectDocument({
    url: server.url,
    room: 'p/home/d/welcome',
    doc,
    time,
    random: () => 0.5,
    WebSocketImpl: WebSocket,
    ...options,
  });
  connection.status.subscribe(() => history.push(connection.status.getSnapshot().kind));
  cleanups.push(() => connection.destroy());
  return { time, connection, history, doc: connection.doc, text: connection.doc.getText('text') };
}

async function becomes(connection: DocumentConnection, wanted: Partial<SyncStatus>): Promise<void> {
  await eventually(`the status is ${JSON.stringify(wanted)}`, () => matches(connection.status.getSnapshot(), wanted), {
    seen: () => connection.status.getSnapshot(),
  });
}

function matches(status: SyncStatus, wanted: Partial<SyncStatus>): boolean {
  return (Object.keys(wanted) as (keyof SyncStatus)[]).every((key) => status[key] === wanted[key]);
}

/** The update of somebody who makes all of `base` bold. */
function bolder(base: Y.Doc): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base));
  doc.getText('text').format(0, base.getText('text').length, { bold: true });
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(base));
}

describe('what is shown as saved is saved', () => {
  it('[SA1] is saved only once every local edit is acked', async () => {
    const server = await start();
    const { connection, text } = connect(server);
    expect(connection.status.getSnapshot().kind).toBe('connecting');
    await becomes(connection, { kind: 'saved', unsent: 0, ready: true, readOnly: false, role: 'editor' });
    server.acks = false;
    text.insert(0, 'a');
    text.insert(1, 'b');
    expect(connection.status.getSnapshot()).toMatchObject({ kind: 'saving', unsent: 2 });
    await eventually('both updates arrive', () => server.last.writes === 3);
    server.ack(2);
    await becomes(connection, { kind: 'saving', unsent: 1 });
    server.ack(3);
    await becomes(connection, { kind: 'saved', unsent: 0 });
  });

  it('what others write is nobody’s unsaved edit', async () => {
    const server = await start();
    const ada = connect(server);
    await becomes(ada.connection, { kind: 'saved' });
    const before = ada.history.length;
    Y.applyUpdate(ada.doc, Y.encodeStateAsUpdate(server.doc));
    server.doc.getText('text').insert(0, 'from somebody else');
    const bob = connect(server);
    await eventually('bob has it', () => bob.text.toString() === 'from somebody else');
    expect(bob.connection.status.getSnapshot().unsent).toBe(0);
    expect(ada.history.slice(before)).toEqual([]);
  });

  it('[SA4] counts what is made offline, and is saved when the new connection’s step 2 is acked', async () => {
    const server = await start();
    const { connection, text, time } = connect(server);
    await becomes(connection, { kind: 'saved' });
    server.acks = false;
    text.insert(0, 'on its way ');
    await eventually('the update arrives', () => server.last.writes === 2);
    server.last.socket.terminate();
    await becomes(connection, { kind: 'offline', unsent: 1 });
    text.insert(0, 'offline ');
    expect(connection.status.getSnapshot()).toMatchObject({ kind: 'offline', unsent: 2 });
    time.jump(1_000);
    await becomes(connection, { kind: 'saving', unsent: 2 });
    await eventually('the step 2 arrives', () => server.seen.length === 2 && server.last.writes === 1);
    server.ack(1);
    await becomes(connection, { kind: 'saved', unsent: 0 });
    expect(server.doc.getText('text').toString()).toBe('offline on its way ');
  });

  it('[SA4] what a document held before it was connected is saved when the first step 2 is acked', async () => {
    const server = await start();
    server.acks = false;
    const doc = new Y.Doc();
    doc.getText('text').insert(0, 'kept from before');
    const { connection } = connect(server, { doc });
    await becomes(connection, { kind: 'saving', unsent: 1 });
    await eventually('the step 2 arrives', () => server.last.writes === 1);
    server.ack();
    await becomes(connection, { kind: 'saved' });
    expect(server.doc.getText('text').toString()).toBe('kept from before');
  });

  it('[NO2] a failing store is a failure while something is unsaved, and is not answered by sending again', async () => {
    const server = await start();
    const { connection, text, time } = connect(server, { heartbeatInterval: 3_600_000 });
    await becomes(connection, { kind: 'saved' });
    server.acks = false;
    server.notice('store.failing');
    text.insert(0, 'a');
    await becomes(connection, { kind: 'failed', code: 'store.failing', unsent: 1 });
    await eventually('the update arrives', () => server.last.writes === 2);
    time.jump(60_000);
    server.notice('store.recovered');
    await becomes(connection, { kind: 'saving' });
    expect(server.seen).toHaveLength(1);
    expect(server.last.frames.filter((frame) => frame.type === 'step2')).toHaveLength(1);
    server.ack();
    await becomes(connection, { kind: 'saved' });
  });

  it('a server without weft.1 is never said to have saved anything', async () => {
    const server = await start();
    server.weft = false;
    const { connection, text, time, history } = connect(server, { maxReconnectAttempts: 0 });
    await becomes(connection, { kind: 'unconfirmed', unsent: 0 });
    text.insert(0, 'a');
    await eventually('it arrives', () => server.doc.getText('text').toString() === 'a');
    time.jump(120_000);
    expect(server.last.frames.some((frame) => frame.type === 'ping')).toBe(false);
    server.last.socket.terminate();
    await becomes(connection, { kind: 'offline', unsent: 0 });
    text.insert(0, 'b');
    expect(connection.status.getSnapshot().unsent).toBe(1);
    expect(history).not.toContain('saved');
  });
});

describe('acks that stay away', () => {
  it('[HB3] on an open line step 1 and the whole difference are sent again, and then the line is changed', async () => {
    const server = await start();
    const { connection, text, time } = connect(server);
    await becomes(connection, { kind: 'saved' });
    server.acks = false;
    text.insert(0, 'wait for me');
    await eventually('the update arrives', () => server.last.writes === 2);
    const before = server.last.frames.length;
    time.jump(10_000);
    await eventually('it is sent again', () => server.last.writes === 3);
    expect(server.last.frames.slice(before).map((frame) => frame.type)).toEqual(['step1', 'step2']);
    const repeated = new Y.Doc();
    const step2 = server.last.frames.at(-1);
    if (step2?.type === 'step2') Y.applyUpdate(repeated, step2.update);
    expect(repeated.getText('text').toString()).toBe('wait for me');

    time.jump(10_000);
    await becomes(connection, { kind: 'offline', unsent: 1 });
    server.acks = true;
    time.jump(1_000);
    await becomes(connection, { kind: 'saved', unsent: 0 });
    expect(server.seen).toHaveLength(2);
  });

  it('[HB3] an ack of what was sent again settles it', async () => {
    const server = await start();
    const { connection, text, time } = connect(server);
    await becomes(connection, { kind: 'saved' });
    server.acks = false;
    text.insert(0, 'a');
    await eventually('the update arrives', () => server.last.writes === 2);
    time.jump(10_000);
    await eventually('it is sent again', () => server.last.writes === 3);
    server.ack();
    await becomes(connection, { kind: 'saved' });
    time.jump(10_000);
    expect(server.seen).toHaveLength(1);
  });
});

describe('the line', () => {
  it('[NO3] a line on which nothing answers a ping is left', async () => {
    const server = await start();
    const { connection, time } = connect(server, { heartbeatInterval: 5_000 });
    await becomes(connection, { kind: 'saved' });
    time.jump(5_000);
    await eventually('a ping arrives', () => server.last.frames.some((frame) => frame.type === 'ping'));
    server.pongs = false;
    time.jump(5_000);
    await eventually('another arrives', () => server.last.frames.filter((frame) => frame.type === 'ping').length === 2);
    time.jump(10_000);
    await becomes(connection, { kind: 'offline' });
    time.jump(1_000);
    await becomes(connection, { kind: 'saved' });
  });

  it('[CL1] a 44xx close stops it, with the reason, until somebody asks', async () => {
    const server = await start();
    server.refuse = { code: 4403, reason: 'session.forbidden' };
    const { connection, time } = connect(server);
    await becomes(connection, { kind: 'failed', code: 'session.forbidden' });
    expect(time.waiting).toBe(0);
    server.refuse = null;
    connection.reconnect();
    await becomes(connection, { kind: 'saved' });
  });

  it('[CL1] a 44xx close with a reason nobody knows is a refusal all the same', async () => {
    const server = await start();
    server.refuse = { code: 4444, reason: 'something new' };
    const { connection, time } = connect(server);
    await becomes(connection, { kind: 'failed', code: 'line.refused' });
    expect(time.waiting).toBe(0);
  });

  it('[CL2] after other closes it comes back, with a fresh token each time', async () => {
    const server = await start();
    let tokens = 0;
    const { connection, time } = connect(server, { token: async () => `token-${++tokens}` });
    await becomes(connection, { kind: 'saved' });
    server.last.socket.close(1012, 'server.stopping');
    await becomes(connection, { kind: 'offline' });
    expect(server.seen).toHaveLength(1);
    time.jump(999);
    expect(tokens).toBe(1);
    time.jump(1);
    await becomes(connection, { kind: 'saved' });
    expect(server.seen.map(({ url }) => url)).toEqual(['/p/home/d/welcome?token=token-1', '/p/home/d/welcome?token=token-2']);
  });

  it('a token that can’t be had counts as an attempt', async () => {
    const server = await start();
    let asked = 0;
    const token = async (): Promise<string> => {
      if (++asked === 1) throw new Error('no token today');
      return 'good';
    };
    const { connection, time } = connect(server, { token });
    await becomes(connection, { kind: 'offline' });
    time.jump(1_000);
    await becomes(connection, { kind: 'saved' });
  });

  it('after enough attempts it fails, and tries again when the browser wakes or somebody asks', async () => {
    const server = await start();
    const woken = new Set<() => void>();
    const wake = (listener: () => void): (() => void) => {
      woken.add(listener);
      return () => woken.delete(listener);
    };
    let waits = 0;
    const random = (): number => {
      waits++;
      return 0.5;
    };
    const { connection, time } = connect(server, { maxReconnectAttempts: 2, wake, random });
    await becomes(connection, { kind: 'saved' });
    server.refuse = { code: 1013, reason: 'room.busy' };
    server.last.socket.terminate();
    for (const count of [1, 2]) {
      await eventually('it waits for its next attempt', () => waits === count);
      time.jump(5_000);
    }
    await becomes(connection, { kind: 'failed', code: 'line.given-up' });
    expect(server.seen).toHaveLength(3);
    expect(time.waiting).toBe(0);
    server.refuse = null;
    for (const listener of woken) listener();
    await becomes(connection, { kind: 'saved' });
    connection.destroy();
    expect(woken.size).toBe(0);
  });

  it('[PR1] speaks for nobody but this person: what it is told of others it doesn’t repeat', async () => {
    const server = await start();
    const { connection, text } = connect(server);
    await becomes(connection, { kind: 'saved' });
    const { frames, socket } = server.last;
    const spoken = () => frames.filter(({ type }) => type === 'awareness').length;
    const atFirst = spoken();
    const bob = new Awareness(new Y.Doc());
    cleanups.push(() => bob.destroy());
    bob.setLocalState({ user: { id: 'bob', name: 'Bob', color: '' } });
    socket.send(awarenessFrame(encodeAwarenessUpdate(bob, [bob.clientID])));
    await eventually('bob is known', () => connection.awareness.getStates().has(bob.clientID));
    text.insert(0, 'x');
    await becomes(connection, { kind: 'saved', unsent: 0 });
    expect(spoken()).toBe(atFirst);
    connection.setUser({ id: 'ada', name: 'Ada', color: '' });
    await eventually('ada is told', () => spoken() === atFirst + 1);
  });

  it('[RO1] a reader is told so, and is not asked to write', async () => {
    const server = await start();
    server.writable = false;
    const { connection } = connect(server);
    await becomes(connection, { kind: 'saved', readOnly: true, role: 'viewer' });
  });

  it('[RO1] what Yjs tidies up in a reader’s document is nobody’s edit, and is not sent', async () => {
    const server = await start();
    server.writable = false;
    const { connection, history, doc, text } = connect(server);
    await becomes(connection, { kind: 'saved', readOnly: true });
    const before = history.length;
    let tidied = 0;
    doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin === null) tidied++;
    });
    const base = new Y.Doc();
    base.getText('text').insert(0, 'both make this bold');
    const [ada, bob] = [bolder(base), bolder(base)];
    for (const update of [Y.encodeStateAsUpdate(base), ada, bob]) server.last.socket.send(updateFrame(update));
    await eventually('it is tidied up', () => tidied > 0 && text.toDelta().length === 1);
    expect(history.slice(before)).toEqual([]);
    expect(connection.status.getSnapshot()).toMatchObject({ kind: 'saved', unsent: 0 });
    expect(server.last.writes).toBe(0);

    text.insert(0, 'but this is an edit: ');
    await becomes(connection, { kind: 'failed', code: 'role.read-only', unsent: 1 });
    expect(server.last.writes).toBe(0);
  });

  it('[SY2] a room’s name is encoded piece by piece', async () => {
    const server = await start();
    const { connection } = connect(server, { room: 'p/a b/d/ü?#' });
    await becomes(connection, { kind: 'saved' });
    expect(server.last.url).toBe('/p/a%20b/d/%C3%BC%3F%23');
  });

  it('destroy leaves no timer, no listener and no socket behind', async () => {
    const server = await start();
    const exits = process.listenerCount('exit');
    const { connection, time, doc, text } = connect(server);
    await becomes(connection, { kind: 'saved' });
    server.acks = false;
    text.insert(0, 'a');
    const closed = new Promise((resolve) => server.last.socket.once('close', resolve));
    connection.destroy();
    connection.destroy();
    await closed;
    expect(time.waiting).toBe(0);
    expect(process.listenerCount('exit')).toBe(exits);
    expect(doc._observers.has('update')).toBe(false);
    time.jump(120_000);
    expect(server.seen).toHaveLength(1);
  });

  it('destroyed at once, as StrictMode does, it opens no socket', async () => {
    const server = await start();
    const first = connect(server);
    first.connection.destroy();
    const second = connect(server);
    await becomes(second.connection, { kind: 'saved' });
    expect(server.seen).toHaveLength(1);
  });
});
