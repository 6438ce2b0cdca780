import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import type { Identity } from './access.ts';
import { hashOf, newSecret } from './secrets.ts';

const PREFIX = 'tkt_';

/** Tickets (rule AC5): each stands for one identity, once, for a short time. In memory: a restart outlives none of them anyway. */
export class Tickets {
  readonly #limits: Pick<Limits, 'ticketLife'>;
  readonly #time: Pick<Time, 'monotonic'>;
  /** By hash, oldest first: all live equally long. */
  readonly #tickets = new Map<string, { readonly identity: Identity; readonly until: number }>();

  constructor(limits: Pick<Limits, 'ticketLife'>, time: Pick<Time, 'monotonic'>) {
    this.#limits = limits;
    this.#time = time;
  }

  /** How many there are: a leak shows here. */
  get size(): number {
    return this.#tickets.size;
  }

  static looksLike(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  add(identity: Identity): string {
    const ticket = newSecret(PREFIX);
    this.#tickets.set(hashOf(ticket), { identity, until: this.#time.monotonic() + this.#limits.ticketLife });
    return ticket;
  }

  /** Who it stands for, and it is gone; null for one that is no good. */
  redeem(ticket: string): Identity | null {
    const hash = hashOf(ticket);
    const found = this.#tickets.get(hash);
    if (found === undefined) return null;
    this.#tickets.delete(hash);
    return found.until > this.#time.monotonic() ? found.identity : null;
  }

  /** Those of a session that ends are worth nothing from then on. */
  end(session: string): void {
    for (const [hash, { identity }] of this.#tickets) if (identity.session === session) this.#tickets.delete(hash);
  }

  /** Forgets those that are too old. */
  sweep(): void {
    const now = this.#time.monotonic();
    for (const [hash, { until }] of this.#tickets) {
      if (until > now) return;
      this.#tickets.delete(hash);
    }
  }
}
