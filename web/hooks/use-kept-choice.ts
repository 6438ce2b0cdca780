import { useCallback, useEffect, useState } from 'react';
import { dropKept, readKept, watchKept, writeKept } from '../client/kept.ts';

/** A choice that is yes or no, kept in this browser for all its tabs; no until it is made. @param key begins with `weft.` */
export function useKeptChoice(key: string): readonly [chosen: boolean, choose: (chosen: boolean) => void] {
  const [chosen, setChosen] = useState(() => readKept(key) !== null);
  useEffect(() => watchKept(key, () => setChosen(readKept(key) !== null)), [key]);
  const choose = useCallback(
    (next: boolean) => {
      if (next) writeKept(key, 'yes');
      else dropKept(key);
      setChosen(next);
    },
    [key],
  );
  return [chosen, choose];
}
