import type { EventData, EventType, WeftEvent } from '../../../shared/events.ts';
import { newId } from '../../../shared/ids.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';
import type { WebhookQueue } from '../webhooks/webhooks.ts';
import { EventClock, isEventId } from './clock.ts';
import { clockRow, eventRow, nameOf, readClock, readEvents, readFloor, removal } from './rows.ts';
import { EventStreams } from './stream.ts';
import { EventTrims } from './trim.ts';

/** Where an event is told: to a project's members, or to one user. */
export type Channel = { readonly project: string } | { readonly user: string };

export interface EventDraft {
  readonly channel: Channel;
  readonly type: EventType;
  readonly data: EventData;
  /** The verified author, or null. */
  readonly user_id: string | null;
  readonly room_id: string;
  /** ms since 1970. */
  readonly time: number;
}

/** An event that is told and not kept. */
export interface LiveDraft extends Omit<EventDraft, 'channel'> {
  /** Null: told to the process that embeds the server, and to nobody else. */
  readonly channel: Channel | null;
}

/** An event with its place in its channel's journal: the id of the event stream. */
export interface JournalEvent {
  /** 16 hex digits, rising. An event about presence, which isn't kept, has the id of what was told before it: resuming there misses nothing. */
  readonly id: string;
  readonly event: WeftEvent;
}

/** A channel's events for one reader. */
export interface EventStream {
  /** Where it begins: to be told to the reader at once as its first id, or it could not resume before the first event. */
  readonly at: string;
  /** What was asked for is too old, or never was: the reader must look at the state anew. */
  readonly reset: boolean;
  stop(): void;
}

/** Events: kept for a while, told to whoever listens, queued for webhooks. */
export interface Events {
  /**
   * To be called inside `Change.records`: the rows of these events, and of the webhooks that want them. `tell` is to be called when they
   * are on disk.
   */
  record(drafts: readonly EventDraft[]): { readonly records: readonly Put[]; tell(): void };
  /** Tells events about presence, which are not kept. */
  tell(draft: LiveDraft): void;
  /**
   * What was told after the event with the id `after` (null: from now on) and what is told from then on: in order, nothing twice, nothing missing.
   * A listener that returns a promise is given the next event when that has resolved; meanwhile nothing piles up. The first event comes
   * after the caller has had this answer. `onOverflow`: the reader was so slow that what it needs next isn't kept any more; the stream has ended.
   * @throws StoreError `store.write` while the store can't be read
   */
  stream(
    channel: Channel,
    after: string | null,
    listener: (event: JournalEvent) => void | Promise<void>,
    onOverflow?: () => void,
  ): Promise<EventStream>;
  /** All channels, for the process that embeds the server. Returns its stop. */
  on(type: EventType, listener: (event: WeftEvent) => void): () => void;
  /** The rows of a project that is removed. */
  forget(project: string): Promise<readonly Put[]>;
}

export interface EventsOptions {
  readonly store: RoomStore;
  readonly queue: WebhookQueue;
  readonly limits: Pick<Limits, 'eventsKept'>;
  readonly time: Time;
  readonly log: Log;
  readonly random: Random;
}

/** @throws StoreError when the store can't be read */
export async function createEvents(options: EventsOptions): Promise<Events> {
  return new EventJournal(options, await readClock(options.store));
}

/** Table `event`: `<channel>\u0000<id>` → the envelope as JSON; beside a channel's events the newest id that was dropped, and the newest id of all. */
class EventJournal implements Events {
  readonly #options: EventsOptions;
  readonly #clock: EventClock;
  readonly #streams: EventStreams;
  readonly #trims: EventTrims;
  readonly #listeners = new Map<EventType, Set<(event: WeftEvent) => void>>();
  /** Whatever has an id up to this one and was written is on disk: the journal keeps the order. */
  #committed: string;

  constructor(options: EventsOptions, last: string) {
    const { store, limits, time, log } = options;
    this.#options = options;
    this.#clock = new EventClock(time, last);
    this.#committed = last;
    this.#trims = new EventTrims({ store, kept: limits.eventsKept, log });
    this.#streams = new EventStreams({
      read: (channel, after, limit) => readEvents(store, channel, after, limit),
      floor: (channel) => this.#trims.floor(channel),
      time,
      log,
    });
  }

  record(drafts: readonly EventDraft[]): { readonly records: readonly Put[]; tell(): void } {
    if (drafts.length === 0) return { records: [], tell: () => undefined };
    const events = drafts.map((draft) => ({ channel: draft.channel, entry: this.#entry(draft) }));
    const last = this.#clock.last;
    const records = events.map(({ channel, entry }) => eventRow(nameOf(channel), entry));
    records.push(clockRow(last));
    const queued = [...byProject(events)].map(([project, entries]) => this.#options.queue.enqueue(project, entries));
    for (const { records: rows } of queued) for (const row of rows) records.push(row);
    const tell = (): void => {
      if (last > this.#committed) this.#committed = last;
      for (const { channel } of events) this.#trims.added(nameOf(channel));
      for (const channel of new Set(events.map(({ channel }) => nameOf(channel)))) this.#streams.wake(channel);
      for (const { tell: deliver } of queued) deliver();
      for (const { entry } of events) this.#notify(entry.event);
    };
    return { records, tell };
  }

  tell(draft: LiveDraft): void {
    const { store, queue, log } = this.#options;
    const entry = this.#entry(draft);
    const { channel } = draft;
    if (channel !== null) this.#streams.live(nameOf(channel), entry.event);
    this.#notify(entry.event);
    if (channel === null || !('project' in channel)) return;
    const queued = queue.enqueue(channel.project, [entry]);
    if (queued.records.length === 0) return;
    store.write({ records: [...queued.records, clockRow(entry.id)] }).then(
      () => queued.tell(),
      (error: unknown) => log.warn({ error, type: draft.type }, 'An event could not be queued for webhooks.'),
    );
  }

  async stream(
    channel: Channel,
    after: string | null,
    listener: (event: JournalEvent) => void | Promise<void>,
    onOverflow: () => void = () => undefined,
  ): Promise<EventStream> {
    const name = nameOf(channel);
    const now = this.#committed;
    const resumable = after === null || (await this.#isKept(name, after));
    const at = after === null || !resumable ? now : after;
    return { at, reset: !resumable, stop: this.#streams.open(name, at, listener, onOverflow) };
  }

  on(type: EventType, listener: (event: WeftEvent) => void): () => void {
    let listeners = this.#listeners.get(type);
    if (listeners === undefined) {
      listeners = new Set();
      this.#listeners.set(type, listeners);
    }
    const own = (event: WeftEvent): void => listener(event);
    listeners.add(own);
    return () => listeners.delete(own);
  }

  forget(project: string): Promise<readonly Put[]> {
    return removal(this.#options.store, nameOf({ project }));
  }

  #entry({ type, data, user_id, room_id, time }: LiveDraft): JournalEvent {
    const timestamp = new Date(time).toISOString();
    return { id: this.#clock.next(), event: { type, data, timestamp, message_id: newId('msg_', this.#options.random), user_id, room_id } };
  }

  /** Is everything after this id still there? */
  async #isKept(channel: string, after: string): Promise<boolean> {
    if (!isEventId(after) || after > this.#clock.last) return false;
    const dropped = await readFloor(this.#options.store, channel);
    return after >= dropped && after >= this.#trims.floor(channel);
  }

  #notify(event: WeftEvent): void {
    for (const listener of this.#listeners.get(event.type) ?? []) {
      try {
        listener(event);
      } catch (error) {
        this.#options.log.error({ error, type: event.type }, 'A listener for events failed.');
      }
    }
  }
}

/** The events of projects: only they have webhooks. */
function byProject(events: readonly { readonly channel: Channel; readonly entry: JournalEvent }[]): Map<string, JournalEvent[]> {
  const projects = new Map<string, JournalEvent[]>();
  for (const { channel, entry } of events) {
    if (!('project' in channel)) continue;
    const entries = projects.get(channel.project);
    if (entries === undefined) projects.set(channel.project, [entry]);
    else entries.push(entry);
  }
  return projects;
}
