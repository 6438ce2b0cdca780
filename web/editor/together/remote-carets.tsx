import type { BindingV2 } from '@lexical/yjs';
import type { LexicalEditor } from 'lexical';
import { type CSSProperties, type JSX, type RefObject, useEffect, useState } from 'react';
import type { RoomHandle } from '../../hooks/use-room.ts';
import { type Box, measureRemoteSelections, type RemoteSelection } from './remote-selections.ts';

export interface RemoteCaretsProps {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
  readonly awareness: RoomHandle['awareness'];
  /** The positioned element that the carets are laid over. */
  readonly container: RefObject<HTMLElement | null>;
}

/** Everybody else's caret and selection. Not for screen readers: who is here is told elsewhere. */
export function RemoteCarets({ editor, binding, awareness, container }: RemoteCaretsProps): JSX.Element {
  const [selections, setSelections] = useState<readonly RemoteSelection[]>([]);

  useEffect(() => {
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      if (container.current !== null) setSelections(measureRemoteSelections(editor, binding, awareness, container.current));
    };
    const plan = (): void => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    const sizes = new ResizeObserver(plan);
    if (container.current !== null) sizes.observe(container.current);
    awareness.on('change', plan);
    const stopListening = editor.registerUpdateListener(plan);
    plan();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      awareness.off('change', plan);
      stopListening();
    };
  }, [editor, binding, awareness, container]);

  return (
    <div className="remote-carets" aria-hidden="true">
      {selections.map((selection) => (
        <RemoteCaret key={selection.clientId} {...selection} />
      ))}
    </div>
  );
}

function RemoteCaret({ name, hue, caret, selection, label, place }: RemoteSelection): JSX.Element {
  return (
    <div style={{ '--hue': hue } as CSSProperties}>
      {selection.map((box) => (
        <div key={`${box.top} ${box.left}`} className="remote-selection" style={placed(box)} />
      ))}
      <div className="remote-caret" data-caret={name} style={placed({ ...caret, width: 2 })}>
        {/* A new place is a new label, whose fading starts anew. */}
        <span
          key={place}
          className={`remote-name ${label.below ? 'remote-name-below' : ''} ${label.leftwards ? 'remote-name-leftwards' : ''}`}
        >
          {name}
        </span>
      </div>
    </div>
  );
}

function placed({ left, top, width, height }: Box): CSSProperties {
  return { transform: `translate(${left}px, ${top}px)`, width, height };
}
