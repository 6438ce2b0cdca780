import { type JSX, type SyntheticEvent, useId, useState } from 'react';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { ROUTES } from '../addresses.ts';
import { useTitle } from '../browser/use-title.ts';
import { Mark } from '../frame/mark.tsx';
import { problemText } from '../problem-text.ts';
import { LONGEST_NAME } from '../session/longest-name.ts';
import { useFocusOnMount } from '../use-focus-on-mount.ts';

export interface SignInPageProps {
  readonly text: Dictionary;
  readonly onSignIn: (username: string) => Promise<void>;
}

/** Who comes for the first time says a name. The address stays as it is: it may be an invite. */
export function SignInPage({ text, onSignIn }: SignInPageProps): JSX.Element {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const id = useId();
  const field = useFocusOnMount<HTMLInputElement>();
  useTitle('');
  const words = text.session;
  const invited = location.pathname === ROUTES.invite;

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (busy || name.trim() === '') return;
    setBusy(true);
    setFault('');
    try {
      await onSignIn(name.trim());
    } catch (error) {
      setFault(problemText(error, text));
      setBusy(false);
    }
  };
  return (
    <main className="home">
      <Mark />
      <h1>{words.title}</h1>
      <p>{invited ? words.invited : words.intro}</p>
      <form className="home-form" onSubmit={submit}>
        <label htmlFor={id}>{words.name}</label>
        <div className="home-row">
          <input
            id={id}
            ref={field}
            value={name}
            maxLength={LONGEST_NAME}
            autoComplete="nickname"
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button button-primary" disabled={name.trim() === '' || busy}>
            {busy ? words.beginning : words.begin}
          </button>
        </div>
        <p role="alert" className="fault">
          {fault}
        </p>
      </form>
    </main>
  );
}
