import { Plus } from 'lucide-react';
import { type JSX, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { newId } from '../../../shared/ids.ts';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { LineField } from '../line-field.tsx';
import { useBoardContext } from './board-context.ts';

/** A column more, at the end. */
export function AddColumn(): JSX.Element {
  const { text, ui, actions } = useBoardContext();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
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
          onEnd={(title, byKey) => {
            if (title !== null && title !== '') add(title);
            if (!byKey) return setOpen(false);
            flushSync(() => setOpen(false));
            button.current?.focus();
          }}
        />
      ) : (
        <button ref={button} type="button" className="weft-add" onClick={() => setOpen(true)}>
          <Plus aria-hidden="true" size={16} />
          {text.newColumn}
        </button>
      )}
    </div>
  );
}
