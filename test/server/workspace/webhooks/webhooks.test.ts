import { describe, expect, it } from 'vitest';
import type { EventDraft } from '../../../../server/workspace/events/events.ts';
import type { Webhook } from '../../../../server/workspace/webhooks/webhooks.ts';
import { Problem } from '../../../../shared/problems.ts';
import { eventually, quiet } from '../../../support/eventually.ts';
import { SteeredStore } from '../../../support/steered-store.ts';
import { createStore, KINDS, rowsOf, taskEvent } from '../events/journal.ts';
import { startReceiver, verified } from './receiver.ts';
import { failedAfter, queued, start, waitFor } from './running.ts';

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
    await eventually('nothing waits', async () => (await own.first()).waiting === 0);
    expect(await queued(own)).toBe(0);
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
    await eventually('the third alone is open', () => receiver.open === 1);
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
    await failedAfter(own, null);
    expect(own.log.entries.length).toBeGreaterThan(0);
    const told = JSON.stringify([own.log.entries, await own.webhooks.list('demo')]);
    expect(told).not.toContain(secret);
    expect(JSON.stringify(own.log.entries)).not.toContain('hidden');
    expect(receiver.received[0]?.path).toBe('/hook?key=hidden');
  });
});
