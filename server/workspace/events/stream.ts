import type { WeftEvent } from '../../../shared/events.ts';
import type { Log } from '../../../shared/log.ts';
import type { Time } from '../../../shared/time.ts';
import type { JournalEvent } from './events.ts';

/** Events that are read at once: some 20 KB. */
const PAGE = 64;

/** Events about presence that wait for one slow reader: the oldest go first, who is here can be asked for. */
const LIVE_WAITING = 64;

/** ms before another look at a store that couldn't be read. */
const RETRY = 1000;

export type EventListener = (event: JournalEvent) => void | Promise<void>;

export interface StreamsOptions {
  /** A channel's committed events after an id, `limit` at most, in order. */
  readonly read: (channel: string, after: string, limit: number) => Promise<readonly JournalEvent[]>;
  /** The newest id of a channel that has been dropped since the start. */
  readonly floor: (channel: string) => string;
  readonly time: Time;
  readonly log: Log;
}

/** A channel that has readers. */
interface Watched {
  readonly streams: Set<Stream>;
  /** Reads under way, by where they begin: readers that are equally far share one. */
  readonly reading: Map<string, Promise<readonly JournalEvent[]>>;
}

/**
 * Readers of channels. Each has a place in the journal and reads on from there whenever something was told: what is on disk is in order and
 * without gaps, so replaying and listening are the same, and a slow reader costs no memory.
 */
export class EventStreams {
  readonly #options: StreamsOptions;
  readonly #channels = new Map<string, Watched>();

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  /** Events of the channel have reached the disk. */
  wake(channel: string): void {
    const watched = this.#channels.get(channel);
    if (watched === undefined) return;
    // A read that began before may not have seen them.
    watched.reading.clear();
    for (const stream of watched.streams) stream.wake();
  }

  /** Tells an event that isn't kept. */
  live(channel: string, event: WeftEvent): void {
    for (const stream of this.#channels.get(channel)?.streams ?? []) stream.live(event);
  }

  /** Gives the listener everything after the id `at`, from the next turn of the event loop on. Returns its stop. */
  open(channel: string, at: string, listener: EventListener, onOverflow: () => void): () => void {
    const { time, log, floor } = this.#options;
    const watched = this.#channels.get(channel) ?? { streams: new Set<Stream>(), reading: new Map() };
    this.#channels.set(channel, watched);
    const leave = (): void => {
      watched.streams.delete(stream);
      if (watched.streams.size === 0 && this.#channels.get(channel) === watched) this.#channels.delete(channel);
    };
    const read = (after: string): Promise<readonly JournalEvent[]> => this.#read(channel, watched, after);
    const stream = new Stream({ at, listener, onOverflow, leave, read, floor: () => floor(channel), time, log });
    watched.streams.add(stream);
    setImmediate(() => stream.wake());
    return () => stream.stop();
  }

  #read(channel: string, { reading }: Watched, after: string): Promise<readonly JournalEvent[]> {
    let page = reading.get(after);
    if (page === undefined) {
      const begun = this.#options.read(channel, after, PAGE).finally(() => {
        if (reading.get(after) === begun) reading.delete(after);
      });
      page = begun;
      reading.set(after, begun);
    }
    return page;
  }
}

interface StreamOptions {
  readonly at: string;
  readonly listener: EventListener;
  readonly onOverflow: () => void;
  readonly leave: () => void;
  readonly read: (after: string) => Promise<readonly JournalEvent[]>;
  readonly floor: () => string;
  readonly time: Time;
  readonly log: Log;
}

/** One reader. */
class Stream {
  readonly #options: StreamOptions;
  /** Id of the newest event that the listener was given. */
  #at: string;
  #live: WeftEvent[] = [];
  /** Something may have been told since the last look. */
  #stale = false;
  #running = false;
  #stopped = false;
  #cancelRetry: (() => void) | null = null;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#at = options.at;
  }

  wake(): void {
    this.#stale = true;
    if (!this.#running && !this.#stopped) void this.#run();
  }

  live(event: WeftEvent): void {
    if (this.#live.length >= LIVE_WAITING) this.#live.shift();
    this.#live.push(event);
    this.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry?.();
    this.#options.leave();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#stale && !this.#stopped) {
        this.#stale = false;
        await this.#catchUp();
        for (let event = this.#live.shift(); event !== undefined; event = this.#live.shift()) await this.#give({ id: this.#at, event });
      }
    } catch (error) {
      this.#options.log.warn({ error }, 'Events could not be read for a stream: trying again in a second.');
      this.#cancelRetry?.();
      if (!this.#stopped) this.#cancelRetry = this.#options.time.after(RETRY, () => this.wake());
    } finally {
      this.#running = false;
    }
  }

  async #catchUp(): Promise<void> {
    for (let more = true; more && !this.#stopped; ) {
      const page = await this.#options.read(this.#at);
      if (this.#options.floor() > this.#at) {
        this.#overflow();
        return;
      }
      for (const event of page) {
        await this.#give(event);
        this.#at = event.id;
      }
      more = page.length === PAGE;
    }
  }

  #overflow(): void {
    if (this.#stopped) return;
    this.stop();
    this.#options.onOverflow();
  }

  /** One listener's fault is no other's. */
  async #give(event: JournalEvent): Promise<void> {
    if (this.#stopped) return;
    try {
      const taken = this.#options.listener(event);
      if (taken !== undefined) await taken;
    } catch (error) {
      this.#options.log.error({ error, type: event.event.type }, 'A listener of an event stream failed: it misses this event.');
    }
  }
}
