/** ms after one's last key in a block during which one counts as writing in it. */
export const WRITING = 10_000;
/** ms that a notice stays after the last change that it tells of. */
export const SHOWN = 4_000;
/** ms without a change after which the next is told anew. */
export const SPELL = 30_000;

/** Somebody who changed something, as they are shown. */
export interface Changer {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
}

/** What is told: who else changes the block that one writes in. */
export interface BlockNotice {
  readonly changer: Changer;
  /** It is the first of a spell of changes: to be said once. */
  readonly fresh: boolean;
  /** When it has been there long enough. */
  readonly until: number;
}

/** When to tell somebody that others change the block that they write in. Blocks are Lexical's keys, times are in ms. */
export class SameBlock {
  #block: string | null = null;
  #typed = Number.NEGATIVE_INFINITY;
  /** When each person last changed a block that one wrote in. */
  readonly #changed = new Map<string, number>();

  /** The block that one writes in at `now`; null for none. */
  writtenAt(now: number): string | null {
    return now - this.#typed < WRITING ? this.#block : null;
  }

  /** One wrote in a block. */
  wrote(block: string, now: number): void {
    this.#block = block;
    this.#typed = now;
  }

  /** Somebody changed that block. @returns what to tell */
  changed(changer: Changer, now: number): BlockNotice {
    const before = this.#changed.get(changer.id) ?? Number.NEGATIVE_INFINITY;
    this.#changed.set(changer.id, now);
    return { changer, fresh: now - before >= SPELL, until: now + SHOWN };
  }
}
