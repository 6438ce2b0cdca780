import * as Y from 'yjs';
import { WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import type { Coverage } from './coverage.ts';
import type { Member } from './member.ts';
import type { Judgement, Ownership } from './ownership.ts';
import { LET_IN, scanUpdate, withoutClients } from './scan.ts';
import type { Write } from './write.ts';

interface Waiting {
  readonly write: Write;
  readonly cancel: () => void;
}

export interface ContestsOptions {
  readonly ownership: Ownership;
  readonly members: ReadonlySet<Member>;
  /** What the room knows. Only asked while a frame waits, when it is there. */
  readonly coverage: () => Coverage | null;
  readonly limits: Limits;
  readonly time: Time;
  /** Sends the member step 1, unless one is outstanding. */
  readonly ask: (member: Member) => void;
  /** Judges a frame that has waited, and lets its member go on. */
  readonly judgeAgain: (write: Write) => void;
  /** Makes an update part of the room that several members sent together; `bound` are the ids that it binds. */
  readonly acceptTogether: (write: Write, bound: ReadonlyMap<Member, readonly number[]>) => void;
}

/** Frames with somebody else's client ids in them, waiting for those ids' owners (rules ID2, ID5). */
export class Contests {
  readonly #options: ContestsOptions;
  readonly #waiting = new Set<Waiting>();
  readonly #asksAgain = new Map<Member, () => void>();

  constructor(options: ContestsOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  judge({ scan, member, kind }: Write, coverage: Coverage): Judgement {
    const isHere = (user: string): boolean => this.#writersOf(user).length > 0;
    return this.#options.ownership.judge(scan, (client) => coverage.clock(client), member, kind === 'update', isHere);
  }

  /** The frame waits while the owners are asked. */
  wait(write: Write, contested: readonly number[]): void {
    const { ownership, limits, time, ask } = this.#options;
    for (const client of contested) {
      const owner = ownership.ownerOf(client);
      if (owner !== null) for (const member of this.#writersOf(owner)) ask(member);
    }
    const waiting: Waiting = { write, cancel: time.after(limits.ownerAnswer, () => this.#go(waiting, true)) };
    this.#waiting.add(waiting);
    write.member.hold();
    this.#vouch();
  }

  /** Something was accepted or somebody left: frames that waited for it may go on. */
  recheck(): void {
    for (const waiting of [...this.#waiting]) {
      const coverage = this.#options.coverage();
      if (coverage === null) return;
      if (this.judge(waiting.write, coverage).contested.length === 0) this.#go(waiting, false);
    }
  }

  /** Rule ID5: what was taken out may hold up the sender's own edits; ask until they have come. */
  askAgain(member: Member): void {
    if (this.#asksAgain.has(member) || !this.#options.members.has(member)) return;
    const cancel = this.#options.time.after(this.#options.limits.ownerAnswer, () => {
      this.#asksAgain.delete(member);
      this.#options.ask(member);
    });
    this.#asksAgain.set(member, cancel);
  }

  leave(member: Member): void {
    this.#asksAgain.get(member)?.();
    this.#asksAgain.delete(member);
    this.recheck();
  }

  stop(): void {
    for (const { cancel } of this.#waiting) cancel();
    this.#waiting.clear();
    for (const cancel of this.#asksAgain.values()) cancel();
    this.#asksAgain.clear();
  }

  /**
   * Members who come back with each other's unsaved edits wait for each other, and none's own edits may stand without the
   * others'. What each sent under its own ids is beyond doubt: taken together that is whole, or somebody is still missing.
   */
  #vouch(): void {
    const coverage = this.#options.coverage();
    if (coverage === null || this.#waiting.size < 2) return;
    const bound = new Map<Member, readonly number[]>();
    const own: Uint8Array[] = [];
    for (const { write } of this.#waiting) {
      if (!write.member.writable) continue;
      const judgement = this.judge(write, coverage);
      bound.set(write.member, judgement.bound);
      own.push(withoutClients(write.update, write.scan, new Set(judgement.contested)));
    }
    if (own.length < 2) return;
    const update = Y.mergeUpdates(own);
    const scan = scanUpdate(update, LET_IN);
    const [first] = bound.keys();
    if (first === undefined || coverage.isGapped(update, scan)) return;
    try {
      this.#options.acceptTogether({ member: first, kind: 'step2', update, scan, index: -1, asked: true, together: true }, bound);
    } catch (error) {
      // One of them spoils it: nobody is refused for what another sent, each is judged by itself when its time has come.
      if (!(error instanceof WeftError)) throw error;
    }
  }

  #go(waiting: Waiting, asked: boolean): void {
    if (!this.#waiting.delete(waiting)) return;
    waiting.cancel();
    this.#options.judgeAgain({ ...waiting.write, asked });
  }

  /** The user's connections that can be asked. */
  #writersOf(user: string): Member[] {
    return [...this.#options.members].filter((member) => member.session.userId === user && member.writable);
  }
}
