import { MapPinOff } from 'lucide-react';
import type { JSX } from 'react';
import { Link } from 'wouter';
import { ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { useTitle } from '../browser/use-title.ts';

/** What an address shows that belongs to no page. */
export function MissingPage(): JSX.Element {
  const { text } = useApp();
  useTitle(text.page.missing);
  return (
    <div className="blank">
      <MapPinOff aria-hidden="true" size={24} />
      <h1>{text.page.missing}</h1>
      <p>{text.page.missingHint}</p>
      <Link href={ROUTES.home} className="button">
        {text.page.missingRemedy}
      </Link>
    </div>
  );
}
