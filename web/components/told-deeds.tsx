import type { JSX } from 'react';
import { DeedBar, type DeedBarProps } from './deed-bar.tsx';
import type { Deeds } from './use-deeds.ts';

export interface ToldDeedsProps extends Pick<DeedBarProps, 'undoKey' | 'takesFocus' | 'focusAfter' | 'language'> {
  readonly deeds: Deeds;
  readonly className?: string;
}

/** Tells the last deed, aloud too, and offers to undo it. */
export function ToldDeeds({ deeds: { last, said, undo, close }, className = '', ...rest }: ToldDeedsProps): JSX.Element {
  return (
    // There before anything is said in it, so that what comes is read out.
    <div role="status" className={`weft-root weft-deeds ${className}`}>
      {last === null ? (
        <p className="weft-hidden">{said}</p>
      ) : (
        <DeedBar
          key={last.id}
          {...rest}
          said={last.said}
          problem={last.problem}
          onUndo={last.undo === undefined ? null : undo}
          onClose={close}
        />
      )}
    </div>
  );
}
