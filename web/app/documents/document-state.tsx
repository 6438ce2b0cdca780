import { CloudOff, FileX, LockKeyhole, type LucideIcon } from 'lucide-react';
import type { JSX, ReactNode } from 'react';
import { Link } from 'wouter';
import type { Trouble } from '../../i18n/dictionary.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';

const ICONS = { unknown: FileX, forbidden: LockKeyhole, away: CloudOff } as const satisfies Record<string, LucideIcon>;

export interface DocumentStateProps {
  readonly project: string;
  readonly icon: keyof typeof ICONS;
  readonly trouble: Trouble;
  /** What else can be done about it. */
  readonly children?: ReactNode;
}

/** Instead of a document that can't be shown: why, and what to do. */
export function DocumentState({ project, icon, trouble, children }: DocumentStateProps): JSX.Element {
  const { text } = useApp();
  const Icon = ICONS[icon];
  return (
    <div className="blank" role="alert">
      <Icon aria-hidden="true" size={24} />
      <h2>{trouble.what}</h2>
      <p>{trouble.remedy}</p>
      <div className="blank-actions">
        {children}
        <Link href={addressOf.documents(project)} className="button">
          {text.documents.all}
        </Link>
      </div>
    </div>
  );
}
