import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createJournal } from '../../../server/store/journal.ts';
import { createMemoryStore } from '../../../server/store/memory.ts';
import { Content, type FullState } from '../../../server/sync/content.ts';
import { scanUpdate } from '../../../server/sync/scan.ts';
import { LIMITS, type Limits } from '../../../shared/limits.ts';
import { LateStore } from '../../support/held-rooms.ts';
import { messagesOf } from '../../support/room-member.ts';
import { readServerFrame, type ServerFrame } from '../../support/server-frame.ts';
import { heldTime } from '../../support/time.ts';
import { docAs, edit, letters, textOf, type } from '../../support/updates.ts';

const NONE = Promise.resolve();

/** The content of a room that holds these updates on disk. */
async function withLog(updates: readonly Uint8Array[], limits: Partial<Limits> = {}) {
  const time = heldTime();
  const store = new LateStore(createMemoryStore());
  await store.open();
  const journal = createJournal({ store, time, limits: LIMITS });
  const write = (update: Uint8Array, seq: number): Promise<void> =>
    store.write({ rooms: [{ room: 'r', records: [{ seq, time: 0, author: '', sender: '', update }] }] });
  for (const [at, update] of updates.entries()) await write(update, at + 1);
  const counted = { heats: 0 };
  const options = { room: 'r', store: journal, limits: { ...LIMITS, ...limits }, onHeat: () => void counted.heats++ };
  const load = async (): Promise<Content> => new Content(await store.read('r'), options);
  return { store, write, counted, content: await load(), load };
}

const framesOf = ({ wire }: FullState): ServerFrame[] => messagesOf(wire).map(readServerFrame);
const textIn = (state: FullState): string =>
  textOf(framesOf(state).flatMap((frame) => (frame.type === 'update' || frame.type === 'step2' ? [frame.update] : [])));

describe('a cold room', () => {
  it('[SY1] knows its state vector without a document', async () => {
    const { content, counted } = await withLog(letters('abc', 7));
    expect(content.document).toBe(null);
    expect(content.stateVector()).toEqual(Y.encodeStateVector(docAs(1, Y.mergeUpdates(letters('abc', 7)))));
    expect((await withLog([])).content.stateVector()).toEqual(Uint8Array.of(0));
    expect(counted.heats).toBe(0);
  });

  it('[SY2] gives a fresh client snapshot and log as updates, and exactly one step 2 last', async () => {
    const { content, counted } = await withLog(letters('abc', 7));
    const state = await content.fullState(3);
    expect(framesOf(state).map(({ type: kind }) => kind)).toEqual(['update', 'update', 'step2']);
    expect([textIn(state), state.seq, counted.heats]).toEqual(['abc', 3, 0]);
  });

  it('[SY2] gives an empty step 2 where there is nothing', async () => {
    const { content } = await withLog([]);
    const state = await content.fullState(0);
    expect(framesOf(state)).toEqual([{ type: 'step2', update: Buffer.of(0, 0) }]);
    expect(state.seq).toBe(0);
  });

  it('reads once for many who ask at once', async () => {
    const { store, content, counted } = await withLog(letters('abc', 7));
    content.cool();
    store.loaded.length = 0;
    const answer = store.holdAnswers();
    const all = Promise.all([content.heat(), content.heat(), content.index(), content.index()]);
    answer();
    await all;
    expect(counted.heats).toBe(1);
    expect(store.loaded.length).toBeLessThanOrEqual(2);
  });

  it('learns what is known without a document', async () => {
    const { content, counted } = await withLog(letters('abc', 7));
    expect(content.coverage).toBe(null);
    await content.index();
    expect(content.coverage?.clock(7)).toBe(3);
    expect([content.document, counted.heats]).toEqual([null, 0]);
  });

  it('can be tried again when it could not be read', async () => {
    const { store, content } = await withLog(letters('abc', 7));
    content.cool();
    await store.close();
    for (const read of [content.index(), content.heat(), content.fullState(3)])
      await expect(read).rejects.toMatchObject({ code: 'store.closed' });
    await store.open();
    await content.heat();
    expect(content.document?.doc.getText('t').toString()).toBe('abc');
  });
});

describe('a hot room', () => {
  it('[SY2] gives a fresh client one step 2, encoded once a version', async () => {
    const { content } = await withLog(letters('abc', 7));
    await content.heat();
    const { document } = content;
    if (document === null) throw new Error('It is not hot.');
    const state = content.hotState(document, 3);
    expect(framesOf(state).map(({ type: kind }) => kind)).toEqual(['step2']);
    expect(content.hotState(document, 3)).toBe(state);
    expect((await content.fullState(3)).wire).toBe(state.wire);
    content.changed(new Uint8Array(5));
    expect(content.hotState(document, 4)).not.toBe(state);
  });

  it('has what is accepted but not on disk', async () => {
    const updates = letters('abc', 7);
    const { content } = await withLog(updates.slice(0, 1));
    await content.heat(updates.slice(1));
    expect(content.document?.doc.getText('t').toString()).toBe('abc');
  });

  it('keeps its state vector when it cools, and reads again what has been added', async () => {
    const updates = letters('abcd', 7);
    const { content, write, counted } = await withLog(updates.slice(0, 3));
    await content.heat();
    const last = updates[3] as Uint8Array;
    content.coverage?.add(last, scanUpdate(last, LIMITS));
    content.changed(last);
    await write(last, 4);
    content.cool();
    expect([content.document, content.coverage]).toEqual([null, null]);
    expect(content.stateVector()).toEqual(Y.encodeStateVector(docAs(1, Y.mergeUpdates(updates))));
    expect(textIn(await content.fullState(4))).toBe('abcd');
    await content.heat();
    expect(content.document?.doc.getText('t').toString()).toBe('abcd');
    expect(counted.heats).toBe(2);
  });

  it('[FR6] doesn’t cool while it is built again: what is known must not be less than the document', async () => {
    const updates = letters('abc', 7);
    const { store, content, write } = await withLog(updates.slice(0, 2));
    await content.heat();
    const last = updates[2] as Uint8Array;
    content.coverage?.add(last, scanUpdate(last, LIMITS));
    content.changed(last);
    content.discardDocument();
    const answer = store.holdAnswers();
    const heated = content.heat([last]);
    await new Promise((resolve) => setImmediate(resolve));
    await write(last, 3);
    content.cool();
    answer();
    await heated;
    expect(content.document?.doc.getText('t').toString()).toBe('abc');
    expect(content.coverage?.clock(7)).toBe(3);
  });

  it('[FR6] gives a joiner the state on disk while its document is gone, and tells up to where', async () => {
    const updates = letters('abc', 7);
    const { content, write } = await withLog(updates.slice(0, 2));
    await content.heat();
    content.changed(updates[2] as Uint8Array);
    content.discardDocument();
    const before = await content.fullState(3);
    expect([textIn(before), before.seq]).toEqual(['ab', 2]);
    await write(updates[2] as Uint8Array, 3);
    const after = await content.fullState(3);
    expect([textIn(after), after.seq]).toEqual(['abc', 3]);
  });
});

describe('compaction', () => {
  it('writes a snapshot of the state at the call, when the log is on disk so far', async () => {
    const updates = letters('abc', 7);
    const { store, content, load } = await withLog(updates);
    await content.heat();
    let onDisk = (): void => {};
    const done = content.compact(3, new Promise((resolve) => (onDisk = resolve)));
    await new Promise((resolve) => setImmediate(resolve));
    expect((await store.read('r')).snapshot).toBe(null);
    onDisk();
    await done;
    const { snapshot, tail } = await store.read('r');
    expect([snapshot?.seq, tail.length]).toEqual([3, 0]);
    expect(snapshot?.stateVector).toEqual(content.stateVector());
    expect(textOf([snapshot?.update ?? new Uint8Array()])).toBe('abc');
    const again = await load();
    expect(framesOf(await again.fullState(3)).map(({ type: kind }) => kind)).toEqual(['step2']);
  });

  it('counts what came while it was under way', async () => {
    const { content } = await withLog(letters('x'.repeat(70), 7), { tailRecords: 60 });
    await content.heat();
    expect([content.overgrown, content.worthCompacting]).toEqual([true, true]);
    let onDisk = (): void => {};
    const done = content.compact(70, new Promise((resolve) => (onDisk = resolve)));
    for (let more = 0; more < 65; more++) content.changed(new Uint8Array(2));
    onDisk();
    await done;
    expect(content.overgrown).toBe(true);
    expect(content.bytes).toBe((content.document?.encode().length ?? 0) + 130);
  });

  it('leaves everything as it was when the store fails', async () => {
    const { store, content } = await withLog(letters('x'.repeat(70), 7), { tailRecords: 60 });
    await content.heat();
    await store.close();
    await expect(content.compact(70, NONE)).rejects.toMatchObject({ code: 'store.closed' });
    expect(content.overgrown).toBe(true);
  });

  it('is worth it for a long tail, and for a large one', async () => {
    expect((await withLog([])).content.worthCompacting).toBe(false);
    expect((await withLog(letters('a short log is read as fast as a snapshot', 7))).content.worthCompacting).toBe(false);
    expect((await withLog(letters('a long log '.repeat(6), 7))).content.worthCompacting).toBe(true);
    const doc = docAs(7);
    const { store, write, load } = await withLog([type(doc, 'a long text '.repeat(50_000))]);
    const first = await load();
    expect(first.worthCompacting).toBe(true);
    await first.heat();
    await first.compact(1, NONE);
    expect(first.worthCompacting).toBe(false);
    await write(type(doc, 'a large word '.repeat(10_000)), 2);
    expect((await load()).worthCompacting).toBe(false);
    await write(type(doc, 'another one '.repeat(10_000)), 3);
    expect((await load()).worthCompacting).toBe(true);
    expect((await store.read('r')).tail).toHaveLength(2);
  });
});

describe('the size of a document', () => {
  it('[FR7] is overstated by the sum of its updates, and exact when it is measured', async () => {
    const doc = docAs(7);
    const updates = [type(doc, 'a word that goes away')];
    updates.push(edit(doc, () => doc.getText('t').delete(0, 21)));
    const { content } = await withLog(updates);
    await content.heat();
    expect(content.bytes).toBe(updates.reduce((sum, { length }) => sum + length, 0));
    const exact = Y.encodeStateAsUpdate(doc).length;
    expect(content.measure()).toBe(exact);
    expect(content.bytes).toBe(exact);
  });
});
