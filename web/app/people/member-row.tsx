import { UserMinus } from 'lucide-react';
import { type JSX, useState } from 'react';
import type { Role } from '../../../shared/access.ts';
import { Avatar } from '../../components/avatar.tsx';
import { hueOf } from '../../hooks/use-presence.ts';
import type { MemberPresence } from '../../hooks/use-project.ts';
import { useApp } from '../app-context.ts';
import { MemberRole } from './member-role.tsx';
import { Whereabouts } from './whereabouts.tsx';

export interface MemberRowProps {
  readonly project: string;
  readonly member: MemberPresence;
  /** Absent where the role can't be changed. */
  readonly onRole?: ((role: Role) => Promise<boolean>) | undefined;
  /** Absent where they can't be removed. */
  readonly onRemove?: (() => Promise<void>) | undefined;
}

/** A member: who, where, and as what. */
export function MemberRow({ project, member, onRole, onRemove }: MemberRowProps): JSX.Element {
  const { me, text } = useApp();
  const [removing, setRemoving] = useState(false);
  const { user_id: id, username: name, color } = member;
  const remove = async (): Promise<void> => {
    setRemoving(true);
    await onRemove?.();
    setRemoving(false);
  };
  return (
    <li className="person">
      <Avatar name={name} hue={hueOf(id, color)} status={member.online?.status ?? 'offline'} />
      <div>
        <p className="person-name">
          <span title={name}>{name}</span>
          {id === me.person.id && <small>{text.presence.you}</small>}
        </p>
        <Whereabouts project={project} person={member.online} />
      </div>
      <MemberRole member={member} onChange={onRole} />
      {onRemove !== undefined && (
        <button
          type="button"
          className="icon-button"
          aria-label={text.people.remove(name)}
          title={text.people.remove(name)}
          disabled={removing}
          onClick={remove}
        >
          <UserMinus aria-hidden="true" size={16} />
        </button>
      )}
    </li>
  );
}
