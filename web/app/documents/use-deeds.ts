import { useCallback, useState } from 'react';

/** What was done, as it is told, and how it is undone. */
export interface Deed {
  readonly said: string;
  readonly undo?: () => Promise<unknown>;
}

export interface Deeds {
  readonly last: Deed | null;
  /** Does something and tells it at once; that it failed is told when it has. */
  readonly act: (done: Promise<unknown> | undefined, deed: Deed) => void;
  readonly undo: () => void;
  readonly dismiss: () => void;
}

/** What one did last on a page, for a bar that tells it and offers to undo it. */
export function useDeeds(text: { readonly undone: string; readonly failed: string }): Deeds {
  const [last, setLast] = useState<Deed | null>(null);
  const { undone, failed } = text;
  const act = useCallback<Deeds['act']>(
    (done, deed) => {
      setLast(deed);
      // A page that was left lets go of what waits to be saved: setting its state then does nothing.
      done?.catch(() => setLast((now) => (now === deed ? { said: failed } : now)));
    },
    [failed],
  );
  const undo = useCallback(() => {
    if (last?.undo !== undefined) act(last.undo(), { said: undone });
  }, [last, act, undone]);
  const dismiss = useCallback(() => setLast(null), []);
  return { last, act, undo, dismiss };
}
