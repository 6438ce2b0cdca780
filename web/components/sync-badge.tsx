import { Check, CircleAlert, CircleDashed, CircleDot, CloudOff, Eye, type LucideIcon, RefreshCw } from 'lucide-react';
import { type HTMLAttributes, type JSX, type ReactNode, useContext } from 'react';
import { KitContext } from '../hooks/kit-context.ts';
import { useStoreOr } from '../hooks/use-store.ts';
import { type Synced, type SyncStatus, useSyncStatus } from '../hooks/use-sync-status.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { LANGUAGES, type Language } from '../i18n/languages.ts';

/** What a badge shows. */
export interface SyncFace {
  readonly kind: SyncStatus['kind'] | 'read-only';
  /** What stands on it: “Saved”. */
  readonly word: string;
  /** What the word means, for whoever wants to know. */
  readonly hint?: string;
  /** Edits that the server doesn't have yet. */
  readonly unsent: number;
}

export interface SyncBadgeProps extends Omit<HTMLAttributes<HTMLSpanElement>, 'children'> {
  /** A room, or a document's connection. By default all rooms of the provider. */
  readonly source?: Synced;
  /** English by default. */
  readonly language?: Language;
  /** Another face for the badge; what is said aloud stays. */
  readonly children?: (face: SyncFace) => ReactNode;
}

/** One word and a shape: how safe what was written is. Colour only repeats what they say. News that matter are said aloud. */
export function SyncBadge({ source, language = 'en', className = '', children, ...rest }: SyncBadgeProps): JSX.Element {
  const status = useSyncStatus(source);
  const { text } = LANGUAGES[language];
  const kept = useStoreOr(useContext(KitContext)?.service.kept, false);
  const face = faceOf(status, kept, text.sync);
  const Icon = ICONS[face.kind];
  return (
    <span {...rest} className={`weft-root weft-sync ${className}`} title={face.hint}>
      <span className="weft-sync-face" data-sync={face.kind}>
        {children?.(face) ?? (
          <>
            <Icon aria-hidden="true" size={16} strokeWidth={2.25} />
            <span className="weft-sync-word">{face.word}</span>
          </>
        )}
      </span>
      <SyncAnnouncer status={status} text={text.sync} />
    </span>
  );
}

/** Says aloud what needs to be known at once; that something was saved is no news. */
function SyncAnnouncer({ status, text }: { readonly status: SyncStatus; readonly text: Dictionary['sync'] }): JSX.Element {
  const news = status.kind === 'offline' || status.kind === 'failed';
  const word = status.kind === 'offline' ? text.offline(0) : faceOf(status, false, text).word;
  return (
    <span className="weft-hidden" role="status">
      {news ? word : ''}
    </span>
  );
}

const ICONS: Readonly<Record<SyncFace['kind'], LucideIcon>> = {
  connecting: CircleDashed,
  saving: RefreshCw,
  offline: CloudOff,
  failed: CircleAlert,
  unconfirmed: CircleDot,
  saved: Check,
  'read-only': Eye,
};

/** @param kept what is unsent is in this browser's store */
function faceOf({ kind, unsent, readOnly }: SyncStatus, kept: boolean, text: Dictionary['sync']): SyncFace {
  switch (kind) {
    case 'connecting':
      return { kind, unsent, word: text.connecting };
    case 'saving':
      return { kind, unsent, word: text.saving, hint: text.hints.saving };
    case 'offline':
      return { kind, unsent, word: text.offline(unsent), hint: kept ? text.hints.offlineKept : text.hints.offline };
    case 'failed':
      return { kind, unsent, word: unsent > 0 ? text.notSaved : text.stopped };
    case 'unconfirmed':
      return { kind, unsent, word: text.unconfirmed, hint: text.hints.unconfirmed };
    case 'saved':
      return readOnly
        ? { kind: 'read-only', unsent, word: text.readOnly, hint: text.hints.readOnly }
        : { kind, unsent, word: text.saved, hint: text.hints.saved };
  }
}
