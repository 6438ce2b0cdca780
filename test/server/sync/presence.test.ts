import { describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Member } from '../../../server/sync/member.ts';
import { Presence } from '../../../server/sync/presence.ts';
import { WeftError } from '../../../shared/codes.ts';
import { LIMITS, type Limits } from '../../../shared/limits.ts';
import { PlainMember } from '../../support/plain-member.ts';
import { messagesOf } from '../../support/room-member.ts';
import { type Presence as Entry, readServerFrame, type ServerFrame } from '../../support/server-frame.ts';
import { heldTime } from '../../support/time.ts';
import { writeAwareness } from '../../support/write-awareness.ts';

const ADA = 11;
const BOB = 22;
const NOW = Date.UTC(2026, 6, 1);

interface Options {
  readonly limits?: Partial<Limits>;
  readonly claim?: (client: number, member: Member) => boolean;
  readonly start?: number;
}

function aRoom({ limits = {}, claim = () => true, start = NOW }: Options = {}) {
  const time = heldTime(start);
  const members = new Set<PlainMember>();
  const claimed: number[] = [];
  const presence = new Presence({
    limits: { ...LIMITS, ...limits },
    time,
    members,
    claim: (client, member) => {
      claimed.push(client);
      return claim(client, member);
    },
  });
  const join = (user: string | null = null): PlainMember => {
    const member = new PlainMember(user);
    members.add(member);
    return member;
  };
  const say = (member: PlainMember, ...entries: Entry[]): void => presence.receive(member, writeAwareness(entries));
  const leave = (member: PlainMember): void => {
    members.delete(member);
    presence.leave(member);
  };
  return { time, presence, claimed, join, say, leave };
}

const is = (clientId: number, state: Entry['state'], clock = 1): Entry => ({ clientId, clock, state });
const entriesOf = (frames: readonly ServerFrame[]): Entry[] => frames.flatMap((frame) => (frame.type === 'awareness' ? frame.states : []));
const heard = (member: PlainMember): Entry[] => entriesOf(member.presence);

/** What a joiner is told. */
function seenBy(presence: Presence, member: PlainMember): Record<number, Entry['state']> {
  const greeting = presence.greeting(member);
  if (greeting === null) return {};
  return Object.fromEntries(entriesOf(messagesOf(greeting).map(readServerFrame)).map(({ clientId, state }) => [clientId, state]));
}

function codeOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
}

describe('who may speak for a client id', () => {
  it('[PR1] takes a member’s own entry and drops others without harm', () => {
    const { presence, join, say } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    say(ada, is(ADA, { here: 1 }));
    say(bob, is(BOB, { here: 2 }), is(ADA, { here: 'forged' }, 99));
    expect(seenBy(presence, join('carol'))).toEqual({
      [ADA]: { here: 1, user: { id: 'ada', name: 'ADA' } },
      [BOB]: { here: 2, user: { id: 'bob', name: 'BOB' } },
    });
  });

  it('[PR1] looks into no echo: the stamp may have made a state larger than a client may send', () => {
    const { presence, join, say } = aRoom({ limits: { awarenessStateBytes: 100 } });
    const [ada, bob] = [join('ada'), join('bob')];
    say(ada, is(ADA, { text: 'x'.repeat(85) }));
    const [echo] = heard(bob);
    expect(JSON.stringify(echo?.state).length).toBeGreaterThan(100);
    expect(codeOf(() => say(bob, echo as Entry))).toBe(null);
    expect(Object.keys(seenBy(presence, bob))).toEqual([String(ADA)]);
  });

  it('[PR1][ID1] never claims an id for an echo that somebody left', () => {
    const { claimed, join, say } = aRoom();
    say(join('bob'), is(ADA, null, 7));
    expect(claimed).toEqual([]);
  });

  it('[PR1] drops what the owner of client ids denies', () => {
    const { presence, join, say } = aRoom({ claim: () => false });
    say(join('mallory'), is(ADA, { forged: true }));
    expect(seenBy(presence, join('bob'))).toEqual({});
  });

  it('[PR2] keeps an id that just left from another’s echo for a minute, not from its own user', () => {
    const { time, presence, claimed, join, say, leave } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    say(ada, is(ADA, { one: 1 }));
    leave(ada);
    say(bob, is(BOB, {}), is(ADA, { one: 1 }));
    expect(claimed).toEqual([ADA, BOB]);
    const again = join('ada');
    say(again, is(ADA, { two: 2 }));
    expect(seenBy(presence, bob)[ADA]).toMatchObject({ two: 2 });
    leave(again);
    time.jump(LIMITS.presenceGone + 1);
    presence.renew();
    say(bob, is(ADA, { one: 1 }));
    expect(claimed).toEqual([ADA, BOB, ADA, ADA]);
  });

  it('[PR2] gives a present id to its own user’s newer connection, and leaves it there when the old one ends', () => {
    const { presence, join, say, leave } = aRoom();
    const [old, newer, bob] = [join('ada'), join('ada'), join('bob')];
    say(old, is(ADA, { from: 'old' }));
    say(newer, is(ADA, { from: 'newer' }));
    leave(old);
    expect(seenBy(presence, bob)[ADA]).toMatchObject({ from: 'newer' });
  });

  it('[PR2] a person’s other tab that repeats what it hears takes nothing, and revives nobody', () => {
    const { time, presence, join, say, leave } = aRoom();
    const [tab, other, bob] = [join('ada'), join('ada'), join('bob')];
    say(tab, is(ADA, { tab: 1 }));
    say(other, is(BOB, { tab: 2 }));
    say(other, ...heard(other));
    time.jump(1_000);
    say(tab, is(ADA, { tab: 1, cursor: 1 }, 2));
    expect(seenBy(presence, bob)[ADA]).toEqual({ tab: 1, cursor: 1, user: { id: 'ada', name: 'ADA' } });
    leave(tab);
    say(other, is(ADA, { tab: 1 }, 3));
    expect(Object.keys(seenBy(presence, bob))).toEqual([String(BOB)]);
  });

  it('[PR2] without users: a first frame about oneself takes an id from a dead socket, an echo doesn’t', () => {
    const { presence, join, say } = aRoom();
    const [dead, echoing, again] = [join(), join(), join()];
    say(dead, is(ADA, { from: 'dead' }));
    say(echoing, is(BOB, {}));
    say(echoing, is(ADA, { from: 'echo' }));
    expect(seenBy(presence, echoing)[ADA]).toEqual({ from: 'dead' });
    say(again, is(ADA, { from: 'again' }));
    expect(seenBy(presence, echoing)[ADA]).toEqual({ from: 'again' });
  });

  it('[PR2] without users: whoever took its own state back may show it again at once', () => {
    const { presence, join, say } = aRoom();
    const [ada, bob] = [join(), join()];
    say(ada, is(ADA, { cursor: 1 }));
    say(ada, is(ADA, null, 2));
    expect(seenBy(presence, bob)).toEqual({});
    say(ada, is(ADA, { cursor: 2 }, 3));
    expect(seenBy(presence, bob)).toEqual({ [ADA]: { cursor: 2 } });
  });

  it('[PR2] without users: an echo as the first frame of somebody who has no state takes nothing', () => {
    const { time, presence, join, say } = aRoom();
    const [ada, bot] = [join(), join()];
    say(ada, is(ADA, { cursor: 1 }));
    say(bot, ...heard(bot));
    time.jump(1_000);
    say(ada, is(ADA, { cursor: 2 }, 2));
    expect(seenBy(presence, bot)).toEqual({ [ADA]: { cursor: 2 } });
  });
});

describe('what a state becomes', () => {
  it('[PR3] overwrites the user with the verified one, and leaves the rest', () => {
    const { join, say } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    say(ada, is(ADA, { user: { id: 'root', name: 'Admin' }, cursor: { at: 1 } }));
    expect(heard(bob)[0]?.state).toEqual({ user: { id: 'ada', name: 'ADA' }, cursor: { at: 1 } });
  });

  it('[PR3] keeps the client’s own user where there are no users', () => {
    const { join, say } = aRoom();
    const [ada, bob] = [join(), join()];
    say(ada, is(ADA, { user: { name: 'anyone' } }));
    expect(heard(bob)[0]?.state).toEqual({ user: { name: 'anyone' } });
  });

  it('[PR8] refuses what is too deep, too large or no JSON, and takes nothing of such a frame', () => {
    const { presence, join, say } = aRoom({ limits: { awarenessStateBytes: 100, awarenessDepth: 3, awarenessEntries: 2 } });
    const ada = join('ada');
    expect(codeOf(() => say(ada, is(ADA, { text: 'x'.repeat(100) })))).toBe('awareness.too-large');
    expect(codeOf(() => say(ada, is(ADA, { a: { b: { c: {} } } })))).toBe('awareness.too-deep');
    expect(codeOf(() => say(ada, is(1, {}), is(2, {}), is(3, {})))).toBe('awareness.too-large');
    expect(codeOf(() => presence.receive(ada, Uint8Array.of(1, 5, 1, 1, 0x7b)))).toBe('awareness.malformed');
    expect(codeOf(() => say(ada, is(ADA, { fine: 1 }), is(BOB, { text: 'x'.repeat(100) })))).toBe('awareness.too-large');
    expect(seenBy(presence, join('bob'))).toEqual({});
  });
});

describe('clocks', () => {
  it('[PR4] are the server’s: at least 1, and rising with every change', () => {
    const { time, join, say, leave } = aRoom({ start: Date.UTC(2020, 0, 1) });
    const [ada, bob] = [join('ada'), join('bob')];
    say(ada, is(ADA, { n: 0 }, 0));
    time.jump(LIMITS.presenceBeat);
    say(ada, is(ADA, { n: 1 }, 0));
    time.jump(LIMITS.presenceBeat);
    leave(ada);
    const clocks = heard(bob).map(({ clock }) => clock);
    expect(clocks).toHaveLength(3);
    expect(clocks[0]).toBeGreaterThanOrEqual(1);
    expect([...new Set(clocks)].sort((a, b) => a - b)).toEqual(clocks);
  });

  it('[PR4] rise across a rejoin and a restart, so that a peer’s awareness takes each', () => {
    const peer = new Awareness(new Y.Doc());
    const listen = (frames: readonly ServerFrame[]): void => applyAwarenessUpdate(peer, writeAwareness(entriesOf(frames)), 'server');
    for (const start of [NOW, NOW + 1_000]) {
      const { time, join, say, leave } = aRoom({ start });
      const bob = join('bob');
      for (let rejoin = 0; rejoin < 3; rejoin++) {
        bob.presence.length = 0;
        const ada = join('ada');
        say(ada, is(ADA, { start, rejoin }, 1));
        time.jump(LIMITS.presenceBeat);
        listen(bob.presence);
        expect(peer.getStates().get(ADA)).toMatchObject({ start, rejoin });
        bob.presence.length = 0;
        leave(ada);
        time.jump(LIMITS.presenceBeat);
        listen(bob.presence);
        expect(peer.getStates().has(ADA)).toBe(false);
      }
    }
    peer.destroy();
  });

  it('[PR4] cannot be pushed ahead of the time by talking fast', () => {
    const { time, join, say } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    for (let n = 0; n < 1_000; n++) say(ada, is(ADA, { n }, n));
    time.jump(1_000);
    say(ada, is(ADA, { n: -1 }));
    const [first, last] = [heard(bob)[0], heard(bob).at(-1)];
    expect((last?.clock ?? 0) - (first?.clock ?? 0)).toBeLessThanOrEqual(1_000 / LIMITS.presenceBeat + 1);
  });

  it('[PR4] come to nobody with the member’s own state', () => {
    const { time, presence, join, say } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    say(ada, is(ADA, { n: 1 }));
    say(bob, is(BOB, { n: 1 }));
    time.jump(LIMITS.presenceBeat);
    presence.renew();
    time.jump(LIMITS.presenceBeat);
    expect(heard(ada).every(({ clientId }) => clientId === BOB)).toBe(true);
    expect(heard(bob).every(({ clientId }) => clientId === ADA)).toBe(true);
    expect(Object.keys(seenBy(presence, ada))).toEqual([String(BOB)]);
  });
});

describe('coming and going', () => {
  it('[PR5] removes all states of a connection that ends, for everybody', () => {
    const { time, presence, join, say, leave } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    say(ada, is(ADA, { n: 1 }));
    say(ada, is(ADA + 1, { n: 2 }));
    time.jump(LIMITS.presenceBeat);
    leave(ada);
    time.jump(LIMITS.presenceBeat);
    const gone = heard(bob).filter(({ state }) => state === null);
    expect(gone.map(({ clientId }) => clientId).sort()).toEqual([ADA, ADA + 1]);
    expect(seenBy(presence, bob)).toEqual({});
  });

  it('[PR6] renews everybody who is here, and nobody who left', () => {
    const { time, presence, join, say, leave } = aRoom();
    const [ada, bob, carol] = [join('ada'), join('bob'), join('carol')];
    say(ada, is(ADA, { n: 1 }));
    say(bob, is(BOB, { n: 1 }));
    time.jump(1_000);
    leave(bob);
    time.jump(1_000);
    carol.presence.length = 0;
    presence.renew();
    expect(heard(carol)).toEqual([expect.objectContaining({ clientId: ADA, state: expect.objectContaining({ n: 1 }) })]);
  });

  it('[PR7] sends the first change at once, and of those that follow the newest, a beat later', () => {
    const { time, join, say } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    for (let n = 0; n < 5; n++) say(ada, is(ADA, { n }, n));
    expect(heard(bob).map(({ state }) => state?.['n'])).toEqual([0]);
    time.jump(LIMITS.presenceBeat - 1);
    expect(heard(bob)).toHaveLength(1);
    time.jump(1);
    expect(heard(bob).map(({ state }) => state?.['n'])).toEqual([0, 4]);
  });

  it('[PR1] is told in frames that a provider may echo, however many are here', () => {
    const { time, presence, join, say } = aRoom();
    const watcher = join();
    for (let client = 1; client <= 600; client++) say(join(), is(client, { client }));
    time.jump(LIMITS.presenceBeat);
    const frames = messagesOf(presence.greeting(watcher) ?? { bytes: new Uint8Array(), frames: 0 }).map(readServerFrame);
    expect(frames.map((frame) => entriesOf([frame]).length)).toEqual([256, 256, 88]);
    expect(new Set(heard(watcher).map(({ clientId }) => clientId)).size).toBe(600);
  });

  it('[PR7] passes nothing on for a renewal that says nothing new', () => {
    const { time, join, say } = aRoom();
    const [ada, bob] = [join('ada'), join('bob')];
    for (let clock = 1; clock < 4; clock++) {
      say(ada, is(ADA, { same: true }, clock));
      time.jump(1_000);
    }
    expect(heard(bob)).toHaveLength(1);
  });

  it('leaves no timer behind: not when all is said, and not when it is stopped before its members go', () => {
    const { time, presence, join, say, leave } = aRoom();
    const [ada] = [join('ada'), join('bob')];
    say(ada, is(ADA, { n: 1 }));
    expect(time.waiting).toBe(1);
    time.jump(LIMITS.presenceBeat);
    expect(time.waiting).toBe(0);
    say(ada, is(ADA, { n: 2 }));
    presence.stop();
    leave(ada);
    expect(time.waiting).toBe(0);
  });
});
