import type * as Y from 'yjs';
import { readPeople } from '../../shared/model/people.ts';
import type { Person } from '../../shared/model/records.ts';
import type { OnlinePerson } from './online-people.ts';
import type { OnlineStore } from './online-store.ts';
import { watchMaps } from './record-table.ts';
import { changedIds, shareRecords } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createView, createViewsById } from './views.ts';

/** A member of a project. */
export interface MemberPresence extends Person {
  /** Where and how they are here; null while they aren't. */
  readonly online: OnlinePerson | null;
}

/** A project's members as stores, with who of them is here: a member who stays as they are stays the same object. */
export interface PeopleStore {
  /** By name. Empty where the server knows no users. */
  readonly people: ReadableStore<readonly MemberPresence[]>;
  /** Null for who is no member. */
  person(id: string): ReadableStore<MemberPresence | null>;
  /** Stops watching the document and `online`, which stays the caller's. */
  stop(): void;
}

/** @param doc the document of the project's room */
export function createPeopleStore(doc: Y.Doc, online: OnlineStore): PeopleStore {
  // The server alone writes the list of members, and seldom: it is read as a whole.
  let members = readPeople(doc).items;
  const read = (): readonly MemberPresence[] =>
    members.map((member) => ({ ...member, online: online.person(member.user_id).getSnapshot() }));
  let people = read();
  let byId = new Map(people.map((person) => [person.user_id, person]));

  const list = createView(() => people);
  const each = createViewsById<MemberPresence | null>((id) => byId.get(id) ?? null);
  const refresh = (): void => {
    const before = people;
    people = shareRecords(before, read(), idOf);
    byId = new Map(people.map((person) => [person.user_id, person]));
    list.tell();
    each.tell(changedIds(before, people, idOf));
  };
  const stopDocument = watchMaps(doc, ['people'], () => {
    members = readPeople(doc).items;
    refresh();
  });
  const stopOnline = online.people.subscribe(refresh);
  return {
    people: list,
    person: each.of,
    stop: () => {
      stopDocument();
      stopOnline();
    },
  };
}

function idOf(person: Person): string {
  return person.user_id;
}
