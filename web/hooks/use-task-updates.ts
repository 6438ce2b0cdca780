import { useMemo } from 'react';
import type { Task } from '../../shared/model/records.ts';
import { projectRoom } from '../../shared/rooms.ts';
import type { BoardActions } from './boards.ts';
import { useBoard } from './use-board.ts';
import { useRoomEvents, type WeftEvent } from './use-room-events.ts';
import { useServiceStatus } from './use-service-status.ts';
import { useStoreOr } from './use-store.ts';

/** Constants that results are while there is nothing. */
const NO_TASKS: readonly Task[] = Object.freeze([]);
const TASK_EVENTS = ['task_created', 'task_updated', 'task_status_changed', 'task_deleted'] as const;

export interface TaskUpdates {
  /** In the board's order, without the bin: the same array until one of them changes. */
  readonly tasks: readonly Task[];
  /** What happened to tasks since this component looks, newest last; the last 50. */
  readonly taskUpdates: readonly WeftEvent[];
  readonly isConnected: boolean;
  /** What can be done, or null on the first render. Stable; each promise settles when the change is saved. */
  readonly actions: BoardActions | null;
}

/** A project's tasks, live. A list that is long reads better by `useBoard`, whose parts render one by one. */
export function useTaskUpdates(projectId: string): TaskUpdates {
  const board = useBoard(projectId);
  const tasks = useStoreOr(board?.store.tasks, NO_TASKS);
  const taskUpdates = useRoomEvents(projectRoom(projectId), TASK_EVENTS);
  const isConnected = useServiceStatus() === 'connected';
  const actions = board?.actions ?? null;
  return useMemo(() => ({ tasks, taskUpdates, isConnected, actions }), [tasks, taskUpdates, isConnected, actions]);
}
