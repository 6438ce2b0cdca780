import { useCallback } from 'react';
import type { MemberPresence } from '../client/people-store.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';

const NO_MEMBERS: readonly MemberPresence[] = Object.freeze([]);

/** The colours that a project's members chose, by their ids; undefined for others. A project of null has no members. */
export function useMemberColors(projectId: string | null): (userId: string) => string | undefined {
  const members = useStoreOr(useCounted(useKit()?.members, projectId)?.people, NO_MEMBERS);
  return useCallback((userId) => members.find(({ user_id }) => user_id === userId)?.color, [members]);
}
