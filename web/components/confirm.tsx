import { type JSX, type KeyboardEvent, useLayoutEffect, useRef } from 'react';

export interface ConfirmProps {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  /** Also Escape. */
  readonly onNo: () => void;
}

/** Asks before something goes for good, in the place where it goes. */
export function Confirm({ question, yes, no, onYes, onNo }: ConfirmProps): JSX.Element {
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onNo();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    <div role="group" className="weft-confirm" aria-label={question} onKeyDown={onKeyDown}>
      <p>{question}</p>
      <div>
        <button ref={keep} type="button" className="weft-button" onClick={onNo}>
          {no}
        </button>
        <button type="button" className="weft-button weft-button-bad" onClick={onYes}>
          {yes}
        </button>
      </div>
    </div>
  );
}
