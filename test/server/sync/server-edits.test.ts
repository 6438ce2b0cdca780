import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { SERVER_USER } from '../../../server/sync/edits.ts';
import { heldRooms } from '../../support/held-rooms.ts';
import { recordsOf } from '../../support/steered-store.ts';
import { docAs, letters, textOf, type } from '../../support/updates.ts';

const says = (doc: Y.Doc): string => doc.getText('t').toString();
/** An edit that writes at the end of the text. */
const writes = (room: string, words: string, author = '') => ({
  room,
  author,
  edit: (doc: Y.Doc) => doc.getText('t').insert(doc.getText('t').length, words),
});

describe('a change of the server’s own', () => {
  it('is a record of its author, brought by nobody, under an id of the server’s that is kept', async () => {
    const held = await heldRooms();
    const committing = held.rooms.commit({ edits: [writes('r', 'first', 'ada')] });
    await held.pass();
    await committing;
    const [record] = await recordsOf(held.store, 'r');
    expect(record).toMatchObject({ seq: 1, author: 'ada', sender: '' });
    const { owners } = await held.store.read('r');
    expect([...owners.values()]).toEqual([SERVER_USER]);
    const again = held.rooms.commit({ edits: [writes('r', ' second')] });
    await held.pass();
    await again;
    expect([...(await held.store.read('r')).owners]).toEqual([...owners]);
    expect(textOf((await recordsOf(held.store, 'r')).map(({ update }) => update))).toBe('first second');
  });
});
