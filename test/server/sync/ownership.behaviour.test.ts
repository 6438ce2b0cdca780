import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { eventually } from '../../support/eventually.ts';
import { testServer } from '../../support/server.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, letters, type } from '../../support/updates.ts';

describe('client ids', () => {
  const ADA = 4001;
  const BOB = 4002;

  it('[ID1] binds an id by an update, for ever', async () => {
    const server = await testServer({ store: 'level', limits: { ownerAnswer: 100 } });
    const ada = await server.raw('r');
    ada.update(letters('mine', ADA)[0] as Uint8Array);
    await ada.decided(0);
    expect((await server.store.read('r')).owners.get(ADA)).toBe('ada');
    await ada.close();
    await server.restart();
    await server.join('r', 'ada:editor');
    const mallory = await server.raw('r', 'mallory:editor');
    const index = mallory.update(letters('mine', ADA)[1] as Uint8Array);
    expect(await mallory.decided(index)).toEqual({ index, code: 'update.forged' });
  });

  it('[ID1] binds an id by the connection’s own awareness', async () => {
    const server = await testServer({ limits: { ownerAnswer: 100 } });
    const [ada, mallory] = [await server.join('r'), await server.listen('r', 'mallory:editor')];
    ada.line.awareness([{ clientId: ADA, clock: 1, state: { cursor: 1 } }]);
    await mallory.frame('awareness', ({ states }) => states.some(({ clientId }) => clientId === ADA));
    const index = mallory.update(letters('x', ADA)[0] as Uint8Array);
    expect(await mallory.decided(index)).toEqual({ index, code: 'update.forged' });
    expect(ada.text).toBe('');
  });

  it('[ID1] never binds by a step 2: it may hold other people’s edits', async () => {
    const server = await testServer({ limits: { ownerAnswer: 100 } });
    const bob = await server.raw('r', 'bob:editor');
    const [first, second] = letters('ab', ADA) as [Uint8Array, Uint8Array];
    await bob.decided(bob.step2(first));
    expect((await server.store.read('r')).owners.has(ADA)).toBe(false);
    const ada = await server.raw('r', 'ada:editor');
    expect(await ada.decided(ada.update(second))).toBe(null);
    expect((await server.store.read('r')).owners.get(ADA)).toBe('ada');
  });

  it('[ID2] takes what is forged out of a frame and accepts the rest', async () => {
    const server = await testServer({ limits: { ownerAnswer: 200 } });
    const ada = await server.join('r', 'ada:editor', { doc: docAs(ADA) });
    ada.type('ada ');
    await ada.settled();
    const [watcher, mallory] = [await server.join('r', 'carol:editor'), await server.raw('r', 'mallory:editor')];
    const forged = type(docAs(ADA, Y.encodeStateAsUpdate(ada.doc)), 'never wrote this');
    const own = letters('own', 666)[0] as Uint8Array;
    const index = mallory.step2(Y.mergeUpdates([forged, own]));
    expect(await mallory.decided(index)).toEqual({ index, code: 'update.forged' });
    await watcher.line.until('the rest is there', () => watcher.text.includes('o'));
    expect(watcher.text).not.toContain('never');
    ada.type('goes on');
    await watcher.line.until('the next edit of the owner counts', () => watcher.text.includes('goes on'));
    expect(watcher.text).toContain('ada goes on');
  });

  it('[ID2] asks the owner, and accepts what the owner knows', async () => {
    const server = await testServer();
    const ada = await server.raw('r', 'ada:editor');
    await ada.frame('step1');
    ada.step2(Uint8Array.of(0, 0));
    const mine = docAs(ADA);
    await ada.decided(ada.update(type(mine, 'known ')));
    const unsent = type(mine, 'to a peer alone');
    const bob = await server.raw('r', 'bob:editor');
    const index = bob.step2(unsent);
    await ada.until('the owner is asked', () => ada.frames.filter(({ type: kind }) => kind === 'step1').length === 2);
    expect(bob.saved).toBe(0);
    ada.step2(Y.encodeStateAsUpdate(mine));
    expect(await bob.decided(index)).toBe(null);
    expect((await recordsOf(server.store, 'r')).map(({ author }) => author)).toEqual(['ada', 'ada']);
  });

  it('[ID2] holds up nobody but the bringer while it waits', async () => {
    const server = await testServer();
    const ada = await server.raw('r', 'ada:editor');
    const [first, second] = letters('ab', ADA) as [Uint8Array, Uint8Array];
    await ada.decided(ada.update(first));
    const [bob, carol] = [await server.raw('r', 'bob:editor'), await server.join('r', 'carol:editor')];
    bob.step2(second);
    carol.type('meanwhile');
    await carol.settled();
    expect(bob.saved).toBe(0);
  });

  it('[ID3] accepts what is brought for an owner who is away, and logs who made it and who brought it', async () => {
    const server = await testServer();
    const ada = await server.raw('r', 'ada:editor');
    const mine = docAs(ADA);
    await ada.decided(ada.update(type(mine, 'seen by the server, ')));
    await ada.close();
    await eventually('she is gone', () => server.gate.watched === 0);
    const bob = await server.raw('r', 'bob:editor');
    expect(await bob.decided(bob.step2(type(mine, 'and by bob')))).toBe(null);
    const records = await recordsOf(server.store, 'r');
    expect(records.map(({ author, sender }) => `${author} by ${sender}`)).toEqual(['ada by ada', 'ada by bob']);
  });

  it('[ID4] lets a newer connection of the same user take its ids over', async () => {
    const server = await testServer();
    const [one, other] = [await server.raw('r', 'ada:editor'), await server.raw('r', 'ada:editor')];
    const [first, second] = letters('ab', ADA) as [Uint8Array, Uint8Array];
    expect(await one.decided(one.update(first))).toBe(null);
    expect(await other.decided(other.update(second))).toBe(null);
    other.awareness([{ clientId: ADA, clock: 1, state: { from: 'other' } }]);
    const bob = await server.raw('r', 'bob:editor');
    await bob.frame('awareness', ({ states }) => states.some(({ clientId, state }) => clientId === ADA && state?.from === 'other'));
  });

  it('[ID5] asks the sender again after a refusal until its own edits got through', async () => {
    const server = await testServer({ limits: { ownerAnswer: 100 } });
    const ada = await server.raw('r', 'ada:editor');
    await ada.decided(ada.update(letters('a', ADA)[0] as Uint8Array));
    const base = Y.encodeStateAsUpdate(docAs(ADA, letters('a', ADA)[0] as Uint8Array));
    const forger = docAs(ADA, base);
    const forged = type(forger, 'forged');
    const bobs = docAs(BOB, Y.encodeStateAsUpdate(forger));
    const bob = await server.raw('r', 'bob:editor');
    await bob.frame('step1');
    const index = bob.step2(Y.mergeUpdates([forged, type(bobs, ' and on top')]));
    expect((await bob.decided(index))?.code).toBe('update.forged');
    await bob.until('bob is asked again', () => bob.frames.filter(({ type: kind }) => kind === 'step1').length > 1);
    const clean = docAs(BOB + 1, base);
    expect(await bob.decided(bob.step2(type(clean, ' own')))).toBe(null);
  });
});
