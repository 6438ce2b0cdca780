import type { JSX, ReactNode } from 'react';
import { Link } from 'wouter';
import type { Trouble } from '../../i18n/dictionary.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';

export interface DocumentStateProps {
  readonly project: string;
  readonly trouble: Trouble;
  /** What else can be done about it. */
  readonly children?: ReactNode;
}

/** Instead of a document that can't be shown: why, and what to do. */
export function DocumentState({ project, trouble, children }: DocumentStateProps): JSX.Element {
  const { text } = useApp();
  return (
    <div className="page document-state" role="alert">
      <h2>{trouble.what}</h2>
      <p className="document-state-remedy">{trouble.remedy}</p>
      <div className="document-state-actions">
        {children}
        <Link href={addressOf.documents(project)} className="button">
          {text.documents.all}
        </Link>
      </div>
    </div>
  );
}

/** Shows after 200 ms: what is there sooner needs no stand-in. */
export function DocumentSkeleton({ label }: { readonly label: string }): JSX.Element {
  return (
    <div className="skeleton" role="img" aria-label={label}>
      <span />
      <span />
      <span />
    </div>
  );
}
