import type { TaskPatch } from '../../shared/model/records.ts';
import { Problem } from '../../shared/problems.ts';
import type { ReadableStore } from '../client/store.ts';
import type { SyncStatus } from '../client/sync-status.ts';
import type { Board } from './boards.ts';
import type { Kit } from './kit.ts';

export type TaskEventType = 'task_created' | 'task_updated' | 'task_status_changed' | 'task_deleted';

/** A task and what is to become of it: what `broadcastTaskUpdate` takes on a server. */
export interface TaskUpdate extends TaskPatch {
  readonly task_id?: string;
  /** The same as `task_id`. */
  readonly id?: string;
  /** May be absent for a task of a project that was joined. */
  readonly project_id?: string;
  /** Sets the status, whatever `status` says. */
  readonly new_status?: string;
}

/**
 * Writes an update into its project's board as this person, whether that board is open or not. Resolves when it is saved.
 * @throws Problem `project.unknown` where it names no project, and what the board's actions throw
 */
export async function sendTaskUpdate(kit: Kit, update: TaskUpdate, event: TaskEventType): Promise<void> {
  const { task_id, id = task_id, project_id, new_status, ...fields } = update;
  const project = project_id ?? joinedProjectOf(kit, id);
  if (project === null) throw new Problem('project.unknown', 'The task is in no project that was joined. Say its project_id.');
  const { value: board, release } = kit.boards.take(project);
  try {
    await untilReady(board.handle.status);
    await write(board, id, new_status === undefined ? fields : { ...fields, status: new_status }, event);
  } finally {
    release();
  }
}

async function write({ store, actions }: Board, id: string | undefined, patch: TaskPatch, event: TaskEventType): Promise<void> {
  if (event === 'task_created' && (id === undefined || store.task(id).getSnapshot() === null)) {
    await actions.createTask({ ...patch, title: patch.title ?? '' }, id);
    return;
  }
  if (id === undefined) throw new Problem('task.unknown', 'The update names no task. Say its task_id.');
  switch (event) {
    case 'task_deleted':
      return actions.binTask(id);
    case 'task_status_changed':
      return actions.changeTask(id, patch.status === undefined ? {} : { status: patch.status });
    default:
      return actions.changeTask(id, patch);
  }
}

function joinedProjectOf({ boards, joined }: Kit, task: string | undefined): string | null {
  const has = (project: string): boolean => {
    if (task === undefined) return false;
    const { value: board, release } = boards.take(project);
    release();
    return board.store.task(task).getSnapshot() !== null;
  };
  return joined.list.getSnapshot().find(({ id }) => has(id))?.id ?? null;
}

/** Resolves when the document has come; an edit before would be refused. */
function untilReady(status: ReadableStore<SyncStatus>): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!status.getSnapshot().ready) return;
      stop();
      resolve();
    };
    const stop = status.subscribe(look);
    look();
  });
}
