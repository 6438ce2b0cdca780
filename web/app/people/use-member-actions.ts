import { useMemo } from 'react';
import { isRole, type Role } from '../../../shared/access.ts';
import type { Deeds } from '../../components/use-deeds.ts';
import type { MemberPresence } from '../../hooks/use-project.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';

/** What can be done to a member. */
export interface MemberActions {
  /** Resolves to false where the server refused: that has been told. */
  setRole(member: MemberPresence, role: Role): Promise<boolean>;
  /** At once, and with a way back. */
  remove(member: MemberPresence): Promise<void>;
}

/** What owners do to members. The list changes when the server says so. */
export function useMemberActions(project: string, { tell, fail }: Deeds): MemberActions {
  const { text } = useApp();
  return useMemo(() => {
    const attempt = async (act: () => Promise<void>): Promise<boolean> => {
      try {
        await act();
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    };
    const restore = async ({ user_id, username, role }: MemberPresence): Promise<void> => {
      if (!isRole(role)) return;
      await api.setRole(project, user_id, role);
      tell({ said: text.people.back(username) });
    };
    return {
      setRole: (member, role) => attempt(() => api.setRole(project, member.user_id, role)),
      remove: async (member) => {
        if (!(await attempt(() => api.removeMember(project, member.user_id)))) return;
        tell({ said: text.people.removed(member.username), undo: () => restore(member) });
      },
    };
  }, [project, text, tell, fail]);
}
