import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useKeptChoice } from '../hooks/use-kept-choice.ts';
import { useLatest } from '../hooks/use-latest.ts';

/** ms between emptying a region and filling it: without, the same words twice are said once. */
const PAUSE = 50;

const MUTED = 'weft.others-muted';

/** How to say something to screen readers, politely. The same functions always. */
export interface Announcer {
  /** Says what came of something that one did oneself. */
  readonly announce: (words: string) => void;
  /** Says what others did, unless that is muted in this browser. */
  readonly announceOthers: (words: string) => void;
}

/**
 * What two polite live regions hold, how to say something there, and whether what others do stays unsaid. One's own deeds have a region of their
 * own: what somebody else does in the same moment takes no answer away.
 */
export function useAnnouncer(): {
  readonly said: readonly [own: string, others: string];
  readonly announcer: Announcer;
  readonly muted: boolean;
  readonly mute: (muted: boolean) => void;
} {
  const [own, announce] = useRegion();
  const [others, tell] = useRegion();
  const [muted, mute] = useKeptChoice(MUTED);
  const latestMuted = useLatest(muted);
  const announcer = useMemo(
    () => ({ announce, announceOthers: (words: string) => latestMuted.current || tell(words) }),
    [announce, tell, latestMuted],
  );
  return { said: [own, others], announcer, muted, mute };
}

function useRegion(): readonly [said: string, say: (words: string) => void] {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = useCallback((words: string) => {
    setSaid('');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(words), PAUSE);
  }, []);
  return [said, say];
}
