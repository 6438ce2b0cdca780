import { expect, onTestFinished } from 'vitest';
import type { RunningJournal } from '../../../../server/store/journal.ts';
import type { Store } from '../../../../server/store/store.ts';
import { createEvents, type EventDraft, type Events } from '../../../../server/workspace/events/events.ts';
import type { Resolve } from '../../../../server/workspace/webhooks/lookup.ts';
import { createWebhooks, type RunningWebhooks, type Webhook } from '../../../../server/workspace/webhooks/webhooks.ts';
import { LIMITS, type Limits } from '../../../../shared/limits.ts';
import { eventually } from '../../../support/eventually.ts';
import { seeded } from '../../../support/random.ts';
import { type TestLog, testLog } from '../../../support/test-log.ts';
import { jumpingTime, type TestTime } from '../../../support/time.ts';
import { createStore, happen, openJournal, rowsOf } from '../events/journal.ts';
import type { Receiver } from './receiver.ts';

export interface Running {
  readonly store: Store;
  readonly journal: RunningJournal;
  readonly webhooks: RunningWebhooks;
  readonly events: Events;
  readonly time: TestTime;
  readonly log: TestLog;
  happen(...drafts: readonly EventDraft[]): Promise<void>;
  /** The first webhook of the project. */
  first(): Promise<Webhook>;
  /** Events that were given up, as they are counted for the metrics. */
  readonly dropped: number;
  /** Ends it as a stop of the server does. */
  stop(): Promise<void>;
}

export interface Settings {
  readonly store?: Store;
  readonly limits?: Partial<Limits>;
  readonly privateTargets?: boolean;
  readonly resolve?: Resolve;
  readonly time?: TestTime;
}

/** Webhooks and events over a real journal. */
export async function start({
  store: given,
  limits: own,
  privateTargets = true,
  resolve,
  time = jumpingTime(),
}: Settings = {}): Promise<Running> {
  const store = given ?? (await createStore('memory'));
  const journal = openJournal(store);
  const log = testLog();
  const limits = { ...LIMITS, ...own };
  const random = seeded(7).next;
  let dropped = 0;
  const webhooks = await createWebhooks({
    store: journal,
    limits,
    time,
    log,
    random,
    privateTargets,
    onDropped: (events) => {
      dropped += events;
    },
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
    get dropped() {
      return dropped;
    },
    stop,
  };
}

export async function waitFor(receiver: Receiver, count: number): Promise<void> {
  await eventually(`${count} events came`, () => receiver.received.length >= count, { seen: () => receiver.titles() });
}

/** Waits until an attempt has failed that came after `before`, and the wait for the next has begun. Answers how it went. */
export async function failedAfter(running: Running, before: Webhook['last']): Promise<Webhook['last']> {
  return eventually('an attempt has failed', async () => {
    const { last } = await running.first();
    // One timer: that of the wait, when the attempt's own has ended.
    return last !== before && last?.error !== null && running.time.waiting === 1 ? last : null;
  });
}

/** Lets some attempts fail, each after the wait that follows the one before. The next one has begun then. Answers how the last of them went. */
export async function failedTimes(running: Running, count: number): Promise<Webhook['last']> {
  let last: Webhook['last'] = null;
  for (let times = 0; times < count; times++) {
    last = await failedAfter(running, last);
    running.time.jump(LIMITS.webhookRetryMax);
  }
  return last;
}

export async function queued({ store }: Pick<Running, 'store'>): Promise<number> {
  return (await rowsOf(store, 'webhook-queue')).length;
}
