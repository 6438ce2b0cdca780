import { useMemo } from 'react';

/**
 * The same object for as long as each of its values is the same: whoever takes it from a context is rendered for a reason.
 * @param value its keys are the same at each call, in the same order
 */
export function useSame<Value extends object>(value: Value): Value {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the object is new at each call, what it holds needn't be.
  return useMemo(() => value, Object.values(value));
}
