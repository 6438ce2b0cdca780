import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What was passed last, for callbacks and timers that outlive a render. */
export function useLatest<T>(value: T): Readonly<RefObject<T>> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
