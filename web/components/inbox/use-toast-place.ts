import { useLayoutEffect, useState } from 'react';
import { caretBox, placeBeside, TOAST_PLACES, type ToastPlace } from './toast-place.ts';

/** Where toasts are not over the caret, as it moves while they show. */
export function useToastPlace(showing: boolean): ToastPlace {
  const [place, setPlace] = useState<ToastPlace>(TOAST_PLACES[0]);
  useLayoutEffect(() => {
    if (!showing) {
      setPlace(TOAST_PLACES[0]);
      return;
    }
    const look = (): void => setPlace((now) => placeBeside(caretBox(), now, { width: innerWidth, height: innerHeight }));
    look();
    document.addEventListener('selectionchange', look);
    document.addEventListener('focusin', look);
    return () => {
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('focusin', look);
    };
  }, [showing]);
  return place;
}
