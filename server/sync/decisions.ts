import type { Code } from '../../shared/codes.ts';
import type { RefusedFrame } from '../../shared/protocol.ts';

/** A frame whose room hasn't judged it yet. */
const OPEN = -1;
/** A frame that was dropped and is decided by a later step 2 (rule SA3). */
const DROPPED = -2;
/** A frame that is decided. */
const DECIDED = 0;

/**
 * What became of one connection's write frames (rules SA1–SA5). Each frame waits for the room's log position that makes it
 * true that it is saved; the ack names the longest decided prefix.
 */
export class Decisions {
  /** Index of the first undecided frame = number of decided ones. */
  #first = 0;
  /** For each undecided frame from `#first` on: the seq it waits for, or one of the states above. */
  #waits: number[] = [];
  #refused: RefusedFrame[] = [];
  #told = 0;

  /** True while a frame waits for something. */
  get pending(): boolean {
    return this.#waits.length > 0 || this.#first > this.#told;
  }

  /** Registers the next write frame. Returns its index. */
  open(): number {
    this.#waits.push(OPEN);
    return this.#first + this.#waits.length - 1;
  }

  /** The frame is saved as soon as the room's log is on disk up to `seq`. */
  waitFor(index: number, seq: number): void {
    this.#set(index, seq);
  }

  /** The frame was dropped: a later step 2 repeats it. */
  drop(index: number): void {
    this.#set(index, DROPPED);
  }

  /** The frame will never be saved. The first reason is told. */
  refuse(index: number, code: Code): void {
    if (this.#set(index, DECIDED)) this.#refused.push({ index, code });
  }

  /** A step 2 at `index` was judged: whatever was dropped before it is in it, so it waits for the same `seq`. */
  settleDropped(index: number, seq: number): void {
    for (let i = index - this.#first - 1; i >= 0; i--) {
      if (this.#waits[i] === DROPPED) this.#waits[i] = seq;
    }
  }

  /** No later step 2 of this connection will be taken: what was dropped is refused. */
  refuseDropped(code: Code): void {
    for (const [at, wait] of this.#waits.entries()) if (wait === DROPPED) this.refuse(this.#first + at, code);
  }

  /** What to tell the client now that the log is on disk up to `committed`, or null for nothing new. */
  take(committed: number): { count: number; refused: readonly RefusedFrame[] } | null {
    let decided = 0;
    while (decided < this.#waits.length) {
      const wait = this.#waits[decided] as number;
      if (wait < 0 || wait > committed) break;
      decided++;
    }
    if (decided > 0) {
      this.#waits.splice(0, decided);
      this.#first += decided;
    }
    if (this.#first === this.#told) return null;
    this.#told = this.#first;
    const count = this.#first;
    const refused = this.#refused.filter((frame) => frame.index < count);
    this.#refused = this.#refused.filter((frame) => frame.index >= count);
    return { count, refused };
  }

  /** What is decided stays decided: the rest of a refused frame is judged after it. */
  #set(index: number, wait: number): boolean {
    const at = index - this.#first;
    if (at < 0 || this.#waits[at] === DECIDED) return false;
    this.#waits[at] = wait;
    return true;
  }
}
