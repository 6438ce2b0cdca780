import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../shared/limits.ts';
import { awarenessFrame } from '../../../shared/protocol.ts';
import type { RawClient } from '../../support/raw-client.ts';
import { testServer } from '../../support/server.ts';
import type { Presence } from '../../support/server-frame.ts';
import { jumpingTime } from '../../support/time.ts';
import { writeAwareness } from '../../support/write-awareness.ts';

const ADA = 5001;
const BOB = 5002;

/** What this client was told of another, oldest first. */
function told(client: RawClient, clientId: number): Presence[] {
  return client.frames.flatMap((frame) => (frame.type === 'awareness' ? frame.states.filter((entry) => entry.clientId === clientId) : []));
}

const last = (client: RawClient, clientId: number): Presence | undefined => told(client, clientId).at(-1);

const sees = (client: RawClient, clientId: number, key: string, value: unknown): Promise<true> =>
  client.until(`${clientId} has ${key} ${String(value)}`, () => last(client, clientId)?.state?.[key] === value);

describe('presence', () => {
  it('[PR1] lets nobody speak for another, and harms nobody who echoes everybody', async () => {
    const server = await testServer();
    const [ada, mallory, watcher] = [
      await server.raw('r'),
      await server.raw('r', 'mallory:editor'),
      await server.listen('r', 'carol:editor'),
    ];
    ada.awareness([{ clientId: ADA, clock: 1, state: { cursor: 1 } }]);
    await sees(watcher, ADA, 'cursor', 1);
    mallory.awareness([
      { clientId: ADA, clock: 99, state: { cursor: 666 } },
      { clientId: 6006, clock: 1, state: { cursor: 2 } },
    ]);
    mallory.awareness([{ clientId: ADA, clock: 100, state: null }]);
    ada.awareness([{ clientId: ADA, clock: 2, state: { cursor: 3 } }]);
    await sees(watcher, ADA, 'cursor', 3);
    await mallory.roundTrip();
    expect(told(watcher, ADA).map(({ state }) => state?.cursor)).toEqual([1, 3]);
    expect(mallory.isOpen).toBe(true);
  });

  it('[PR2] lets no other connection’s echo take an id that just left, and its own user’s newer connection can', async () => {
    const server = await testServer();
    const [ada, bob, watcher] = [await server.raw('r'), await server.raw('r', 'bob:editor'), await server.listen('r', 'carol:editor')];
    bob.awareness([{ clientId: BOB, clock: 1, state: { cursor: 0 } }]);
    ada.awareness([{ clientId: ADA, clock: 1, state: { cursor: 1 } }]);
    await sees(watcher, ADA, 'cursor', 1);
    ada.terminate();
    await watcher.until('she is gone', () => last(watcher, ADA)?.state === null);
    bob.awareness([
      { clientId: BOB, clock: 2, state: { cursor: 2 } },
      { clientId: ADA, clock: 7, state: { cursor: 'echo' } },
    ]);
    await sees(watcher, BOB, 'cursor', 2);
    expect(last(watcher, ADA)?.state).toBe(null);
    const again = await server.raw('r', 'ada:editor');
    again.awareness([{ clientId: ADA, clock: 1, state: { cursor: 'back' } }]);
    await sees(watcher, ADA, 'cursor', 'back');
  });

  it('[PR2][ID4] gives a present id to its user’s newer connection, and leaves it there when the old one ends', async () => {
    const server = await testServer();
    const [old, watcher] = [await server.raw('r', 'ada:editor'), await server.listen('r', 'carol:editor')];
    old.awareness([{ clientId: ADA, clock: 1, state: { tab: 'old' } }]);
    await sees(watcher, ADA, 'tab', 'old');
    const young = await server.raw('r', 'ada:editor');
    young.awareness([{ clientId: ADA, clock: 1, state: { tab: 'new' } }]);
    await sees(watcher, ADA, 'tab', 'new');
    old.terminate();
    await server.counted('the old one is gone', ({ connections }) => connections === 2);
    young.awareness([{ clientId: ADA, clock: 2, state: { tab: 'still' } }]);
    await sees(watcher, ADA, 'tab', 'still');
    expect(told(watcher, ADA).some(({ state }) => state === null)).toBe(false);
  });

  it('[PR3] overwrites user with the verified user', async () => {
    const server = await testServer();
    const [ada, watcher] = [await server.raw('r'), await server.listen('r', 'carol:editor')];
    ada.awareness([{ clientId: ADA, clock: 1, state: { user: { name: 'The Boss', id: 'boss' }, cursor: 1 } }]);
    await sees(watcher, ADA, 'cursor', 1);
    expect(last(watcher, ADA)?.state?.user).toMatchObject({ id: 'ada', name: 'Ada' });
  });

  it('[PR3] keeps the client’s own user where there are no users', async () => {
    const server = await testServer({ open: true });
    const [one, watcher] = [await server.raw('r', null), await server.listen('r', null)];
    one.awareness([{ clientId: ADA, clock: 1, state: { user: { name: 'Anna' } } }]);
    await watcher.until('it came', () => last(watcher, ADA));
    expect(last(watcher, ADA)?.state?.user).toEqual({ name: 'Anna' });
  });

  it('[PR4] gives clocks of its own that rise across rejoins and restarts, and sends nobody its own state', async () => {
    const server = await testServer();
    const clocks: number[] = [];
    for (let round = 0; round < 4; round++) {
      if (round === 2) {
        await server.stop();
        // A beat is the clocks' unit, and no process restarts within one.
        await server.breathe(2 * LIMITS.presenceBeat);
        await server.start();
      }
      const [ada, watcher] = [await server.raw('r'), await server.listen('r', 'carol:editor')];
      ada.awareness([{ clientId: ADA, clock: 0, state: { round } }]);
      await sees(watcher, ADA, 'round', round);
      ada.awareness([{ clientId: ADA, clock: 0, state: { round: 'again' } }]);
      await sees(watcher, ADA, 'round', 'again');
      await ada.roundTrip();
      expect(told(ada, ADA)).toEqual([]);
      ada.terminate();
      await watcher.until('she is gone', () => last(watcher, ADA)?.state === null);
      clocks.push(...told(watcher, ADA).map(({ clock }) => clock));
    }
    expect(clocks[0]).toBeGreaterThanOrEqual(1);
    for (const [index, clock] of clocks.slice(1).entries()) expect(clock).toBeGreaterThan(clocks[index] ?? 0);
  });

  it('[PR5] removes who goes without a word for everybody, in under 5 s where the socket closes', async () => {
    const server = await testServer();
    const [ada, watcher] = [await server.raw('r'), await server.listen('r', 'carol:viewer')];
    ada.awareness([
      { clientId: ADA, clock: 1, state: { cursor: 1 } },
      { clientId: ADA + 1000, clock: 1, state: { cursor: 2 } },
    ]);
    await sees(watcher, ADA, 'cursor', 1);
    ada.terminate();
    await watcher.until('she is gone', () => last(watcher, ADA)?.state === null, 5_000);
  });

  it('[PR5][HB2] removes who goes silent in 35 s at most where the socket does not close', async () => {
    const time = jumpingTime();
    const server = await testServer({ time });
    const [ada, watcher] = [await server.raw('r', 'ada:editor', { autoPong: false }), await server.listen('r', 'carol:editor')];
    ada.awareness([{ clientId: ADA, clock: 1, state: { cursor: 1 } }]);
    await sees(watcher, ADA, 'cursor', 1);
    await server.pass(35_000, [watcher]);
    await watcher.until('she is gone', () => last(watcher, ADA)?.state === null);
    expect(watcher.isOpen).toBe(true);
    expect(LIMITS.pingInterval * 2 + LIMITS.presenceBeat).toBeLessThan(35_000);
  });

  it('[PR6] renews who is there every 15 s, and tells a joiner at once', async () => {
    const time = jumpingTime();
    const server = await testServer({ time });
    const [ada, watcher] = [await server.raw('r'), await server.listen('r', 'carol:editor')];
    ada.awareness([{ clientId: ADA, clock: 1, state: { cursor: 1 } }]);
    await sees(watcher, ADA, 'cursor', 1);
    const first = last(watcher, ADA)?.clock ?? 0;
    await server.pass(16_000, [ada, watcher]);
    await watcher.until('it is renewed', () => (last(watcher, ADA)?.clock ?? 0) > first);
    const joiner = await server.raw('r', 'bob:viewer');
    await sees(joiner, ADA, 'cursor', 1);
  });

  it('[PR6] tells a joiner also what changed between its joining and its step 1', async () => {
    const server = await testServer();
    const [ada, joiner] = [await server.raw('r'), await server.raw('r', 'bob:editor')];
    await joiner.frame('role');
    ada.awareness([{ clientId: ADA, clock: 1, state: { cursor: 1 } }]);
    await ada.roundTrip();
    joiner.step1();
    await sees(joiner, ADA, 'cursor', 1);
  });

  it('[PR7] sends presence on a slower beat than updates: the newest state, not each', async () => {
    const server = await testServer();
    const [ada, watcher] = [await server.raw('r'), await server.listen('r', 'carol:editor')];
    for (let cursor = 1; cursor <= 200; cursor++) ada.awareness([{ clientId: ADA, clock: cursor, state: { cursor } }]);
    await sees(watcher, ADA, 'cursor', 200);
    expect(told(watcher, ADA).length).toBeLessThan(50);
  });

  it.each([
    ['nested too deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'awareness.too-deep'],
    ['too large', JSON.stringify({ big: 'x'.repeat(LIMITS.awarenessStateBytes) }), 'awareness.too-large'],
    ['not JSON', '{"cursor":', 'awareness.malformed'],
    ['with something after its JSON', '{} {}', 'awareness.malformed'],
  ])('[PR8][CL1] refuses a state that is %s', async (_what, json, code) => {
    const server = await testServer();
    const [mallory, watcher] = [await server.raw('r', 'mallory:editor'), await server.listen('r', 'carol:editor')];
    const text = new TextEncoder().encode(json);
    const head = writeAwareness([{ clientId: 6, clock: 1, state: null }]).slice(0, 3);
    const length =
      text.length < 128
        ? [text.length]
        : text.length < 16_384
          ? [(text.length & 127) | 128, text.length >> 7]
          : [(text.length & 127) | 128, ((text.length >> 7) & 127) | 128, text.length >> 14];
    mallory.send(awarenessFrame(Uint8Array.of(...head, ...length, ...text)));
    expect(await mallory.ended()).toEqual({ code: 4400, reason: code });
    await watcher.roundTrip();
    expect(told(watcher, 6)).toEqual([]);
  });

  it('[PR8] refuses truncated awareness and counts that the bytes can’t hold', async () => {
    const server = await testServer();
    for (const bytes of [Uint8Array.of(1), Uint8Array.of(1, 5, 1), Uint8Array.of(0xff, 0xff, 0xff, 0x0f), Uint8Array.of(0, 7)]) {
      const mallory = await server.raw('r', 'mallory:editor');
      mallory.send(awarenessFrame(bytes));
      expect(await mallory.ended()).toEqual({ code: 4400, reason: 'awareness.malformed' });
    }
  });

  it('forgets who left: nothing of a room’s presence outlives its members', async () => {
    const server = await testServer();
    const ada = await server.raw('r');
    ada.awareness([{ clientId: ADA, clock: 1, state: { cursor: 1 } }]);
    await ada.roundTrip();
    await ada.close();
    const late = await server.listen('r', 'carol:editor');
    late.send(Uint8Array.of(3));
    await late.roundTrip();
    expect(told(late, ADA).filter(({ state }) => state !== null)).toEqual([]);
    await server.counted('the room empties', ({ connections }) => connections === 1);
  });
});
