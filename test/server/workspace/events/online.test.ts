import { describe, expect, it, onTestFinished } from 'vitest';
import { createDirectory } from '../../../../server/access/directory.ts';
import { createEvents, type JournalEvent } from '../../../../server/workspace/events/events.ts';
import { createOnline } from '../../../../server/workspace/events/online.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { heldRooms } from '../../../support/held-rooms.ts';
import { seeded } from '../../../support/random.ts';
import type { Presence } from '../../../support/server-frame.ts';
import { NO_WEBHOOKS, rowsOf } from './journal.ts';

/** Online over real rooms, with what the channel of the project `demo` tells. */
async function start() {
  const held = await heldRooms();
  const { journal: store, time, log, rooms } = held;
  const directory = await createDirectory({ store, limits: LIMITS, time });
  const account = { user_id: 'eve', username: 'Eve', color: '#123456', created_at: 0 };
  const saved = store.write({ records: directory.putAccount(account) });
  await held.pass();
  await saved;
  const events = await createEvents({ store, queue: NO_WEBHOOKS, limits: LIMITS, time, log, random: seeded(1).next });
  const told: JournalEvent['event'][] = [];
  const stream = await events.stream({ project: 'demo' }, null, ({ event }) => void told.push(event));
  const online = createOnline({ rooms, directory, events, time });
  onTestFinished(() => {
    stream.stop();
    online.stop();
  });
  /** What was told since the last look, as `type user`. */
  const news = async (): Promise<string[]> => {
    await held.settle();
    return told.splice(0).map(({ type, data }) => `${type} ${String(data.user_id)}`);
  };
  return { ...held, online, told, news };
}

let clientId = 0;
const says = (state: NonNullable<Presence['state']>): Presence[] => [{ clientId: ++clientId, clock: 1, state }];

describe('who is online in a project', () => {
  it('is one entry a person: the rooms of all tabs, and the status that matters most', async () => {
    const { join, online } = await start();
    const [board, document, bob] = [await join('p/demo'), await join('p/demo/d/doc'), await join('p/demo/d/doc', { user: 'bob' })];
    await join('p/demo', { user: 'silent' });
    board.awareness(says({ status: 'away' }));
    expect(online.users('demo')).toEqual([{ user_id: 'ada', username: 'ADA', color: null, status: 'away', rooms: ['p/demo'] }]);
    document.awareness(says({ user: { id: 'bob', name: 'Forged', color: 'red' }, cursor: 1 }));
    bob.awareness(says({ status: 'away' }));
    expect(online.users('demo')).toEqual([
      { user_id: 'ada', username: 'ADA', color: null, status: 'online', rooms: ['p/demo', 'p/demo/d/doc'] },
      { user_id: 'bob', username: 'BOB', color: null, status: 'away', rooms: ['p/demo/d/doc'] },
    ]);
    (await join('p/demo')).awareness(says({ status: 'busy' }));
    expect(online.users('demo').map(({ user_id, status, rooms }) => [user_id, status, rooms.length])).toEqual([
      ['ada', 'busy', 2],
      ['bob', 'away', 1],
    ]);
    document.leave();
    bob.leave();
    expect(online.users('demo').map(({ user_id, rooms }) => [user_id, rooms])).toEqual([['ada', ['p/demo']]]);
  });

  it('is nobody of another project, of another room, or of an odd state', async () => {
    const { join, online } = await start();
    for (const room of ['p/demo2', 'p/demo2/d/demo', 'u/demo', 'demo', 'p/demo/x/y']) (await join(room)).awareness(says({}));
    for (const state of [{}, { user: 'x' }, { user: { id: '', name: 'x' } }, { user: { id: 'a/b', name: 'x' } }, { user: { id: 'x' } }]) {
      (await join('p/demo', { user: null })).awareness(says(state));
    }
    expect(online.users('demo')).toEqual([]);
    expect(online.users('demo2').map(({ rooms }) => rooms)).toEqual([['p/demo2', 'p/demo2/d/demo']]);
  });

  it('has the colour of the account where awareness has none, and says online for a status that is none', async () => {
    const { join, online } = await start();
    (await join('p/demo', { user: 'eve' })).awareness(says({ status: { toString: 'busy' } }));
    expect(online.users('demo')).toEqual([{ user_id: 'eve', username: 'EVE', color: '#123456', status: 'online', rooms: ['p/demo'] }]);
  });

  it('is what awareness says of itself where there are no users', async () => {
    const { join, online } = await start();
    (await join('p/demo', { user: null })).awareness(says({ user: { id: 'me', name: 'Me', color: 'teal' }, status: 'busy' }));
    expect(online.users('demo')).toEqual([{ user_id: 'me', username: 'Me', color: 'teal', status: 'busy', rooms: ['p/demo'] }]);
  });
});

describe('coming and going', () => {
  it('is told a connection each, and a person once; a reload is no going', async () => {
    const { join, pass, news, told, store } = await start();
    const [board, document] = [await join('p/demo'), await join('p/demo/d/doc')];
    await join('p/other');
    await join('u/ada');
    expect(await news()).toEqual(['connect ada', 'user_online ada', 'connect ada']);
    board.leave();
    await pass(60_000);
    expect(await news()).toEqual(['disconnect ada']);
    (await join('p/demo')).leave();
    document.leave();
    await pass(2000);
    expect(await news()).toEqual(['connect ada', 'disconnect ada', 'disconnect ada']);
    const again = await join('p/demo');
    await pass(60_000);
    expect(await news()).toEqual(['connect ada']);
    again.leave();
    await pass(2900);
    expect(await news()).toEqual(['disconnect ada']);
    await pass(200);
    await pass(0);
    expect(told).toEqual([
      {
        type: 'user_offline',
        data: { user_id: 'ada', username: 'ADA', project_id: 'demo' },
        timestamp: expect.any(String),
        message_id: expect.any(String),
        user_id: 'ada',
        room_id: 'p/demo',
      },
    ]);
    expect(await rowsOf(store, 'event')).toEqual([]);
    told.length = 0;
    await join('p/demo/d/doc');
    expect(await news()).toEqual(['connect ada', 'user_online ada']);
  });

  it('is told by awareness where there are no users', async () => {
    const { join, pass, news, told, time } = await start();
    const idle = time.waiting;
    const somebody = await join('p/demo', { user: null });
    await pass(5000);
    expect(await news()).toEqual(['connect ']);
    somebody.awareness(says({ user: { id: 'me', name: 'Me' } }));
    await pass(1000);
    expect(told[0]).toMatchObject({ type: 'user_online', user_id: null, data: { user_id: 'me', username: 'Me', project_id: 'demo' } });
    await news();
    const second = await join('p/demo/d/doc', { user: null });
    second.awareness(says({ user: { id: 'me', name: 'Me' } }));
    somebody.leave();
    await pass(10_000);
    expect(await news()).toEqual(['connect ', 'disconnect ']);
    second.leave();
    await pass(4000);
    await pass(0);
    expect(await news()).toEqual(['disconnect ', 'user_offline me']);
    await pass(60_000);
    expect(time.waiting).toBe(idle);
  });

  it('is told no more once it has stopped', async () => {
    const { join, pass, news, online } = await start();
    const ada = await join('p/demo');
    (await join('p/demo', { user: null })).awareness(says({ user: { id: 'me', name: 'Me' } }));
    await pass(1000);
    ada.leave();
    await news();
    online.stop();
    await join('p/demo', { user: 'bob' });
    await pass(60_000);
    expect(await news()).toEqual([]);
  });
});
