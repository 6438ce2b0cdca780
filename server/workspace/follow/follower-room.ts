import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import type { Time } from '../../../shared/time.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { LogRecord, Put } from '../../store/store.ts';
import { type RoomEdit, SERVER_USER } from '../../sync/edits.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { Events } from '../events/events.ts';
import type { InboxWriter, NotificationDraft } from '../inbox/notifications.ts';
import type { Deriver, Outcome } from './derive-room.ts';
import { Ended, Patience } from './follower-patience.ts';

/** Under this name each room that is followed has a cursor. */
export const CURSOR = 'follower';

/** Records that are looked at before what follows from them is written. */
const BATCH_RECORDS = 500;
/** ms for which records are looked at without a pause: whatever a room holds, others are served meanwhile. */
const WORK = 10;
/** Bytes of records that wait in memory; what is more is read from the log again. */
const WAITING_BYTES = 1024 * 1024;

export interface RoomFollowerOptions {
  readonly room: string;
  readonly rooms: Pick<Rooms, 'commit'>;
  readonly store: RoomStore;
  readonly inbox: InboxWriter;
  readonly events: Pick<Events, 'record'>;
  readonly limits: Pick<Limits, 'reopenMin' | 'reopenMax'>;
  readonly time: Time;
  readonly log: Log;
  /** Those of the notifications whose readers may know of the project. */
  readonly audience: (drafts: readonly NotificationDraft[]) => Promise<readonly NotificationDraft[]>;
  /** The deriver at a position of the room. */
  readonly createDeriver: (seq: number) => Promise<Deriver>;
}

/**
 * Follows one room: takes its records in order, none missed and none twice, and commits what follows from them together with the
 * room's cursor. While the store fails it waits.
 */
export class RoomFollower {
  readonly #options: RoomFollowerOptions;
  readonly #patience: Patience;
  #waiting: LogRecord[] = [];
  #waitingBytes = 0;
  /** Seq of the newest record that is known to be on disk. */
  #head = 0;
  /** Seq of the newest record that was handed over. */
  #heard = 0;
  /** Seq of the last record taken; null until the cursor is read. */
  #position: number | null = null;
  /** Seq up to which everything is dealt with and on disk. */
  #saved = 0;
  #deriver: Deriver | null = null;
  #running = false;
  /** Monotonic ms. */
  #usedAt: number;
  #cancelTimer: (() => void) | null = null;
  /** Monotonic ms at which it wakes by itself, or null. */
  #timerAt: number | null = null;
  #settling: (() => void)[] = [];

  constructor(options: RoomFollowerOptions) {
    this.#options = options;
    this.#patience = new Patience(options.time, options.limits);
    this.#usedAt = options.time.monotonic();
  }

  /** Records that have reached the disk, in order. */
  take(records: readonly LogRecord[]): void {
    const first = records[0];
    const last = records.at(-1);
    if (this.#patience.ended || first === undefined || last === undefined) return;
    this.#heard = last.seq;
    this.#head = Math.max(this.#head, last.seq);
    if (this.#takeNow(first, records)) return;
    const bytes = records.reduce((sum, { update }) => sum + update.length, 0);
    if (this.#waitingBytes + bytes <= WAITING_BYTES) {
      for (const record of records) this.#waiting.push(record);
      this.#waitingBytes += bytes;
    }
    this.#wake();
  }

  /** What people type, as long as nothing is in its way: neither a promise nor a timer for each key. */
  #takeNow(first: LogRecord, records: readonly LogRecord[]): boolean {
    const deriver = this.#deriver;
    if (this.#running || deriver === null || !deriver.isQuick || first.seq !== (this.#position ?? 0) + 1) return false;
    for (const record of records) {
      try {
        void deriver.take(record);
      } catch (error) {
        this.#passOver(record, error);
      }
    }
    this.#position = first.seq + records.length - 1;
    this.#usedAt = this.#options.time.monotonic();
    this.#arm();
    return true;
  }

  /** True for records of a room that was deleted and made anew: this one follows the old. */
  isAnother(first: LogRecord): boolean {
    return first.seq <= this.#heard;
  }

  /** Records up to `head` are on disk. */
  catchUp(head: number): void {
    this.#head = Math.max(this.#head, head);
    this.#wake();
  }

  /** Resolves when all that is known of now has been dealt with, be it due or not. */
  settle(): Promise<void> {
    if (this.#patience.ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.#settling.push(resolve);
      this.#wake();
    });
  }

  /** Monotonic ms since it did something last, or null while it has something to do. */
  get idleSince(): number | null {
    return this.#running || this.#head > (this.#position ?? 0) || (this.#deriver?.due() ?? null) !== null ? null : this.#usedAt;
  }

  /** Where the cursor may go that is behind because nothing followed; null where it is there. */
  get lag(): number | null {
    const isQuiet = !this.#running && !this.#patience.ended && (this.#deriver?.due() ?? null) === null;
    return isQuiet && this.#position !== null && this.#position > this.#saved ? this.#position : null;
  }

  /** Forgets everything. What is under way ends without a trace. */
  end(): void {
    this.#patience.end();
    this.#cancelTimer?.();
    this.#waiting = [];
    if (!this.#running) this.#deriver?.destroy();
    this.#answer();
  }

  #wake(): void {
    if (this.#running || this.#patience.ended) return;
    this.#running = true;
    void this.#run().finally(() => {
      this.#running = false;
      this.#usedAt = this.#options.time.monotonic();
      if (this.#patience.ended) this.#deriver?.destroy();
      else if (this.#hasMore() || this.#settling.length > 0) this.#wake();
      else this.#arm();
    });
  }

  async #run(): Promise<void> {
    const { room, log } = this.#options;
    try {
      this.#deriver ??= await this.#begin();
      const deriver = this.#deriver;
      while (this.#hasMore()) {
        await this.#advance(deriver);
        if (this.#isDue(deriver)) await this.#tell(deriver);
      }
      while (this.#isDue(deriver) || (this.#settling.length > 0 && deriver.due() !== null)) await this.#tell(deriver);
    } catch (error) {
      if (!(error instanceof Ended)) log.error({ room, error }, 'A room can not be followed any more. It is tried again after a restart.');
      this.end();
    }
    if (!this.#hasMore()) this.#answer();
  }

  #hasMore(): boolean {
    return !this.#patience.ended && this.#head > (this.#position ?? 0);
  }

  #isDue(deriver: Deriver): boolean {
    const due = deriver.due();
    return due !== null && due <= this.#options.time.monotonic();
  }

  /** Sees that it wakes when something is due. A timer that is early does no harm. */
  #arm(): void {
    const { time } = this.#options;
    const due = this.#deriver?.due() ?? null;
    if (due === null || (this.#timerAt !== null && this.#timerAt <= due)) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#timerAt = null;
    const wait = due - time.monotonic();
    if (wait <= 0) {
      this.#wake();
      return;
    }
    this.#timerAt = due;
    this.#cancelTimer = time.after(wait, () => {
      this.#timerAt = null;
      this.#cancelTimer = null;
      this.#wake();
    });
  }

  #answer(): void {
    for (const resolve of this.#settling.splice(0)) resolve();
  }

  async #begin(): Promise<Deriver> {
    const { room, store, createDeriver } = this.#options;
    return this.#patience.keepTrying(async () => {
      const head = await store.head(room);
      const cursor = await store.cursor(CURSOR, room);
      // A cursor behind the head belongs to a room of this name that was deleted.
      const seq = cursor > head ? 0 : cursor;
      const deriver = await createDeriver(seq);
      this.#position = seq;
      this.#saved = seq;
      return deriver;
    });
  }

  /** Takes the next records. */
  async #advance(deriver: Deriver): Promise<void> {
    const records = this.#next() ?? (await this.#patience.keepTrying(() => this.#read()));
    if (records.length === 0) throw new Ended();
    const { time } = this.#options;
    let since = time.monotonic();
    for (const record of records) {
      if (this.#patience.ended) throw new Ended();
      this.#position = record.seq;
      try {
        await this.#patience.keepTrying(async () => deriver.take(record));
      } catch (error) {
        this.#passOver(record, error);
      }
      if (time.monotonic() - since < WORK) continue;
      await pause();
      since = time.monotonic();
    }
  }

  #passOver({ seq }: LogRecord, error: unknown): void {
    if (error instanceof Ended) throw error;
    const { room, log } = this.#options;
    log.error({ room, seq, error }, 'What follows from a record could not be told: it is passed over.');
  }

  /** Those that wait and come next, or null when they must be read. */
  #next(): readonly LogRecord[] | null {
    const position = this.#position ?? 0;
    let skipped = 0;
    for (const { seq } of this.#waiting) {
      if (seq > position) break;
      skipped++;
    }
    this.#forget(skipped);
    if (this.#waiting[0]?.seq !== position + 1) return null;
    const isContiguous = (record: LogRecord, index: number): boolean => record.seq === position + 1 + index;
    const end = this.#waiting.slice(0, BATCH_RECORDS).findIndex((record, index) => !isContiguous(record, index));
    return this.#forget(end === -1 ? Math.min(BATCH_RECORDS, this.#waiting.length) : end);
  }

  #forget(count: number): readonly LogRecord[] {
    const records = this.#waiting.splice(0, count);
    for (const { update } of records) this.#waitingBytes -= update.length;
    return records;
  }

  async #read(): Promise<readonly LogRecord[]> {
    const records: LogRecord[] = [];
    let bytes = 0;
    for await (const record of this.#options.store.history(this.#options.room, this.#position ?? 0)) {
      records.push(record);
      bytes += record.update.length;
      if (records.length === BATCH_RECORDS || bytes >= WAITING_BYTES) break;
    }
    return records;
  }

  /** Commits what follows. What isn't the store's trouble costs the mending, then the notifications, and never holds up the rest. */
  async #tell(deriver: Deriver): Promise<void> {
    const { room, log } = this.#options;
    let outcome: Outcome;
    try {
      const all = await this.#patience.keepTrying(() => deriver.outcome());
      outcome = { ...all, notifications: await this.#options.audience(all.notifications) };
    } catch (error) {
      if (error instanceof Ended) throw error;
      log.error({ room, error }, 'What follows from some records could not be told: they are passed over.');
      outcome = { mend: null, events: [], notifications: [], records: () => [], complete: true };
    }
    const position = this.#position ?? 0;
    const less: readonly Outcome[] = [
      { ...outcome, mend: null },
      { ...outcome, mend: null, notifications: [] },
    ];
    try {
      await this.#patience.keepTrying(() => this.#commit(outcome, position));
    } catch (error) {
      await this.#commitLess(less, position, error);
    }
    if (outcome.complete) this.#saved = position;
  }

  async #commitLess([next, ...rest]: readonly Outcome[], position: number, reason: unknown): Promise<void> {
    const { room, log } = this.#options;
    if (reason instanceof Ended || next === undefined) throw reason;
    log.error({ room, error: reason }, 'Not all that follows from a change could be written: the rest is written without it.');
    try {
      await this.#patience.keepTrying(() => this.#commit(next, position));
    } catch (error) {
      await this.#commitLess(rest, position, error);
    }
  }

  async #commit({ mend, events, notifications, records, complete }: Outcome, seq: number): Promise<void> {
    const { room, rooms, inbox } = this.#options;
    const prepared = await inbox.prepare(notifications);
    // A commit would make the room anew, with its first content.
    if (this.#patience.ended) throw new Ended();
    const mending: readonly RoomEdit[] = mend === null ? [] : [{ room, author: SERVER_USER, edit: (doc) => this.#unlessEnded(mend)(doc) }];
    let tell = (): void => undefined;
    await rooms.commit({
      edits: [...mending, ...prepared.edits],
      records: () => {
        const recorded = this.#unlessEnded(() => this.#options.events.record([...events, ...prepared.events]))();
        tell = recorded.tell;
        const all: readonly Put[] = [...records(), ...recorded.records];
        return all;
      },
      cursors: () => (complete ? [{ name: CURSOR, room, seq }] : []),
    });
    tell();
  }

  /** In the tick in which everything is handed over: of a room that was deleted a moment ago nothing is written. */
  #unlessEnded<A extends readonly unknown[], T>(work: (...args: A) => T): (...args: A) => T {
    return (...args) => {
      if (this.#patience.ended) throw new Ended();
      return work(...args);
    };
  }
}

/** Lets everybody else have their turn: a promise alone doesn't. */
function pause(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
