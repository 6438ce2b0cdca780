import { BOUNDS } from './bounds.ts';
import { idOf, jsonOf, textOf, timeOf, wordOf } from './values.ts';

export const PRESENCE_STATUSES = ['online', 'away', 'busy'] as const;
export type PresenceStatus = (typeof PRESENCE_STATUSES)[number];

export const PLACE_KINDS = ['document', 'task', 'board'] as const;

/** What somebody looks at just now. `id` is the document's, the task's, or the project's. */
export interface Place {
  readonly kind: (typeof PLACE_KINDS)[number];
  readonly id: string;
}

/** What an awareness state says of a person, beside the caret, which is the editor's. */
export interface Presence {
  readonly user: { readonly id: string; readonly name: string; readonly color: string };
  readonly status: PresenceStatus;
  readonly place: Place | null;
  /** When this tab was last taken up, ms since 1970; 0 where it doesn't say. Of a person's tabs the last one tells where they are. */
  readonly active: number;
}

/** Reads an awareness state, which may hold anything at all; null where it names nobody. */
export function parsePresence(state: unknown): Presence | null {
  const fields = jsonOf(state);
  const user = jsonOf(fields?.user);
  const id = idOf(user?.id);
  const name = textOf(user?.name, BOUNDS.name);
  if (id === null || name === null) return null;
  const place = jsonOf(fields?.place);
  const kind = wordOf(place?.kind, PLACE_KINDS);
  const placeId = idOf(place?.id);
  return {
    user: { id, name, color: textOf(user?.color, BOUNDS.color) ?? '' },
    status: wordOf(fields?.status, PRESENCE_STATUSES) ?? 'online',
    place: kind === null || placeId === null ? null : { kind, id: placeId },
    active: timeOf(fields?.active) ?? 0,
  };
}
