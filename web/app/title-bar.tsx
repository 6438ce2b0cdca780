import type { JSX, ReactNode } from 'react';
import type { Dictionary } from '../i18n/dictionary.ts';

export interface TitleBarProps {
  readonly text: Dictionary['page'];
  readonly project: string;
  /** Absent on the project's own page. */
  readonly document?: string;
  /** Who is here, the badge, me. */
  readonly children: ReactNode;
}

/** Where I am on the left, how things stand on the right. */
export function TitleBar({ text, project, document, children }: TitleBarProps): JSX.Element {
  return (
    <header className="bar">
      <nav aria-label={text.location} className="breadcrumb">
        {/* A real navigation, so that the browser asks before unsent edits are left behind. */}
        <a href="/" className="brand" aria-label={text.home}>
          <Mark />
        </a>
        {document !== undefined && (
          <>
            <span className="crumb crumb-project">{project}</span>
            <span aria-hidden="true" className="crumb-slash">
              /
            </span>
          </>
        )}
        <h1 className="crumb crumb-document" title={document ?? project}>
          {document ?? project}
        </h1>
      </nav>
      <div className="bar-end">{children}</div>
    </header>
  );
}

/** Two threads, one over the other. */
export function Mark(): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className="mark">
      <path d="M3 8c4 0 5 8 9 8s5-8 9-8" />
      <path d="M3 16c4 0 5-8 9-8s5 8 9 8" />
    </svg>
  );
}
