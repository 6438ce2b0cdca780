import { useCallback, useEffect, useRef, useState } from 'react';

/** ms between emptying the region and filling it: without, the same words twice are said once. */
const PAUSE = 50;

/** The words that a polite live region holds, and how to say something there. */
export function useAnnouncer(): { readonly said: string; readonly announce: (words: string) => void } {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const announce = useCallback((words: string) => {
    setSaid('');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(words), PAUSE);
  }, []);
  return { said, announce };
}
