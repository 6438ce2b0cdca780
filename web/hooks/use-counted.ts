import { useEffect, useState } from 'react';
import type { Counted } from './counted.ts';

interface Taken<T> {
  readonly source: Counted<T>;
  readonly key: string;
  readonly value: T;
}

/** Holds the thing of that name while mounted: null on the first render and while `source` or `key` is, never another key's thing. */
export function useCounted<T>(source: Counted<T> | undefined, key: string | null): T | null {
  const [taken, setTaken] = useState<Taken<T> | null>(null);
  useEffect(() => {
    if (source === undefined || key === null) return;
    const { value, release } = source.take(key);
    setTaken({ source, key, value });
    return () => {
      setTaken(null);
      release();
    };
  }, [source, key]);
  return taken !== null && taken.source === source && taken.key === key ? taken.value : null;
}
