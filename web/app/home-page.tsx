import { type JSX, type SyntheticEvent, useEffect, useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Dictionary } from '../i18n/dictionary.ts';
import { Mark } from './title-bar.tsx';

/** Until projects exist there is one. */
const PROJECT = 'home';

/** Characters of a document's name in an address. */
const LONGEST_NAME = 80;

/** The start page: opens a document by name. */
export function HomePage({ text }: { readonly text: Dictionary['home'] }): JSX.Element {
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const id = useId();
  useEffect(() => {
    document.title = 'Weft';
  }, []);

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const address = addressOf(name);
    if (address !== '') navigate(`/p/${PROJECT}/d/${encodeURIComponent(address)}`);
  };
  return (
    <main className="home">
      <Mark />
      <h1>{text.title}</h1>
      <p>{text.intro}</p>
      <form className="home-form" onSubmit={submit}>
        <label htmlFor={id}>{text.field}</label>
        <div className="home-row">
          <input id={id} value={name} maxLength={LONGEST_NAME} autoComplete="off" onChange={(event) => setName(event.target.value)} />
          <button type="submit" className="button button-primary" disabled={addressOf(name) === ''}>
            {text.open}
          </button>
        </div>
      </form>
      <Link href={`/p/${PROJECT}/d/welcome`} className="home-welcome">
        {text.welcome}
      </Link>
    </main>
  );
}

/** A name as it stands in an address: without spaces, slashes and what URLs use for themselves. */
function addressOf(name: string): string {
  return name
    .trim()
    .toLocaleLowerCase()
    .replace(/[\s/\\?#%]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
