import { CircleAlert } from 'lucide-react';
import { type HTMLAttributes, type JSX, useState } from 'react';
import type { FailureCode } from '../hooks/use-sync-status.ts';
import type { Dictionary, Trouble } from '../i18n/dictionary.ts';

type TroubleText = Dictionary['trouble'];

export interface TroubleBannerProps extends HTMLAttributes<HTMLDivElement> {
  /** Why, or `broken` for a document that can't be shown. */
  readonly code: FailureCode | 'broken';
  readonly text: TroubleText;
  /** Tries to connect again. */
  readonly onRetry: () => void;
  readonly onReload: () => void;
  /** Puts the document's text on the clipboard, where there is one. */
  readonly onCopy?: () => Promise<void>;
}

/** What happened and what to do: shown only when somebody must act. */
export function TroubleBanner({ code, text, onRetry, onReload, onCopy, className = '', ...rest }: TroubleBannerProps): JSX.Element {
  const [copied, setCopied] = useState(false);
  const { what, remedy } = troubleOf(code, text);
  const retriable = code === 'line.given-up' || code === 'room.busy' || code.startsWith('session.');
  return (
    <div {...rest} className={`banner ${className}`} role="alert" data-code={code}>
      <CircleAlert aria-hidden="true" size={20} className="banner-icon" />
      <p>
        <strong>{what}</strong> {remedy}
      </p>
      {code !== 'store.failing' && (
        <div className="banner-actions">
          <button type="button" className="button" onClick={retriable ? onRetry : onReload}>
            {retriable ? text.retry : text.reload}
          </button>
          {onCopy !== undefined && (
            <button type="button" className="button" onClick={() => void onCopy().then(() => setCopied(true))}>
              {copied ? text.copied : text.copy}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function troubleOf(code: TroubleBannerProps['code'], text: TroubleText): Trouble {
  switch (code) {
    case 'broken':
      return text.broken;
    case 'store.failing':
      return text.storing;
    case 'line.given-up':
    case 'room.busy':
      return text.unreachable;
    case 'session.unauthorised':
    case 'session.expired':
      return text.signedOut;
    case 'session.forbidden':
    case 'session.revoked':
      return text.forbidden;
    case 'room.unknown':
    case 'room.name':
      return text.unknown;
    case 'frame.too-large':
    case 'document.too-large':
      return text.tooLarge;
    case 'role.read-only':
      return text.readOnly;
    default:
      return text.refused;
  }
}
