import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';
import { eventually } from '../../support/eventually.ts';
import { fingerprint } from '../../support/fingerprint.ts';
import { testServer } from '../../support/server.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { jumpingTime } from '../../support/time.ts';
import { letters, textOf } from '../../support/updates.ts';

describe('rooms in memory', () => {
  it('share one load among a hundred first joins', async () => {
    const server = await testServer({ store: 'level' });
    const ada = await server.join('r');
    ada.type('once upon a time');
    await ada.settled();
    await server.restart();
    const release = server.store.holdReads();
    const joiners = await Promise.all(Array.from({ length: 100 }, (_, index) => server.raw('r', `user${index}:editor`)));
    for (const joiner of joiners) joiner.step1();
    await eventually('the load began', () => server.store.loaded.length > 0);
    release();
    for (const joiner of joiners) {
      await joiner.frame('step2');
      expect(textOf(joiner.frames.flatMap((frame) => (frame.type === 'update' || frame.type === 'step2' ? [frame.update] : [])))).toBe(
        'once upon a time',
      );
    }
    expect(server.store.loaded).toEqual(['r']);
    expect(await server.counters()).toMatchObject({ loads: 1, heats: 0 });
  });

  it('leave it when nobody is there, with everything saved', async () => {
    const time = jumpingTime();
    const server = await testServer({ time });
    const ada = await server.join('r');
    for (const letter of 'remember me') ada.type(letter);
    await ada.settled();
    const content = fingerprint(ada.doc);
    await ada.line.close();
    await server.counted('she is gone', ({ connections }) => connections === 0);
    time.jump(LIMITS.idleDocument + LIMITS.idleRoom + 2_000);
    await server.counted('the room has left', ({ evictions }) => evictions === 1);
    const back = await server.join('r', 'bob:editor');
    expect(fingerprint(back.doc)).toBe(content);
    expect((await server.counters()).loads).toBe(2);
  });

  it('stay while something is unsaved', async () => {
    const time = jumpingTime();
    const server = await testServer({ time });
    const ada = await server.join('r');
    const release = server.store.holdWrites();
    ada.type('not yet on disk');
    await ada.line.roundTrip();
    await ada.line.close();
    await server.counted('she is gone', ({ connections }) => connections === 0);
    time.jump(120_000);
    expect((await server.counters()).evictions).toBe(0);
    const bob = await server.join('r', 'bob:editor');
    expect(bob.text).toBe('not yet on disk');
    release();
    await bob.settled();
    await bob.close();
    await server.counted('he is gone', ({ connections }) => connections === 0);
    time.jump(30_000);
    await server.counted('the room has left', ({ evictions }) => evictions === 1);
    expect(textOf((await recordsOf(server.store, 'r')).map(({ update }) => update))).toBe('not yet on disk');
  });

  it('show everything to a join during eviction', async () => {
    const time = jumpingTime();
    const server = await testServer({ time, limits: { idleRoom: 1, idleDocument: 1 } });
    let words = '';
    for (let round = 0; round < 40; round++) {
      const joining = server.join('r', `user${round % 5}:editor`);
      for (let look = 0; look < round % 7; look++) {
        time.jump(1_000);
        await server.breathe(1);
      }
      const client = await joining;
      expect(client.text).toBe(words);
      client.type(`${round} `);
      words += `${round} `;
      await client.settled();
      client.drop();
      await server.counted('it is gone', ({ connections }) => connections === 0);
      if (round % 3 === 0) time.jump(1_000);
    }
    expect((await server.counters()).evictions).toBeGreaterThan(0);
  });

  it('keep a joiner’s edits when it joins while another leaves', async () => {
    const time = jumpingTime();
    const server = await testServer({ time, limits: { idleRoom: 1, idleDocument: 1 } });
    for (let round = 0; round < 30; round++) {
      const room = `r${round}`;
      const first = await server.join(room);
      first.type('first ');
      await first.settled();
      first.drop();
      const second = await server.raw(room, 'bob:editor');
      const index = second.update(letters('second')[0] as Uint8Array);
      second.step1();
      time.jump(1_000 + round * 100);
      await second.decided(index);
      const { update } = await second.frame('step2');
      expect(textOf([update])).toContain('first ');
      expect(textOf([update])).toContain('s');
    }
  });

  it('drop an idle document and go on with the next edit', async () => {
    const time = jumpingTime();
    const server = await testServer({ time });
    const [ada, bob] = [await server.join('r'), await server.join('r', 'bob:editor')];
    ada.type('warm ');
    await ada.settled();
    await server.pass(30_000, [ada.line, bob.line]);
    const { heats } = await server.counters();
    bob.type('again');
    await ada.line.until('it came', () => ada.text === 'warm again');
    await bob.settled();
    expect((await server.counters()).heats).toBeGreaterThanOrEqual(heats);
    expect(fingerprint(ada.doc)).toBe(fingerprint(bob.doc));
  });

  it('let a room that can’t be read fail alone, with a code to come back later', async () => {
    const server = await testServer({ errorsExpected: true });
    const well = await server.join('well');
    server.store.unreadable.add('ill');
    const ill = await server.raw('ill');
    ill.step1();
    const end = await ill.ended();
    expect([1013, 4500]).toContain(end.code);
    well.type('fine');
    await well.settled();
    server.store.unreadable.delete('ill');
    const again = await server.join('ill');
    again.type('healed');
    await again.settled();
  });
});

describe('stopping', () => {
  it('[CL2][CL3] saves what was accepted and closes 1012', async () => {
    const server = await testServer({ store: 'level' });
    const [ada, bob] = [await server.join('r'), await server.join('r', 'bob:viewer')];
    for (const letter of 'last words') ada.type(letter);
    await ada.line.roundTrip();
    await server.stop();
    expect(await ada.line.ended()).toEqual({ code: 1012, reason: 'server.stopping' });
    expect(await bob.line.ended()).toEqual({ code: 1012, reason: 'server.stopping' });
    await server.start();
    expect((await server.join('r', 'carol:editor')).text).toBe('last words');
  });

  it.each(['before', 'while'])('ends though the store fails %s it stops, and says that not everything was saved', async (when) => {
    const server = await testServer({ errorsExpected: true, limits: { drain: 300 } });
    const ada = await server.join('r');
    for (let word = 0; word < 200; word++) {
      ada.type(`${word} `);
      if (word % 100 === 99) await ada.settled();
    }
    const saved = ada.text;
    const release = server.store.holdWrites();
    ada.type('never saved');
    await ada.line.roundTrip();
    const stopping = when === 'while' ? server.stop() : null;
    await server.breathe(50);
    server.store.failing = 'before';
    release();
    if (stopping === null) await ada.line.frame('notice', ({ code }) => code === 'store.failing');
    await expect(stopping ?? server.stop()).rejects.toMatchObject({ code: 'store.write' });
    expect((await ada.line.ended()).code).toBe(1012);
    await server.start();
    expect((await server.join('r', 'bob:editor')).text).toBe(saved);
  });

  it('[CL2] takes nothing into a room that has loaded too late, and tells its members to come back', async () => {
    const server = await testServer();
    const release = server.store.holdReads();
    const ada = await server.raw('r');
    ada.update(letters('x')[0] as Uint8Array);
    await eventually('the load began', () => server.store.loaded.length > 0);
    const stopping = server.stop();
    await server.breathe(20);
    release();
    await stopping;
    expect([1012, 1013]).toContain((await ada.ended()).code);
    expect(ada.saved).toBe(0);
    await server.start();
    expect((await server.join('r')).text).toBe('');
  });

  it('[CL2] tells who waits at the gate to come back', async () => {
    const server = await testServer();
    const letIn = server.gate.hold('r');
    const ada = await server.raw('r');
    const stopping = server.stop();
    await server.breathe(20);
    letIn();
    await stopping;
    expect([1012, 1013]).toContain((await ada.ended()).code);
  });

  it('is quick, also with a paused reader', async () => {
    const server = await testServer({ limits: { drain: 200 } });
    const [ada, paused] = [await server.raw('r'), await server.raw('r', 'vera:viewer')];
    paused.pause();
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => ada.update(update));
    for (let i = 0; i < 100; i++) doc.getText('t').insert(0, 'x'.repeat(50_000));
    await ada.decided(99);
    await server.stop();
    await ada.ended();
  });
});
