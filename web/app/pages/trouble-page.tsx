import type { JSX } from 'react';
import type { Trouble } from '../../i18n/dictionary.ts';
import { Mark } from '../frame/mark.tsx';

/** A page that says why there is none. */
export function TroublePage({ trouble }: { readonly trouble: Trouble }): JSX.Element {
  return (
    <main className="home">
      <Mark />
      <h1>{trouble.what}</h1>
      <p>{trouble.remedy}</p>
    </main>
  );
}
