import { z } from 'zod';
import { EVENT_TYPES } from '../../../shared/events.ts';
import { drop, loadTable, put } from '../../access/records.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';
import type { JournalEvent } from '../events/events.ts';
import { decodeEvent, encodeEvent } from '../events/rows.ts';

const TABLE = 'webhook';
const QUEUE = 'webhook-queue';

const record = z.object({
  webhook_id: z.string(),
  project_id: z.string(),
  url: z.string(),
  types: z.array(z.enum(EVENT_TYPES)).readonly(),
  created_at: z.number(),
  /** In clear, unlike all other secrets: what signs must be known. Whoever reads the data folder can sign. */
  secret: z.string(),
});

/** A webhook as it is stored, under its id. */
export type WebhookRecord = Readonly<z.infer<typeof record>>;

export function webhookRow(webhook: WebhookRecord): Put {
  return put(TABLE, webhook.webhook_id, webhook);
}

export function withoutWebhook(webhook: string): Put {
  return drop(TABLE, webhook);
}

/** @throws StoreError `store.corrupt` for a record that can't be understood */
export async function readWebhooks(store: RoomStore): Promise<readonly WebhookRecord[]> {
  return [...(await loadTable(store, TABLE, record)).values()];
}

/** An event that waits, under `<webhook>\u0000<event id>`. */
export function waitingRow(webhook: string, event: JournalEvent): Put {
  return { table: QUEUE, key: `${webhook}\u0000${event.id}`, value: encodeEvent(event) };
}

export function withoutWaiting(webhook: string, id: string): Put {
  return drop(QUEUE, `${webhook}\u0000${id}`);
}

/** The event that waits under an id, or null for none. */
export async function readWaiting(store: RoomStore, webhook: string, id: string): Promise<JournalEvent | null> {
  const value = await store.get(QUEUE, `${webhook}\u0000${id}`);
  return value === null ? null : decodeEvent(id, value);
}

/** What waits for whom, oldest first; for one webhook or for all. */
export async function* waiting(store: RoomStore, only?: string): AsyncGenerator<{ readonly webhook: string; readonly id: string }> {
  const range = only === undefined ? {} : { prefix: `${only}\u0000` };
  for await (const { key } of store.entries(QUEUE, range)) {
    const [webhook = '', id = ''] = key.split('\u0000');
    yield { webhook, id };
  }
}
