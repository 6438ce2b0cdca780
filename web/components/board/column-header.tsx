import { Ellipsis, Plus } from 'lucide-react';
import { type JSX, useRef } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { Column } from '../../../shared/model/records.ts';
import { LineField } from '../line-field.tsx';
import { useBoardContext } from './board-context.ts';

export interface ColumnHeaderProps {
  readonly column: Column;
  readonly count: number;
  readonly titleId: string;
  readonly renaming: boolean;
}

/** What a column is called, how many cards it has, and what can be done to it. */
export function ColumnHeader({ column, count, titleId, renaming }: ColumnHeaderProps): JSX.Element {
  const { whole, text, ui, actions, readOnly } = useBoardContext();
  const menu = useRef<HTMLButtonElement>(null);
  const rename = (title: string): void => {
    if (title === '' || title === column.title) return;
    ui.act(() => actions.renameColumn(column.id, title), {
      said: text.columnRenamed(title),
      undo: () => {
        const now = whole.columns.getSnapshot().find(({ id }) => id === column.id);
        return now?.title === title ? actions.renameColumn(column.id, column.title) : null;
      },
    });
  };
  return (
    <header className="weft-column-header">
      <h2 id={titleId} className="weft-column-title" hidden={renaming} title={column.title}>
        {column.title}
      </h2>
      {renaming && (
        <LineField
          label={text.columnTitle}
          initial={column.title}
          maxLength={BOUNDS.columnTitle}
          onEnd={(title, byKey) => {
            if (title !== null) rename(title);
            if (byKey) menu.current?.focus();
            ui.rename(null);
          }}
        />
      )}
      <span className="weft-count">
        <span aria-hidden="true">{count}</span>
        <span className="weft-hidden">{text.cards(count)}</span>
      </span>
      {!readOnly && (
        <>
          <button
            type="button"
            className="weft-icon-button"
            aria-label={text.addTo(column.title)}
            title={text.addTo(column.title)}
            onClick={() => ui.addTo(column.id)}
          >
            <Plus aria-hidden="true" size={16} />
          </button>
          <button
            ref={menu}
            type="button"
            className="weft-icon-button"
            aria-haspopup="menu"
            aria-label={text.columnMenu(column.title)}
            title={text.columnMenu(column.title)}
            onClick={(event) => ui.openMenu({ kind: 'column', columnId: column.id, anchor: event.currentTarget })}
          >
            <Ellipsis aria-hidden="true" size={16} />
          </button>
        </>
      )}
    </header>
  );
}
