import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useKeptChoice } from '../hooks/use-kept-choice.ts';
import { useLatest } from '../hooks/use-latest.ts';

/** ms between emptying the region and filling it: without, the same words twice are said once. */
const PAUSE = 50;

const MUTED = 'weft.others-muted';

/** How to say something to screen readers, politely. The same functions always. */
export interface Announcer {
  /** Says what came of something that one did oneself. */
  readonly announce: (words: string) => void;
  /** Says what others did, unless that is muted in this browser. */
  readonly announceOthers: (words: string) => void;
}

/** The words that a polite live region holds, how to say something there, and whether what others do stays unsaid. */
export function useAnnouncer(): {
  readonly said: string;
  readonly announcer: Announcer;
  readonly muted: boolean;
  readonly mute: (muted: boolean) => void;
} {
  const [said, setSaid] = useState('');
  const [muted, mute] = useKeptChoice(MUTED);
  const latestMuted = useLatest(muted);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const announce = useCallback((words: string) => {
    setSaid('');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(words), PAUSE);
  }, []);
  const announcer = useMemo(
    () => ({ announce, announceOthers: (words: string) => latestMuted.current || announce(words) }),
    [announce, latestMuted],
  );
  return { said, announcer, muted, mute };
}
