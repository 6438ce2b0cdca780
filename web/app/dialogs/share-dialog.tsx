import { type JSX, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Invite } from '../../client/api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useMembers, useProject } from '../../hooks/use-project.ts';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { useHere } from '../frame/use-here.ts';
import { useProjectName } from '../frame/use-names.ts';
import { InviteForm } from '../people/invite-form.tsx';
import { isOpen } from '../people/invites.ts';
import { OpenInvites } from '../people/open-invites.tsx';
import { ShareAddress } from '../people/share-address.tsx';
import { problemText } from '../problem-text.ts';

/** Lets people in: invite links and their roles. */
export function ShareDialog({ project }: { readonly project: string }): JSX.Element {
  const { mode, text, close } = useApp();
  const { role } = useProject(project);
  const name = useProjectName(project);
  const { page } = useHere();
  const { share } = text.people;
  return (
    <Dialog className="share-dialog" title={share.title(name)} close={text.common.close} onClose={close}>
      {mode === 'open' ? (
        <ShareAddress project={project} />
      ) : role === 'owner' ? (
        <Invites project={project} />
      ) : (
        <Owners project={project} />
      )}
      {page !== 'people' && (
        <Link className="share-people" href={addressOf.people(project)} onClick={close}>
          {share.people}
        </Link>
      )}
    </Dialog>
  );
}

function Invites({ project }: { readonly project: string }): JSX.Element {
  const { text } = useApp();
  const [invites, setInvites] = useState<readonly Invite[]>([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    api.invites(project).then(
      (found) => current && setInvites(found.filter((invite) => isOpen(invite, Date.now())).reverse()),
      (error: unknown) => current && setProblem(problemText(error, text)),
    );
    return () => {
      current = false;
    };
  }, [project, text]);
  return (
    <>
      <InviteForm project={project} open={invites} onMade={(invite) => setInvites((before) => [invite, ...before])} />
      <p role="alert" className="fault">
        {problem}
      </p>
      <OpenInvites
        project={project}
        invites={invites}
        onTakenBack={({ invite_id }) => setInvites((before) => before.filter((invite) => invite.invite_id !== invite_id))}
      />
    </>
  );
}

function Owners({ project }: { readonly project: string }): JSX.Element {
  const { share } = useApp().text.people;
  const owners = useMembers(project).filter(({ role }) => role === 'owner');
  return (
    <>
      <p>{share.ask}</p>
      <ul className="share-owners">
        {owners.map(({ user_id, username }) => (
          <li key={user_id}>{username}</li>
        ))}
      </ul>
    </>
  );
}
