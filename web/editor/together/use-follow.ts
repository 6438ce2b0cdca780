import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { useEffect, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import type { OnlinePerson } from '../../hooks/use-online-users.ts';
import { useEditorScope } from '../editor-scope.ts';
import { follow, scrollerOf } from './follow.ts';

/** Keys that neither write nor move anything. */
const SILENT = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'Tab', 'CapsLock'];

/** Whom one follows through the document, until one writes, scrolls oneself, presses Escape, or they leave; null for nobody. */
export function useFollow(): {
  readonly followed: OnlinePerson | null;
  readonly start: (person: OnlinePerson) => void;
  readonly stop: () => void;
} {
  const [editor] = useLexicalComposerContext();
  const { binding, room, container, text, announce } = useEditorScope();
  const [followed, setFollowed] = useState<OnlinePerson | null>(null);
  const words = text.together;
  const end = (said: (name: string) => string): void => {
    if (followed !== null) announce(said(followed.name));
    setFollowed(null);
  };
  const stop = (): void => end(words.stopped);
  const latestStop = useLatest(stop);
  const latestGone = useLatest(() => end(words.left));
  const person = followed?.id ?? null;

  useEffect(() => {
    const around = container.current;
    if (person === null || binding === null || around === null) return;
    return follow({
      ...{ editor, binding, awareness: room.awareness, container: around, person },
      onGone: () => latestGone.current(),
    });
  }, [editor, binding, room, container, person, latestGone]);

  useEffect(() => {
    const around = container.current;
    if (person === null || around === null) return;
    const scroller = scrollerOf(around);
    const onKey = (event: KeyboardEvent): void => {
      if (SILENT.includes(event.key) || event.isComposing) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
      } else if (isOfStrip(event.target)) return;
      latestStop.current();
    };
    const onPointer = ({ target }: Event): void => {
      // The scrollbar is a part of what scrolls.
      if (target === scroller || (target instanceof Node && around.contains(target))) latestStop.current();
    };
    const onScroll = (): void => latestStop.current();
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('pointerdown', onPointer, { capture: true });
    window.addEventListener('wheel', onScroll, { capture: true, passive: true });
    window.addEventListener('touchmove', onScroll, { capture: true, passive: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('pointerdown', onPointer, { capture: true });
      window.removeEventListener('wheel', onScroll, { capture: true });
      window.removeEventListener('touchmove', onScroll, { capture: true });
    };
  }, [container, person, latestStop]);

  const start = (next: OnlinePerson): void => {
    setFollowed(next);
    announce(words.following(next.name));
  };
  return { followed, start, stop };
}

/** Enter and the blank on its button end it by themselves. */
function isOfStrip(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.follow-strip') !== null;
}
