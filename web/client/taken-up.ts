import type { Awareness } from 'y-protocols/awareness';
import { parsePresence } from '../../shared/model/presence.ts';

/**
 * In which order the tabs of a room were taken up, as far as that was seen here. What a tab says while nobody is at it, such as that its
 * person is away or has another name, doesn't count; tabs that don't say when they were taken up count with each change.
 */
export class TakenUp {
  readonly #awareness: Awareness;
  readonly #active = new Map<number, number>();
  readonly #order = new Map<number, number>();
  #last = 0;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    for (const client of awareness.getStates().keys()) this.#active.set(client, this.#activeOf(client));
  }

  /** By client: the higher, the later. Clients that were there before aren't in it until something is seen of them. */
  get order(): ReadonlyMap<number, number> {
    return this.#order;
  }

  /** @param changed clients whose state came or changed @param gone clients that left */
  see(changed: readonly number[], gone: readonly number[]): void {
    const now = changed.map((client) => ({ client, active: this.#activeOf(client) })).sort((a, b) => a.active - b.active);
    for (const { client, active } of now) {
      if (active > 0 && active === this.#active.get(client)) continue;
      this.#active.set(client, active);
      this.#order.set(client, ++this.#last);
    }
    for (const client of gone) {
      this.#active.delete(client);
      this.#order.delete(client);
    }
  }

  #activeOf(client: number): number {
    return parsePresence(this.#awareness.getStates().get(client))?.active ?? 0;
  }
}
