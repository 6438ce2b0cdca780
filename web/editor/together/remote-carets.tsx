import type { BindingV2 } from '@lexical/yjs';
import type { LexicalEditor } from 'lexical';
import { type JSX, type RefObject, useEffect, useRef } from 'react';
import type { RoomHandle } from '../../hooks/use-room.ts';
import { CaretLayer } from './caret-layer.ts';
import { measureRemoteSelections } from './remote-selections.ts';

export interface RemoteCaretsProps {
  readonly editor: LexicalEditor;
  readonly binding: BindingV2;
  readonly awareness: RoomHandle['awareness'];
  /** The positioned element that the carets are laid over. */
  readonly container: RefObject<HTMLElement | null>;
}

/** Everybody else's caret and selection. Not for screen readers: who is here is told elsewhere. */
export function RemoteCarets({ editor, binding, awareness, container }: RemoteCaretsProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const [around, over] = [container.current, element.current];
    if (around === null || over === null) return;
    const layer = new CaretLayer(over);
    let frame = 0;
    const draw = (): void => {
      cancelAnimationFrame(frame);
      frame = 0;
      layer.draw(measureRemoteSelections(editor, binding, awareness, around));
    };
    const plan = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    // Before it is painted: else they stand for a frame where the text was.
    const sizes = new ResizeObserver(draw);
    sizes.observe(around);
    awareness.on('change', plan);
    // What scrolls is some element around the text or inside of it: its events don't bubble.
    document.addEventListener('scroll', plan, { capture: true, passive: true });
    window.addEventListener('resize', plan);
    const stopListening = editor.registerUpdateListener(plan);
    plan();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      awareness.off('change', plan);
      document.removeEventListener('scroll', plan, { capture: true });
      window.removeEventListener('resize', plan);
      stopListening();
      layer.clear();
    };
  }, [editor, binding, awareness, container]);

  return <div ref={element} className="remote-carets" aria-hidden="true" />;
}
