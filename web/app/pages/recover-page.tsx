import { type JSX, useState } from 'react';
import type { Session } from '../../hooks/use-session.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { ROUTES } from '../addresses.ts';
import { useTitle } from '../browser/use-title.ts';
import { Mark } from '../frame/mark.tsx';
import { problemText } from '../problem-text.ts';

export interface RecoverPageProps {
  readonly text: Dictionary;
  /** Who is here already: their documents stay theirs. */
  readonly session: Session;
  readonly onRecover: (secret: string) => Promise<void>;
}

/** `/recover#<secret>`: carries an account to this browser. The secret stands behind the #, which browsers send to nobody. */
export function RecoverPage({ text, session, onRecover }: RecoverPageProps): JSX.Element | null {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const words = text.person.recover;
  const secret = location.hash.slice(1);
  useTitle(words.title);
  // Once the link was taken the page leaves: it must not say for a moment that somebody is here.
  if (!busy && session.state === 'loading') return null;
  if (!busy && session.state === 'signed-in')
    return <Refused what={words.taken(session.user.username)} remedy={words.takenRemedy} home={words.home} />;
  if (session.state === 'open' || session.state === 'elsewhere')
    return <Refused what={words.title} remedy={words.elsewhere} home={words.home} />;
  if (secret === '') return <Refused {...words.incomplete} home={words.home} />;

  const accept = async (): Promise<void> => {
    setBusy(true);
    setFault('');
    try {
      await onRecover(secret);
      // Without a way back to an address that is good for nothing now.
      location.replace(ROUTES.home);
    } catch (error) {
      setFault(problemText(error, text));
      setBusy(false);
    }
  };
  return (
    <main className="home">
      <Mark />
      <h1>{words.title}</h1>
      <p>{words.what}</p>
      <button type="button" className="button button-primary" disabled={busy} onClick={() => void accept()}>
        {busy ? words.accepting : words.accept}
      </button>
      <p role="alert" className="fault">
        {fault}
      </p>
    </main>
  );
}

function Refused({ what, remedy, home }: { readonly what: string; readonly remedy: string; readonly home: string }): JSX.Element {
  return (
    <main className="home">
      <Mark />
      <h1>{what}</h1>
      <p>{remedy}</p>
      <a href={ROUTES.home}>{home}</a>
    </main>
  );
}
