import type { JSX } from 'react';
import type { Trouble } from '../../i18n/dictionary.ts';
import { useTitle } from '../browser/use-title.ts';
import { Mark } from '../frame/mark.tsx';

export interface TroublePageProps {
  readonly trouble: Trouble;
  /** What may mend it, and what it is called; nothing where nothing here does. */
  readonly retry?: { readonly label: string; readonly onRetry: () => void };
}

/** A page that says why there is none. */
export function TroublePage({ trouble, retry }: TroublePageProps): JSX.Element {
  useTitle('');
  return (
    <main className="home">
      <Mark />
      <h1>{trouble.what}</h1>
      <p>{trouble.remedy}</p>
      {retry !== undefined && (
        <button type="button" className="button button-primary" onClick={retry.onRetry}>
          {retry.label}
        </button>
      )}
    </main>
  );
}
