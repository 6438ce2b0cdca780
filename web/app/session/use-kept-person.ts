import { useCallback, useState } from 'react';
import { writeKept } from '../../client/kept.ts';
import { colorOf, type PresenceUser } from '../../hooks/use-presence.ts';
import type { PersonText } from '../../i18n/profile.ts';
import type { Me } from '../app-context.ts';
import { readKeptObject } from '../browser/kept-json.ts';

const KEY = 'weft.person';

/** The person at this browser where the server knows no users: kept here. */
export function useKeptPerson(text: PersonText): Me {
  const [person, setPerson] = useState<PresenceUser>(() => readPerson() ?? keep(newPerson(randomName(text))));
  const change = useCallback<Me['change']>(async ({ username, color }) => {
    setPerson((before) => keep({ ...before, name: username ?? before.name, color: color ?? before.color }));
  }, []);
  return { person, change };
}

function newPerson(name: string): PresenceUser {
  const id = crypto.randomUUID();
  return { id, name, color: colorOf(id) };
}

function keep(person: PresenceUser): PresenceUser {
  writeKept(KEY, JSON.stringify(person));
  return person;
}

function readPerson(): PresenceUser | null {
  const { id, name, color } = readKeptObject(KEY);
  if (typeof id !== 'string' || typeof name !== 'string' || name === '') return null;
  return { id, name, color: typeof color === 'string' ? color : colorOf(id) };
}

function randomName({ adjectives, animals, join }: PersonText): string {
  return join(pick(adjectives), pick(animals));
}

function pick(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? '';
}
