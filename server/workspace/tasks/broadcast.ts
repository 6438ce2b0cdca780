import { z } from 'zod';
import { PRIORITIES, type TaskDraft, type TaskPatch } from '../../../shared/model/records.ts';
import { Problem } from '../../../shared/problems.ts';
import { isId } from '../../../shared/rooms.ts';

const EVENTS = ['task_created', 'task_updated', 'task_status_changed', 'task_deleted'] as const;

const ID = z.string().refine(isId, 'must be an id: 1 to 128 characters without "/" and control characters');

/** Other fields are ignored: integrators hand over their own records. Lengths and days are the task's own to check. */
const TASK = z.object({
  task_id: ID.optional(),
  id: ID.optional(),
  project_id: ID.optional(),
  title: z.string().optional(),
  status: z.string().optional(),
  new_status: z.string().optional(),
  assignee_id: ID.nullable().optional(),
  labels: z.array(z.string()).optional(),
  priority: z.enum(PRIORITIES).optional(),
  due: z.string().nullable().optional(),
  description: z.string().optional(),
  changed_by: ID.nullable().optional(),
});

/** A call of `broadcastTaskUpdate` that was looked at. */
export interface ParsedBroadcast {
  readonly event: (typeof EVENTS)[number];
  readonly task: string | null;
  readonly project: string | null;
  /** Whose change it is, '' for nobody's. */
  readonly author: string;
  /** The fields that were given; `status` is the new one. */
  readonly patch: TaskPatch;
}

/** @throws Problem `request.invalid` that names each field that is wrong */
export function parseBroadcast(task: unknown, event: unknown): ParsedBroadcast {
  const parsedEvent = z.enum(EVENTS).safeParse(event);
  if (!parsedEvent.success) throw invalid([{ field: 'event', message: `must be one of ${EVENTS.join(', ')}` }]);
  const parsed = TASK.safeParse(task);
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map(({ path, message }) => ({ field: ['task', ...path.map(String)].join('.'), message })));
  }
  const { task_id, id, project_id, new_status, changed_by, ...fields } = parsed.data;
  const status = new_status ?? fields.status;
  const known = task_id ?? id ?? null;
  if (known === null && parsedEvent.data !== 'task_created') throw invalid([{ field: 'task.task_id', message: 'is needed' }]);
  if (status === undefined && parsedEvent.data === 'task_status_changed') {
    throw invalid([{ field: 'task.new_status', message: 'is needed, or `status`' }]);
  }
  return {
    event: parsedEvent.data,
    task: known,
    project: project_id ?? null,
    author: changed_by ?? '',
    patch: given({ ...fields, status }),
  };
}

/** What a task needs to be made. @throws Problem `request.invalid` without a title */
export function draftOf({ title, ...rest }: TaskPatch): TaskDraft {
  if (title === undefined) throw invalid([{ field: 'task.title', message: 'is needed: the task is not known yet' }]);
  return { title, ...rest };
}

export function needsProject(): Problem {
  return invalid([{ field: 'task.project_id', message: 'is needed: the task is not known yet' }]);
}

function invalid(faults: readonly { readonly field: string; readonly message: string }[]): Problem {
  const told = faults.map(({ field, message }) => `${field} ${message}`).join('; ');
  return new Problem('request.invalid', `The broadcast is not as it must be: ${told}.`, { faults });
}

/** Leaves out what is undefined: an absent field stays as it is. */
function given({
  title,
  status,
  assignee_id,
  labels,
  priority,
  due,
  description,
}: { [field in keyof TaskPatch]: TaskPatch[field] | undefined }): TaskPatch {
  return {
    ...(title !== undefined && { title }),
    ...(status !== undefined && { status }),
    ...(assignee_id !== undefined && { assignee_id }),
    ...(labels !== undefined && { labels }),
    ...(priority !== undefined && { priority }),
    ...(due !== undefined && { due }),
    ...(description !== undefined && { description }),
  };
}
