import { type JSX, useState } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { Confirm } from '../confirm.tsx';
import { useBoardContext } from './board-context.ts';

/** Says in a card's details that it is in the bin, and takes it out, or away for good. */
export function BinNote({ task }: { readonly task: Task }): JSX.Element | null {
  const { actions, text, ui, readOnly } = useBoardContext();
  const [asking, setAsking] = useState(false);
  const { task_id, title, deleted_at } = task;
  if (deleted_at === null) return null;
  return (
    <div className="weft-note">
      <p>{text.inBin}</p>
      {!readOnly && !asking && (
        <span>
          <button
            type="button"
            className="weft-button"
            onClick={() => ui.act(() => actions.restoreTask(task_id), { said: text.restored, undo: () => actions.binTask(task_id) })}
          >
            {text.restore}
          </button>
          <button type="button" className="weft-button" onClick={() => setAsking(true)}>
            {text.deleteForGood}
          </button>
        </span>
      )}
      {asking && (
        <Confirm
          question={text.deleteQuestion(title)}
          yes={text.deleteForGood}
          no={text.keep}
          onNo={() => setAsking(false)}
          onYes={() => {
            ui.open(null);
            ui.act(() => actions.removeTask(task_id), { said: text.deleted(title) });
          }}
        />
      )}
    </div>
  );
}
