import { type JSX, useState } from 'react';
import { isRole, ROLES, type Role } from '../../../shared/access.ts';
import type { MemberPresence } from '../../hooks/use-project.ts';
import { useApp } from '../app-context.ts';

export interface MemberRoleProps {
  readonly member: MemberPresence;
  /** Absent where it can't be changed. Resolves to false where nothing came of it. */
  readonly onChange?: ((role: Role) => Promise<boolean>) | undefined;
}

/** A member's role; for those who may, a choice. What was chosen shows at once, until the project says so itself. */
export function MemberRole({ member, onChange }: MemberRoleProps): JSX.Element {
  const { people } = useApp().text;
  const [wanted, setWanted] = useState<{ readonly from: string; readonly to: Role } | null>(null);
  if (wanted !== null && member.role !== wanted.from) setWanted(null);
  if (onChange === undefined)
    return <span className="member-role">{isRole(member.role) ? people.roles[member.role].name : member.role}</span>;

  const choose = async (to: string): Promise<void> => {
    if (!isRole(to)) return;
    setWanted({ from: member.role, to });
    if (!(await onChange(to))) setWanted(null);
  };
  return (
    <select
      className="member-role"
      aria-label={people.roleOf(member.username)}
      value={wanted?.to ?? member.role}
      onChange={({ target }) => choose(target.value)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {people.roles[role].name}
        </option>
      ))}
    </select>
  );
}
