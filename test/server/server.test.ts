import net from 'node:net';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ListenError } from '../../server/http/listen.ts';
import { startServer } from '../../server/server.ts';
import { createLevelStore } from '../../server/store/level.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import { StoreError } from '../../server/store/store.ts';
import { seedFor } from '../../shared/lexical/seed.ts';
import { seedBoard } from '../../shared/model/project.ts';
import { RawClient } from '../support/raw-client.ts';
import { SteeredStore } from '../support/steered-store.ts';
import { docAs, textOf, type } from '../support/updates.ts';
import { keptLog, startWhole, TEST_CONFIG, temporaryFolder } from '../support/whole-server.ts';

const socketUrl = ({ url }: { url: string }): string => url.replace('http', 'ws');

describe('a running server', () => {
  it('takes a port of its own, and says where it is', async () => {
    const [one, two] = [await startWhole(), await startWhole()];
    expect(one.port).not.toBe(two.port);
    expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
    expect((await fetch(`${one.url}/healthz`)).status).toBe(200);
  });

  it('names an address that a browser can go to where it listens on all', async () => {
    const { url, port } = await startWhole({}, { host: '0.0.0.0' });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('lets anyone into any room, as an owner without a name', async () => {
    const server = await startWhole();
    const client = await RawClient.open({ url: socketUrl(server), room: 'anything at all' });
    expect(await client.frame('role')).toMatchObject({ role: 'owner', writable: true });
    expect(await client.decided(client.update(type(docAs(7), 'hello')))).toBeNull();
    await client.close();
  });

  it('seeds a document room with its first paragraph, a project room with its board, and no other', async () => {
    const server = await startWhole();
    for (const [room, seed] of [
      ['p/one/d/two', seedFor('p/one/d/two')],
      ['p/one', seedBoard('p/one')],
      ['one', null],
    ] as const) {
      const client = await RawClient.open({ url: socketUrl(server), room });
      client.step1();
      const answer = await client.frame('step2');
      const doc = new Y.Doc();
      for (const frame of client.frames) if (frame.type === 'update' || frame.type === 'step2') Y.applyUpdate(doc, frame.update);
      expect(answer).toBeDefined();
      expect(Y.encodeStateAsUpdate(doc)).toEqual(seed ?? Y.encodeStateAsUpdate(new Y.Doc()));
      await client.close();
    }
  });

  it('keeps what it is told in its data folder', async () => {
    const data = temporaryFolder();
    const first = await startServer({ ...TEST_CONFIG, data }, { log: keptLog(), web: null });
    const client = await RawClient.open({ url: socketUrl(first), room: 'r' });
    expect(await client.decided(client.update(type(docAs(7), 'kept')))).toBeNull();
    await first.stop();
    const second = await startWhole({ store: createLevelStore({ folder: data }) });
    const later = await RawClient.open({ url: socketUrl(second), room: 'r' });
    later.step1();
    await later.frame('step2');
    expect(textOf(later.frames.flatMap((frame) => (frame.type === 'update' || frame.type === 'step2' ? [frame.update] : [])))).toBe('kept');
    await later.close();
  });
});

describe('stopping', () => {
  it('[CL2] closes every socket with 1012, saves what was accepted, and frees port and folder', async () => {
    const store = new SteeredStore(createMemoryStore());
    const server = await startServer(TEST_CONFIG, { store, log: keptLog(), web: null });
    const clients = await Promise.all(['a', 'b', 'c'].map((room) => RawClient.open({ url: socketUrl(server), room })));
    for (const client of clients) {
      client.step1();
      await client.frame('step2');
    }
    const release = store.holdWrites();
    clients[0]?.update(type(docAs(7), 'last words'));
    await clients[0]?.roundTrip();
    const stopped = server.stop();
    for (const client of clients) expect(await client.ended()).toEqual({ code: 1012, reason: 'server.stopping' });
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    release();
    await stopped;
    expect(store.written.map(({ room }) => room)).toEqual(['a']);
    const again = await startWhole({}, { port: server.port });
    expect(again.port).toBe(server.port);
  });

  it('may be asked for twice', async () => {
    const server = await startServer(TEST_CONFIG, { store: createMemoryStore(), log: keptLog(), web: null });
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
  });

  it('says when not everything could be saved, and frees the folder all the same', async () => {
    const data = temporaryFolder();
    const store = new SteeredStore(createLevelStore({ folder: data }));
    const server = await startServer(TEST_CONFIG, { store, log: keptLog(), web: null });
    const client = await RawClient.open({ url: socketUrl(server), room: 'r' });
    client.step1();
    await client.frame('step2');
    store.failing = 'before';
    client.update(type(docAs(7), 'lost'));
    await client.frame('notice', ({ code }) => code === 'store.failing');
    await expect(server.stop()).rejects.toMatchObject({ code: 'store.write' });
    await startWhole({ store: createLevelStore({ folder: data }) });
  });
});

describe('a start that fails', () => {
  it('says which port is taken, and lets go of the folder', async () => {
    const data = temporaryFolder();
    const blocker = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as net.AddressInfo;
    const failed = startServer({ ...TEST_CONFIG, data, port }, { log: keptLog(), web: null });
    await expect(failed).rejects.toThrow(ListenError);
    await expect(failed).rejects.toMatchObject({
      code: 'listen.taken',
      message: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
    });
    await new Promise((resolve) => blocker.close(resolve));
    await startWhole({ store: createLevelStore({ folder: data }) }, { port });
  });

  it.each(['192.0.2.1', 'no-such-host.invalid'])('says that %s is no address of this machine', async (host) => {
    const failed = startServer({ ...TEST_CONFIG, host }, { store: createMemoryStore(), log: keptLog(), web: null });
    await expect(failed).rejects.toMatchObject({ code: 'listen.address', message: expect.stringContaining(host) });
  });

  it('says that another server has the data folder', async () => {
    const data = temporaryFolder();
    await startWhole({ store: createLevelStore({ folder: data }) });
    const failed = startServer({ ...TEST_CONFIG, data }, { log: keptLog(), web: null });
    await expect(failed).rejects.toThrow(StoreError);
    await expect(failed).rejects.toMatchObject({ code: 'store.locked' });
  });
});
