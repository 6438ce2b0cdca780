import { describe, expect, it } from 'vitest';
import type { Resolve } from '../../../../server/workspace/webhooks/lookup.ts';
import type { Webhook } from '../../../../server/workspace/webhooks/webhooks.ts';
import { LIMITS } from '../../../../shared/limits.ts';
import { Problem } from '../../../../shared/problems.ts';
import { eventually } from '../../../support/eventually.ts';
import { createStore, rowsOf, taskEvent } from '../events/journal.ts';
import { startReceiver } from './receiver.ts';
import { failedAfter, start, waitFor } from './running.ts';

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
    expect(refusal).toMatchObject({ code: 'webhook.address', status: 422, faults: [{ field: 'url' }] });
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
    let last: Webhook['last'] = null;
    for (let attempts = 1; attempts <= 4; attempts++) {
      last = await failedAfter(own, last);
      expect(asked.length).toBe(attempts);
      expect(last).toMatchObject({ status: null, error: expect.stringContaining('not on the internet') });
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
