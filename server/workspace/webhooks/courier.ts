import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';
import { timeOfId } from '../events/clock.ts';
import type { JournalEvent } from '../events/events.ts';
import { readWaiting, type WebhookRecord, waitingRow, withoutWaiting } from './rows.ts';
import type { Attempt, Sender } from './sender.ts';
import type { Slots } from './slots.ts';
import type { Webhook } from './webhooks.ts';

/** The status of a target that wants this event never again. */
const GONE = 410;

export type WebhookLimits = Pick<Limits, 'webhookQueue' | 'webhookRetryMin' | 'webhookRetryMax' | 'webhookGiveUp'>;

export interface CourierOptions {
  /** Events were given up. */
  readonly onDropped: (events: number) => void;
  readonly webhook: WebhookRecord;
  /** Ids of the events that wait, oldest first: as many as a queue may hold. The events are on disk, one of them is in memory at a time. */
  readonly waiting: readonly string[];
  readonly store: RoomStore;
  readonly send: Sender;
  /** For targets whose last attempt went well, and for all others: those that hang don't hold the good ones up. */
  readonly slots: { readonly proven: Slots; readonly others: Slots };
  readonly limits: WebhookLimits;
  readonly time: Time;
  readonly random: Random;
  readonly log: Log;
}

/** Brings one webhook its events: one at a time, in order, again and again until it answers 2xx or the event is given up. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #waiting: string[];
  readonly #abort = new AbortController();
  #last: Webhook['last'] = null;
  #dropped = 0;
  #proven = false;
  /** Attempts in a row that failed. */
  #failures = 0;
  #running = false;
  /** The event that is being sent. */
  #sending: string | null = null;
  /** Resolves when nothing is being sent. */
  #idle: Promise<unknown> = Promise.resolve();
  #endPause: (() => void) | null = null;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#waiting = [...options.waiting];
    this.#wake();
  }

  get view(): Webhook {
    const { webhook_id, project_id, url, types, created_at } = this.#options.webhook;
    return { webhook_id, project_id, url, types, created_at, last: this.#last, waiting: this.#waiting.length, dropped: this.#dropped };
  }

  get webhook(): WebhookRecord {
    return this.#options.webhook;
  }

  /** The rows that add events, and that delete the oldest where there are too many. `tell` when they are on disk. */
  enqueue(events: readonly JournalEvent[]): { readonly records: readonly Put[]; tell(): void } {
    const { webhook, limits } = this.#options;
    const over = this.#waiting.length + events.length - limits.webhookQueue;
    const oldest = over > 0 ? this.#waiting.filter((id) => id !== this.#sending).slice(0, over) : [];
    const records = [...oldest.map((id) => this.#withoutRow(id)), ...events.map((event) => waitingRow(webhook.webhook_id, event))];
    const tell = (): void => {
      this.#drop(oldest, 'More events wait for a webhook than may: the oldest were dropped.');
      for (const { id } of events) this.#insert(id);
      this.#wake();
    };
    return { records, tell };
  }

  /** Ends what is being sent: it stays in the queue. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#endPause?.();
    await this.#idle;
  }

  get #stopped(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Commits are told about in nearly the order of their events. */
  #insert(id: string): void {
    let at = this.#waiting.length;
    while (at > 0 && (this.#waiting[at - 1] ?? '') > id) at--;
    this.#waiting.splice(at, 0, id);
  }

  #wake(): void {
    if (!this.#running && !this.#stopped) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0 && !this.#stopped) {
      try {
        await this.#attempt();
      } catch (error) {
        // The store failed. It mends itself; until then this is like a target that doesn't answer.
        this.#sending = null;
        if (this.#stopped) break;
        this.#failures++;
        this.#options.log.warn({ error, webhook: this.webhook.webhook_id }, "A webhook's queue could not be read or written.");
      }
      if (this.#failures > 0 && this.#waiting.length > 0) await this.#pause();
    }
    this.#running = false;
  }

  async #attempt(): Promise<void> {
    const { store, slots, webhook } = this.#options;
    const attempt = await (this.#proven ? slots.proven : slots.others).run(async () => {
      // Looked at now: what is oldest may have changed while this waited for a slot.
      const id = this.#waiting[0];
      if (id === undefined || this.#stopped) return null;
      this.#sending = id;
      const event = await readWaiting(store, webhook.webhook_id, id);
      if (event === null || this.#stopped) return null;
      const sent = this.#options.send(webhook, event.event, this.#abort.signal);
      this.#idle = sent;
      return sent;
    });
    const id = this.#sending;
    if (id === null || this.#stopped) return;
    if (attempt === null) this.#remove(id);
    else await this.#settle(id, attempt);
    this.#sending = null;
  }

  /** Draws the consequences of an attempt. */
  async #settle(id: string, attempt: Attempt): Promise<void> {
    const { time, limits, log, webhook } = this.#options;
    const failed = attempt.error !== null;
    this.#last = { time: time.now(), ...attempt };
    this.#proven = !failed;
    const fields = { webhook: webhook.webhook_id, host: new URL(webhook.url).host, ...attempt };
    if (failed && this.#failures === 0) log.warn(fields, 'A webhook could not be delivered: trying again later.');
    if (!failed && this.#failures > 0) log.info(fields, 'A webhook can be delivered again.');
    this.#failures = failed ? this.#failures + 1 : 0;
    if (!failed) {
      await this.#options.store.write({ records: [this.#withoutRow(id)] });
      this.#remove(id);
      return;
    }
    const limit = time.now() - limits.webhookGiveUp;
    const givenUp = this.#waiting.filter((waiting) => timeOfId(waiting) <= limit || (waiting === id && attempt.status === GONE));
    if (givenUp.length === 0) return;
    await this.#options.store.write({ records: givenUp.map((waiting) => this.#withoutRow(waiting)) });
    this.#drop(givenUp, 'Events for a webhook were given up: no attempt delivered them.');
  }

  /** Waits before the next attempt: longer each time, and not all webhooks alike. */
  #pause(): Promise<void> {
    const { limits, random, time } = this.#options;
    if (this.#stopped) return Promise.resolve();
    const whole = Math.min(limits.webhookRetryMax, limits.webhookRetryMin * 2 ** (this.#failures - 1));
    return new Promise((resolve) => {
      const cancel = time.after(whole * (0.5 + random() / 2), () => end());
      const end = (): void => {
        cancel();
        this.#endPause = null;
        resolve();
      };
      this.#endPause = end;
    });
  }

  #drop(ids: readonly string[], why: string): void {
    const dropped = ids.filter((id) => this.#remove(id)).length;
    this.#dropped += dropped;
    if (dropped === 0) return;
    this.#options.onDropped(dropped);
    this.#options.log.warn({ webhook: this.webhook.webhook_id, dropped }, why);
  }

  #remove(id: string): boolean {
    const at = this.#waiting.indexOf(id);
    if (at >= 0) this.#waiting.splice(at, 1);
    return at >= 0;
  }

  #withoutRow(id: string): Put {
    return withoutWaiting(this.webhook.webhook_id, id);
  }
}
