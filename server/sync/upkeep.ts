import type { Limits } from '../../shared/limits.ts';
import type { Log } from '../../shared/log.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Content } from './content.ts';
import type { FanOut } from './fan-out.ts';

export interface UpkeepOptions {
  readonly room: string;
  readonly content: Content;
  readonly fanOut: FanOut;
  readonly store: RoomStore;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
}

/** Keeps a room small: writes snapshots when the log has grown, lets go of what nobody uses. */
export class Upkeep {
  readonly #options: UpkeepOptions;
  #lastUse: number;
  #compacting = false;
  /** Then the log is kept as it is until somebody edits again. */
  #failed = false;

  constructor(options: UpkeepOptions) {
    this.#options = options;
    this.#lastUse = options.time.monotonic();
  }

  /** Somebody came, asked, edited or went. */
  used(): void {
    this.#lastUse = this.#options.time.monotonic();
  }

  edited(): void {
    this.#failed = false;
    this.used();
  }

  /** The log is on disk a piece further. */
  committed(): void {
    if (this.#options.content.overgrown) void this.#compact();
  }

  /** Lets go of what isn't needed. True when the room holds nothing but its state vector. `empty`: nobody is here. */
  sweep(empty: boolean): boolean {
    const { content, fanOut, limits, time } = this.#options;
    if (content.overgrown) this.#tidy();
    const patience = empty || content.document === null ? limits.idleRoom : limits.idleDocument;
    if (time.monotonic() - this.#lastUse < patience) return false;
    // While the store fails what leaves memory couldn't be read again.
    if (fanOut.head !== fanOut.committed || this.#compacting || !this.#options.store.healthy) return false;
    if (content.document !== null && content.worthCompacting && this.#mayCompact) {
      void this.#compact();
      return false;
    }
    content.cool();
    return true;
  }

  /** Nobody is here any more and all is on disk: leaves a short log for whoever reads the room next. */
  async settle(): Promise<void> {
    if (this.#options.content.worthCompacting) await this.#compact();
  }

  get #mayCompact(): boolean {
    return !this.#compacting && !this.#failed && this.#options.store.healthy;
  }

  /** A log that outgrew its document, found at loading, needs the document first. */
  #tidy(): void {
    const { content, fanOut, log, room } = this.#options;
    if (content.document !== null) {
      void this.#compact();
      return;
    }
    if (!this.#mayCompact) return;
    content.heat(fanOut.uncommitted()).catch((error: unknown) => {
      this.#failed = true;
      log.error({ room, error }, 'a room with a long log could not be read');
    });
  }

  /** Never rejects: what goes wrong is logged, and the log is kept. */
  async #compact(): Promise<void> {
    const { content, fanOut, log, room } = this.#options;
    if (content.document === null || !this.#mayCompact) return;
    this.#compacting = true;
    const onDisk = new Promise<void>((resolve) => {
      fanOut.whenCommitted(resolve);
    });
    try {
      await content.compact(fanOut.head, onDisk);
    } catch (error) {
      this.#failed = true;
      log.warn({ room, error }, 'a snapshot was not written; the log is kept');
    } finally {
      this.#compacting = false;
    }
  }
}
