import { useEffect } from 'react';

/** Ctrl+F opens our own search; pressed again in its field it is the browser's. */
export function useFindKey(showFind: (open: boolean) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f';
      if (!wanted || event.defaultPrevented || event.isComposing || document.querySelector(':modal') !== null) return;
      const field = document.querySelector<HTMLInputElement>('.find-bar input');
      if (field !== null && field === document.activeElement) return;
      event.preventDefault();
      showFind(true);
      field?.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [showFind]);
}
