import { useState } from 'react';
import { useApp } from '../app-context.ts';
import { problemText } from '../problem-text.ts';

/** Something that is done on the server by one press, and why it couldn't be. */
export interface Deed {
  readonly busy: boolean;
  /** '' while there is none. */
  readonly fault: string;
  /** One at a time: a second press does nothing. */
  readonly run: (act: () => Promise<void>) => void;
}

export function useDeed(): Deed {
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
