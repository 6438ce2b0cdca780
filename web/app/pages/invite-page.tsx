import { type JSX, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { ProjectItem } from '../../client/api.ts';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { Mark } from '../frame/mark.tsx';

/** `/invite#<secret>`: the secret stands behind the #, which browsers send to nobody. */
export function InvitePage(): JSX.Element | null {
  const { text, projects } = useApp();
  const [, navigate] = useLocation();
  const [offer, setOffer] = useState<ProjectItem | 'bad' | null>(null);
  const secret = location.hash.slice(1);

  useEffect(() => {
    let current = true;
    api.lookAtInvite(secret).then(
      (found) => current && setOffer(found),
      () => current && setOffer('bad'),
    );
    return () => {
      current = false;
    };
  }, [secret]);

  if (offer === null) return null;
  if (offer === 'bad') return <p role="alert">{text.invite.bad.what}</p>;
  const accept = (): void => {
    api.acceptInvite(secret).then(
      ({ project_id }) => {
        projects.reload().catch(reportError);
        navigate(addressOf.board(project_id), { replace: true });
      },
      () => setOffer('bad'),
    );
  };
  return (
    <div className="home">
      <Mark />
      <h1>{text.invite.title(offer.name)}</h1>
      <p>{text.invite.role(offer.role)}</p>
      <button type="button" className="button button-primary" onClick={accept}>
        {text.invite.accept}
      </button>
    </div>
  );
}
