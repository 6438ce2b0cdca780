import { Check, CircleAlert, CircleDashed, CircleDot, CloudOff, Eye, type LucideIcon, RefreshCw } from 'lucide-react';
import type { HTMLAttributes, JSX } from 'react';
import type { SyncStatus } from '../hooks/use-sync-status.ts';
import type { Dictionary } from '../i18n/dictionary.ts';

export interface SyncBadgeProps extends HTMLAttributes<HTMLSpanElement> {
  /** The smoothed status. */
  readonly status: SyncStatus;
  readonly text: Dictionary['sync'];
}

interface Face {
  /** For styles and tests. */
  readonly kind: string;
  readonly icon: LucideIcon;
  readonly word: string;
  readonly hint?: string;
}

/** One word and a shape: how safe what was written is. Colour only repeats what they say. */
export function SyncBadge({ status, text, className = '', ...rest }: SyncBadgeProps): JSX.Element {
  const { kind, icon: Icon, word, hint } = faceOf(status, text);
  return (
    <span {...rest} className={`sync-badge ${className}`} data-sync={kind} title={hint}>
      <Icon aria-hidden="true" size={16} strokeWidth={2.25} />
      <span className="sync-word">{word}</span>
    </span>
  );
}

/** Says aloud what needs to be known at once; that something was saved is no news. */
export function SyncAnnouncer({ status, text }: Pick<SyncBadgeProps, 'status' | 'text'>): JSX.Element {
  const news = status.kind === 'offline' || status.kind === 'failed';
  const word = status.kind === 'offline' ? text.offline(0) : faceOf(status, text).word;
  return (
    <span className="visually-hidden" role="status">
      {news ? word : ''}
    </span>
  );
}

function faceOf(status: SyncStatus, text: Dictionary['sync']): Face {
  switch (status.kind) {
    case 'connecting':
      return { kind: 'connecting', icon: CircleDashed, word: text.connecting };
    case 'saving':
      return { kind: 'saving', icon: RefreshCw, word: text.saving, hint: text.hints.saving };
    case 'offline':
      return { kind: 'offline', icon: CloudOff, word: text.offline(status.unsent), hint: text.hints.offline };
    case 'failed':
      return { kind: 'failed', icon: CircleAlert, word: status.unsent > 0 ? text.notSaved : text.stopped };
    case 'unconfirmed':
      return { kind: 'unconfirmed', icon: CircleDot, word: text.unconfirmed, hint: text.hints.unconfirmed };
    case 'saved':
      return status.readOnly
        ? { kind: 'read-only', icon: Eye, word: text.readOnly, hint: text.hints.readOnly }
        : { kind: 'saved', icon: Check, word: text.saved, hint: text.hints.saved };
  }
}
