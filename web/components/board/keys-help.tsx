import type { JSX } from 'react';
import { Dialog } from '../dialog.tsx';
import { useBoardContext } from './board-context.ts';

/** Lists the board's keys. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { text } = useBoardContext();
  return (
    <Dialog title={text.keys.title} close={text.close} onClose={onClose}>
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
    </Dialog>
  );
}
