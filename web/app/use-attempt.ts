import { useState } from 'react';
import { useApp } from './app-context.ts';
import { problemText } from './problem-text.ts';

/** Something that is asked of the server by one press. */
export interface Attempt {
  readonly busy: boolean;
  /** Why it couldn't be done last; '' while there is no reason to tell. */
  readonly fault: string;
  /** One at a time: a second press meanwhile does nothing. */
  readonly run: (act: () => Promise<void>) => void;
}

/** Asks the server for one thing at a time. */
export function useAttempt(): Attempt {
  const { text } = useApp();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const run = (act: () => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setFault('');
    act()
      .catch((error: unknown) => setFault(problemText(error, text)))
      .finally(() => setBusy(false));
  };
  return { busy, fault, run };
}
