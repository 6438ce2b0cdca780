import type { Person } from '../../shared/model/records.ts';
import { hueOf } from '../hooks/use-presence.ts';

/** Somebody as a page shows them. */
export interface ShownPerson {
  readonly name: string;
  /** Degrees on the colour wheel. */
  readonly hue: number;
}

/** Who a user id stands for; somebody without a name where the project doesn't know them (any more). */
export function shownPerson(people: ReadonlyMap<string, Person>, userId: string, { somebody }: { readonly somebody: string }): ShownPerson {
  const person = people.get(userId);
  return { name: person?.username ?? somebody, hue: hueOf(userId, person?.color) };
}
