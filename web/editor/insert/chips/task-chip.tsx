import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import type { JSX } from 'react';
import type { MentionValue } from '../../../../shared/lexical/mention.ts';
import { nameColumn } from '../../../components/board/use-named-columns.ts';
import { type Board, useBoard, useColumns, useTask } from '../../../hooks/use-board.ts';
import { useSyncFact } from '../../../hooks/use-sync-status.ts';
import { useEditorScope } from '../../editor-scope.ts';
import { ChipLink, GoneChip } from './chip-link.tsx';

/** A task by the title that it has now, with the column that it is in. */
export function TaskChip(value: MentionValue): JSX.Element {
  const { project } = useEditorScope();
  const board = useBoard(project);
  return board === null ? <WaitingChip {...value} /> : <LiveTask board={board} value={value} />;
}

function LiveTask({ board, value }: { readonly board: Board; readonly value: MentionValue }): JSX.Element {
  const { text } = useEditorScope();
  const task = useTask(board.store, value.target);
  const columns = useColumns(board.store);
  const ready = useSyncFact(board.handle, (status) => status.ready);
  if (task === null) return ready ? <GoneChip label={value.label} /> : <WaitingChip {...value} />;
  if (task.deleted_at !== null) return <GoneChip label={task.title} />;
  const at = Math.max(
    0,
    columns.findIndex(({ id }) => id === task.status),
  );
  const column = columns[at];
  const status = column === undefined ? '' : nameColumn(column, text.board.firstColumns).title;
  // The last of a board's columns is where its cards end.
  const done = at > 0 && at === columns.length - 1;
  const Shape = done ? CircleCheck : at === 0 ? Circle : CircleDot;
  return (
    <ChipLink kind="task" target={value.target} label={text.insert.task(task.title, status)}>
      <Shape size={14} className="chip-shape" data-done={done} />
      <span className={done ? 'chip-done' : undefined}>{task.title}</span>
      <span className="chip-status">{status}</span>
    </ChipLink>
  );
}

/** Until the board has come. */
function WaitingChip({ target, label }: MentionValue): JSX.Element {
  return (
    <ChipLink kind="task" target={target} label={label}>
      <Circle size={14} className="chip-shape" />
      {label}
    </ChipLink>
  );
}
