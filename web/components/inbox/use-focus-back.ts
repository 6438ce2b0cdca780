import { type RefObject, useLayoutEffect } from 'react';

/** Takes the focus when what is in `root` shows; when it goes, whoever had the focus before has it again, unless it went elsewhere meanwhile. */
export function useFocusBack(root: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = root.current;
    const before = document.activeElement;
    element?.focus();
    return () => {
      const inside = element?.contains(document.activeElement) === true;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [root]);
}
