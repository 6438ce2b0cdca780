import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import type { JSX } from 'react';
import type { Column, Task } from '../../../shared/model/records.ts';
import { nameColumn } from '../../components/board/use-named-columns.ts';
import type { BoardText } from '../../i18n/board.ts';

/** Where a task stands on its board. */
export interface TaskStanding {
  /** The name of its column. */
  readonly status: string;
  /** Empty in the first column, ticked in the last, where a board's cards end. */
  readonly shape: 'new' | 'begun' | 'done';
}

/** @see TaskStanding */
export function standingOf(task: Task, columns: readonly Column[], words: BoardText['firstColumns']): TaskStanding {
  const at = Math.max(
    0,
    columns.findIndex(({ id }) => id === task.status),
  );
  const column = columns[at];
  const status = column === undefined ? '' : nameColumn(column, words).title;
  return { status, shape: at === 0 ? 'new' : at === columns.length - 1 ? 'done' : 'begun' };
}

const SHAPES = { new: Circle, begun: CircleDot, done: CircleCheck } as const;

/** The shape of where a task stands, beside words that say it. */
export function TaskShape({ shape, size }: { readonly shape: TaskStanding['shape']; readonly size: number }): JSX.Element {
  const Shape = SHAPES[shape];
  return <Shape aria-hidden="true" size={size} className="chip-shape" data-done={shape === 'done'} />;
}
