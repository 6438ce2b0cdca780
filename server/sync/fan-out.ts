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
  readonly records: readonly LogRecord[];
  readonly wire: Wire;
  /** The batch's only author, who has it already. */
  readonly soleAuthor: Member | null;
  /** Writers haven't been given it: the server wrote it, or something before it that isn't on disk yet (rule SE1). */
  held: boolean;
}

/** An edit of the server's own. */
export interface OwnRecord {
  readonly author: string;
  readonly update: Uint8Array;
}

export interface FanOutOptions {
  readonly room: string;
  /** Seq of the newest record on disk when the room was loaded. */
  readonly head: number;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly time: Time;
  readonly members: ReadonlySet<Member>;
  /** These records are on disk, `committed` has risen, and readers have been given what it covers. */
  readonly onCommit: (records: readonly LogRecord[]) => void;
  readonly onFault: (error: unknown) => void;
}

/**
 * Passes a room's records on (rules SY7, SY8): to writers and the journal at once, then one batch a window; to readers when
 * the batch is on disk. What the server wrote, and what follows it, goes to writers too when the server's part is on disk (rule SE1).
 */
export class FanOut {
  readonly #options: FanOutOptions;
  #head: number;
  #committed: number;
  /** Seq of the newest record that the server wrote. */
  #own = 0;
  #window: LogRecord[] = [];
  #owners = new Map<number, string>();
  #soleAuthor: Member | null = null;
  readonly #uncommitted: Batch[] = [];
  readonly #waiting: { readonly seq: number; readonly task: () => void }[] = [];
  #cancelWindow: (() => void) | null = null;
  #abandoned = false;

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

  /** True while something is accepted that not even writers may see: what the server wrote is not on disk yet. */
  get holding(): boolean {
    return this.#own > this.#committed;
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

  /** Accepts what the server wrote, and hands it to the journal in this tick. Resolves when it is on disk and passed on. */
  addOwn(own: readonly OwnRecord[], owners: ReadonlyMap<number, string> | undefined): Promise<void> {
    this.flush();
    const time = this.#options.time.now();
    for (const { author, update } of own) this.#window.push({ seq: ++this.#head, time, author, sender: '', update });
    this.#own = this.#head;
    this.#soleAuthor = null;
    if (owners !== undefined) for (const [client, user] of owners) this.#owners.set(client, user);
    return this.#send();
  }

  /** Sends what the window holds, without waiting for its end. */
  flush(): void {
    if (this.#window.length > 0) void this.#send();
    else this.#closeWindow();
  }

  /** Runs `task` when the log is on disk up to the head as it is now: at once if it is. */
  whenCommitted(task: () => void): void {
    if (this.#committed >= this.#head) task();
    else this.#waiting.push({ seq: this.#head, task });
  }

  /** The updates that may not be on disk yet, in order. */
  uncommitted(): Uint8Array[] {
    return [...this.#uncommitted.flatMap((batch) => batch.records), ...this.#window].map((record) => record.update);
  }

  /** A reader has become a writer: it sees what isn't on disk yet from now on. */
  promote(member: Member): void {
    for (const batch of this.#uncommitted) if (!batch.held) member.deliver(batch.wire, batch.first - 1);
  }

  /** The end of a catch-up: what a member that has everything up to `after` lacks that is not on disk; null while the log must be read. */
  rest(member: Member, after: number): LogPiece | null {
    if (after < this.#committed) return null;
    const missing = member.writable ? this.#uncommitted.filter((batch) => batch.last > after && !batch.held) : [];
    const last = missing.at(-1);
    if (last === undefined) return { wire: null, next: after, live: true };
    return { wire: joinWires(missing.map((batch) => batch.wire)), next: last.last, live: true };
  }

  stop(): void {
    this.flush();
    this.#closeWindow();
  }

  /** The room is deleted: what isn't on its way to the disk never goes there, and nothing is told any more. */
  abandon(): void {
    this.#abandoned = true;
    this.#window = [];
    this.#closeWindow();
  }

  #closeWindow(): void {
    this.#cancelWindow?.();
    this.#cancelWindow = null;
  }

  /** Hands the window's records to the journal, and to writers unless they must wait. Resolves when they are on disk. */
  #send(): Promise<void> {
    this.#closeWindow();
    const records = this.#window;
    const last = this.#head;
    const owners = this.#owners.size > 0 ? this.#owners : undefined;
    const wire = updatesWire(this.#merge(records.map((record) => record.update)));
    const first = last - records.length + 1;
    const batch: Batch = { first, last, records, wire, soleAuthor: this.#soleAuthor, held: this.holding };
    this.#window = [];
    if (owners !== undefined) this.#owners = new Map();
    this.#uncommitted.push(batch);
    const committed = this.#options.journal.append(this.#options.room, records, owners).then(() => this.#commit(batch));
    committed.catch(this.#options.onFault);
    if (!batch.held) this.#deliver(batch, true);
    this.#cancelWindow = this.#options.time.after(this.#options.limits.fanOutWindow, () => {
      this.#cancelWindow = null;
      this.flush();
    });
    return committed;
  }

  /** Handfuls become one frame; mergeUpdates is super-linear, so more stay frames of their own in one write. */
  #merge(updates: Uint8Array[]): Uint8Array[] {
    if (updates.length === 1 || updates.length > this.#options.limits.mergedUpdates) return updates;
    return [Y.mergeUpdates(updates)];
  }

  #commit(batch: Batch): void {
    if (this.#abandoned) return;
    this.#committed = batch.last;
    this.#uncommitted.shift();
    if (batch.held) this.#deliver(batch, true);
    this.#deliver(batch, false);
    if (batch.held && !this.holding) this.#release();
    while (this.#waiting[0] !== undefined && this.#waiting[0].seq <= batch.last) this.#waiting.shift()?.task();
    this.#options.onCommit(batch.records);
  }

  /** What waited for the server's own edit needs no disk to go to writers. */
  #release(): void {
    for (const batch of this.#uncommitted) {
      if (!batch.held) continue;
      batch.held = false;
      this.#deliver(batch, true);
    }
  }

  #deliver(batch: Batch, toWriters: boolean): void {
    for (const member of this.#options.members) {
      if (member.writable === toWriters && member !== batch.soleAuthor) member.deliver(batch.wire, batch.first - 1);
    }
  }
}
