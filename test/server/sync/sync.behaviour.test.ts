import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { eventually } from '../../support/eventually.ts';
import { fingerprint, fingerprintOf, hasGaps } from '../../support/fingerprint.ts';
import { testServer } from '../../support/server.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, edit, letters, textOf, type } from '../../support/updates.ts';

describe('joining', () => {
  it('[SY1] sends step 1 to a writer and never to a reader', async () => {
    const server = await testServer();
    const writer = await server.raw('r', 'ada:editor');
    await writer.frame('step1');
    const reader = await server.raw('r', 'vera:viewer');
    reader.step1();
    await reader.frame('step2');
    await reader.roundTrip();
    expect(reader.frames.filter(({ type }) => type === 'step1')).toEqual([]);
  });

  it('[SY2] answers step 1 by updates and then exactly one step 2, in memory and from disk', async () => {
    const server = await testServer({ store: 'level' });
    const ada = await server.join('r');
    for (let i = 0; i < 700; i++) {
      ada.type(`${i} `);
      if (i % 100 === 0) await ada.settled();
    }
    await ada.settled();
    for (const restarted of [false, true]) {
      if (restarted) await server.restart();
      const fresh = await server.raw('r', 'bob:editor');
      fresh.step1();
      await fresh.frame('step2');
      await fresh.roundTrip();
      const answer = fresh.frames.filter(({ type }) => type === 'update' || type === 'step2');
      expect(answer.filter(({ type }) => type === 'step2')).toHaveLength(1);
      expect(answer.at(-1)?.type).toBe('step2');
      const doc = new Y.Doc();
      for (const frame of answer) {
        if (frame.type === 'update' || frame.type === 'step2') Y.applyUpdate(doc, frame.update);
        expect(hasGaps(doc)).toBe(false);
      }
      expect(doc.getText('t').toString()).toBe(ada.text);
    }
  });

  it('[SY2] leaves nothing out between step 2 and what is passed on afterwards', async () => {
    const server = await testServer();
    const ada = await server.join('r');
    let typing = true;
    const busy = (async () => {
      for (let i = 0; typing; i++) {
        ada.type(`${i} `);
        await server.breathe(1);
      }
    })();
    const joiners = [];
    for (let i = 0; i < 12; i++) joiners.push(await server.join('r', `user${i}:${i % 3 === 0 ? 'viewer' : 'editor'}`));
    typing = false;
    await busy;
    await ada.settled();
    for (const joiner of joiners) {
      await joiner.line.until('the joiner has it all', () => joiner.text === ada.text);
      expect(hasGaps(joiner.doc)).toBe(false);
    }
  });

  it('[SY2] answers two step 1 of one connection by two step 2', async () => {
    const server = await testServer();
    const client = await server.raw('r');
    client.step1().step1();
    await client.roundTrip();
    await client.until('both came', () => client.frames.filter(({ type }) => type === 'step2').length === 2);
  });

  it('[SY3] answers an equal state vector by no structs and the complete delete set', async () => {
    const server = await testServer();
    const ada = await server.join('r');
    ada.type('some words');
    ada.doc.getText('t').delete(2, 4);
    await ada.settled();
    for (const restarted of [false, true]) {
      if (restarted) await server.restart();
      const again = await server.raw('r', 'ada:editor');
      again.step1(Y.encodeStateVector(ada.doc));
      const { update } = await again.frame('step2');
      const { structs, ds } = Y.decodeUpdate(update);
      expect(structs).toEqual([]);
      expect([...ds.clients.keys()]).toEqual([ada.doc.clientID]);
      expect(again.frames.filter(({ type }) => type === 'update')).toEqual([]);
    }
  });

  it('[SY3] brings deletions alone to who missed nothing else', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.join('r', 'ada:editor'), await server.join('r', 'bob:editor')];
    ada.type('keep and drop');
    await bob.line.until('it came', () => bob.text === 'keep and drop');
    bob.drop();
    ada.doc.getText('t').delete(4, 9);
    await ada.settled();
    expect(Y.encodeStateVector(bob.doc)).toEqual(Y.encodeStateVector(ada.doc));
    await bob.connect();
    await bob.synced();
    expect(bob.text).toBe('keep');
    expect(fingerprint(bob.doc)).toBe(fingerprint(ada.doc));
  });
});

describe('gaps', () => {
  it('[SY4] drops an update with a gap and asks again, never with two step 1 outstanding', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.raw('r', 'ada:editor'), await server.join('r', 'bob:editor')];
    await ada.frame('step1');
    ada.step2(Uint8Array.of(0, 0));
    const updates = letters('gap here');
    for (const update of updates.slice(1)) ada.update(update);
    await ada.roundTrip();
    expect(ada.frames.filter(({ type }) => type === 'step1')).toHaveLength(2);
    expect(bob.text).toBe('');
    expect(ada.saved).toBe(1);
    ada.step2(Y.mergeUpdates(updates));
    await ada.decided(ada.sent - 1);
    expect(ada.refused).toEqual([]);
    await bob.line.until('it came back', () => bob.text === 'gap here');
    expect(hasGaps(bob.doc)).toBe(false);
  });

  it('[SY4][SA3] takes a keystroke that overtakes its step 2', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.raw('r', 'ada:editor'), await server.join('r', 'bob:editor')];
    const [offline, keystroke] = letters('ab');
    const index = ada.update(keystroke as Uint8Array);
    await ada.frame('step1');
    const step2 = ada.step2(Y.mergeUpdates([offline as Uint8Array, keystroke as Uint8Array]));
    await ada.decided(step2);
    expect(await ada.decided(index)).toBe(null);
    await bob.line.until('both are there', () => bob.text === 'ab');
    expect((await recordsOf(server.store, 'r')).map(({ update }) => textOf([update])).join('|')).toBe('ab');
  });

  it('[SY5] keeps, logs and passes on what integrates of a step 2 with a gap, and names the rest', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.raw('r', 'ada:editor'), await server.join('r', 'bob:editor')];
    await ada.frame('step1');
    const missing = letters('xyz', 1001).slice(1);
    const whole = letters('whole', 2002);
    const index = ada.step2(Y.mergeUpdates([...missing, ...whole]));
    const refusal = await ada.decided(index);
    expect(refusal).toEqual({ index, code: 'update.incomplete' });
    await bob.line.until('what integrates came', () => bob.text === 'whole');
    expect(hasGaps(bob.doc)).toBe(false);
    await ada.roundTrip();
    expect(ada.frames.filter(({ type }) => type === 'step1')).toHaveLength(1);
    const [fresh] = [await server.join('r', 'carol:editor')];
    expect(fresh.text).toBe('whole');
    expect(hasGaps(fresh.doc)).toBe(false);
    bob.type('!');
    await bob.settled();
    const logged = await eventually('it is on disk', async () => {
      const records = await recordsOf(server.store, 'r');
      return records.length > 0 && records;
    });
    expect(textOf(logged.map(({ update }) => update))).toBe(bob.text);
  });

  it('[SY5] keeps the structs when it is a deletion that refers to nothing', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.raw('r', 'ada:editor'), await server.join('r', 'bob:editor')];
    const other = docAs(3003);
    type(other, 'unseen');
    const deletion = edit(other, () => other.getText('t').delete(0, 3));
    const index = ada.step2(Y.mergeUpdates([deletion, ...letters('seen')]));
    expect(await ada.decided(index)).toEqual({ index, code: 'update.incomplete' });
    await bob.line.until('the structs came', () => bob.text === 'seen');
    expect(hasGaps(bob.doc)).toBe(false);
  });
});

describe('passing on', () => {
  it('[SY6] neither logs nor passes on what brings nothing new, and builds no document for it', async () => {
    const server = await testServer({ store: 'level' });
    const ada = await server.join('r');
    ada.type('known');
    ada.doc.getText('t').delete(0, 1);
    await ada.settled();
    await server.restart();
    const [peer, returning] = [await server.raw('r', 'bob:editor'), await server.raw('r', 'ada:editor')];
    returning.step2(Y.encodeStateAsUpdate(ada.doc));
    returning.update(Y.encodeStateAsUpdate(ada.doc));
    returning.step2(Uint8Array.of(0, 0));
    await returning.decided(2);
    await peer.roundTrip();
    expect(returning.refused).toEqual([]);
    expect(peer.frames.filter(({ type }) => type === 'update')).toEqual([]);
    const before = await server.counters();
    expect(before).toMatchObject({ heats: 0, updates: 0 });
    expect(server.store.written).toEqual([]);
  });

  it('[SY7] passes an accepted update to writers before it is on disk, and to readers after', async () => {
    const server = await testServer();
    const [ada, bob, vera] = [await server.join('r'), await server.join('r', 'bob:editor'), await server.join('r', 'vera:viewer')];
    await ada.settled();
    const saved = ada.line.saved;
    const release = server.store.holdWrites();
    ada.type('unsaved');
    await bob.line.until('a writer sees it', () => bob.text === 'unsaved');
    const late = await server.raw('r', 'walt:viewer');
    late.step1();
    await vera.line.roundTrip();
    await late.roundTrip();
    expect(vera.text).toBe('');
    expect(textOfFrames(late.frames)).toBe('');
    expect(ada.line.saved).toBe(saved);
    release();
    await vera.line.until('a reader sees it', () => vera.text === 'unsaved');
    await late.until('the late reader sees it', () => textOfFrames(late.frames) === 'unsaved');
    await ada.settled();
  });

  it('[SY8] passes updates on in order and leaves out only the sole author of a window', async () => {
    const server = await testServer();
    const [ada, bob] = [await server.listen('r', 'ada:editor'), await server.listen('r', 'bob:editor')];
    const watcher = await server.join('r', 'carol:editor');
    watcher.onRemote = () => expect(hasGaps(watcher.doc)).toBe(false);
    const words = 'every letter in the order in which it was typed';
    for (const [index, update] of letters(words).entries()) {
      ada.update(update);
      if (index % 5 === 0) await server.breathe(2);
    }
    await ada.decided(ada.sent - 1);
    await bob.until('bob has it all', () => textOfFrames(bob.frames) === words);
    await watcher.line.until('carol has it all', () => watcher.text === words);
    await ada.roundTrip();
    expect(ada.frames.filter(({ type }) => type === 'update')).toEqual([]);
  });

  it('[SY8] gives a window with two authors to both', async () => {
    const server = await testServer();
    const clients = [await server.join('r', 'ada:editor'), await server.join('r', 'bob:editor'), await server.join('r', 'carol:editor')];
    for (let round = 0; round < 40; round++) {
      for (const client of clients) client.type(`${round} `);
      if (round % 4 === 0) await server.breathe(1);
    }
    for (const client of clients) await client.settled();
    const [first, ...rest] = clients;
    for (const client of rest)
      await client.line.until('all agree', () => client.text.length === first?.text.length && client.text === first.text);
    expect(new Set(clients.map(({ doc }) => fingerprint(doc))).size).toBe(1);
  });

  it('[SY9] asks every writer again when the store writes again: what was refused comes back', async () => {
    const server = await testServer({ errorsExpected: true });
    const [ada, vera] = [await server.join('r'), await server.join('r', 'vera:viewer')];
    await ada.line.frame('step1');
    server.store.failing = 'before';
    ada.type('while it fails ');
    await ada.line.frame('notice', ({ code }) => code === 'store.failing');
    ada.type('and after');
    await ada.line.roundTrip();
    expect(vera.text).toBe('');
    server.store.failing = 'no';
    await ada.line.frame('notice', ({ code }) => code === 'store.recovered');
    await ada.line.until('step 1 comes again', () => ada.line.frames.filter(({ type }) => type === 'step1').length > 1);
    await ada.settled();
    await vera.line.until('the reader sees it', () => vera.text === 'while it fails and after');
    expect(fingerprintOf(Y.mergeUpdates((await recordsOf(server.store, 'r')).map(({ update }) => update)))).toBe(fingerprint(ada.doc));
  });

  it('[SY9] asks a reader that becomes a writer', async () => {
    const server = await testServer();
    const client = await server.join('r', 'vera:viewer');
    client.type('as a viewer');
    await client.settled();
    expect(client.line.refused.map(({ code }) => code)).toEqual(['role.read-only']);
    server.gate.setRole('vera', 'editor');
    await client.line.frame('step1');
    await client.settled();
    const other = await server.join('r', 'ada:editor');
    expect(other.text).toBe('as a viewer');
  });
});

function textOfFrames(frames: readonly { type: string; update?: Uint8Array }[]): string {
  return textOf(frames.flatMap((frame) => ((frame.type === 'update' || frame.type === 'step2') && frame.update ? [frame.update] : [])));
}
