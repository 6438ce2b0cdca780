import { Trash2 } from 'lucide-react';
import { type JSX, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { useStore } from '../../hooks/use-store.ts';
import { useBoardContext } from './board-context.ts';

/** How many of the cards in the bin show: the latest. */
const SHOWN = 100;

/** What was put into the bin, to be taken out again; there is no button where it is empty. */
export function BoardBin(): JSX.Element | null {
  const { whole, text } = useBoardContext();
  const binned = useStore(whole.binned);
  const [open, setOpen] = useState(false);
  return (
    <>
      {binned.length > 0 && (
        <button type="button" className="weft-button weft-bin-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Trash2 aria-hidden="true" size={16} />
          {text.inTheBin(binned.length)}
        </button>
      )}
      {open && <BinDialog binned={binned} onClose={() => setOpen(false)} />}
    </>
  );
}

function BinDialog({ binned, onClose }: { readonly binned: readonly Task[]; readonly onClose: () => void }): JSX.Element {
  const { actions, text, ui } = useBoardContext();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  const titleId = useId();
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const restore = ({ task_id }: Task): void => {
    // Its own button goes with it.
    close.current?.focus();
    ui.act(() => actions.restoreTask(task_id), { said: text.restored, undo: () => actions.binTask(task_id) });
  };
  return (
    <dialog ref={dialog} className="weft-root weft-dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{text.inTheBin(binned.length)}</h2>
      <ul className="weft-bin">
        {binned.slice(0, SHOWN).map((task) => (
          <li key={task.task_id}>
            <span>{task.title}</span>
            <button type="button" className="weft-button" aria-label={text.restoreCard(task.title)} onClick={() => restore(task)}>
              {text.restore}
            </button>
          </li>
        ))}
      </ul>
      <button ref={close} type="button" className="weft-button" onClick={() => dialog.current?.close()}>
        {text.close}
      </button>
    </dialog>
  );
}
