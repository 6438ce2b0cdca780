import type { Time } from '../../../shared/time.ts';

/** Events in one ms that have an id of that ms; beyond it the next ms is begun early. */
const PER_MS = 0x1_0000;

const FORM = /^[0-9a-f]{16}$/;

/** The id before all others. */
export const FIRST_ID = '0'.repeat(16);

/** True for what has the form of an event's id: 12 hex digits of ms since 1970, 4 of a counter. */
export function isEventId(text: string): boolean {
  return FORM.test(text);
}

/** ms since 1970 at which an event got its id. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 12), 16);
}

/**
 * Makes the ids of events: strictly rising, over restarts too and whatever the system's clock does, so that no channel needs a counter of
 * its own.
 */
export class EventClock {
  readonly #time: Time;
  #ms: number;
  #count: number;
  #last: string;

  /** @param last the newest id that was given out before, or `FIRST_ID` */
  constructor(time: Time, last: string) {
    this.#time = time;
    this.#last = last;
    this.#ms = timeOfId(last);
    this.#count = Number.parseInt(last.slice(12), 16);
  }

  /** The newest id that was given out. */
  get last(): string {
    return this.#last;
  }

  next(): string {
    const now = Math.floor(this.#time.now());
    this.#count++;
    if (now > this.#ms || this.#count >= PER_MS) {
      this.#ms = Math.max(now, this.#ms + 1);
      this.#count = 0;
    }
    this.#last = this.#ms.toString(16).padStart(12, '0') + this.#count.toString(16).padStart(4, '0');
    return this.#last;
  }
}
