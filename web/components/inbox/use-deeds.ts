import { useCallback, useEffect, useRef, useState } from 'react';
import { useLatest } from '../../hooks/use-latest.ts';
import type { Deed } from './inbox-context.ts';

export interface Deeds {
  /** What was done last, until it is undone, closed, or something else is done. */
  readonly done: { readonly said: string; readonly undoable: boolean } | null;
  /** What screen readers are told. */
  readonly said: string;
  readonly act: (act: () => Promise<unknown>, deed?: Deed) => void;
  readonly undo: () => void;
  readonly close: () => void;
}

/** What is done in an inbox, told and undone. @param text for what fails */
export function useDeeds(text: { readonly failed: string; readonly undone: string }): Deeds {
  const [done, setDone] = useState<Deed | null>(null);
  const [said, setSaid] = useState('');
  const latest = useLatest({ text, done });
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const act = useCallback(
    (attempt: () => Promise<unknown>, deed?: Deed): void => {
      if (deed !== undefined) {
        setDone(deed);
        setSaid(deed.said);
      }
      attempt().catch(() => {
        // An inbox that is closed lets go of what isn't saved yet: that is no failure, and nobody is there to be told.
        if (!here.current) return;
        setDone({ said: latest.current.text.failed });
        setSaid(latest.current.text.failed);
      });
    },
    [latest],
  );
  const undo = useCallback(() => {
    const { done: last, text: words } = latest.current;
    if (last?.undo === undefined) return;
    setDone(null);
    setSaid(words.undone);
    act(last.undo);
  }, [act, latest]);
  const close = useCallback(() => setDone(null), []);
  return { done: done === null ? null : { said: done.said, undoable: done.undo !== undefined }, said, act, undo, close };
}
