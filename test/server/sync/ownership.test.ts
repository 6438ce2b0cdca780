import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Member } from '../../../server/sync/member.ts';
import { Ownership } from '../../../server/sync/ownership.ts';
import { scanUpdate } from '../../../server/sync/scan.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { PlainMember } from '../../support/plain-member.ts';
import { docAs, edit, letters, type } from '../../support/updates.ts';

const ADA = 1;
const BOB = 2;

/** One letter of each client. */
const lettersOf = (...clients: number[]): Uint8Array => Y.mergeUpdates(clients.map((client) => type(docAs(client), 'x')));

function judge(
  ownership: Ownership,
  update: Uint8Array,
  member: Member,
  { mayBind = true, here = [] as string[], next = (_client: number): number => 0 } = {},
) {
  return ownership.judge(scanUpdate(update, LIMITS), next, member, mayBind, (user) => here.includes(user));
}

describe('binding', () => {
  it('[ID1] binds by an update: the id is the sender’s from then on', () => {
    const ownership = new Ownership(new Map(), 8);
    const ada = new PlainMember('ada');
    const { bound, contested, author } = judge(ownership, lettersOf(ADA), ada);
    expect({ bound, contested, author }).toEqual({ bound: [ADA], contested: [], author: 'ada' });
    expect(ownership.ownerOf(ADA)).toBe(null);
    expect(ownership.bind(bound, ada)).toEqual(new Map([[ADA, 'ada']]));
    expect(ownership.ownerOf(ADA)).toBe('ada');
  });

  it('[ID1] never binds by a step 2', () => {
    const ownership = new Ownership(new Map(), 8);
    expect(judge(ownership, lettersOf(ADA, BOB), new PlainMember('ada'), { mayBind: false })).toEqual({
      bound: [],
      contested: [],
      forged: [],
      author: 'ada',
    });
  });

  it('[ID1] keeps what the store says', () => {
    const ownership = new Ownership(new Map([[ADA, 'ada']]), 8);
    ownership.leave(new PlainMember('ada'));
    expect(ownership.ownerOf(ADA)).toBe('ada');
    expect(judge(ownership, lettersOf(ADA), new PlainMember('bob'), { here: ['ada'] }).contested).toEqual([ADA]);
  });

  it('[ID1] binds by a connection’s own awareness, and hands the binding to the store with the next record', () => {
    const ownership = new Ownership(new Map(), 8);
    const [ada, bob] = [new PlainMember('ada'), new PlainMember('bob')];
    expect(ownership.claim(ADA, ada)).toBe(true);
    expect(ownership.claim(ADA, bob)).toBe(false);
    expect(ownership.claim(ADA, new PlainMember('ada'))).toBe(true);
    const { bound } = judge(ownership, lettersOf(ADA), ada, { mayBind: false });
    expect(ownership.bind(bound, ada)).toEqual(new Map([[ADA, 'ada']]));
    expect(judge(ownership, lettersOf(ADA), ada).bound).toEqual([]);
  });

  it('[ID1] gives a connection a few ids, by awareness and by updates alike, and binds no more', () => {
    const ownership = new Ownership(new Map(), 3);
    const ada = new PlainMember('ada');
    expect([1, 2].map((client) => ownership.claim(client, ada))).toEqual([true, true]);
    ownership.bind(judge(ownership, lettersOf(3), ada).bound, ada);
    expect(ownership.claim(4, ada)).toBe(false);
    expect(judge(ownership, lettersOf(4), ada)).toMatchObject({ bound: [], contested: [] });
    expect(ownership.claim(4, new PlainMember('ada'))).toBe(true);
    expect(ownership.claim(1, ada)).toBe(true);
  });

  it('[ID1] gives no more ids for coming in one frame', () => {
    const ownership = new Ownership(new Map(), 3);
    const mallory = new PlainMember('mallory');
    ownership.claim(99, mallory);
    const { bound, contested } = judge(ownership, lettersOf(1, 2, 3, 4, 5), mallory);
    expect(bound).toHaveLength(2);
    expect(contested).toEqual([]);
  });

  it('binds nothing and contests nothing where there are no users', () => {
    const ownership = new Ownership(new Map([[ADA, 'ada']]), 1);
    const anybody = new PlainMember(null);
    expect(judge(ownership, lettersOf(1, 2, 3), anybody, { here: ['ada'] })).toEqual({ bound: [], contested: [], forged: [], author: '' });
    expect(ownership.bind([ADA], anybody)).toBe(undefined);
    expect(ownership.claim(ADA, anybody)).toBe(true);
    expect(ownership.ownerOf(ADA)).toBe('ada');
  });
});

describe('judging', () => {
  const owned = (): Ownership =>
    new Ownership(
      new Map([
        [ADA, 'ada'],
        [BOB, 'bob'],
      ]),
      8,
    );

  it('[ID2] contests new structs under the id of somebody who is here, by step 2 and by merged updates too', () => {
    for (const mayBind of [true, false]) {
      const { contested } = judge(owned(), lettersOf(ADA, BOB, 3), new PlainMember('bob'), { mayBind, here: ['ada', 'bob'] });
      expect(contested).toEqual([ADA]);
    }
  });

  it('[ID2] contests a section that begins with what is known and goes on with what isn’t', () => {
    const whole = Y.mergeUpdates(letters('known and forged', ADA));
    const known = { here: ['ada'], next: (client: number): number => (client === ADA ? 5 : 0) };
    expect(judge(owned(), whole, new PlainMember('bob'), known).contested).toEqual([ADA]);
    expect(judge(owned(), whole, new PlainMember('bob'), { ...known, next: () => 16 }).contested).toEqual([]);
  });

  it('[ID2] contests no deletion: whoever may write may delete what others wrote', () => {
    const doc = docAs(BOB, type(docAs(ADA), 'ada wrote'));
    const deletion = edit(doc, () => doc.getText('t').delete(0, 3));
    const known = { here: ['ada'], next: () => 9 };
    expect(judge(owned(), deletion, new PlainMember('bob'), known)).toEqual({ bound: [], contested: [], forged: [], author: 'bob' });
  });

  it('[ID3] accepts what is brought for somebody who is away, in the owner’s name', () => {
    expect(judge(owned(), lettersOf(ADA), new PlainMember('bob'), { here: ['bob'] })).toEqual({
      bound: [],
      contested: [],
      forged: [],
      author: 'ada',
    });
  });

  it('[ID3] names the sender where a frame has several owners', () => {
    expect(judge(owned(), lettersOf(ADA, BOB), new PlainMember('carol')).author).toBe('carol');
    expect(judge(owned(), lettersOf(ADA, BOB), new PlainMember('bob')).author).toBe('bob');
  });

  it('[ID4] lets any connection of the owner use the id', () => {
    const here = ['ada'];
    for (const connection of [new PlainMember('ada'), new PlainMember('ada')]) {
      expect(judge(owned(), lettersOf(ADA), connection, { here })).toEqual({ bound: [], contested: [], forged: [], author: 'ada' });
    }
  });
});
