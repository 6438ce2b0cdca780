import type { JSX } from 'react';
import type { MentionValue } from '../../../../shared/lexical/mention.ts';
import { type Board, useBoard, useColumns, useTask } from '../../../hooks/use-board.ts';
import { useSyncFact } from '../../../hooks/use-sync-status.ts';
import { useEditorScope } from '../../editor-scope.ts';
import { standingOf, TaskShape } from '../task-shape.tsx';
import { ChipLink, GoneChip, Signed } from './chip-link.tsx';

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
  const { status, shape } = standingOf(task, columns, text.board.firstColumns);
  return (
    <ChipLink kind="task" target={value.target} label={text.insert.task(task.title, status)}>
      <Signed sign={<TaskShape shape={shape} size={14} />} words={task.title} className={shape === 'done' ? 'chip-done' : undefined} />
      <span className="chip-status">{status}</span>
    </ChipLink>
  );
}

/** Until the board has come. */
function WaitingChip({ target, label }: MentionValue): JSX.Element {
  return (
    <ChipLink kind="task" target={target} label={label}>
      <Signed sign={<TaskShape shape="new" size={14} />} words={label} />
    </ChipLink>
  );
}
