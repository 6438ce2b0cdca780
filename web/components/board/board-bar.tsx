import { Undo2, X } from 'lucide-react';
import { type JSX, useEffect, useRef } from 'react';
import { useBoardContext } from './board-context.ts';
import type { BoardUiState } from './use-board-ui.ts';

/** ms. Long enough to read and to reach; `Z` undoes after it as well. */
const STAYS = 10_000;

/** Says what was taken away and offers to undo it, or what failed. It waits while somebody is on it. */
export function BoardBar({ bar }: { readonly bar: NonNullable<BoardUiState['bar']> }): JSX.Element {
  const { text, ui } = useBoardContext();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (bar.undo && element.current?.matches(':hover, :focus-within') === false) ui.closeBar();
    }, STAYS);
    return () => clearInterval(timer);
  }, [bar, ui]);
  return (
    <div ref={element} className="weft-bar">
      <p>{bar.said}</p>
      {bar.undo && (
        <button type="button" className="weft-button" onClick={() => ui.undo()}>
          <Undo2 aria-hidden="true" size={16} />
          {text.undo}
        </button>
      )}
      <button type="button" className="weft-icon-button" aria-label={text.close} title={text.close} onClick={() => ui.closeBar()}>
        <X aria-hidden="true" size={16} />
      </button>
    </div>
  );
}
