import { onTestFinished } from 'vitest';
import { systemTime } from '../../../../server/ops/time.ts';
import { createJournal, type RunningJournal } from '../../../../server/store/journal.ts';
import { createLevelStore } from '../../../../server/store/level.ts';
import { createMemoryStore } from '../../../../server/store/memory.ts';
import type { Put, Store } from '../../../../server/store/store.ts';
import { createEvents, type EventDraft, type Events, type JournalEvent } from '../../../../server/workspace/events/events.ts';
import type { WebhookQueue } from '../../../../server/workspace/webhooks/webhooks.ts';
import type { Random } from '../../../../shared/time.ts';
import { seeded } from '../../../support/random.ts';
import { type TestLog, testLog } from '../../../support/test-log.ts';
import type { TestTime } from '../../../support/time.ts';
import { temporaryFolder } from '../../store/support.ts';

export const KINDS = ['memory', 'level'] as const;

export const NO_WEBHOOKS: WebhookQueue = { enqueue: () => ({ records: [], tell: () => undefined }) };

/** A store that can be closed and opened again with what it held. */
export async function createStore(kind: (typeof KINDS)[number]): Promise<Store> {
  const store = kind === 'memory' ? createMemoryStore() : createLevelStore({ folder: await temporaryFolder() });
  await store.open();
  onTestFinished(() => store.close());
  return store;
}

/** A journal that commits by the real clock, whatever the test's does. */
export function openJournal(store: Store): RunningJournal {
  return createJournal({ store, time: systemTime, limits: { commitDelay: 1, reopenMin: 10, reopenMax: 50 } });
}

export interface TestEvents {
  readonly events: Events;
  readonly journal: RunningJournal;
  readonly log: TestLog;
  /** Records, commits and tells, as the parts of the workspace do. */
  happen(...drafts: readonly EventDraft[]): Promise<void>;
}

export interface TestEventsOptions {
  readonly store: Store;
  readonly time: TestTime;
  readonly kept?: number;
  readonly queue?: WebhookQueue;
  readonly random?: Random;
}

export async function startEvents({ store, time, kept = 1000, queue = NO_WEBHOOKS, random }: TestEventsOptions): Promise<TestEvents> {
  const journal = openJournal(store);
  const log = testLog();
  const events = await createEvents({ store: journal, queue, limits: { eventsKept: kept }, time, log, random: random ?? seeded(1).next });
  return { events, journal, log, happen: (...drafts) => happen({ events, journal }, drafts) };
}

export async function happen({ events, journal }: Pick<TestEvents, 'events' | 'journal'>, drafts: readonly EventDraft[]): Promise<void> {
  const { records, tell } = events.record(drafts);
  await journal.write({ records });
  tell();
}

/** A task's event in a project, told apart by its title. */
export function taskEvent(title: string, project = 'demo', time = Date.UTC(2024, 0, 1, 12)): EventDraft {
  const data = { task_id: 'task_1', id: 'task_1', title, status: 'todo', assignee_id: null, project_id: project };
  return { channel: { project }, type: 'task_updated', data, user_id: 'ada', room_id: `p/${project}`, time };
}

export function titleOf({ event }: Pick<JournalEvent, 'event'>): unknown {
  return event.data.title;
}

/** What a table holds. */
export async function rowsOf(store: Pick<Store, 'entries'>, table: string): Promise<readonly Put[]> {
  const rows: Put[] = [];
  for await (const { key, value } of store.entries(table)) rows.push({ table, key, value });
  return rows;
}

/** The rows of channels' events among a table's: without those that say where the ids have got to. */
export function eventKeys(rows: readonly Put[]): readonly string[] {
  return rows.map(({ key }) => key).filter((key) => key.includes('\u0000') && !key.endsWith('\u0000'));
}
