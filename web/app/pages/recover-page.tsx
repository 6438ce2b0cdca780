import { type JSX, useState } from 'react';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { ROUTES } from '../addresses.ts';
import { TroublePage } from './trouble-page.tsx';

export interface RecoverPageProps {
  readonly text: Dictionary;
  readonly onRecover: (secret: string) => Promise<void>;
}

/** `/recover#<secret>`: carries an account to this browser. The secret stands behind the #, which browsers send to nobody. */
export function RecoverPage({ text, onRecover }: RecoverPageProps): JSX.Element {
  const [failed, setFailed] = useState(false);
  if (failed) return <TroublePage trouble={text.invite.bad} />;
  const accept = (): void => {
    onRecover(location.hash.slice(1)).then(
      () => location.replace(ROUTES.home),
      () => setFailed(true),
    );
  };
  return (
    <main className="home">
      <button type="button" className="button button-primary" onClick={accept}>
        {text.invite.accept}
      </button>
    </main>
  );
}
