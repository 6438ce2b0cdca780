import type { EventData, EventType, WeftEvent } from '../../shared/events.ts';
import { newId } from '../../shared/ids.ts';
import type { Random, Time } from '../../shared/time.ts';

/** What is known of an event before it gets its envelope. */
export interface EventDraft {
  readonly type: EventType;
  readonly data: EventData;
  readonly user_id: string | null;
  readonly room_id: string;
  /** When it happened, ms since 1970: now, where it isn't said. */
  readonly time?: number;
}

export interface EventHubOptions {
  readonly time: Time;
  readonly random: Random;
  /** Somebody listens, or nobody any more. */
  readonly onListening: (listening: boolean) => void;
}

/** Who listens to what. */
export class EventHub {
  readonly #options: EventHubOptions;
  readonly #listeners = new Map<EventType, Set<(event: WeftEvent) => void>>();
  #count = 0;

  constructor(options: EventHubOptions) {
    this.#options = options;
  }

  get listening(): boolean {
    return this.#count > 0;
  }

  /** Returns its stop. */
  on(type: EventType, listener: (event: WeftEvent) => void): () => void {
    // The same function may listen twice.
    const own = (event: WeftEvent): void => listener(event);
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(own));
    this.#count++;
    if (this.#count === 1) this.#options.onListening(true);
    return () => {
      if (!listeners.delete(own)) return;
      this.#count--;
      if (this.#count === 0) this.#options.onListening(false);
    };
  }

  /** Tells an event. A listener that throws is reported and keeps no other from it. */
  tell(draft: EventDraft): void {
    const { type, data, user_id, room_id } = draft;
    const listeners = this.#listeners.get(type);
    if (listeners === undefined || listeners.size === 0) return;
    const { time, random } = this.#options;
    const timestamp = new Date(draft.time ?? time.now()).toISOString();
    const event: WeftEvent = { type, data, timestamp, message_id: newId('msg_', random), user_id, room_id };
    for (const listener of [...listeners]) {
      try {
        listener(event);
      } catch (error) {
        reportLater(error);
      }
    }
  }
}

/** As if the listener had been called by the browser: its fault shows where faults show, and stops nothing here. */
function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
