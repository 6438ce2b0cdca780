import type { EventType } from '../../shared/events.ts';

export interface Webhook {
  readonly webhook_id: string;
  readonly project_id: string;
  readonly url: string;
  /** Which events; empty: all. */
  readonly types: readonly EventType[];
  readonly created_at: number;
  /** How the last attempt went, in memory only. */
  readonly last: { readonly time: number; readonly status: number | null; readonly error: string | null } | null;
  /** Events that wait. */
  readonly waiting: number;
  /** Events that were given up. */
  readonly dropped: number;
}

/** Events sent to other people's servers, signed (`Weft-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`), at least once. */
export interface Webhooks {
  list(project: string): Promise<readonly Webhook[]>;
  /** The secret is made here and shown once. @throws Problem `webhook.address`, `limit.webhooks` */
  add(project: string, url: string, types: readonly EventType[]): Promise<{ readonly webhook: Webhook; readonly secret: string }>;
  /** @throws Problem `webhook.unknown` */
  remove(project: string, webhook: string): Promise<void>;
}
