import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';
import { heldRooms } from '../../support/held-rooms.ts';
import { deleteSetByHand, largeBinary } from '../../support/hostile-updates.ts';
import type { RoomMember } from '../../support/room-member.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, edit, letters, type } from '../../support/updates.ts';

const ADA = 10;
const BOB = 20;

const asked = (member: RoomMember): number => member.of('step1').length;

describe('a frame that brings something', () => {
  it('[SA2] is saved when its record is on disk', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    const release = held.store.holdWrites();
    ada.update(letters('a', ADA)[0] as Uint8Array);
    await held.pass();
    expect(ada.saved).toBe(1);
    release();
    await held.pass();
    expect([ada.saved, ada.refused]).toEqual([2, []]);
    expect(await recordsOf(held.store, 'r')).toHaveLength(1);
  });

  it('[SY6][SA2] and one that brings nothing wait for the same record', async () => {
    const held = await heldRooms();
    const [ada, bob] = [await held.enter('r'), await held.enter('r', { user: 'bob' })];
    const release = held.store.holdWrites();
    const update = letters('a', ADA)[0] as Uint8Array;
    ada.update(update);
    await held.pass();
    bob.step2(update);
    await held.pass();
    expect([ada.saved, bob.saved]).toEqual([1, 1]);
    release();
    await held.pass();
    expect([ada.saved, bob.saved]).toEqual([2, 2]);
    expect(await recordsOf(held.store, 'r')).toHaveLength(1);
  });

  it('[EN4][SA1] is judged in order, also while the document is being read', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    const answer = held.store.holdAnswers();
    for (const update of letters('order', ADA)) ada.update(update);
    await held.settle();
    answer();
    await held.pass();
    await held.pass();
    expect([ada.saved, ada.refused, asked(ada)]).toEqual([6, [], 1]);
  });
});

describe('a frame with a gap', () => {
  it('[SY4][SA3] is dropped, asked for once, and saved with the step 2 that repeats it', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    const updates = letters('abcd', ADA) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    for (const at of [1, 2, 3]) ada.update(updates[at] as Uint8Array);
    await held.pass();
    expect([ada.saved, asked(ada), held.counters.gaps]).toEqual([1, 2, 3]);
    ada.step2(Y.mergeUpdates(updates));
    await held.pass();
    expect([ada.saved, ada.refused]).toEqual([5, []]);
    ada.update(letters('xy', ADA + 1)[1] as Uint8Array);
    await held.pass();
    expect(asked(ada)).toBe(3);
  });

  it('[SY5] is refused in part as a step 2, and not asked for again', async () => {
    const held = await heldRooms();
    const ada = await held.enter('r');
    const [first, , third] = letters('abc', ADA) as [Uint8Array, Uint8Array, Uint8Array];
    ada.step2(Y.mergeUpdates([first, third]));
    await held.pass();
    expect(ada.refused).toEqual([{ index: 1, code: 'update.incomplete' }]);
    expect(asked(ada)).toBe(1);
    const [record, ...more] = await recordsOf(held.store, 'r');
    expect(more).toEqual([]);
    expect(Y.encodeStateVectorFromUpdate(record?.update ?? first)).toEqual(Y.encodeStateVectorFromUpdate(first));
  });
});

describe('a frame that is refused', () => {
  it('[RO2] a reader’s leaves no trace and the connection open', async () => {
    const held = await heldRooms();
    const [ada, vera] = [await held.enter('r'), await held.enter('r', { user: 'vera', role: 'viewer' })];
    const [known, fresh] = letters('ab', ADA) as [Uint8Array, Uint8Array];
    ada.update(known);
    await held.pass();
    vera.step2(known);
    vera.update(fresh);
    vera.step2(fresh);
    await held.pass();
    expect(vera.refused).toEqual([1, 2].map((index) => ({ index, code: 'role.read-only' })));
    expect([vera.saved, vera.closed, asked(vera)]).toEqual([3, [], 0]);
    expect(await recordsOf(held.store, 'r')).toHaveLength(1);
  });

  it('[FR7] the one that makes the document too large is, and not one that the sum of all updates would refuse', async () => {
    const held = await heldRooms({ limits: { documentBytes: 1_000 } });
    const ada = await held.enter('r');
    const doc = docAs(ADA);
    for (let again = 0; again < 20; again++) {
      ada.update(type(doc, 'a hundred letters '.repeat(5)));
      ada.update(edit(doc, () => doc.getText('t').delete(0, 90)));
    }
    await held.pass();
    expect(ada.closed).toEqual([]);
    const bob = await held.enter('r', { user: 'bob' });
    bob.update(largeBinary(BOB, 1_000));
    await held.pass();
    expect(bob.closed).toEqual([{ close: 'refused', code: 'document.too-large' }]);
    expect(bob.refused).toEqual([{ index: 1, code: 'document.too-large' }]);
  });

  it('[FR5] counts deletions that are new, not those that are repeated', async () => {
    const held = await heldRooms({ limits: { updateNewDeleteRanges: 5 } });
    const ada = await held.enter('r');
    const doc = docAs(ADA);
    ada.update(type(doc, 'abcdefghijklmnopqrstuvwxyz'));
    for (const first of [0, 1, 2, 3, 4, 5, 6, 7]) ada.update(edit(doc, () => doc.getText('t').delete(first, 1)));
    ada.step2(Y.encodeStateAsUpdate(doc));
    await held.pass();
    expect([ada.closed, ada.saved]).toEqual([[], 11]);
    ada.update(deleteSetByHand(new Map([[ADA, [17, 19, 21, 23, 25, 15].sort().map((clock) => [clock, 1] as const)]])));
    await held.pass();
    expect(ada.closed).toEqual([{ close: 'refused', code: 'update.deletes' }]);
  });

  it('[ID1] binds nothing', async () => {
    const held = await heldRooms({ limits: { typeDepth: 1 } });
    const [mallory, ada] = [await held.enter('r', { user: 'mallory' }), await held.enter('r')];
    const doc = docAs(ADA);
    mallory.update(
      edit(doc, () => {
        const inner = new Y.Map<unknown>();
        doc.getMap('m').set('in', inner);
        inner.set('in', new Y.Map());
      }),
    );
    await held.pass();
    expect(mallory.closed).toEqual([{ close: 'refused', code: 'update.too-deep' }]);
    ada.update(letters('mine', ADA)[0] as Uint8Array);
    await held.pass();
    expect([ada.saved, ada.refused]).toEqual([2, []]);
    expect((await held.store.read('r')).owners).toEqual(new Map([[ADA, 'ada']]));
  });
});

describe('a frame with somebody else’s client id', () => {
  /** Ada's id is known, she is here; Bob holds an edit of hers that nobody else knows. */
  async function contested() {
    const held = await heldRooms();
    const ada = await held.enter('r');
    const [known, unknown] = letters('ab', ADA) as [Uint8Array, Uint8Array];
    ada.update(known);
    await held.pass();
    const bob = await held.enter('r', { user: 'bob' });
    const before = asked(ada);
    return { held, ada, bob, known, unknown, before };
  }

  it('[ID2] waits while the owner is asked, and is accepted when the owner knows it', async () => {
    const { held, ada, bob, known, unknown, before } = await contested();
    bob.update(unknown);
    await held.pass(LIMITS.ownerAnswer - 100);
    expect([bob.holds, asked(ada)]).toEqual([1, before + 1]);
    ada.step2(Y.mergeUpdates([known, unknown]));
    await held.pass();
    expect([bob.holds, bob.saved, bob.refused]).toEqual([0, 2, []]);
    expect((await recordsOf(held.store, 'r')).map(({ author, sender }) => [author, sender])).toEqual([
      ['ada', 'ada'],
      ['ada', 'ada'],
    ]);
    expect(held.time.waiting).toBe((await heldRooms()).time.waiting);
  });

  it('[ID2] loses what nobody vouched for in time, and keeps the rest', async () => {
    const { held, bob, unknown } = await contested();
    bob.step2(Y.mergeUpdates([unknown, letters('own', BOB)[0] as Uint8Array]));
    await held.pass(LIMITS.ownerAnswer);
    await held.pass();
    expect(bob.refused).toEqual([{ index: 1, code: 'update.forged' }]);
    const reader = await held.enter('r', { user: 'vera', role: 'viewer' });
    expect([...reader.text].sort().join('')).toBe('ao');
  });

  it('[ID2][ID3] is accepted as the owner’s when the owner leaves', async () => {
    const { held, ada, bob, unknown } = await contested();
    bob.update(unknown);
    await held.pass(500);
    ada.leave();
    await held.pass();
    expect([bob.holds, bob.saved, bob.refused]).toEqual([0, 2, []]);
    expect((await recordsOf(held.store, 'r')).at(-1)).toMatchObject({ author: 'ada', sender: 'bob' });
  });

  it('[ID5][SA3] is asked for again until the sender’s own edits got through, which then count as saved, and no longer', async () => {
    const { held, ada, bob, known, unknown } = await contested();
    const doc = docAs(BOB, Y.mergeUpdates([known, unknown]));
    bob.update(type(doc, 'c'));
    bob.step2(Y.encodeStateAsUpdate(doc));
    await held.pass(LIMITS.ownerAnswer);
    await held.pass();
    expect([bob.saved, asked(bob)]).toEqual([1, 2]);
    bob.step2(Y.encodeStateAsUpdate(doc));
    await held.pass(LIMITS.ownerAnswer);
    await held.pass(LIMITS.ownerAnswer);
    expect([bob.saved, asked(bob)]).toEqual([1, 3]);
    ada.update(unknown);
    await held.pass();
    bob.step2(Y.encodeStateAsUpdate(doc));
    await held.pass();
    expect(bob.saved).toBe(5);
    expect(bob.refused.map(({ index, code }) => [index, code])).toEqual([
      [2, 'update.forged'],
      [3, 'update.forged'],
    ]);
    const before = asked(bob);
    for (let again = 0; again < 5; again++) await held.pass(LIMITS.ownerAnswer);
    expect(asked(bob)).toBe(before);
    expect(ada.text + bob.text).toContain('c');
  });

  it('[ID5] is not asked for again where nothing but the forged was refused', async () => {
    const { held, bob, unknown } = await contested();
    bob.step2(Y.mergeUpdates([unknown, letters('own', BOB)[0] as Uint8Array]));
    await held.pass(LIMITS.ownerAnswer);
    const before = asked(bob);
    for (let again = 0; again < 5; again++) await held.pass(LIMITS.ownerAnswer);
    expect(asked(bob)).toBe(before);
  });

  it('[SA3] settles with its rest what was dropped before it', async () => {
    const { held, bob, unknown } = await contested();
    const [first, second] = letters('ab', BOB) as [Uint8Array, Uint8Array];
    bob.update(second);
    bob.step2(Y.mergeUpdates([unknown, first, second]));
    await held.pass(LIMITS.ownerAnswer);
    await held.pass();
    expect(bob.refused).toEqual([{ index: 2, code: 'update.forged' }]);
    expect(bob.saved).toBe(3);
  });

  it('[SA1] is refused once, also when its rest is refused too', async () => {
    const { held, bob, unknown } = await contested();
    bob.step2(Y.mergeUpdates([unknown, letters('own', BOB)[1] as Uint8Array]));
    await held.pass(LIMITS.ownerAnswer);
    await held.pass();
    expect(bob.refused).toEqual([{ index: 1, code: 'update.forged' }]);
    expect(bob.saved).toBe(2);
  });

  it('leaves no timer when the room stops, and holds up no stop', async () => {
    const { held, bob, unknown } = await contested();
    bob.update(unknown);
    await held.settle();
    await held.rooms.stop();
    bob.leave();
    expect(held.time.waiting).toBe(0);
  });
});

describe('while the store fails', () => {
  it('[SA5][SY9][NO2] nothing is accepted or acked, and what was dropped comes back', async () => {
    const held = await heldRooms();
    const [ada, bob] = [await held.enter('r'), await held.enter('r', { user: 'bob' })];
    const doc = docAs(ADA);
    held.store.failing = 'after';
    ada.update(type(doc, 'in flight '));
    await held.pass();
    const before = asked(ada);
    ada.update(type(doc, 'dropped '));
    await held.pass(1_000);
    expect(ada.saved).toBe(1);
    expect(bob.text).toBe('in flight ');
    held.store.failing = 'no';
    await held.pass(10_000);
    expect([ada.saved, asked(ada)]).toEqual([2, before + 1]);
    ada.step2(Y.encodeStateAsUpdate(doc));
    await held.pass();
    expect([ada.saved, ada.refused, bob.text]).toEqual([4, [], 'in flight dropped ']);
    expect(ada.of('notice').map(({ code }) => code)).toEqual(['store.failing', 'store.recovered']);
  });
});
