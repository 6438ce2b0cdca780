import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import type { Limits } from '../../shared/limits.ts';
import { awarenessFrame } from '../../shared/protocol.ts';
import type { Time } from '../../shared/time.ts';
import { scanAwareness } from './awareness-scan.ts';
import type { Member } from './member.ts';
import { toWire, type Wire } from './wire.ts';

/** The state that says "gone", as y-protocols writes it. */
const GONE = new TextEncoder().encode('null');
/**
 * Outgoing clocks are ticks since this day: rising across restarts without being stored, and within 32 bits until 2032 for
 * clients that keep them so. A tick is a presence beat, so no clock can run ahead of the time.
 */
const CLOCK_EPOCH = Date.UTC(2026, 0, 1);

interface Entry {
  readonly member: Member;
  clock: number;
  /** JSON, with the verified user in it. */
  state: Uint8Array;
  /** What the member itself sent, to recognise a renewal that says nothing new. */
  sent: Uint8Array;
}

interface Leaving {
  readonly user: string | null;
  readonly at: number;
  clock: number;
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
    scanAwareness(states, this.#options.limits, (client, _clock, from, to) => {
      spans.push([client, from, to]);
    });
    // A provider's first frame names itself alone; whatever comes later may be an echo of what others said.
    const introduces = spans.length === 1 && !this.#greeted.has(member);
    if (spans.length > 0) this.#greeted.add(member);
    for (const [client, from, to] of spans) {
      if (this.#maySpeak(client, member, introduces)) this.#put(client, member, states.slice(from, to));
    }
    this.#beat();
  }

  /** Everybody who is here except the member itself, or null for nobody. */
  greeting(member: Member): Wire | null {
    const clients: number[] = [];
    for (const [client, entry] of this.#entries) if (entry.member !== member) clients.push(client);
    return this.#wire(clients);
  }

  leave(member: Member): void {
    for (const [client, entry] of this.#entries) if (entry.member === member) this.#remove(client, entry);
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
  }

  #maySpeak(client: number, member: Member, introduces: boolean): boolean {
    const entry = this.#entries.get(client);
    if (entry?.member === member) return true;
    const user = member.session.userId;
    const other = entry === undefined ? this.#gone.get(client) : { user: entry.member.session.userId };
    // Without users nobody can be impersonated, and a reconnecting client must not be shut out by its own dead socket.
    if (other !== undefined && (user === null ? !introduces : other.user !== user)) return false;
    return this.#options.claim(client, member);
  }

  #put(client: number, member: Member, sent: Uint8Array): void {
    const entry = this.#entries.get(client);
    if (equals(sent, GONE)) {
      if (entry !== undefined) this.#remove(client, entry);
      return;
    }
    if (entry !== undefined && entry.member === member && equals(entry.sent, sent)) return;
    const clock = entry?.clock ?? this.#tick(this.#gone.get(client)?.clock ?? 0);
    this.#gone.delete(client);
    this.#entries.set(client, { member, clock, sent, state: stamp(sent, member) });
    this.#dirty.set(client, member);
  }

  #remove(client: number, entry: Entry): void {
    this.#entries.delete(client);
    this.#gone.set(client, { user: entry.member.session.userId, at: this.#options.time.monotonic(), clock: entry.clock });
    this.#dirty.set(client, entry.member);
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
    const clients = [...this.#dirty.keys()];
    // Once a beat, not once a frame: a client that talks too fast must not push its clock into the future.
    for (const client of clients) {
      const said = this.#entries.get(client) ?? this.#gone.get(client);
      if (said !== undefined) said.clock = this.#tick(said.clock);
    }
    const speakers = new Set(this.#dirty.values());
    const forAll = this.#wire(clients);
    for (const member of this.#options.members) {
      const wire = speakers.has(member) ? this.#wire(clients.filter((client) => this.#dirty.get(client) !== member)) : forAll;
      if (wire !== null) member.sendPresence(wire);
    }
    this.#dirty.clear();
  }

  #wire(clients: readonly number[]): Wire | null {
    if (clients.length === 0) return null;
    const encoder = createEncoder();
    writeVarUint(encoder, clients.length);
    for (const client of clients) {
      const entry = this.#entries.get(client);
      writeVarUint(encoder, client);
      writeVarUint(encoder, entry?.clock ?? this.#gone.get(client)?.clock ?? 1);
      writeVarUint8Array(encoder, entry?.state ?? GONE);
    }
    return toWire([awarenessFrame(toUint8Array(encoder))]);
  }
}

/** Rule PR3. A state that is no object has no `user` to forge. */
function stamp(sent: Uint8Array, member: Member): Uint8Array {
  if (member.session.user === null) return sent;
  const state: unknown = JSON.parse(new TextDecoder().decode(sent));
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return sent;
  return new TextEncoder().encode(JSON.stringify({ ...state, user: member.session.user }));
}

function equals(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
