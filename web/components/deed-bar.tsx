import { Undo2, X } from 'lucide-react';
import { type JSX, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLatest } from '../hooks/use-latest.ts';
import { LANGUAGES, type Language } from '../i18n/languages.ts';

/** ms that it stays while nobody is at it: long enough to read and to reach. */
const STAYS = 10_000;

export interface DeedBarProps {
  readonly said: string;
  /** Something couldn't be done: that stays until it is closed. */
  readonly problem: boolean;
  /** Null where there is no way back. */
  readonly onUndo: (() => void) | null;
  /** A key that undoes as well. */
  readonly undoKey?: string;
  readonly onClose: () => void;
  /** Takes the focus to what undoes it: where what had it is gone. */
  readonly takesFocus?: boolean;
  /** Has the focus when the bar goes with it. */
  readonly focusAfter?: RefObject<HTMLElement | null>;
  readonly language: Language;
}

/** Shows what was done and offers to undo it, or what couldn't be done. It waits while the pointer or the focus is at it, and says nothing aloud. */
export function DeedBar(props: DeedBarProps): JSX.Element {
  const { said, problem, onUndo, undoKey, onClose, takesFocus = false, focusAfter, language } = props;
  const text = LANGUAGES[language].text.common;
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const undoButton = useRef<HTMLButtonElement>(null);
  const close = useLatest(onClose);
  const held = pointed || focused;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another deed has time of its own.
  useEffect(() => {
    if (problem || held) return;
    const timer = setTimeout(() => close.current(), STAYS);
    return () => clearTimeout(timer);
  }, [said, problem, held, close]);
  useEffect(() => {
    if (takesFocus) undoButton.current?.focus();
  }, [takesFocus]);
  useLayoutEffect(() => {
    const bar = element.current;
    return () => {
      if (bar?.contains(document.activeElement) === true) focusAfter?.current?.focus();
    };
  }, [focusAfter]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever is at it is given time, nothing else.
    <div
      ref={element}
      className="weft-root weft-deed-bar"
      data-problem={problem || undefined}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <p>{said}</p>
      {onUndo !== null && (
        <button
          ref={undoButton}
          type="button"
          className="weft-button"
          title={undoKey === undefined ? undefined : `${text.undo} (${undoKey})`}
          onClick={onUndo}
        >
          <Undo2 aria-hidden="true" size={16} />
          {text.undo}
        </button>
      )}
      <button type="button" className="weft-icon-button" aria-label={text.close} title={text.close} onClick={onClose}>
        <X aria-hidden="true" size={16} />
      </button>
    </div>
  );
}
