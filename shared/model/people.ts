import type * as Y from 'yjs';
import { isId } from '../rooms.ts';
import { BOUNDS } from './bounds.ts';
import { compareText } from './order.ts';
import type { Malformed, Parsed, Person } from './records.ts';
import { jsonOf, malformed, rootMap, textOf } from './values.ts';

/** The project's members as the server mirrors them, sorted by name. */
export function readPeople(doc: Y.Doc): Parsed<Person> {
  const items: Person[] = [];
  const faults: Malformed[] = [];
  const people = rootMap(doc, 'people');
  if (people === null) faults.push(malformed('people', 'is no map'));
  people?.forEach((value, user) => {
    const person = isId(user) ? parsePerson(user, value) : null;
    if (person === null) faults.push(malformed(`people/${user}`, 'names no person'));
    else items.push(person);
  });
  items.sort((a, b) => compareText(a.username, b.username) || compareText(a.user_id, b.user_id));
  return { items, malformed: faults };
}

/** Makes the list of people say this and nothing else, and writes only what differs: the server's alone. */
export function mirrorPeople(doc: Y.Doc, people: readonly Person[]): void {
  doc.transact(() => {
    const map = doc.getMap<unknown>('people');
    const wanted = new Map(people.map((person) => [person.user_id, person]));
    for (const user of [...map.keys()]) if (!wanted.has(user)) map.delete(user);
    for (const { user_id, username, color, role } of wanted.values()) {
      const value = map.get(user_id);
      if (!isSame(value, { username, color, role })) map.set(user_id, { username, color, role });
    }
  });
}

function parsePerson(user_id: string, value: unknown): Person | null {
  const person = jsonOf(value);
  const username = textOf(person?.username, BOUNDS.name);
  const role = textOf(person?.role, BOUNDS.name);
  if (username === null || role === null) return null;
  return { user_id, username, color: textOf(person?.color, BOUNDS.color) ?? '', role };
}

function isSame(value: unknown, person: Omit<Person, 'user_id'>): boolean {
  const stored = jsonOf(value);
  if (stored === null || Object.keys(stored).length !== 3) return false;
  return stored.username === person.username && stored.color === person.color && stored.role === person.role;
}
