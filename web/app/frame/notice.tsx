import { CircleAlert, Info } from 'lucide-react';
import type { JSX, ReactNode } from 'react';
import type { Trouble } from '../../i18n/dictionary.ts';

export interface NoticeProps {
  readonly trouble: Trouble;
  /** `bad`: somebody must act, and is told aloud. `quiet`: good to know. */
  readonly tone: 'bad' | 'quiet';
  /** Why, for tests and for whoever looks at the page's code. */
  readonly code?: string;
  /** Buttons: what can be done about it here. */
  readonly children?: ReactNode;
}

/** A line across the page: what happened, and what to do. */
export function Notice({ trouble, tone, code, children }: NoticeProps): JSX.Element {
  const bad = tone === 'bad';
  const Icon = bad ? CircleAlert : Info;
  return (
    <div className={`banner banner-${tone}`} role={bad ? 'alert' : 'status'} data-code={code}>
      <Icon aria-hidden="true" size={20} className="banner-icon" />
      <p>
        <strong>{trouble.what}</strong> {trouble.remedy}
      </p>
      {children !== undefined && <div className="banner-actions">{children}</div>}
    </div>
  );
}
