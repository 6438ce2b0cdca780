import type { JSX, MouseEvent, ReactNode } from 'react';
import type { MentionKind } from '../../../../shared/model/mentions.ts';
import { useEditorScope } from '../../editor-scope.ts';

export interface ChipLinkProps {
  readonly kind: MentionKind;
  readonly target: string;
  /** What it says, for screen readers. */
  readonly label: string;
  readonly faint?: boolean;
  readonly children: ReactNode;
}

/** A mention that leads somewhere. While one writes, it is no stop of the tab key: the caret walks to it, and Enter opens it. */
export function ChipLink({ kind, target, label, faint = false, children }: ChipLinkProps): JSX.Element {
  const { addressOf, navigate, editable } = useEditorScope();
  const address = addressOf(kind, target);
  const open = (event: MouseEvent): void => {
    // A tab of its own, a new window, a download: that is the browser's.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(address);
  };
  return (
    <a
      href={address}
      className={faint ? 'chip chip-faint' : 'chip'}
      data-kind={kind}
      aria-label={label}
      draggable={false}
      tabIndex={editable ? -1 : undefined}
      onClick={open}
    >
      {children}
    </a>
  );
}

export interface SignedProps {
  readonly sign: ReactNode;
  readonly words: string;
  readonly className?: string | undefined;
}

/** Words behind a sign: no line ends between the two. */
export function Signed({ sign, words, className }: SignedProps): JSX.Element {
  const first = LETTERS.segment(words)[Symbol.iterator]().next().value?.segment ?? '';
  return (
    <>
      <span className="chip-lead">
        {sign}
        <span className={className}>{first}</span>
      </span>
      <span className={className}>{words.slice(first.length)}</span>
    </>
  );
}

const LETTERS = new Intl.Segmenter();

/** A mention of what is there no more. */
export function GoneChip({ label }: { readonly label: string }): JSX.Element {
  const { text } = useEditorScope();
  return (
    <span className="chip chip-faint">
      <span aria-hidden="true">{label}</span>
      <span className="visually-hidden">{text.insert.deleted(label)}</span>
    </span>
  );
}
