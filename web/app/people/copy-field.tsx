import { type JSX, useLayoutEffect, useRef } from 'react';

/** What can't be copied by the page: selected, for people to copy. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value is selected anew.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [value]);
  return <input ref={field} className="copy-field" readOnly aria-label={label} value={value} onFocus={({ target }) => target.select()} />;
}
