import { randomBytes } from 'node:crypto';
import { EVENT_TYPES, type EventType, isPresenceEvent } from '../../../shared/events.ts';
import { newId } from '../../../shared/ids.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import { Problem } from '../../../shared/problems.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';
import type { Also } from '../actor.ts';
import type { JournalEvent } from '../events/events.ts';
import { parseTarget } from './address.ts';
import { Courier, type WebhookLimits } from './courier.ts';
import { createPublicResolve, type Resolve, resolveLocally } from './lookup.ts';
import { readWebhooks, type WebhookRecord, waiting, webhookRow, withoutWaiting, withoutWebhook } from './rows.ts';
import { createSender, type Sender } from './sender.ts';
import { Slots } from './slots.ts';

/** Targets that are sent to at once, of those whose last attempt went well. An attempt holds a socket and one event. */
const PROVEN_SLOTS = 64;

/** The same for new and failing targets: each may take `webhookTimeout`. */
const OTHER_SLOTS = 8;

/** As many as the hash that it keys. */
const SECRET_BYTES = 32;

export interface Webhook {
  readonly webhook_id: string;
  readonly project_id: string;
  readonly url: string;
  /** Which events; empty: all that are kept (those about presence must be asked for). */
  readonly types: readonly EventType[];
  readonly created_at: number;
  /** How the last attempt went, in memory only. */
  readonly last: { readonly time: number; readonly status: number | null; readonly error: string | null } | null;
  /** Events that wait. */
  readonly waiting: number;
  /** Events that were given up since the server started: too old, too many, or refused with 410. */
  readonly dropped: number;
}

/** A webhook with the secret that signs what it is sent. */
export interface NewWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** Events sent to other people's servers, signed (`Weft-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`), at least once. */
export interface Webhooks {
  list(project: string): Promise<readonly Webhook[]>;
  /** The secret is made here and shown once. @throws Problem `webhook.address`, `limit.webhooks` */
  add(project: string, url: string, types: readonly EventType[], also?: Also<NewWebhook>): Promise<NewWebhook>;
  /** @throws Problem `webhook.unknown` */
  remove(project: string, webhook: string): Promise<void>;
  /** Ends the webhooks of a project that is removed. Answers their rows, to be deleted with it. */
  forget(project: string): Promise<readonly Put[]>;
}

/** Where events wait for the webhooks that want them. */
export interface WebhookQueue {
  /** The rows of events that have just happened in a project. To be called and told like `Events.record`. */
  enqueue(project: string, events: readonly JournalEvent[]): { readonly records: readonly Put[]; tell(): void };
}

export interface WebhooksOptions {
  readonly store: RoomStore;
  readonly limits: WebhookLimits & Pick<Limits, 'webhooksPerProject' | 'webhookTimeout'>;
  readonly time: Time;
  readonly log: Log;
  readonly random: Random;
  /** Webhooks may go to private addresses: this machine and those around it. */
  readonly privateTargets: boolean;
  /** Events were given up. */
  readonly onDropped: (events: number) => void;
  /** How names are looked up. The name servers alone, or the system's way where targets may be private. */
  readonly resolve?: Resolve;
}

export interface RunningWebhooks extends Webhooks, WebhookQueue {
  /** Ends what is being sent. What waits, waits for the next start. */
  stop(): Promise<void>;
}

/**
 * Goes on with what waited before the last stop.
 * @throws StoreError when the store can't be read
 */
export async function createWebhooks(options: WebhooksOptions): Promise<RunningWebhooks> {
  const { store } = options;
  const records = await readWebhooks(store);
  const queues = new Map(records.map(({ webhook_id }) => [webhook_id, [] as string[]]));
  const orphans: Put[] = [];
  for await (const { webhook, id } of waiting(store)) {
    const queue = queues.get(webhook);
    if (queue === undefined) orphans.push(withoutWaiting(webhook, id));
    else queue.push(id);
  }
  // The server ended between deleting a webhook and its queue.
  if (orphans.length > 0) await store.write({ records: orphans });
  const webhooks = new WebhookTable(options);
  for (const record of records) webhooks.start(record, queues.get(record.webhook_id) ?? []);
  return webhooks;
}

/** All webhooks, in memory; tables `webhook` and `webhook-queue` on disk. */
class WebhookTable implements RunningWebhooks {
  readonly #options: WebhooksOptions;
  readonly #send: Sender;
  readonly #slots = { proven: new Slots(PROVEN_SLOTS), others: new Slots(OTHER_SLOTS) };
  /** By project, then by id. */
  readonly #projects = new Map<string, Map<string, Courier>>();

  constructor(options: WebhooksOptions) {
    const { privateTargets, resolve = privateTargets ? resolveLocally : createPublicResolve(), limits, time } = options;
    this.#options = options;
    this.#send = createSender({ privateTargets, resolve, timeout: limits.webhookTimeout, time });
  }

  start(webhook: WebhookRecord, queue: readonly string[]): Courier {
    const courier = new Courier({ ...this.#options, webhook, waiting: queue, send: this.#send, slots: this.#slots });
    const project = this.#projects.get(webhook.project_id) ?? new Map<string, Courier>();
    project.set(webhook.webhook_id, courier);
    this.#projects.set(webhook.project_id, project);
    return courier;
  }

  async list(project: string): Promise<readonly Webhook[]> {
    return this.#couriers(project)
      .map(({ view }) => view)
      .sort((a, b) => a.created_at - b.created_at || (a.webhook_id < b.webhook_id ? -1 : 1));
  }

  async add(project: string, text: string, types: readonly EventType[], also?: Also<NewWebhook>): Promise<NewWebhook> {
    const { limits, random, time, store, privateTargets } = this.#options;
    const url = parseTarget(text, privateTargets).href;
    if (this.#couriers(project).length >= limits.webhooksPerProject) throw tooMany(limits.webhooksPerProject);
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const wanted = EVENT_TYPES.filter((type) => types.includes(type));
    const record = { webhook_id: newId('hook_', random), project_id: project, url, types: wanted, created_at: time.now(), secret };
    const courier = this.start(record, []);
    const added = { webhook: courier.view, secret };
    try {
      await store.write({ records: [webhookRow(record), ...(also?.(added) ?? [])] });
    } catch (error) {
      this.#leave(courier);
      await courier.stop();
      throw error;
    }
    return added;
  }

  async remove(project: string, webhook: string): Promise<void> {
    const { store } = this.#options;
    const courier = this.#projects.get(project)?.get(webhook);
    if (courier === undefined) {
      throw new Problem(
        'webhook.unknown',
        `The project has no webhook ${webhook}. It may have been deleted meanwhile: look at the list again.`,
      );
    }
    this.#leave(courier);
    await courier.stop();
    await store.write({ records: [withoutWebhook(webhook)] });
    await store.write({ records: await this.#queueOf(webhook) });
  }

  async forget(project: string): Promise<readonly Put[]> {
    const couriers = this.#couriers(project);
    if (couriers.length === 0) return [];
    for (const courier of couriers) this.#leave(courier);
    await Promise.all(couriers.map((courier) => courier.stop()));
    // Writes nothing new: it is on disk after everything that was queued and is on its way there.
    await this.#options.store.write({ records: couriers.map(({ webhook }) => webhookRow(webhook)) });
    const rows: Put[] = couriers.map(({ webhook }) => withoutWebhook(webhook.webhook_id));
    for (const { webhook } of couriers) for (const row of await this.#queueOf(webhook.webhook_id)) rows.push(row);
    return rows;
  }

  enqueue(project: string, events: readonly JournalEvent[]): { readonly records: readonly Put[]; tell(): void } {
    const queued = this.#couriers(project).flatMap((courier) => {
      const wanted = events.filter(({ event }) => wants(courier.webhook, event.type));
      return wanted.length === 0 ? [] : [courier.enqueue(wanted)];
    });
    return {
      records: queued.flatMap(({ records }) => records),
      tell: () => {
        for (const { tell } of queued) tell();
      },
    };
  }

  async stop(): Promise<void> {
    const couriers = [...this.#projects.keys()].flatMap((project) => this.#couriers(project));
    await Promise.all(couriers.map((courier) => courier.stop()));
  }

  #couriers(project: string): readonly Courier[] {
    return [...(this.#projects.get(project)?.values() ?? [])];
  }

  #leave({ webhook }: Courier): void {
    const project = this.#projects.get(webhook.project_id);
    project?.delete(webhook.webhook_id);
    if (project?.size === 0) this.#projects.delete(webhook.project_id);
  }

  async #queueOf(webhook: string): Promise<readonly Put[]> {
    const rows: Put[] = [];
    for await (const { id } of waiting(this.#options.store, webhook)) rows.push(withoutWaiting(webhook, id));
    return rows;
  }
}

/** Presence is told only to those who ask for it by name: it is much, and soon over. */
function wants({ types }: WebhookRecord, type: EventType): boolean {
  return types.length === 0 ? !isPresenceEvent(type) : types.includes(type);
}

function tooMany(limit: number): Problem {
  return new Problem('limit.webhooks', `A project may have ${limit} webhooks. Delete one that is no longer needed.`);
}
