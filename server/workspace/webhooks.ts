import type { EventType } from '../../shared/events.ts';
import type { Put } from '../store/store.ts';
import type { Also } from './actor.ts';
import type { JournalEvent } from './events.ts';

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
