import { WeftError } from '../../../shared/codes.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { Time } from '../../../shared/time.ts';
import { StoreError } from '../../store/store.ts';

/** How often something that isn't the store's trouble is tried before it is given up. */
const TRIES = 4;

/** The room is deleted, or the process stops: whatever was under way ends here. */
export class Ended extends Error {}

/** Tries again what can't be done just now, until it is ended. */
export class Patience {
  readonly #time: Time;
  readonly #limits: Pick<Limits, 'reopenMin' | 'reopenMax'>;
  #ended = false;
  #endWait: (() => void) | null = null;

  constructor(time: Time, limits: Pick<Limits, 'reopenMin' | 'reopenMax'>) {
    this.#time = time;
    this.#limits = limits;
  }

  get ended(): boolean {
    return this.#ended;
  }

  end(): void {
    this.#ended = true;
    this.#endWait?.();
  }

  /** For ever while the store is in trouble, a few times where a room is busy. @throws Ended; what `work` throws else */
  async keepTrying<T>(work: () => Promise<T>): Promise<T> {
    let wait: number = this.#limits.reopenMin;
    for (let tries = 1; ; tries++) {
      if (this.#ended) throw new Ended();
      try {
        return await work();
      } catch (error) {
        if (this.#ended || isOver(error)) throw new Ended();
        if (!isStoreTrouble(error) && (!isBusy(error) || tries >= TRIES)) throw error;
        await this.#pause(wait);
        wait = Math.min(wait * 2, this.#limits.reopenMax);
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#time.after(ms, resolve);
      this.#endWait = () => {
        cancel();
        resolve();
      };
    });
  }
}

/** True where the store will be there again. */
function isStoreTrouble(error: unknown): boolean {
  return (error instanceof WeftError && error.code === 'store.failing') || (error instanceof StoreError && error.code === 'store.write');
}

function isBusy(error: unknown): boolean {
  return error instanceof WeftError && error.code === 'room.busy';
}

/** The room was deleted, or the store is closed for good. */
function isOver(error: unknown): boolean {
  return (error instanceof WeftError && error.code === 'room.unknown') || (error instanceof StoreError && error.code === 'store.closed');
}
