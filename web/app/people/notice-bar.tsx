import { X } from 'lucide-react';
import { type JSX, useEffect, useRef, useState } from 'react';

/** ms that a notice stays while nobody is at it. */
const STAYS = 10_000;

/** What was done, with a way back; or why it couldn't be done. */
export interface Notice {
  /** Another for each notice, also where two say the same. */
  readonly id: number;
  readonly kind: 'done' | 'problem';
  readonly words: string;
  readonly undo?: () => void;
}

export interface NoticeBarProps {
  readonly notice: Notice | null;
  readonly undo: string;
  readonly dismiss: string;
  /** @param focused whether the focus was in it: it needs another place */
  readonly onClose: (focused: boolean) => void;
}

/** Tells the last deed for some seconds; for as long as the pointer or the focus is at it. */
export function NoticeBar({ notice, undo, dismiss, onClose }: NoticeBarProps): JSX.Element {
  return (
    <div className="notice-place" role="status">
      {notice !== null && <Told key={notice.id} notice={notice} undo={undo} dismiss={dismiss} onClose={onClose} />}
    </div>
  );
}

function Told({ notice, undo, dismiss, onClose }: NoticeBarProps & { readonly notice: Notice }): JSX.Element {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const undoButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The row that had the focus is gone.
    undoButton.current?.focus();
  }, []);
  useEffect(() => {
    if (pointed || focused) return;
    const timer = setTimeout(() => onClose(false), STAYS);
    return () => clearTimeout(timer);
  }, [pointed, focused, onClose]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever is at it is given time, nothing else.
    <div
      className="notice"
      data-kind={notice.kind}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <p>{notice.words}</p>
      {notice.undo !== undefined && (
        <button ref={undoButton} type="button" className="button" onClick={notice.undo}>
          {undo}
        </button>
      )}
      <button type="button" className="icon-button" aria-label={dismiss} title={dismiss} onClick={() => onClose(true)}>
        <X aria-hidden="true" size={16} />
      </button>
    </div>
  );
}
