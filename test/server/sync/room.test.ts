import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../shared/limits.ts';
import { heldRooms } from '../../support/held-rooms.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, edit, letters, textOf, type } from '../../support/updates.ts';

/** Names two roots: where only two may be in a room, it spoils the document that it was applied to. */
function spoils(clientId: number): Uint8Array {
  const doc = docAs(clientId);
  return edit(doc, () => {
    doc.getMap('x').set('k', 1);
    doc.getMap('y').set('k', 1);
  });
}

describe('a document that is built again after Yjs threw', () => {
  it('[FR6] holds what became durable while it was being read', async () => {
    const held = await heldRooms({ limits: { roots: 2 } });
    const [ada, mallory] = [await held.enter('r'), await held.enter('r', { user: 'mallory' })];
    const doc = docAs(1);
    ada.update(type(doc, 'a'));
    await held.pass();
    const release = held.store.holdWrites();
    ada.update(type(doc, 'b'));
    await held.pass();
    mallory.update(spoils(66));
    expect(mallory.closed).toEqual([{ close: 'refused', code: 'update.roots' }]);
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
    const held = await heldRooms({ limits: { roots: 2 } });
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
