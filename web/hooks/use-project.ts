import { useMemo } from 'react';
import type { MemberPresence } from '../client/people-store.ts';
import { useKit } from './kit-context.ts';
import { useBoard } from './use-board.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';
import { NOT_YET, useSyncFact } from './use-sync-status.ts';

export type { MemberPresence };

const NO_MEMBERS: readonly MemberPresence[] = Object.freeze([]);

export interface ProjectState {
  readonly name: string;
  /** One's own role in it, or null before the server told it. */
  readonly role: string | null;
  /** What is shown may be changed: it has come, and one may write here. */
  readonly editable: boolean;
  /** It has come from the server, or was kept in this browser. */
  readonly ready: boolean;
}

/** A project: what it is called, and what one may do in it. */
export function useProject(projectId: string): ProjectState {
  const board = useBoard(projectId);
  const source = board?.handle ?? NOT_YET;
  const name = useStoreOr(board?.store.name, '');
  const role = useSyncFact(source, (status) => status.role);
  const editable = useSyncFact(source, (status) => status.editable);
  const ready = useSyncFact(source, (status) => status.ready);
  return useMemo(() => ({ name, role, editable, ready }), [name, role, editable, ready]);
}

/** A project's members by name, with who of them is here. Empty where the server knows no users. */
export function useMembers(projectId: string): readonly MemberPresence[] {
  return useStoreOr(useCounted(useKit()?.members, projectId)?.people, NO_MEMBERS);
}

/** A member, with how they are here: the same object until that changes. Null for who is no member, and before the list has come. */
export function useMember(projectId: string, userId: string): MemberPresence | null {
  const members = useCounted(useKit()?.members, projectId);
  return useStoreOr(
    useMemo(() => members?.person(userId), [members, userId]),
    null,
  );
}
