import { type RefObject, useEffect, useRef } from 'react';

/** Gives the focus to the one thing that whoever comes here wants to fill in. After effects of layout: a dialog that opens moves the focus itself. */
export function useFocusOnMount<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => element.current?.focus(), []);
  return element;
}
