import { z } from 'zod';
import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Put } from '../store/store.ts';
import { drop, loadTable, put } from './records.ts';

/** ms between two notes of when a session was used: its life is counted in months. */
const USE_NOTED = 86_400_000;

const SESSION = z.object({
  session_id: z.string(),
  user_id: z.string(),
  kind: z.enum(['device', 'token']),
  label: z.string(),
  created_at: z.number(),
  used_at: z.number(),
  /** SHA-256 of its secret. */
  hash: z.string(),
});

/** A session as it is kept. */
export type SessionRecord = z.infer<typeof SESSION>;

export interface SessionTableOptions {
  readonly store: RoomStore;
  readonly limits: Pick<Limits, 'sessionLife'>;
  readonly time: Pick<Time, 'now'>;
}

/** Devices and access tokens of all accounts, in memory and on disk. What changes them returns the records to write. */
export class SessionTable {
  readonly #limits: SessionTableOptions['limits'];
  readonly #time: SessionTableOptions['time'];
  readonly #byId: Map<string, SessionRecord>;
  /** Ids by the hash of the secret. */
  readonly #byHash = new Map<string, string>();
  readonly #byUser = new Map<string, Set<string>>();

  static async load({ store, limits, time }: SessionTableOptions): Promise<SessionTable> {
    return new SessionTable(await loadTable(store, 'session', SESSION), limits, time);
  }

  private constructor(byId: Map<string, SessionRecord>, limits: SessionTableOptions['limits'], time: SessionTableOptions['time']) {
    this.#byId = byId;
    this.#limits = limits;
    this.#time = time;
    for (const session of byId.values()) this.#index(session);
  }

  get(id: string): SessionRecord | null {
    return this.#byId.get(id) ?? null;
  }

  byHash(hash: string): SessionRecord | null {
    return this.get(this.#byHash.get(hash) ?? '');
  }

  /** Newest use first. */
  of(user: string): SessionRecord[] {
    const found: SessionRecord[] = [];
    for (const id of this.#byUser.get(user) ?? []) {
      const session = this.#byId.get(id);
      if (session !== undefined) found.push(session);
    }
    return found.sort((a, b) => b.used_at - a.used_at);
  }

  /** ms since 1970 at which it ends unless it is used before; 0 for one that isn't there. */
  expiresAt(id: string): number {
    const session = this.#byId.get(id);
    return session === undefined ? 0 : session.used_at + this.#limits.sessionLife;
  }

  add(session: SessionRecord): readonly Put[] {
    this.#byId.set(session.session_id, session);
    this.#index(session);
    return [put('session', session.session_id, session)];
  }

  /** Notes that it was used, at most once a day. */
  use(session: SessionRecord): readonly Put[] {
    const now = this.#time.now();
    if (now - session.used_at < USE_NOTED) return [];
    return this.add({ ...session, used_at: now });
  }

  remove(id: string): readonly Put[] {
    const session = this.#byId.get(id);
    if (session === undefined) return [];
    this.#byId.delete(id);
    this.#byHash.delete(session.hash);
    const others = this.#byUser.get(session.user_id);
    others?.delete(id);
    if (others?.size === 0) this.#byUser.delete(session.user_id);
    return [drop('session', id)];
  }

  /** Ids of those that were not used for too long. */
  expired(): string[] {
    const now = this.#time.now();
    return [...this.#byId.keys()].filter((id) => this.expiresAt(id) <= now);
  }

  #index({ session_id, user_id, hash }: SessionRecord): void {
    this.#byHash.set(hash, session_id);
    const others = this.#byUser.get(user_id);
    if (others === undefined) this.#byUser.set(user_id, new Set([session_id]));
    else others.add(session_id);
  }
}
