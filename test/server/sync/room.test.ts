import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { heldRooms } from '../../support/held-rooms.ts';
import { docAs, edit, type } from '../../support/updates.ts';

/** One map in another in another, each with a value beside it. */
function nest(doc: Y.Doc): Uint8Array {
  return edit(doc, () => {
    let map: Y.Map<unknown> = doc.getMap('nest');
    for (let level = 0; level < 3; level++) {
      const inner = new Y.Map<unknown>();
      map.set('in', inner);
      map = inner;
    }
  });
}

/** Is found too deep only after it was applied: the document is spoilt then, where `SHALLOW` is the limit. */
const spoils = (clientId: number): Uint8Array => nest(docAs(clientId));
const SHALLOW = { typeDepth: 2 };

describe('a document that is built again after Yjs threw', () => {
  it('[FR6] holds what became durable while it was being read', async () => {
    const held = await heldRooms({ limits: SHALLOW });
    const [ada, mallory] = [await held.enter('r'), await held.enter('r', { user: 'mallory' })];
    const doc = docAs(1);
    ada.update(type(doc, 'a'));
    await held.pass();
    const release = held.store.holdWrites();
    ada.update(type(doc, 'b'));
    await held.pass();
    mallory.update(spoils(66));
    expect(mallory.closed).toEqual([{ close: 'refused', code: 'update.too-deep' }]);
    expect(held.counters.rebuilds).toBe(1);
    const answer = held.store.holdAnswers();
    ada.update(type(doc, 'c'));
    await held.settle();
    release();
    await held.settle();
    answer();
    await held.pass();
    await held.pass();
    expect(ada.refused).toEqual([]);
    expect(ada.saved).toBe(4);
    const bob = await held.enter('r', { user: 'bob' });
    expect(bob.text).toBe('abc');
  });

  it('[FR6] is not built from what was read before something was saved', async () => {
    const held = await heldRooms({ limits: SHALLOW });
    const [ada, mallory] = [await held.enter('r'), await held.enter('r', { user: 'mallory' })];
    const doc = docAs(1);
    ada.update(type(doc, 'a'));
    await held.pass();
    const release = held.store.holdWrites();
    ada.update(type(doc, 'b'));
    await held.pass();
    mallory.update(spoils(66));
    await held.enter('r', { user: 'carol' });
    release();
    await held.pass();
    ada.update(type(doc, 'c'));
    await held.pass();
    expect(ada.refused).toEqual([]);
    const bob = await held.enter('r', { user: 'bob' });
    expect(bob.text).toBe('abc');
  });
});

describe('members who come back with each other’s unsaved edits', () => {
  const ADA = 10;
  const BOB = 20;
  const CAROL = 30;
  const MALLORY = 40;

  /** Both have edited, so that their ids are known; what they edit now is unsaved. */
  async function afterTheCrash() {
    const held = await heldRooms({ limits: SHALLOW });
    const [one, other] = [await held.enter('r', { user: 'ada' }), await held.enter('r', { user: 'bob' })];
    const [ada, bob] = [docAs(ADA), docAs(BOB)];
    const exchange = (): void => {
      Y.applyUpdate(ada, Y.encodeStateAsUpdate(bob));
      Y.applyUpdate(bob, Y.encodeStateAsUpdate(ada));
    };
    one.update(type(ada, 'a'));
    other.update(type(bob, 'b'));
    await held.pass();
    exchange();
    const known = Y.encodeStateVector(ada);
    type(ada, 'A');
    type(bob, 'B');
    exchange();
    return { held, one, other, ada, bob, known };
  }

  it('[ID2][SY8] get what the others made alone, too', async () => {
    const { held, one, other, ada, bob } = await afterTheCrash();
    type(bob, ' alone');
    one.step2(Y.encodeStateAsUpdate(ada));
    other.step2(Y.encodeStateAsUpdate(bob));
    await held.pass();
    expect(other.refused).toEqual([]);
    expect(one.refused).toEqual([]);
    Y.applyUpdate(ada, Y.encodeStateAsUpdate(one.doc));
    expect(ada.getText('t').toString()).toBe(bob.getText('t').toString());
  });

  it('[RO2] vouch for nothing once they may not write any more', async () => {
    const { held, one, other, ada, bob } = await afterTheCrash();
    const third = await held.enter('r', { user: 'carol' });
    const carol = docAs(CAROL);
    third.update(type(carol, 'c'));
    await held.pass();
    Y.applyUpdate(carol, Y.encodeStateAsUpdate(bob));
    carol.getText('t').insert(0, 'C');
    edit(ada, () => ada.getText('t').insert(0, 'too late '));
    one.step2(Y.encodeStateAsUpdate(ada));
    one.become('viewer');
    third.step2(Y.encodeStateAsUpdate(carol));
    other.step2(Y.encodeStateAsUpdate(bob));
    await held.pass(2_500);
    const reader = await held.enter('r', { user: 'vera', role: 'viewer' });
    expect(reader.text).toContain('C');
    expect(reader.text).not.toContain('late');
    expect(one.refused).toEqual([{ index: 2, code: 'role.read-only' }]);
  });

  it('[FR6] are not closed for what somebody else waits with', async () => {
    const { held, one, other, ada, bob, known } = await afterTheCrash();
    const mallory = await held.enter('r', { user: 'mallory' });
    const doc = docAs(MALLORY, Y.encodeStateAsUpdate(bob));
    nest(doc);
    mallory.step2(Y.encodeStateAsUpdate(doc, known));
    one.step2(Y.encodeStateAsUpdate(ada));
    other.step2(Y.encodeStateAsUpdate(bob));
    await held.pass(2_500);
    expect([one.closed, other.closed]).toEqual([[], []]);
    expect(mallory.closed).toEqual([{ close: 'refused', code: 'update.too-deep' }]);
    mallory.leave();
    one.step2(Y.encodeStateAsUpdate(ada));
    other.step2(Y.encodeStateAsUpdate(bob));
    await held.pass(2_500);
    expect((await held.enter('r', { user: 'dora' })).text).toBe('abAB');
  });
});

describe('a store that fails', () => {
  it('[SA3][NO2] costs nobody the connection who types into a room that has cooled', async () => {
    const held = await heldRooms();
    const doc = docAs(1);
    const ada = await held.enter('r');
    ada.update(type(doc, 'a'));
    await held.pass();
    const other = await held.enter('other', { user: 'bob' });
    for (let second = 0; second < 40; second++) await held.pass(1_000);
    expect(held.rooms.states()).toMatchObject({ hot: 0, cold: 2 });
    held.store.failing = 'before';
    other.update(type(docAs(2), 'x'));
    await held.pass();
    expect(ada.of('notice').map(({ code }) => code)).toEqual(['store.failing']);
    ada.update(type(doc, 'b'));
    await held.pass();
    expect(ada.closed).toEqual([]);
    held.store.failing = 'no';
    await held.pass(10_000);
    expect(ada.of('notice').map(({ code }) => code)).toEqual(['store.failing', 'store.recovered']);
    ada.step2(Y.encodeStateAsUpdate(doc));
    await held.pass();
    expect([ada.saved, ada.refused]).toEqual([4, []]);
  });

  it('lets no document and no room leave memory: they could not be read again', async () => {
    const held = await heldRooms();
    const [ada, bob] = [await held.enter('r'), await held.enter('left', { user: 'bob' })];
    ada.update(type(docAs(1), 'a'));
    bob.update(type(docAs(2), 'b'));
    await held.pass();
    bob.leave();
    held.store.failing = 'before';
    (await held.enter('other')).update(type(docAs(3), 'x'));
    for (let second = 0; second < 60; second++) await held.pass(1_000);
    expect(held.rooms.states()).toEqual({ loading: 0, hot: 3, cold: 0 });
    held.store.failing = 'no';
    for (let second = 0; second < 60; second++) await held.pass(1_000);
    expect(held.rooms.states()).toEqual({ loading: 0, hot: 0, cold: 2 });
  });
});

describe('what lies on disk', () => {
  it('is read whatever one update may hold: limits are for what comes in', async () => {
    const limits = { updateStructs: 20, roots: 8 };
    const held = await heldRooms({ limits });
    const ada = await held.enter('r');
    const doc = docAs(1);
    for (let i = 0; i < 100; i++) ada.update(edit(doc, () => doc.getMap('m').set(`key ${i}`, i)));
    await held.pass();
    ada.leave();
    for (let second = 0; second < 60; second++) await held.pass(1_000);
    expect(held.rooms.states()).toEqual({ loading: 0, hot: 0, cold: 0 });
    expect((await held.store.read('r')).snapshot).not.toBe(null);
    const bob = await held.enter('r', { user: 'bob' });
    bob.update(edit(bob.doc, () => bob.doc.getMap('m').set('one', 'more')));
    await held.pass();
    expect([bob.closed, bob.refused]).toEqual([[], []]);
    expect(bob.doc.getMap('m').size).toBe(101);
  });

  it('[SY3] lacks deletions that no record names until somebody names them', async () => {
    const held = await heldRooms();
    const [one, other] = [docAs(1), docAs(2)];
    const ada = await held.enter('r');
    for (let i = 0; i < 80; i++) ada.update(type(one, 'much text, so that no snapshot is worth it '.repeat(20)));
    await held.pass();
    ada.leave();
    for (let second = 0; second < 60; second++) await held.pass(1_000);
    const bob = await held.enter('r', { user: 'bob' });
    for (const doc of [one, other]) bob.update(edit(doc, () => doc.getMap('m').set('k', doc.clientID)));
    await held.pass();
    bob.leave();
    for (let second = 0; second < 60; second++) await held.pass(1_000);
    expect(held.rooms.states()).toEqual({ loading: 0, hot: 0, cold: 0 });
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    const carol = await held.enter('r', { user: 'carol' });
    const before = carol.saved;
    for (let again = 0; again < 2; again++) carol.step2(Y.encodeStateAsUpdate(one, Y.encodeStateVector(one)));
    carol.step1(Y.encodeStateVector(one));
    await held.pass();
    expect(carol.saved).toBe(before + 2);
    expect([...(carol.of('step2').at(-1)?.update ?? [])]).toEqual([...Y.encodeStateAsUpdate(one, Y.encodeStateVector(one))]);
  });
});
