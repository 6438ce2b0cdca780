import { type JSX, type KeyboardEvent, useLayoutEffect, useRef } from 'react';

export interface LineFieldProps {
  readonly label: string;
  readonly initial: string;
  readonly maxLength: number;
  /**
   * Called once: with what was typed, or null when it was given up, or is what it began with: others may have changed that meanwhile.
   * The focus goes with the field: where a key ended it, another place is to have it.
   */
  readonly onEnd: (typed: string | null, byKey: boolean) => void;
}

/** A field of one line that takes the focus: Enter and leaving keep what was typed, Escape gives it up. */
export function LineField({ label, initial, maxLength, onEnd }: LineFieldProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  const first = useRef(initial);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const end = (typed: string | null, byKey: boolean): void => {
    if (ended.current) return;
    ended.current = true;
    onEnd(typed === first.current ? null : typed, byKey);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    end(event.key === 'Enter' ? event.currentTarget.value.trim() : null, true);
  };
  return (
    <input
      ref={field}
      className="weft-field"
      aria-label={label}
      defaultValue={initial}
      maxLength={maxLength}
      onKeyDown={onKeyDown}
      onBlur={(event) => end(event.currentTarget.value.trim(), false)}
    />
  );
}
