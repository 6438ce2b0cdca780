import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunningJournal } from '../../../server/store/journal.ts';
import type { Store } from '../../../server/store/store.ts';
import { createEvents, type EventDraft, type Events } from '../../../server/workspace/events.ts';
import type { Resolve } from '../../../server/workspace/webhook-lookup.ts';
import { createWebhooks, type RunningWebhooks, type Webhook } from '../../../server/workspace/webhooks.ts';
import type { Limits } from '../../../shared/limits.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { Problem } from '../../../shared/problems.ts';
import { eventually, quiet } from '../../support/eventually.ts';
import { seeded } from '../../support/random.ts';
import { SteeredStore } from '../../support/steered-store.ts';
import { type TestLog, testLog } from '../../support/test-log.ts';
import { jumpingTime, type TestTime } from '../../support/time.ts';
import { createStore, happen, KINDS, openJournal, rowsOf, taskEvent } from './event-journal.ts';
import { type Receiver, startReceiver, verified } from './webhook-receiver.ts';

interface Running {
  readonly store: Store;
  readonly journal: RunningJournal;
  readonly webhooks: RunningWebhooks;
  readonly events: Events;
  readonly time: TestTime;
  readonly log: TestLog;
  happen(...drafts: readonly EventDraft[]): Promise<void>;
  /** The first webhook of the project. */
  first(): Promise<Webhook>;
  /** Ends it as a stop of the server does. */
  stop(): Promise<void>;
}

interface Settings {
  readonly store?: Store;
  readonly limits?: Partial<Limits>;
  readonly privateTargets?: boolean;
  readonly resolve?: Resolve;
  readonly time?: TestTime;
}

/** Webhooks and events over a real journal. */
async function start({ store: given, limits: own, privateTargets = true, resolve, time = jumpingTime() }: Settings = {}): Promise<Running> {
  const store = given ?? (await createStore('memory'));
  const journal = openJournal(store);
  const log = testLog();
  const limits = { ...LIMITS, ...own };
  const random = seeded(7).next;
  const webhooks = await createWebhooks({
    store: journal,
    limits,
    time,
    log,
    random,
    privateTargets,
    ...(resolve === undefined ? {} : { resolve }),
  });
  const events = await createEvents({ store: journal, queue: webhooks, limits, time, log, random });
  const stop = async (): Promise<void> => {
    await webhooks.stop();
    await journal.close();
    time.stop();
  };
  onTestFinished(stop);
  return {
    store,
    journal,
    webhooks,
    events,
    time,
    log,
    happen: (...drafts) => happen({ events, journal }, drafts),
    first: async () => (await webhooks.list('demo'))[0] ?? expect.fail('The project has no webhook.'),
    stop,
  };
}

async function waitFor(receiver: Receiver, count: number): Promise<void> {
  await eventually(`${count} events came`, () => receiver.received.length >= count, { seen: () => receiver.titles() });
}

/** Lets an attempt fail, then the wait before the next pass. */
async function failedTimes(running: Running, receiver: Receiver, count: number): Promise<void> {
  for (let times = 1; times <= count; times++) {
    await waitFor(receiver, times);
    await eventually('the attempt is over', async () => receiver.open === 0 && (await running.first()).last !== null);
    await quiet(20);
    running.time.jump(LIMITS.webhookRetryMax);
  }
}

async function queued({ store }: Pick<Running, 'store'>): Promise<number> {
  return (await rowsOf(store, 'webhook-queue')).length;
}

describe.each(KINDS)('a webhook (%s store)', (kind) => {
  it('is sent its events in order, signed, and nothing stays behind', async () => {
    const receiver = await startReceiver();
    const own = await start({ store: await createStore(kind) });
    const { webhook, secret } = await own.webhooks.add('demo', receiver.url, []);
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    await own.happen(taskEvent('one'), taskEvent('two'), taskEvent('elsewhere', 'other'));
    await own.happen(taskEvent('three – 三'));
    await waitFor(receiver, 3);
    expect(receiver.titles()).toEqual(['one', 'two', 'three – 三']);
    for (const request of receiver.received) {
      const seconds = verified(request, secret);
      expect(Math.abs((seconds ?? 0) - own.time.now() / 1000)).toBeLessThan(60);
      expect(request.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'weft-event': 'task_updated',
        'weft-delivery': request.event.message_id,
        'user-agent': expect.stringContaining('Weft'),
      });
      expect(verified({ ...request, body: `${request.body} ` }, secret)).toBeNull();
      expect(verified(request, 'whsec_other')).toBeNull();
    }
    await eventually('the queue is empty', async () => (await queued(own)) === 0);
    expect(await own.first()).toEqual({ ...webhook, last: { time: expect.any(Number), status: 200, error: null } });
  });

  it('goes on after a restart with what was not delivered, once the rest is there', async () => {
    const store = await createStore(kind);
    const receiver = await startReceiver((response) => {
      if (receiver.received.length <= 2) response.end();
    });
    const before = await start({ store });
    const { secret } = await before.webhooks.add('demo', receiver.url, []);
    for (const title of ['one', 'two', 'three', 'four']) await before.happen(taskEvent(title));
    await waitFor(receiver, 3);
    expect(receiver.open).toBe(1);
    await before.stop();
    await eventually('the open request is ended', () => receiver.open === 0);
    expect(await queued({ store })).toBe(2);
    receiver.answer = 204;
    const after = await start({ store });
    await waitFor(receiver, 5);
    expect(receiver.titles()).toEqual(['one', 'two', 'three', 'three', 'four']);
    expect(receiver.received[2]?.event).toEqual(receiver.received[3]?.event);
    for (const request of receiver.received) expect(verified(request, secret)).not.toBeNull();
    await after.happen(taskEvent('five'));
    await waitFor(receiver, 6);
    await eventually('the queue is empty', async () => (await queued(after)) === 0);
  });

  it('is sent no more once it is deleted, and leaves nothing on disk', async () => {
    const receiver = await startReceiver(() => undefined);
    const own = await start({ store: await createStore(kind) });
    const { webhook } = await own.webhooks.add('demo', receiver.url, []);
    await own.webhooks.add('other', receiver.url, []);
    await own.happen(taskEvent('one'), taskEvent('two'));
    await waitFor(receiver, 1);
    const more = own.happen(taskEvent('three'));
    await own.webhooks.remove('demo', webhook.webhook_id);
    await more;
    await eventually('the request is ended', () => receiver.open === 0);
    expect([await queued(own), (await rowsOf(own.store, 'webhook')).length]).toEqual([0, 1]);
    await own.happen(taskEvent('four'));
    await quiet(20);
    expect(receiver.received.length).toBe(1);
    await expect(own.webhooks.remove('demo', webhook.webhook_id)).rejects.toMatchObject({ code: 'webhook.unknown' });
    await expect(own.webhooks.remove('demo', ((await own.webhooks.list('other'))[0] as Webhook).webhook_id)).rejects.toBeInstanceOf(
      Problem,
    );
  });

  it('goes with its project', async () => {
    const receiver = await startReceiver(500);
    const own = await start({ store: await createStore(kind) });
    await own.webhooks.add('demo', receiver.url, []);
    await own.webhooks.add('demo', receiver.url, ['task_created']);
    await own.webhooks.add('other', receiver.url, []);
    await own.happen(taskEvent('one'), taskEvent('two'), taskEvent('elsewhere', 'other'));
    const rows = await own.webhooks.forget('demo');
    // What was decided elsewhere fails: then all is as before after a restart.
    expect((await rowsOf(own.store, 'webhook')).length).toBe(3);
    await own.journal.write({ records: rows });
    expect(await own.webhooks.list('demo')).toEqual([]);
    expect([await queued(own), (await rowsOf(own.store, 'webhook')).length]).toEqual([1, 1]);
    expect(await own.webhooks.forget('demo')).toEqual([]);
  });
});

describe('a target that fails', () => {
  it.each([
    ['answers 500', 500, 500],
    ['answers 429', 429, 429],
    ['answers 301 to somewhere else', (response) => response.writeHead(301, { location: '/elsewhere' }).end(), 301],
    ['answers 304', 304, 304],
    ['closes the connection', (response) => response.destroy(), null],
    ['resets it', (response) => response.socket?.resetAndDestroy(), null],
    ['answers what is no HTTP', (response) => response.socket?.end('220 smtp ready\r\n'), null],
    ['upgrades to something else', (response) => response.writeHead(101, { upgrade: 'x', connection: 'upgrade' }).end(), null],
  ] as [string, Receiver['answer'], number | null][])(
    'that %s is tried again, later each time, and then in order',
    async (_, answer, status) => {
      const receiver = await startReceiver(answer);
      const own = await start();
      await own.webhooks.add('demo', receiver.url, []);
      await own.happen(taskEvent('one'), taskEvent('two'));
      await failedTimes(own, receiver, 2);
      const { last, waiting } = await own.first();
      expect([last?.status, waiting]).toEqual([status, 2]);
      expect(last?.error).toMatch(/\.$/);
      receiver.answer = 200;
      await failedTimes(own, receiver, 3);
      await eventually('all is delivered', async () => (await queued(own)) === 0);
      expect(new Set(receiver.received.map(({ path }) => path))).toEqual(new Set(['/hook']));
      expect(receiver.titles().filter((title, at, all) => all.indexOf(title) === at)).toEqual(['one', 'two']);
      expect(receiver.titles().indexOf('two')).toBeGreaterThanOrEqual(2);
      expect((await own.first()).last?.error).toBeNull();
    },
  );

  it('by never answering is left after the timeout, and nothing stays open', async () => {
    const receiver = await startReceiver(() => undefined);
    const own = await start();
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('one'));
    await waitFor(receiver, 1);
    expect((await own.first()).last).toBeNull();
    own.time.jump(LIMITS.webhookTimeout);
    await eventually('it is left', () => receiver.open === 0);
    expect((await eventually('it counts as failed', async () => (await own.first()).last)).error).toContain('10000 ms');
    receiver.answer = 200;
    await quiet(20);
    own.time.jump(LIMITS.webhookRetryMin);
    await eventually('it is delivered', async () => (await queued(own)) === 0);
  });

  it('waits longer each time, within the limits and with jitter', async () => {
    const receiver = await startReceiver(503);
    const own = await start({ limits: { webhookRetryMin: 1000, webhookRetryMax: 20_000 } });
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('one'));
    const waits: number[] = [];
    for (let attempts = 1; attempts <= 7; attempts++) {
      await waitFor(receiver, attempts);
      await eventually('it waits', () => receiver.open === 0 && own.time.waiting === 1);
      let waited = 0;
      while (own.time.waiting === 1 && waited < 60_000) {
        own.time.jump(100);
        waited += 100;
      }
      waits.push(waited);
    }
    const whole = [1000, 2000, 4000, 8000, 16_000, 20_000, 20_000];
    waits.forEach((waited, at) => {
      expect(waited).toBeGreaterThanOrEqual((whole[at] ?? 0) / 2);
      expect(waited).toBeLessThanOrEqual((whole[at] ?? 0) + 200);
    });
    expect(new Set(waits).size).toBeGreaterThan(4);
  });

  it('for a day is given up, event by event; newer ones still come', async () => {
    const receiver = await startReceiver(500);
    const own = await start();
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('old'), taskEvent('old too'));
    await waitFor(receiver, 1);
    await eventually('it waits', () => receiver.open === 0 && own.time.waiting === 1);
    own.time.jump(LIMITS.webhookGiveUp - 60_000);
    await own.happen(taskEvent('new'));
    await eventually('it waits', () => receiver.received.length > 1 && receiver.open === 0 && own.time.waiting === 1);
    expect((await own.first()).waiting).toBe(3);
    own.time.jump(LIMITS.webhookRetryMax);
    await eventually('the old ones are given up', async () => (await own.first()).waiting === 1);
    expect((await own.first()).dropped).toBe(2);
    expect(await queued(own)).toBe(1);
    receiver.answer = 200;
    await quiet(20);
    own.time.jump(LIMITS.webhookRetryMax);
    await eventually('the new one is delivered', async () => (await queued(own)) === 0);
    expect(receiver.titles().at(-1)).toBe('new');
  });

  it('with 410 is not sent this event again, and the next ones still are', async () => {
    const receiver = await startReceiver(410);
    const own = await start();
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('unwanted'), taskEvent('next'));
    await waitFor(receiver, 1);
    await eventually('it is given up', async () => (await own.first()).dropped === 1);
    receiver.answer = 200;
    await quiet(20);
    own.time.jump(LIMITS.webhookRetryMin);
    await eventually('the next is delivered', async () => (await queued(own)) === 0);
    expect(receiver.titles()).toEqual(['unwanted', 'next']);
  });

  it('has a bounded queue: the oldest go, and are counted', async () => {
    const receiver = await startReceiver(500);
    const store = await createStore('memory');
    const own = await start({ store, limits: { webhookQueue: 10 } });
    await own.webhooks.add('demo', receiver.url, []);
    for (let at = 0; at < 35; at++) await own.happen(taskEvent(`event ${at}`));
    await own.happen(...Array.from({ length: 5 }, (_, at) => taskEvent(`event ${35 + at}`)));
    await waitFor(receiver, 1);
    expect([(await own.first()).waiting, (await own.first()).dropped, await queued(own)]).toEqual([10, 30, 10]);
    await own.stop();
    receiver.answer = 200;
    const after = await start({ store });
    await eventually('the rest is delivered', async () => (await queued(after)) === 0);
    expect(receiver.titles().slice(-10)).toEqual(Array.from({ length: 10 }, (_, at) => `event ${30 + at}`));
  });

  it('in great number by hanging never holds up one that answers', async () => {
    const dead = await startReceiver(() => undefined);
    const alive = await startReceiver();
    const own = await start();
    await own.webhooks.add('demo', alive.url, []);
    await own.happen(taskEvent('first'));
    await waitFor(alive, 1);
    for (let project = 0; project < 10; project++) {
      for (let at = 0; at < 20; at++) await own.webhooks.add(`dead${project}`, dead.url, []);
      await own.happen(taskEvent('lost', `dead${project}`));
    }
    await eventually('some hang', () => dead.open > 0);
    for (let at = 0; at < 20; at++) await own.happen(taskEvent(`event ${at}`));
    await waitFor(alive, 21);
    expect(alive.titles().slice(1)).toEqual(Array.from({ length: 20 }, (_, at) => `event ${at}`));
    expect(dead.open).toBeLessThanOrEqual(8);
    expect(own.log.errors()).toEqual([]);
  });
});

describe('an answer', () => {
  it('without end counts as soon as its status is there, and is not read to the end', async () => {
    const receiver = await startReceiver((response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16 * 1024)));
      };
      response.on('drain', pour);
      pour();
    });
    const own = await start();
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('one'));
    await eventually('it is delivered', async () => receiver.received.length === 1 && (await queued(own)) === 0);
    await eventually('the rest is not read', () => receiver.open === 0);
  });

  it('that trickles counts when the time is up', async () => {
    const receiver = await startReceiver((response) => void response.writeHead(202).write('.'));
    const own = await start();
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('one'));
    await waitFor(receiver, 1);
    await quiet(20);
    expect(await queued(own)).toBe(1);
    own.time.jump(LIMITS.webhookTimeout);
    await eventually('it is delivered', async () => (await queued(own)) === 0);
    expect(receiver.received.length).toBe(1);
  });
});

describe('webhooks', () => {
  it('get the types they ask for; presence only by name', async () => {
    const all = await startReceiver();
    const some = await startReceiver();
    const own = await start();
    await own.webhooks.add('demo', all.url, []);
    await own.webhooks.add('demo', some.url, ['user_online', 'task_deleted', 'user_online']);
    expect((await own.webhooks.list('demo')).map(({ types }) => types)).toEqual([[], ['user_online', 'task_deleted']]);
    const online: EventDraft = { ...taskEvent('here'), type: 'user_online' };
    own.events.tell(online);
    await own.happen(taskEvent('changed'), { ...taskEvent('deleted'), type: 'task_deleted' });
    await waitFor(all, 2);
    await waitFor(some, 2);
    own.events.tell(online);
    await waitFor(some, 3);
    await quiet(20);
    expect(all.titles()).toEqual(['changed', 'deleted']);
    expect(some.titles()).toEqual(['here', 'deleted', 'here']);
  });

  it('are refused beyond the limit of a project, and nothing of one stays whose storing failed', async () => {
    const store = new SteeredStore(await createStore('memory'));
    const own = await start({ store, limits: { webhooksPerProject: 2 } });
    const failing = own.webhooks.add('demo', 'http://127.0.0.1:9/', [], () => {
      throw new Error('as the test asked');
    });
    await expect(failing).rejects.toThrow('as the test asked');
    expect(await own.webhooks.list('demo')).toEqual([]);
    const also = { table: 'idempotency', key: 'k', value: new Uint8Array([1]) };
    await own.webhooks.add('demo', 'http://127.0.0.1:9/', [], () => [also]);
    expect(await rowsOf(store, 'idempotency')).toEqual([also]);
    await own.webhooks.add('demo', 'http://127.0.0.1:9/', []);
    await expect(own.webhooks.add('demo', 'http://127.0.0.1:9/', [])).rejects.toMatchObject({ code: 'limit.webhooks' });
    await own.webhooks.add('other', 'http://127.0.0.1:9/', []);
    expect((await rowsOf(store, 'webhook')).length).toBe(3);
  });

  it('go on when the store has failed for a while: nothing is lost, nothing is sent that is not on disk', async () => {
    const receiver = await startReceiver();
    const store = new SteeredStore(await createStore('memory'));
    const own = await start({ store });
    await own.webhooks.add('demo', receiver.url, []);
    store.failing = 'before';
    const saved = own.happen(taskEvent('one'));
    await eventually('the store fails', () => !own.journal.healthy);
    await quiet(20);
    expect(receiver.received).toEqual([]);
    store.heal();
    await saved;
    await eventually('it is delivered', async () => (await queued(own)) === 0);
    expect(receiver.titles()).toEqual(['one']);
  });

  it('deletes the queue of a webhook that a crash left behind', async () => {
    const store = await createStore('level');
    const receiver = await startReceiver(500);
    const before = await start({ store });
    const { webhook } = await before.webhooks.add('demo', receiver.url, []);
    await before.happen(taskEvent('one'));
    await before.stop();
    await store.write({ records: [{ table: 'webhook', key: webhook.webhook_id, value: null }] });
    const after = await start({ store });
    expect([await queued(after), await after.webhooks.list('demo')]).toEqual([0, []]);
  });

  it('keep secrets and query strings out of logs, and the secret out of lists', async () => {
    const receiver = await startReceiver(500);
    const own = await start();
    const { secret } = await own.webhooks.add('demo', `${receiver.url}?key=hidden`, []);
    await own.happen(taskEvent('one'));
    await failedTimes(own, receiver, 1);
    expect(own.log.entries.length).toBeGreaterThan(0);
    const told = JSON.stringify([own.log.entries, await own.webhooks.list('demo')]);
    expect(told).not.toContain(secret);
    expect(JSON.stringify(own.log.entries)).not.toContain('hidden');
    expect(receiver.received[0]?.path).toBe('/hook?key=hidden');
  });
});

describe('a target that is not on the internet', () => {
  it.each([
    ['http://127.0.0.1/'],
    ['http://2130706433/'],
    ['http://0x7f.1/'],
    ['http://localhost:8765/'],
    ['http://foo.localhost/'],
    ['http://10.1.2.3/'],
    ['http://169.254.169.254/latest/meta-data'],
    ['http://[::1]/'],
    ['http://[::ffff:127.0.0.1]/'],
    ['http://[fd00:ec2::254]/'],
    ['ftp://example.com/'],
    ['file:///etc/passwd'],
    ['javascript:alert(1)'],
    ['https://user:secret@example.com/'],
    ['https://user@example.com/'],
    ['not a url'],
    [''],
    [`https://example.com/${'x'.repeat(2048)}`],
  ])('is refused when it is named: %s', async (url) => {
    const own = await start({ privateTargets: false });
    const refusal = await own.webhooks.add('demo', url, []).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal).toMatchObject({ code: 'webhook.address', status: 422, faults: [{ field: 'body.url' }] });
    expect(String((refusal as Problem).message)).not.toContain('secret');
    expect(await rowsOf(own.store, 'webhook')).toEqual([]);
  });

  it('is not reached by a name that leads there, not even among public addresses or after a change of mind', async () => {
    const receiver = await startReceiver();
    const asked: string[] = [];
    const answers = [['127.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['::ffff:127.0.0.1'], ['127.0.0.1']];
    const resolve: Resolve = async (name) => {
      asked.push(name);
      return (answers[Math.min(asked.length, answers.length) - 1] ?? []).map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
    };
    const own = await start({ privateTargets: false, resolve });
    await own.webhooks.add('demo', `http://rebind.example:${receiver.port}/`, []);
    expect(asked).toEqual([]);
    await own.happen(taskEvent('one'));
    for (let attempts = 1; attempts <= 4; attempts++) {
      await eventually('it was looked up', () => asked.length === attempts && own.time.waiting === 1);
      expect((await own.first()).last).toMatchObject({ status: null, error: expect.stringContaining('not on the internet') });
      own.time.jump(LIMITS.webhookRetryMax);
    }
    expect(receiver.received).toEqual([]);
  });

  it('is looked up once an attempt: what was checked is what is connected to', async () => {
    const receiver = await startReceiver();
    let asked = 0;
    const resolve: Resolve = async () => [{ address: '127.0.0.1', family: 4 }].slice(asked++);
    const own = await start({ resolve });
    await own.webhooks.add('demo', `http://once.example:${receiver.port}/`, []);
    await own.happen(taskEvent('one'));
    await waitFor(receiver, 1);
    expect([asked, receiver.received[0]?.headers.host]).toEqual([1, `once.example:${receiver.port}`]);
  });

  it('is not reached by a webhook from when it was allowed', async () => {
    const receiver = await startReceiver(500);
    const store = await createStore('memory');
    const before = await start({ store });
    await before.webhooks.add('demo', receiver.url, []);
    await before.happen(taskEvent('one'));
    await waitFor(receiver, 1);
    await before.stop();
    const after = await start({ store, privateTargets: false });
    const { error } = await eventually('it was tried', async () => (await after.first()).last);
    expect(error).toContain('not on the internet');
    expect(receiver.received.length).toBe(1);
  });
});
