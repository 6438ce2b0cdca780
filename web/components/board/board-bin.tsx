import { Trash2 } from 'lucide-react';
import { type JSX, useRef, useState } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { useStore } from '../../hooks/use-store.ts';
import { Confirm } from '../confirm.tsx';
import { Dialog } from '../dialog.tsx';
import { useBoardContext } from './board-context.ts';

/** How many of the cards in the bin show: the latest. */
const SHOWN = 100;

/** What was put into the bin, to be taken out again or deleted for good; there is no button where it is empty. */
export function BoardBin(): JSX.Element | null {
  const { whole, text } = useBoardContext();
  const binned = useStore(whole.binned);
  const [open, setOpen] = useState(false);
  return (
    <>
      {(binned.length > 0 || open) && (
        <button
          type="button"
          className="weft-button weft-bin-button"
          aria-haspopup="dialog"
          title={text.inTheBin(binned.length)}
          onClick={() => setOpen(true)}
        >
          <Trash2 aria-hidden="true" size={16} />
          <span className="weft-bin-words">{text.inTheBin(binned.length)}</span>
        </button>
      )}
      {open && <BinDialog binned={binned} onClose={() => setOpen(false)} />}
    </>
  );
}

function BinDialog({ binned, onClose }: { readonly binned: readonly Task[]; readonly onClose: () => void }): JSX.Element {
  const { text } = useBoardContext();
  const list = useRef<HTMLUListElement>(null);
  // The button that was pressed goes with its card.
  const onGone = (): void => list.current?.focus();
  return (
    <Dialog className="weft-bin-dialog" title={text.binTitle} close={text.close} onClose={onClose}>
      {binned.length === 0 && <p className="weft-bin-empty">{text.binEmpty}</p>}
      <ul ref={list} className="weft-bin" aria-label={text.binTitle} tabIndex={-1}>
        {binned.slice(0, SHOWN).map((task) => (
          <BinnedCard key={task.task_id} task={task} onGone={onGone} onOpen={onClose} />
        ))}
      </ul>
    </Dialog>
  );
}

interface BinnedCardProps {
  readonly task: Task;
  readonly onGone: () => void;
  /** Its details are about to open. */
  readonly onOpen: () => void;
}

function BinnedCard({ task: { task_id, title }, onGone, onOpen }: BinnedCardProps): JSX.Element {
  const { actions, text, ui } = useBoardContext();
  const [asking, setAsking] = useState(false);
  if (asking) {
    return (
      <li>
        <Confirm
          question={text.deleteQuestion(title)}
          yes={text.deleteForGood}
          no={text.keep}
          onNo={() => setAsking(false)}
          onYes={() => {
            onGone();
            ui.act(() => actions.removeTask(task_id), { said: text.deleted(title) });
          }}
        />
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        className="weft-bin-title"
        onClick={() => {
          onOpen();
          ui.open(task_id);
        }}
      >
        {title}
      </button>
      <button
        type="button"
        className="weft-button"
        aria-label={text.restoreCard(title)}
        onClick={() => {
          onGone();
          ui.act(() => actions.restoreTask(task_id), { said: text.restored, undo: () => actions.binTask(task_id) });
        }}
      >
        {text.restore}
      </button>
      <button
        type="button"
        className="weft-icon-button"
        aria-label={text.deleteCard(title)}
        title={text.deleteForGood}
        onClick={() => setAsking(true)}
      >
        <Trash2 aria-hidden="true" size={16} />
      </button>
    </li>
  );
}
