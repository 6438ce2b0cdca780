import { type JSX, memo, useId } from 'react';
import type { Column } from '../../../shared/model/records.ts';
import { useColumn } from '../../hooks/use-board.ts';
import { useBoardContext } from './board-context.ts';
import { ColumnCards } from './column-cards.tsx';
import { ColumnHeader } from './column-header.tsx';
import { QuickAdd } from './quick-add.tsx';

export interface BoardColumnProps {
  readonly column: Column;
  /** The card that one was on last, wherever it is. */
  readonly current: string | null;
  readonly editing: string | null;
  readonly adding: boolean;
  readonly renaming: boolean;
}

/** A column: its header, its cards, and a place to add one. */
export const BoardColumn = memo(function BoardColumn({ column, current, editing, adding, renaming }: BoardColumnProps): JSX.Element {
  const { store, readOnly } = useBoardContext();
  const ids = useColumn(store, column.id);
  const titleId = useId();
  return (
    <section className="weft-column" aria-labelledby={titleId} data-column={column.id}>
      <ColumnHeader column={column} count={ids.length} titleId={titleId} renaming={renaming} />
      <ColumnCards column={column} ids={ids} current={current} editing={editing} />
      {!readOnly && <QuickAdd column={column} open={adding} />}
    </section>
  );
});
