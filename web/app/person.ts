import { useCallback, useState } from 'react';
import { colorOf } from '../client/presence.ts';
import type { PresenceUser } from '../hooks/use-document-connection.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { readKept, writeKept } from './kept.ts';

const KEY = 'weft.person';

/** The person at this browser, and how to change the name. */
export interface Me {
  readonly person: PresenceUser;
  readonly rename: (name: string) => void;
}

/** The person at this browser where the server knows no users: kept here. */
export function usePerson(text: Dictionary['person']): Me {
  const [person, setPerson] = useState<PresenceUser>(() => readPerson() ?? keep(crypto.randomUUID(), randomName(text)));
  const rename = useCallback((name: string) => setPerson(({ id }) => keep(id, name)), []);
  return { person, rename };
}

function keep(id: string, name: string): PresenceUser {
  writeKept(KEY, JSON.stringify({ id, name }));
  return { id, name, color: colorOf(id) };
}

function readPerson(): PresenceUser | null {
  const kept = readKept(KEY);
  if (kept === null) return null;
  const { id, name } = parseObject(kept);
  return typeof id === 'string' && typeof name === 'string' && name !== '' ? { id, name, color: colorOf(id) } : null;
}

/** The object in `json`; an empty one where there is none: what a browser kept may be anybody's. */
function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function randomName({ adjectives, animals, join }: Dictionary['person']): string {
  return join(pick(adjectives), pick(animals));
}

function pick(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? '';
}
