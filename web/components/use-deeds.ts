import { useMemo, useState } from 'react';
import { useLatest } from '../hooks/use-latest.ts';

/** Something that was done: what is told of it, and how it is undone. */
export interface Deed {
  readonly said: string;
  readonly undo?: () => Promise<unknown>;
}

/** A deed that is told, or why one couldn't be done. */
export interface ToldDeed extends Deed {
  /** Another for each: two may say the same. */
  readonly id: number;
  readonly problem: boolean;
}

/** The functions are the same always. */
export interface Deeds {
  /** What was done last, until it is undone, closed, or something else is done. */
  readonly last: ToldDeed | null;
  /** What is said aloud, also of what doesn't show. */
  readonly said: string;
  /** Does something and tells it at once, where there is a deed to tell; that it failed is told when it has. */
  readonly act: (attempt: () => Promise<unknown> | undefined, deed?: Deed) => void;
  /** Tells what has been done already. */
  readonly tell: (deed: Deed) => void;
  /** Tells that something couldn't be done. */
  readonly fail: (error: unknown) => void;
  readonly undo: () => void;
  readonly close: () => void;
}

/** The words for what happens by itself. */
export interface DeedsOptions {
  /** Said aloud at once where something is undone; '' where its deed tells that itself. */
  readonly undone: string;
  /** Why something couldn't be done. */
  readonly failed: (error: unknown) => string;
}

const NOTHING: Pick<Deeds, 'last' | 'said'> = Object.freeze({ last: null, said: '' });

/** What one did last in a part of the page, for `ToldDeeds` to tell it and offer to undo it. */
export function useDeeds(options: DeedsOptions): Deeds {
  const [{ last, said }, setTold] = useState(NOTHING);
  const latest = useLatest({ options, last });
  const functions = useMemo(() => {
    let count = 0;
    const show = (deed: Deed, problem: boolean): void => {
      count += 1;
      setTold({ last: { ...deed, id: count, problem }, said: deed.said });
    };
    const fail = (error: unknown): void => show({ said: latest.current.options.failed(error) }, true);
    const act: Deeds['act'] = (attempt, deed) => {
      if (deed !== undefined) show(deed, false);
      // A part that was closed lets go of what isn't saved yet: that is no failure, and telling it then does nothing.
      attempt()?.catch(fail);
    };
    const undo = (): void => {
      const { last: done, options: words } = latest.current;
      if (done?.undo === undefined) return;
      setTold({ last: null, said: words.undone });
      act(done.undo);
    };
    const close = (): void => setTold((before) => ({ ...before, last: null }));
    return { act, tell: (deed: Deed) => show(deed, false), fail, undo, close };
  }, [latest]);
  return useMemo(() => ({ last, said, ...functions }), [last, said, functions]);
}
