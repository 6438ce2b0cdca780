import type { Log } from '../../../shared/log.ts';
import type { RoomStore } from '../../store/journal.ts';
import { FIRST_ID } from './clock.ts';
import { excess } from './rows.ts';

/** A channel is looked through after this share of what it keeps has been added: the look costs about as much as adding it did. */
const SHARE = 4;

export interface EventTrimsOptions {
  readonly store: RoomStore;
  /** Events that a channel keeps: while it is busy some more. */
  readonly kept: number;
  readonly log: Log;
}

/** Drops the oldest events of channels, one channel at a time, beside what adds new ones. */
export class EventTrims {
  readonly #options: EventTrimsOptions;
  readonly #step: number;
  /** Events that were added since a channel was looked through. One that isn't here has not been since the start. */
  readonly #added = new Map<string, number>();
  readonly #floors = new Map<string, string>();
  readonly #due = new Set<string>();
  #running = false;

  constructor(options: EventTrimsOptions) {
    this.#options = options;
    this.#step = Math.max(1, Math.floor(options.kept / SHARE));
  }

  /** The newest id that was dropped from a channel, or is about to be. */
  floor(channel: string): string {
    return this.#floors.get(channel) ?? FIRST_ID;
  }

  /** An event of the channel has reached the disk. */
  added(channel: string): void {
    const added = (this.#added.get(channel) ?? this.#step) + 1;
    this.#added.set(channel, added);
    if (added < this.#step) return;
    this.#due.add(channel);
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (const channel of this.#due) {
      this.#due.delete(channel);
      this.#added.set(channel, 0);
      try {
        await this.#trim(channel);
      } catch (error) {
        // The next event of the channel asks again.
        this.#added.delete(channel);
        this.#options.log.warn({ error, channel }, 'Old events could not be dropped.');
      }
    }
    this.#running = false;
  }

  async #trim(channel: string): Promise<void> {
    const { store, kept } = this.#options;
    const dropped = await excess(store, channel, kept);
    if (dropped === null) return;
    this.#floors.set(channel, dropped.floor);
    await store.write({ records: dropped.records });
  }
}
