import * as Y from 'yjs';
import { type Code, WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import type { Content } from './content.ts';
import { Contests } from './contests.ts';
import { type Counters, countRefusal } from './counters.ts';
import type { Coverage } from './coverage.ts';
import type { Applied, HotDocument } from './document.ts';
import type { FanOut } from './fan-out.ts';
import type { Member } from './member.ts';
import type { Ownership } from './ownership.ts';
import { LET_IN, type Scan, scanUpdate, withoutClients } from './scan.ts';
import { NOTHING, type Write, withoutKnown } from './write.ts';

/** Bytes from which on a frame that brought nothing is remembered: below it the scan costs no more than the comparison. */
const WORTH_REMEMBERING = 256;

/** Author of a record that several made: the owners of its client ids tell who made what. */
const SEVERAL = '';

/** Client ids that a record binds to users, for the log. */
type Owners = ReadonlyMap<number, string> | undefined;

export interface WritesOptions {
  readonly content: Content;
  readonly fanOut: FanOut;
  readonly ownership: Ownership;
  readonly members: ReadonlySet<Member>;
  readonly limits: Limits;
  readonly time: Time;
  readonly counters: Counters;
  /** False while the store can't write: nothing is accepted then (rule SA5). */
  readonly storeWrites: () => boolean;
  /** Sends the member step 1, unless one is outstanding (rule SY4). */
  readonly ask: (member: Member) => void;
  /** A frame that had to wait was judged. */
  readonly onDecided: (member: Member) => void;
  /** The room can't be read just now: the member must come back later. */
  readonly onFault: (member: Member, error: unknown) => void;
}

/** Judges write frames, in order, and makes those that bring something new part of the room (rules FR5–FR7, SY4–SY6, ID1–ID5). */
export class Writes {
  readonly #options: WritesOptions;
  readonly #contests: Contests;
  /** The last frame that brought nothing new, and the head it was judged at: a thousand clients return with the same bytes. */
  #lastKnown: { readonly update: Uint8Array; readonly version: number } | null = null;
  #version = 0;
  #stopped = false;

  constructor(options: WritesOptions) {
    this.#options = options;
    const { ownership, members, limits, time, ask, content } = options;
    this.#contests = new Contests({
      ownership,
      members,
      limits,
      time,
      ask,
      coverage: () => content.coverage,
      judgeAgain: (write) => this.#judgeHeld(write),
      acceptTogether: (write, bound) => this.#acceptTogether(write, bound),
    });
  }

  /** True while frames wait for their owners. */
  get busy(): boolean {
    return this.#contests.busy;
  }

  /**
   * Takes one write frame. The member is held while something must be read or awaited.
   * @throws WeftError when the frame can't be accepted, now or ever: the connection must be closed
   */
  receive(member: Member, kind: 'step2' | 'update', update: Uint8Array): void {
    const index = member.decisions?.open() ?? -1;
    try {
      if (this.#isRepeated(update)) {
        this.#bringsNothing({ member, kind, update, scan: NOTHING, index, asked: false });
        return;
      }
      const scan = scanUpdate(update, this.#options.limits);
      this.#judge({ member, kind, update, scan, index, asked: false });
    } catch (error) {
      if (error instanceof WeftError && index >= 0) member.decisions?.refuse(index, error.code);
      throw error;
    }
  }

  /** The server's own edit is part of the room now: frames that waited for something may go on. */
  ownAccepted(): void {
    this.#version++;
    this.#options.counters.updates++;
    this.#contests.recheck();
  }

  /** The connection is gone; what it sent before stays in the works. */
  leave(member: Member): void {
    this.#contests.leave(member);
  }

  /** Lets go of what only speeds things up. */
  forget(): void {
    this.#lastKnown = null;
  }

  /** Accepts nothing any more: what is still held comes back with its sender. */
  stop(): void {
    this.#stopped = true;
    this.#contests.stop();
  }

  #judge(write: Write): void {
    const { content, limits } = this.#options;
    const { member, update, scan, kind } = write;
    if (this.#stopped) return this.#drop(write);
    if (scan.clients.length === 0 && scan.deleteRanges === 0) return this.#bringsNothing(write);
    const coverage = content.coverage;
    if (coverage === null) {
      // What a writer sends meanwhile comes back when the store has recovered: no reason to close anybody.
      if (member.writable && !this.#options.storeWrites()) return this.#drop(write);
      return this.#after(write, content.index());
    }
    if (coverage.isKnown(update, scan)) return this.#bringsNothing(write);
    if (!member.writable) return this.#refuse(write, 'role.read-only');
    if (!this.#options.storeWrites()) return this.#drop(write);
    if (kind === 'update' && coverage.isGapped(update, scan)) return this.#askForGap(write);
    if (coverage.newDeleteRanges(update, scan) > limits.updateNewDeleteRanges) {
      throw new WeftError('update.deletes', `One update may delete ${limits.updateNewDeleteRanges} ranges. Send the deletions in several.`);
    }
    if (content.document === null) return this.#after(write, this.#heat());
    this.#checkSize(update, coverage);
    content.document.checkRoots(scan);
    const judgement = this.#contests.judge(write, coverage);
    if (judgement.forged.length > 0) return this.#takeOut(write, judgement.forged);
    if (judgement.contested.length > 0) {
      if (write.asked) this.#takeOut(write, judgement.contested);
      else this.#contests.wait(write, judgement.contested);
      return;
    }
    const bind = (): Owners => this.#options.ownership.bind(judgement.bound, member);
    this.#accept(withoutKnown(write, coverage), coverage, content.document, judgement.author, bind);
  }

  #accept(write: Write, coverage: Coverage, document: HotDocument, author: string, bind: () => Owners): void {
    const { content, fanOut, counters } = this.#options;
    const { member, update, scan, index, kind } = write;
    const applied = this.#apply(document, update, scan);
    if (!applied.changed && applied.complete) {
      // The document knew deletions that no record names.
      coverage.add(update, scan);
      return this.#bringsNothing(write);
    }
    if (applied.changed) {
      const effective = applied.complete ? update : document.encode(coverage.encodeStateVector());
      coverage.add(effective, applied.complete ? scan : scanUpdate(effective, LET_IN));
      for (const { client, clock, length } of applied.deleted) coverage.addDelete(client, clock, length);
      content.changed(effective);
      this.#version++;
      counters.updates++;
      fanOut.add(effective, author, member, bind(), write.together === true ? null : member);
    }
    if (applied.complete) {
      if (index >= 0) member.decisions?.waitFor(index, fanOut.head);
    } else if (kind === 'update') {
      this.#askForGap(write);
    } else {
      this.#refuse(write, 'update.incomplete');
    }
    if (kind === 'step2' && index >= 0 && (applied.complete || write.rest !== true)) member.decisions?.settleDropped(index, fanOut.head);
    this.#contests.recheck();
  }

  /** Rule FR6: whatever Yjs did before it threw is thrown away with the document. */
  #apply(document: HotDocument, update: Uint8Array, scan: Scan): Applied {
    try {
      return document.apply(update, scan);
    } catch (error) {
      this.#options.counters.rebuilds++;
      this.#options.content.discardDocument();
      throw error;
    }
  }

  /** Rule SY6. */
  #bringsNothing({ member, update, index, kind }: Write): void {
    this.#options.counters.known++;
    if (update.length >= WORTH_REMEMBERING && !this.#isRepeated(update))
      this.#lastKnown = { update: new Uint8Array(update), version: this.#version };
    if (index < 0) return;
    member.decisions?.waitFor(index, this.#options.fanOut.head);
    if (kind === 'step2') member.decisions?.settleDropped(index, this.#options.fanOut.head);
  }

  #isRepeated(update: Uint8Array): boolean {
    const last = this.#lastKnown;
    return (
      last !== null && last.version === this.#version && last.update.length === update.length && Buffer.compare(last.update, update) === 0
    );
  }

  #refuse({ member, index }: Write, code: Code): void {
    countRefusal(this.#options.counters, code);
    if (index >= 0) member.decisions?.refuse(index, code);
  }

  #drop({ member, index }: Write): void {
    if (index >= 0) member.decisions?.drop(index);
  }

  /** Rule SY4. */
  #askForGap(write: Write): void {
    this.#options.counters.gaps++;
    this.#drop(write);
    this.#options.ask(write.member);
  }

  /** Rule FR7. The sum of updates overstates the size, and a frame may repeat what is known: measured only when that sum is too large. */
  #checkSize(update: Uint8Array, coverage: Coverage): void {
    const { content, limits } = this.#options;
    if (content.bytes + update.length <= limits.documentBytes) return;
    if (content.measure() + Y.diffUpdate(update, coverage.encodeStateVector()).length <= limits.documentBytes) return;
    throw new WeftError('document.too-large', `A document may have ${limits.documentBytes} bytes; this update would make it larger.`);
  }

  /** Rules ID2, SE2: what nobody vouched for in time, or the server never wrote. */
  #takeOut(write: Write, forged: readonly number[]): void {
    this.#refuse(write, 'update.forged');
    const update = withoutClients(write.update, write.scan, new Set(forged));
    const rest: Write = { ...write, update, scan: scanUpdate(update, LET_IN), rest: true };
    this.#judge(rest);
    const gotThrough = this.#options.content.coverage?.isKnown(update, rest.scan) === true;
    if (!gotThrough) this.#contests.askAgain(write.member);
  }

  #acceptTogether(write: Write, bound: ReadonlyMap<Member, readonly number[]>): void {
    const { content, ownership } = this.#options;
    if (content.coverage === null || content.document === null || !this.#options.storeWrites()) return;
    this.#checkSize(write.update, content.coverage);
    const bind = (): Owners => {
      const owners = new Map<number, string>();
      for (const [member, clients] of bound) {
        for (const [client, user] of ownership.bind(clients, member) ?? []) owners.set(client, user);
      }
      return owners;
    };
    this.#accept(write, content.coverage, content.document, SEVERAL, bind);
  }

  #heat(): Promise<void> {
    return this.#options.content.heat(this.#options.fanOut.uncommitted());
  }

  /** Goes on with a frame when `ready` has happened; the member's later frames wait behind it. */
  #after(write: Write, ready: Promise<void>): void {
    write.member.hold();
    ready.then(
      () => this.#judgeHeld(write),
      (error: unknown) => {
        this.#drop(write);
        if (this.#options.storeWrites() || !write.member.writable) this.#options.onFault(write.member, error);
        write.member.resume();
      },
    );
  }

  #judgeHeld(write: Write): void {
    const { member, index } = write;
    try {
      this.#judge(write);
      this.#options.onDecided(member);
    } catch (error) {
      if (error instanceof WeftError && index >= 0) member.decisions?.refuse(index, error.code);
      this.#options.onDecided(member);
      this.#options.onFault(member, error);
    }
    member.resume();
  }
}
