import { type JSX, type SyntheticEvent, useEffect, useId, useState } from 'react';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { Mark } from '../frame/mark.tsx';

/** Characters. A longer name would cover the text that its label stands beside. */
const LONGEST_NAME = 40;

export interface SignInPageProps {
  readonly text: Dictionary;
  readonly onSignIn: (username: string) => Promise<void>;
}

/** Who comes for the first time says a name. */
export function SignInPage({ text, onSignIn }: SignInPageProps): JSX.Element {
  const [name, setName] = useState('');
  const [failed, setFailed] = useState(false);
  const id = useId();
  useEffect(() => {
    document.title = 'Weft';
  }, []);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setFailed(false);
    try {
      await onSignIn(name.trim());
    } catch (error) {
      reportError(error);
      setFailed(true);
    }
  };
  return (
    <main className="home">
      <Mark />
      <h1>{text.session.title}</h1>
      <p>{text.session.intro}</p>
      <form className="home-form" onSubmit={submit}>
        <label htmlFor={id}>{text.session.name}</label>
        <div className="home-row">
          <input id={id} value={name} maxLength={LONGEST_NAME} autoComplete="nickname" onChange={(event) => setName(event.target.value)} />
          <button type="submit" className="button button-primary" disabled={name.trim() === ''}>
            {text.session.begin}
          </button>
        </div>
        <p role="alert">{failed ? text.workspace.failed : ''}</p>
      </form>
    </main>
  );
}
