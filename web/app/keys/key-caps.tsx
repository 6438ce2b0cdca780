import { Fragment, type JSX } from 'react';

export interface KeyCapsProps {
  readonly keys: readonly string[];
  /** Stands between them: `then`, where one comes after the other. */
  readonly between?: string;
}

/** Keys as they stand on a keyboard; nothing for none. */
export function KeyCaps({ keys, between }: KeyCapsProps): JSX.Element | null {
  if (keys.length === 0) return null;
  return (
    <span className="keys">
      {keys.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && between !== undefined && <span className="keys-between">{between}</span>}
          <kbd>{key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
