import { repairOrder } from '../../../shared/model/order.ts';

/** Something with a place in a list of several, as a card in its column. */
export interface Placed {
  /** Which list. */
  readonly list: string;
  readonly order: string;
}

/** How many entries have which place, so that two with the same are seen without a look at all of them. */
export class Places {
  readonly #taken = new Map<string, number>();

  /** Counts an entry that has come, moved or gone. */
  move(from: Placed | null, to: Placed | null): void {
    if (from !== null) this.#count(from, -1);
    if (to !== null) this.#count(to, 1);
  }

  /** True for a place that is unusable, or that another has too. */
  isBad(place: Placed): boolean {
    return (this.#taken.get(keyOf(place)) ?? 0) > 1 || repairOrder([{ id: '', order: place.order }]).size > 0;
  }

  #count(place: Placed, by: number): void {
    const key = keyOf(place);
    const count = (this.#taken.get(key) ?? 0) + by;
    if (count > 0) this.#taken.set(key, count);
    else this.#taken.delete(key);
  }
}

/** No id holds a control character. */
function keyOf({ list, order }: Placed): string {
  return `${list}\u0000${order}`;
}
