import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import { scanAwareness } from './awareness-scan.ts';
import type { Member } from './member.ts';
import { PresenceBatch } from './presence-batch.ts';
import { joinWires, type Wire } from './wire.ts';

/** The state that says "gone", as y-protocols writes it. */
const GONE = new TextEncoder().encode('null');
/**
 * Outgoing clocks are ticks since this day: rising across restarts without being stored, and within 32 bits until 2032 for
 * clients that keep them so. A tick is a presence beat, so no clock can run ahead of the time.
 */
const CLOCK_EPOCH = Date.UTC(2026, 0, 1);
/** At `awarenessStateBytes` each they are half of `frameBytes`. */
const ENTRIES_PER_FRAME = 256;

/** What was told about a client id. */
interface Told {
  readonly user: string | null;
  /** The first clock that it was told with: an echo has one from here up to `clock`. */
  readonly since: number;
  clock: number;
}

/** A client id that is present, with what its awareness says. */
export interface PresentState {
  readonly userId: string | null;
  readonly state: Readonly<Record<string, unknown>>;
}

interface Entry extends Told {
  readonly member: Member;
  /** JSON, with the verified user in it. */
  state: Uint8Array;
  /** What the member itself sent, to recognise a renewal that says nothing new. */
  sent: Uint8Array;
  /** `state`, once somebody has asked for it. */
  parsed?: PresentState;
}

interface Leaving extends Told {
  /** The member that took its state back; null when it ended. */
  readonly by: Member | null;
  readonly at: number;
}

export interface PresenceOptions {
  readonly limits: Limits;
  readonly time: Time;
  readonly members: ReadonlySet<Member>;
  /** Is this client id the member's to speak for? Binds it if it belongs to nobody (rule ID1). */
  readonly claim: (client: number, member: Member) => boolean;
}

/** Who is in a room (rules PR1–PR8): one entry a client id, each owned by the connection that may speak for it. */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #entries = new Map<number, Entry>();
  readonly #gone = new Map<number, Leaving>();
  readonly #dirty = new Map<number, Member>();
  readonly #greeted = new WeakSet<Member>();
  #cancelBeat: (() => void) | null = null;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /**
   * Takes one awareness frame.
   * @throws WeftError `awareness.*` for what no client may send
   */
  receive(member: Member, states: Uint8Array): void {
    const spans: [client: number, from: number, to: number][] = [];
    // A provider's first frame names itself alone; whatever comes later may be an echo of what others said.
    const introduces = states[0] === 1 && !this.#greeted.has(member);
    scanAwareness(
      states,
      this.#options.limits,
      (client, _clock, from, to) => {
        spans.push([client, from, to]);
      },
      (client, clock) => this.#isAnothers(client, clock, member, introduces),
    );
    if (states[0] !== 0) this.#greeted.add(member);
    for (const [client, from, to] of spans) this.#put(client, member, copied(states.subarray(from, to)));
    this.#beat();
  }

  /** Everybody who is here except the member itself, or null for nobody. */
  greeting(member: Member): Wire | null {
    const clients: number[] = [];
    for (const [client, entry] of this.#entries) if (entry.member !== member) clients.push(client);
    return clients.length === 0 ? null : joinWires(inFrames(clients).map((group) => this.#batch(group).wire()));
  }

  /** Everybody who is here. A state that is no object says nothing. */
  present(): readonly PresentState[] {
    return [...this.#entries.values()].map((entry) => {
      entry.parsed ??= { userId: entry.user, state: parse(entry.state) ?? {} };
      return entry.parsed;
    });
  }

  leave(member: Member): void {
    for (const [client, entry] of this.#entries) if (entry.member === member) this.#remove(client, entry, null);
    this.#beat();
  }

  /** Rule PR6: y-protocols forgets whoever isn't renewed within 30 s. */
  renew(): void {
    for (const [client, entry] of this.#entries) this.#dirty.set(client, entry.member);
    const before = this.#options.time.monotonic() - this.#options.limits.presenceGone;
    for (const [client, leaving] of this.#gone) if (leaving.at < before) this.#gone.delete(client);
    this.#beat();
  }

  stop(): void {
    this.#cancelBeat?.();
    this.#cancelBeat = null;
    this.#entries.clear();
    this.#dirty.clear();
  }

  /** Rules PR1 and PR2: is the id somebody else's, here or just gone? Costs nothing but the look-up: providers echo everybody. */
  #isAnothers(client: number, clock: number, member: Member, introduces: boolean): boolean {
    const entry = this.#entries.get(client);
    const gone = this.#gone.get(client);
    const told = entry ?? gone;
    if (told === undefined || entry?.member === member) return false;
    const user = member.session.userId;
    if (user !== null && told.user !== user) return true;
    if (entry === undefined && gone?.by === member) return false;
    // A reconnecting client must not be shut out by its own dead socket; a person's other tab, as anybody's, repeats what it hears. An echo has a clock of ours.
    return !introduces || (clock >= told.since && clock <= told.clock);
  }

  #put(client: number, member: Member, sent: Uint8Array): void {
    const entry = this.#entries.get(client);
    if (equals(sent, GONE)) {
      if (entry !== undefined && (entry.member === member || member.session.userId !== null)) this.#remove(client, entry, member);
      return;
    }
    if (entry?.member === member) {
      if (equals(entry.sent, sent)) return;
    } else if (!this.#options.claim(client, member)) return;
    const clock = entry?.clock ?? this.#tick(this.#gone.get(client)?.clock ?? 0);
    this.#gone.delete(client);
    const { userId: user } = member.session;
    this.#entries.set(client, { member, user, since: entry?.since ?? clock, clock, sent, state: stamp(sent, member) });
    this.#dirty.set(client, member);
  }

  /** `by`: the member that said so, or null at its end. */
  #remove(client: number, { member, user, since, clock }: Entry, by: Member | null): void {
    this.#entries.delete(client);
    this.#gone.set(client, { user, by, at: this.#options.time.monotonic(), since, clock });
    this.#dirty.set(client, member);
  }

  #tick(last: number): number {
    return Math.max(last + 1, Math.floor((this.#options.time.now() - CLOCK_EPOCH) / this.#options.limits.presenceBeat));
  }

  /** The first change goes at once, the next a beat later (rule PR7). */
  #beat(): void {
    if (this.#cancelBeat !== null || this.#dirty.size === 0) return;
    this.#flush();
    this.#cancelBeat = this.#options.time.after(this.#options.limits.presenceBeat, () => {
      this.#cancelBeat = null;
      this.#beat();
    });
  }

  #flush(): void {
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    // Once a beat, not once a frame: a client that talks too fast must not push its clock into the future.
    for (const [client] of dirty) {
      const said = this.#entries.get(client) ?? this.#gone.get(client);
      if (said !== undefined) said.clock = this.#tick(said.clock);
    }
    for (const group of inFrames(dirty)) this.#tell(group);
  }

  /** Tells everybody one frame's worth, and each speaker all of it but its own. */
  #tell(dirty: readonly (readonly [client: number, member: Member])[]): void {
    const batch = this.#batch(dirty.map(([client]) => client));
    const speakers = new Map<Member, number[]>();
    dirty.forEach(([, member], at) => {
      const own = speakers.get(member);
      if (own === undefined) speakers.set(member, [at]);
      else own.push(at);
    });
    const forAll = batch.wire();
    for (const member of this.#options.members) {
      const own = speakers.get(member);
      if (own === undefined) member.sendPresence(forAll);
      else if (own.length < dirty.length) member.sendPresence(batch.wire(own));
    }
  }

  #batch(clients: readonly number[]): PresenceBatch {
    const batch = new PresenceBatch();
    for (const client of clients) {
      const entry = this.#entries.get(client);
      batch.add(client, entry?.clock ?? this.#gone.get(client)?.clock ?? 1, entry?.state ?? GONE);
    }
    return batch;
  }
}

/** Providers echo what they are told, a whole frame at once: as many entries as fit into a frame that we would take. */
function inFrames<T>(entries: readonly T[]): T[][] {
  const frames: T[][] = [];
  for (let at = 0; at < entries.length; at += ENTRIES_PER_FRAME) frames.push(entries.slice(at, at + ENTRIES_PER_FRAME));
  return frames;
}

/** Rule PR3. A state that is no object has no `user` to forge. */
function stamp(sent: Uint8Array, member: Member): Uint8Array {
  if (member.session.user === null) return sent;
  const state = parse(sent);
  if (state === null) return sent;
  return new TextEncoder().encode(JSON.stringify({ ...state, user: member.session.user }));
}

/** A state as an object, or null where it is none. It has been scanned: it is JSON. */
function parse(state: Uint8Array): Record<string, unknown> | null {
  const value: unknown = JSON.parse(new TextDecoder().decode(state));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

function equals(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** What is kept must not keep the whole read of a socket with it, as a view of a Buffer does. */
function copied(view: Uint8Array): Uint8Array {
  return new Uint8Array(view);
}
