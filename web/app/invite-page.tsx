import { type JSX, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { ProjectItem } from '../client/api.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { api } from './api.ts';
import { TroublePage } from './sign-in-page.tsx';
import { Mark } from './title-bar.tsx';

/** `/invite#<secret>`: the secret stands behind the #, which browsers send to nobody. */
export function InvitePage({ text }: { readonly text: Dictionary }): JSX.Element | null {
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
  if (offer === 'bad') return <TroublePage trouble={text.invite.bad} />;
  const accept = (): void => {
    api.acceptInvite(secret).then(
      () => navigate('/', { replace: true }),
      () => setOffer('bad'),
    );
  };
  return (
    <main className="home">
      <Mark />
      <h1>{text.invite.title(offer.name)}</h1>
      <p>{text.invite.role(offer.role)}</p>
      <button type="button" className="button button-primary" onClick={accept}>
        {text.invite.accept}
      </button>
    </main>
  );
}
