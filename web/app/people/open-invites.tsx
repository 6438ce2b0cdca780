import { type JSX, useState } from 'react';
import type { Invite } from '../../client/api.ts';
import { useMembers } from '../../hooks/use-project.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { problemText } from '../problem-text.ts';
import { untilWhen } from './invites.ts';

export interface OpenInvitesProps {
  readonly project: string;
  readonly invites: readonly Invite[];
  readonly onTakenBack: (invite: Invite) => void;
}

/** The links that let people in, each with a way to end it. */
export function OpenInvites({ project, invites, onTakenBack }: OpenInvitesProps): JSX.Element {
  const { text } = useApp();
  const { share } = text.people;
  const [said, setSaid] = useState('');
  const takeBack = async (invite: Invite): Promise<void> => {
    try {
      await api.revokeInvite(project, invite.invite_id);
      setSaid(share.tookBack);
      onTakenBack(invite);
    } catch (error) {
      setSaid(problemText(error, text));
    }
  };
  return (
    <section className="open-invites">
      {invites.length > 0 && <h3>{share.open}</h3>}
      <ul>
        {invites.map((invite) => (
          <OpenInvite key={invite.invite_id} project={project} invite={invite} onTakeBack={() => takeBack(invite)} />
        ))}
      </ul>
      <p role="status">{said}</p>
    </section>
  );
}

interface OpenInviteProps {
  readonly project: string;
  readonly invite: Invite;
  readonly onTakeBack: () => Promise<void>;
}

function OpenInvite({ project, invite, onTakeBack }: OpenInviteProps): JSX.Element {
  const { text, language } = useApp();
  const { share, roles } = text.people;
  const maker = useMembers(project).find(({ user_id }) => user_id === invite.created_by);
  const by = share.by(maker?.username ?? text.activity.formerMember);
  const role = roles[invite.role].name;
  return (
    <li>
      <p className="open-invite-what">
        {role}
        <small>{[by, share.used(invite.uses), share.until(untilWhen(invite.expires_at, Date.now(), language))].join(' · ')}</small>
      </p>
      <button type="button" className="button" aria-label={share.takeBackOf(role, by)} onClick={onTakeBack}>
        {share.takeBack}
      </button>
    </li>
  );
}
