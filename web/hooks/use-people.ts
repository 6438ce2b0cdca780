import { useMemo } from 'react';
import type { Person } from '../../shared/model/records.ts';
import type { MemberPresence } from '../client/people-store.ts';
import { shareRecords } from '../client/sharing.ts';
import type { ReadableStore } from '../client/store.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';

type People = ReadonlyMap<string, Person>;

const NOBODY: People = new Map();

/** A project's members by user id: names, colours and roles, without who is here just now. The same map while those stay. */
export function usePeople(projectId: string): People {
  const members = useCounted(useKit()?.members, projectId)?.people;
  const people = useMemo(() => (members === undefined ? null : peopleOf(members)), [members]);
  return useStoreOr(people, NOBODY);
}

function peopleOf(members: ReadableStore<readonly MemberPresence[]>): ReadableStore<People> {
  let seen: readonly MemberPresence[] | null = null;
  let list: readonly Person[] = [];
  let people = NOBODY;
  const getSnapshot = (): People => {
    const now = members.getSnapshot();
    if (now === seen) return people;
    seen = now;
    const next = shareRecords(
      list,
      now.map(({ online: _, ...person }): Person => person),
      (person) => person.user_id,
    );
    if (next !== list) people = new Map(next.map((person) => [person.user_id, person]));
    list = next;
    return people;
  };
  return { getSnapshot, subscribe: members.subscribe };
}
