import { type JSX, useId, useLayoutEffect, useRef } from 'react';
import { useBoardContext } from './board-context.ts';

/** Lists the board's keys. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { text } = useBoardContext();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="weft-root weft-dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{text.keys.title}</h2>
      <dl className="weft-keys">
        {text.keys.list.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className="weft-key">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="weft-button" onClick={() => dialog.current?.close()}>
        {text.close}
      </button>
    </dialog>
  );
}
