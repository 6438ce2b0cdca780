import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';

export interface ToastHold {
  /** Somebody is on a toast, or on another page. */
  readonly held: boolean;
  readonly onMouseEnter: () => void;
  readonly onMouseLeave: () => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Toasts wait for whoever is on them, and go by Escape; the focus goes back to where it came from. */
export function useToastHold(onGone: (id: string) => void): ToastHold {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const hidden = useHidden();
  const before = useRef<EventTarget | null>(null);
  return {
    held: hovered || focused || hidden,
    onMouseEnter: () => setHovered(true),
    onMouseLeave: () => setHovered(false),
    onFocus: ({ currentTarget, relatedTarget }) => {
      if (!currentTarget.contains(nodeOf(relatedTarget))) before.current = relatedTarget;
      setFocused(true);
    },
    onBlur: ({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(nodeOf(relatedTarget))),
    onKeyDown: (event) => {
      if (event.key !== 'Escape' || !(event.target instanceof Element)) return;
      const card = event.target.closest('[data-toast]') ?? event.target.querySelector('[data-toast]');
      const id = card?.getAttribute('data-toast');
      if (id === null || id === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      onGone(id);
      if (before.current instanceof HTMLElement) before.current.focus();
    },
  };
}

function nodeOf(target: EventTarget | null): Node | null {
  return target instanceof Node ? target : null;
}

function useHidden(): boolean {
  const [hidden, setHidden] = useState(() => document.hidden);
  useEffect(() => {
    const look = (): void => setHidden(document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return hidden;
}
