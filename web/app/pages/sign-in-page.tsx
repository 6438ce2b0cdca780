import { type JSX, type SyntheticEvent, useId, useState } from 'react';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { ROUTES } from '../addresses.ts';
import { useTitle } from '../browser/use-title.ts';
import { Mark } from '../frame/mark.tsx';
import { LONGEST_NAME } from '../session/longest-name.ts';
import { useFocusOnMount } from '../use-focus-on-mount.ts';

export interface SignInPageProps {
  readonly text: Dictionary;
  readonly onSignIn: (username: string) => Promise<void>;
}

/** Who comes for the first time says a name. The address stays as it is: it may be an invite. */
export function SignInPage({ text, onSignIn }: SignInPageProps): JSX.Element {
  const [name, setName] = useState('');
  const [state, setState] = useState<'asking' | 'busy' | 'failed'>('asking');
  const id = useId();
  const field = useFocusOnMount<HTMLInputElement>();
  useTitle('');
  const words = text.session;
  const invited = location.pathname === ROUTES.invite;

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (state === 'busy' || name.trim() === '') return;
    setState('busy');
    try {
      await onSignIn(name.trim());
    } catch {
      setState('failed');
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
          <button type="submit" className="button button-primary" disabled={name.trim() === '' || state === 'busy'}>
            {state === 'busy' ? words.beginning : words.begin}
          </button>
        </div>
        <p role="alert" className="fault">
          {state === 'failed' ? words.unreachable : ''}
        </p>
      </form>
    </main>
  );
}
