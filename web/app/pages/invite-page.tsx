import { type JSX, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useLocationProperty } from 'wouter/use-browser-location';
import { ApiError } from '../../client/api.ts';
import { addressOf, ROUTES } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { useTitle } from '../browser/use-title.ts';
import { Mark } from '../frame/mark.tsx';
import { type Offer, useOffer } from '../people/use-offer.ts';
import { problemText } from '../problem-text.ts';
import { Skeleton } from '../skeleton.tsx';

/** What is wrong with an invite itself: trying again helps nobody. */
const NO_GOOD = /^invite\.|^request\.invalid$|^project\.unknown$/;

/** `/invite#<secret>`: the secret stands behind the #, which browsers send to nobody. */
export function InvitePage(): JSX.Element {
  const secret = useLocationProperty(() => location.hash.slice(1));
  const { offer, fail, again } = useOffer(secret);
  const { text } = useApp();
  useTitle('');
  switch (offer.state) {
    case 'looking':
      return (
        <div className="home" aria-busy="true">
          <Skeleton label={text.people.loading} />
        </div>
      );
    case 'failed':
      return <Failed error={offer.error} onRetry={again} />;
    case 'member':
      return <GoTo project={offer.project} />;
    case 'open':
      return <Open key={secret} secret={secret} offer={offer} onFailed={fail} />;
  }
}

interface OpenProps {
  readonly secret: string;
  readonly offer: Extract<Offer, { readonly state: 'open' }>;
  readonly onFailed: (error: unknown) => void;
}

function Open({ secret, offer: { item, had }, onFailed }: OpenProps): JSX.Element {
  const { text, projects } = useApp();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const accept = async (): Promise<void> => {
    setBusy(true);
    try {
      const { project_id } = await api.acceptInvite(secret);
      navigate(addressOf.board(project_id), { replace: true });
      projects.reload().catch(reportError);
    } catch (error) {
      onFailed(error);
    }
  };
  const role = text.people.roles[item.role];
  return (
    <div className="home">
      <Mark />
      <h1 className="invite-title">{text.invite.title(item.name)}</h1>
      <p>{had === null ? text.invite.role(item.role) : text.invite.more(role.name)}</p>
      <button type="button" className="button button-primary" disabled={busy} onClick={accept}>
        {text.invite.accept}
      </button>
    </div>
  );
}

/** Already a member: there is nothing to ask. */
function GoTo({ project }: { readonly project: string }): null {
  const [, navigate] = useLocation();
  useEffect(() => {
    navigate(addressOf.board(project), { replace: true });
  }, [navigate, project]);
  return null;
}

function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): JSX.Element {
  const { text } = useApp();
  const code = error instanceof ApiError ? error.code : '';
  const bad = NO_GOOD.test(code);
  return (
    <div className="home" role="alert">
      <Mark />
      <h1>{bad ? text.invite.bad.what : text.invite.unseen}</h1>
      {/* An address that was cut off is no invite at all. */}
      <p>{bad && !code.startsWith('invite.') ? text.invite.bad.remedy : problemText(error, text)}</p>
      {bad ? (
        <Link className="button" href={ROUTES.home}>
          {text.invite.home}
        </Link>
      ) : (
        <button type="button" className="button" onClick={onRetry}>
          {text.common.retry}
        </button>
      )}
    </div>
  );
}
