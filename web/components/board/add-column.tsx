import { Plus } from 'lucide-react';
import { type JSX, useState } from 'react';
import { newId } from '../../../shared/ids.ts';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { LineField } from '../line-field.tsx';
import { useBoardContext } from './board-context.ts';

/** A column more, at the end. */
export function AddColumn(): JSX.Element {
  const { text, ui, actions } = useBoardContext();
  const [open, setOpen] = useState(false);
  const add = (title: string): void => {
    const id = newId('col_', Math.random);
    ui.act(() => actions.addColumn(title, undefined, id), { said: text.columnAdded(title), undo: () => actions.removeColumn(id) });
  };
  return (
    <div className="weft-add-column">
      {open ? (
        <LineField
          label={text.columnTitle}
          initial=""
          maxLength={BOUNDS.columnTitle}
          onEnd={(title) => {
            if (title !== null && title !== '') add(title);
            setOpen(false);
          }}
        />
      ) : (
        <button type="button" className="weft-add" onClick={() => setOpen(true)}>
          <Plus aria-hidden="true" size={16} />
          {text.newColumn}
        </button>
      )}
    </div>
  );
}
