import * as Y from 'yjs';
import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import type { Journal } from '../store/journal.ts';
import type { LogRecord } from '../store/store.ts';
import type { Member } from './member.ts';
import type { LogPiece } from './outbox.ts';
import { joinWires, updatesWire, type Wire } from './wire.ts';

/** Records that went out together: one append, one write a member. */
interface Batch {
  readonly first: number;
  readonly last: number;
  readonly updates: readonly Uint8Array[];
  readonly wire: Wire;
  /** The batch's only author, who has it already. */
  readonly soleAuthor: Member | null;
}

export interface FanOutOptions {
  readonly room: string;
  /** Seq of the newest record on disk when the room was loaded. */
  readonly head: number;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly time: Time;
  readonly members: ReadonlySet<Member>;
  /** `committed` has risen, and readers have been given what it covers. */
  readonly onCommit: () => void;
  readonly onFault: (error: unknown) => void;
}

/**
 * Passes a room's records on (rules SY7, SY8): to writers and the journal at once, then one batch a window; to readers when
 * the batch is on disk.
 */
export class FanOut {
  readonly #options: FanOutOptions;
  #head: number;
  #committed: number;
  #window: LogRecord[] = [];
  #owners = new Map<number, string>();
  #soleAuthor: Member | null = null;
  readonly #uncommitted: Batch[] = [];
  readonly #waiting: { readonly seq: number; readonly task: () => void }[] = [];
  #cancelWindow: (() => void) | null = null;

  constructor(options: FanOutOptions) {
    this.#options = options;
    this.#head = options.head;
    this.#committed = options.head;
  }

  /** Seq of the newest accepted record. */
  get head(): number {
    return this.#head;
  }

  /** Seq of the newest record on disk. */
  get committed(): number {
    return this.#committed;
  }

  /** Accepts an update as the room's next record. `knower` is the member that has all of it already, if there is one. */
  add(
    update: Uint8Array,
    author: string,
    member: Member,
    owners: ReadonlyMap<number, string> | undefined,
    knower: Member | null = member,
  ): void {
    this.#head++;
    const record = { seq: this.#head, time: this.#options.time.now(), author, sender: member.session.userId ?? '', update };
    this.#soleAuthor = this.#window.length === 0 || this.#soleAuthor === knower ? knower : null;
    this.#window.push(record);
    if (owners !== undefined) for (const [client, user] of owners) this.#owners.set(client, user);
    if (this.#cancelWindow === null) this.flush();
  }

  /** Sends what the window holds, without waiting for its end. */
  flush(): void {
    this.#cancelWindow?.();
    this.#cancelWindow = null;
    const records = this.#window;
    const first = records[0];
    if (first === undefined) return;
    const owners = this.#owners.size > 0 ? this.#owners : undefined;
    const updates = records.map((record) => record.update);
    const wire = updatesWire(this.#merge(updates));
    const batch: Batch = { first: first.seq, last: first.seq + records.length - 1, updates, wire, soleAuthor: this.#soleAuthor };
    this.#window = [];
    if (owners !== undefined) this.#owners = new Map();
    this.#uncommitted.push(batch);
    this.#options.journal
      .append(this.#options.room, records, owners)
      .then(() => this.#commit(batch))
      .catch(this.#options.onFault);
    this.#deliver(batch, true);
    this.#cancelWindow = this.#options.time.after(this.#options.limits.fanOutWindow, () => {
      this.#cancelWindow = null;
      this.flush();
    });
  }

  /** Runs `task` when the log is on disk up to the head as it is now: at once if it is. */
  whenCommitted(task: () => void): void {
    if (this.#committed >= this.#head) task();
    else this.#waiting.push({ seq: this.#head, task });
  }

  /** The updates that may not be on disk yet, in order. */
  uncommitted(): Uint8Array[] {
    return [...this.#uncommitted.flatMap((batch) => batch.updates), ...this.#window.map((record) => record.update)];
  }

  /** A reader has become a writer: it sees what isn't on disk yet from now on. */
  promote(member: Member): void {
    for (const batch of this.#uncommitted) member.deliver(batch.wire, batch.first - 1);
  }

  /** The end of a catch-up: what a member that has everything up to `after` lacks that is not on disk; null while the log must be read. */
  rest(member: Member, after: number): LogPiece | null {
    if (after < this.#committed) return null;
    const missing = member.writable ? this.#uncommitted.filter((batch) => batch.last > after) : [];
    const last = missing.at(-1);
    if (last === undefined) return { wire: null, next: after, live: true };
    return { wire: joinWires(missing.map((batch) => batch.wire)), next: last.last, live: true };
  }

  stop(): void {
    this.flush();
    this.#cancelWindow?.();
    this.#cancelWindow = null;
  }

  /** Handfuls become one frame; mergeUpdates is super-linear, so more stay frames of their own in one write. */
  #merge(updates: Uint8Array[]): Uint8Array[] {
    if (updates.length === 1 || updates.length > this.#options.limits.mergedUpdates) return updates;
    return [Y.mergeUpdates(updates)];
  }

  #commit(batch: Batch): void {
    this.#committed = batch.last;
    this.#uncommitted.shift();
    this.#deliver(batch, false);
    while (this.#waiting[0] !== undefined && this.#waiting[0].seq <= batch.last) this.#waiting.shift()?.task();
    this.#options.onCommit();
  }

  #deliver(batch: Batch, toWriters: boolean): void {
    for (const member of this.#options.members) {
      if (member.writable === toWriters && member !== batch.soleAuthor) member.deliver(batch.wire, batch.first - 1);
    }
  }
}
