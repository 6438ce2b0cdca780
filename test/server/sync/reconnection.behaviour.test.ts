import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fingerprint } from '../../support/fingerprint.ts';
import { testServer } from '../../support/server.ts';
import { letters, textOf } from '../../support/updates.ts';

describe('coming back', () => {
  it('[SY3][SY6] up to date: equal, nothing logged or passed on, no cold room heated', async () => {
    const server = await testServer({ store: 'level' });
    const ada = await server.join('r');
    for (const word of ['some ', 'words ', 'and ', 'more']) ada.type(word);
    ada.doc.getText('t').delete(3, 2);
    await ada.settled();
    const content = fingerprint(ada.doc);
    ada.drop();
    await server.restart();
    const watcher = await server.raw('r', 'bob:editor');
    await ada.connect();
    await ada.synced();
    await ada.line.until('step 2 was sent', () => ada.line.sent === 1);
    await ada.settled();
    await watcher.roundTrip();
    expect(fingerprint(ada.doc)).toBe(content);
    expect(watcher.frames.filter(({ type }) => type === 'update')).toEqual([]);
    expect(server.store.written).toEqual([]);
    expect(await server.counters()).toMatchObject({ heats: 0, updates: 0, loads: 1 });
  });

  it('[SY3] having missed deletions alone', async () => {
    const server = await testServer({ store: 'level' });
    const [ada, bob] = [await server.join('r'), await server.join('r', 'bob:editor')];
    ada.type('one two three');
    await bob.line.until('it came', () => bob.text === 'one two three');
    bob.drop();
    ada.doc.getText('t').delete(3, 4);
    await ada.settled();
    ada.drop();
    await server.restart();
    await bob.connect();
    await bob.synced();
    await bob.line.until('step 2 was sent', () => bob.line.sent === 1);
    await bob.settled();
    expect(bob.text).toBe('one three');
    expect(fingerprint(bob.doc)).toBe(fingerprint(ada.doc));
    expect(server.store.written).toEqual([]);
    expect((await server.counters()).heats).toBe(0);
  });

  it('[SA4] with offline edits: each arrives once, is logged once and passed on once', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.join('r'), await server.join('r', 'bob:editor')];
    ada.type('online ');
    await bob.line.until('it came', () => bob.text === 'online ');
    ada.drop();
    ada.type('offline');
    bob.type('meanwhile ');
    await bob.settled();
    const before = server.store.written.length;
    const remote: Uint8Array[] = [];
    bob.onRemote = (update) => remote.push(update);
    await ada.connect();
    await ada.synced();
    await bob.line.until('it came', () => bob.text.includes('offline'));
    await ada.settled();
    await bob.line.roundTrip();
    expect(fingerprint(ada.doc)).toBe(fingerprint(bob.doc));
    expect(remote).toHaveLength(1);
    expect(server.store.written).toHaveLength(before + 1);
  });

  it('[SY4] with a keystroke that overtakes its step 2', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.join('r'), await server.join('r', 'bob:editor')];
    ada.type('online ');
    await ada.settled();
    ada.drop();
    ada.type('offline ');
    const connecting = ada.connect();
    ada.line.socket.once('open', () => ada.type('keystroke'));
    await connecting;
    await ada.synced();
    await bob.line.until('all is there', () => bob.text === 'online offline keystroke');
    await ada.settled();
    expect(ada.line.refused).toEqual([]);
    expect(fingerprint(ada.doc)).toBe(fingerprint(bob.doc));
    expect(textOf(server.store.written.map(({ record }) => record.update))).toBe('online offline keystroke');
  });

  it('[SY6] a thousand at once: each equal, nothing logged or passed on, one load, no heat', async () => {
    const server = await testServer({ store: 'level' });
    const author = await server.join('r');
    for (let i = 0; i < 200; i++) author.type(`paragraph ${i} of a document with some length\n`);
    for (let i = 0; i < 200; i++) author.doc.getText('t').delete(i * 10, 3);
    await author.settled();
    const [state, vector] = [Y.encodeStateAsUpdate(author.doc), Y.encodeStateVector(author.doc)];
    author.drop();
    await server.restart();
    const thousand = await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        const client = await server.raw('r', `user${index % 50}:editor`);
        client.step1(vector);
        const question = await client.frame('step1', undefined, 30_000);
        client.step2(Y.diffUpdate(state, question.stateVector));
        return client;
      }),
    );
    for (const client of thousand) {
      await client.frame('step2', () => true, 30_000);
      await client.decided(0, 30_000);
    }
    await thousand[0]?.roundTrip();
    for (const { frames, refused } of thousand) {
      expect(frames.filter(({ type }) => type === 'update')).toEqual([]);
      expect(frames.filter(({ type }) => type === 'step2')).toHaveLength(1);
      expect(refused).toEqual([]);
    }
    expect(server.store.written).toEqual([]);
    expect(await server.counters()).toMatchObject({ heats: 0, updates: 0, loads: 1 });
  });

  it('many times in a row leaves no trace', async () => {
    const server = await testServer();
    const ada = await server.join('r');
    ada.type('steady');
    await ada.settled();
    for (let round = 0; round < 50; round++) {
      ada.drop();
      await ada.connect();
      await ada.synced();
    }
    await ada.line.until('step 2 was sent', () => ada.line.sent === 1);
    await ada.settled();
    expect(server.store.written).toHaveLength(1);
    await server.counted('old sockets are gone', ({ connections }) => connections === 1);
    expect(server.gate.watched).toBe(1);
  });

  it('with the first letter of everything, from many clients at once', async () => {
    const server = await testServer();
    const clients = await Promise.all(Array.from({ length: 20 }, (_, index) => server.raw('r', `user${index}:editor`)));
    for (const [index, client] of clients.entries()) {
      await client.step1().frame('step1');
      client.step2(letters('z', 9_000 + index)[0] as Uint8Array);
    }
    const fresh = await server.join('r', 'late:viewer');
    await fresh.line.until('all are there', () => fresh.text === 'z'.repeat(20));
    expect(server.store.written).toHaveLength(20);
  });
});
