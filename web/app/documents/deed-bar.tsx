import { X } from 'lucide-react';
import type { JSX } from 'react';
import { useApp } from '../app-context.ts';
import type { Deeds } from './use-deeds.ts';

/** Tells what was done last, aloud too, and offers to undo it. */
export function DeedBar({ deeds: { last, undo, dismiss } }: { readonly deeds: Deeds }): JSX.Element {
  const { text } = useApp();
  return (
    <div className="deed-bar" data-shown={last !== null}>
      <p role="status" className="deed-said">
        {last?.said ?? ''}
      </p>
      {last?.undo !== undefined && (
        <button type="button" className="button" onClick={undo}>
          {text.documents.undo}
        </button>
      )}
      {last !== null && (
        <button type="button" className="icon-button" aria-label={text.documents.dismiss} onClick={dismiss}>
          <X aria-hidden="true" size={16} />
        </button>
      )}
    </div>
  );
}
