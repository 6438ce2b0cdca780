import { describe, expect, it } from 'vitest';
import type { Webhook } from '../../../../server/workspace/webhooks/webhooks.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { eventually, quiet } from '../../../support/eventually.ts';
import { heldTime } from '../../../support/time.ts';
import { createStore, taskEvent } from '../events/journal.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { failedAfter, failedTimes, queued, start, waitFor } from './running.ts';

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
      const last = await failedAfter(own, await failedTimes(own, 2));
      expect([last?.status, (await own.first()).waiting]).toEqual([status, 2]);
      expect(last?.error).toMatch(/\.$/);
      receiver.answer = 200;
      await failedTimes(own, 1);
      await eventually('all is delivered', async () => (await queued(own)) === 0);
      expect(new Set(receiver.received.map(({ path }) => path))).toEqual(new Set(['/hook']));
      expect(receiver.titles().filter((title, at, all) => all.indexOf(title) === at)).toEqual(['one', 'two']);
      expect(receiver.titles().slice(0, -1)).not.toContain('two');
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
    await failedTimes(own, 1);
    await eventually('it is delivered', async () => (await queued(own)) === 0);
  });

  it('waits longer each time, within the limits and with jitter', async () => {
    const receiver = await startReceiver(503);
    const own = await start({ limits: { webhookRetryMin: 1000, webhookRetryMax: 20_000 }, time: heldTime() });
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('one'));
    const waits: number[] = [];
    let last: Webhook['last'] = null;
    while (waits.length < 7) {
      last = await failedAfter(own, last);
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
    expect(waits[5]).not.toBe(waits[6]);
  });

  it('for a day is given up, event by event; newer ones still come', async () => {
    const receiver = await startReceiver(500);
    const own = await start();
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('old'), taskEvent('old too'));
    const first = await failedAfter(own, null);
    own.time.jump(LIMITS.webhookGiveUp - 60_000);
    await own.happen(taskEvent('new'));
    const second = await failedAfter(own, first);
    expect((await own.first()).waiting).toBe(3);
    own.time.jump(LIMITS.webhookRetryMax);
    await failedAfter(own, second);
    expect((await own.first()).waiting).toBe(1);
    expect((await own.first()).dropped).toBe(2);
    expect(await queued(own)).toBe(1);
    receiver.answer = 200;
    await failedTimes(own, 1);
    await eventually('the new one is delivered', async () => (await queued(own)) === 0);
    expect(receiver.titles().at(-1)).toBe('new');
  });

  it('with 410 is not sent this event again, and the next ones still are', async () => {
    const receiver = await startReceiver(410);
    const own = await start();
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('unwanted'), taskEvent('next'));
    await failedAfter(own, null);
    expect((await own.first()).dropped).toBe(1);
    receiver.answer = 200;
    await failedTimes(own, 1);
    await eventually('the next is delivered', async () => (await queued(own)) === 0);
    expect(receiver.titles()).toEqual(['unwanted', 'next']);
  });

  it('has a bounded queue: the oldest go, and are counted', async () => {
    const receiver = await startReceiver(500);
    const store = await createStore('memory');
    const own = await start({ store, limits: { webhookQueue: 10 }, time: heldTime() });
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('event 0'));
    await failedAfter(own, null);
    for (let at = 1; at < 35; at++) await own.happen(taskEvent(`event ${at}`));
    await own.happen(...Array.from({ length: 5 }, (_, at) => taskEvent(`event ${35 + at}`)));
    expect([(await own.first()).waiting, (await own.first()).dropped, await queued(own)]).toEqual([10, 30, 10]);
    await own.stop();
    receiver.answer = 200;
    const after = await start({ store });
    await eventually('the rest is delivered', async () => (await queued(after)) === 0);
    expect(receiver.titles().slice(-10)).toEqual(Array.from({ length: 10 }, (_, at) => `event ${30 + at}`));
  });

  it('is not counted as given up what it is just taking', async () => {
    let answer = (): void => {};
    const receiver = await startReceiver((response) => {
      answer = () => response.end();
    });
    const own = await start({ limits: { webhookQueue: 3 } });
    await own.webhooks.add('demo', receiver.url, []);
    await own.happen(taskEvent('one'));
    await waitFor(receiver, 1);
    for (const title of ['two', 'three', 'four', 'five', 'six']) await own.happen(taskEvent(title));
    expect(await own.first()).toMatchObject({ waiting: 3, dropped: 3 });
    expect(own.dropped).toBe(3);
    receiver.answer = 200;
    answer();
    await waitFor(receiver, 3);
    expect(receiver.titles()).toEqual(['one', 'five', 'six']);
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
