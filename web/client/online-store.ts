import type { Awareness } from 'y-protocols/awareness';
import type { Time } from '../../shared/time.ts';
import { type OnlinePerson, peopleOnline } from './online-people.ts';
import { changedIds, shareRecords } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { TakenUp } from './taken-up.ts';
import { systemTime } from './time.ts';
import { createView, createViewsById } from './views.ts';

/** ms in which changes are gathered before they show: somebody who leaves and is back, as in a reload, is no news. */
const SETTLE = 300;

/** Who is in a room, as stores: a person who stays as they are stays the same object. */
export interface OnlineStore {
  /** One entry a person: oneself first, then by name. */
  readonly people: ReadableStore<readonly OnlinePerson[]>;
  /** Null for somebody who isn't here. */
  person(id: string): ReadableStore<OnlinePerson | null>;
  /** Stops watching, and takes its timer with it. */
  stop(): void;
}

export function createOnlineStore(awareness: Awareness, after: Time['after'] = systemTime.after): OnlineStore {
  const takenUp = new TakenUp(awareness);
  let cancel: (() => void) | null = null;
  let people = peopleOnline(awareness, takenUp.order);
  let byId = new Map(people.map((person) => [person.id, person]));

  const list = createView(() => people);
  const each = createViewsById<OnlinePerson | null>((id) => byId.get(id) ?? null);
  const refresh = (): void => {
    cancel = null;
    const before = people;
    people = shareRecords(before, peopleOnline(awareness, takenUp.order), idOf);
    byId = new Map(people.map((person) => [person.id, person]));
    list.tell();
    each.tell(changedIds(before, people, idOf));
  };
  const onChange = ({ added, updated, removed }: Readonly<Record<'added' | 'updated' | 'removed', readonly number[]>>): void => {
    takenUp.see([...added, ...updated], removed);
    cancel ??= after(SETTLE, refresh);
  };
  awareness.on('change', onChange);
  return {
    people: list,
    person: each.of,
    stop: () => {
      cancel?.();
      awareness.off('change', onChange);
    },
  };
}

function idOf(person: OnlinePerson): string {
  return person.id;
}
