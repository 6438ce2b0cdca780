import { z } from 'zod';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { PRIORITIES } from '../../../shared/model/records.ts';
import { flag, id, line, ProjectPath, paging, time } from './common.ts';
import { named } from './named.ts';

const PriorityName = z.enum(PRIORITIES);

export const Column = named(
  'Column',
  z.object({ id: z.string().describe('What a task has as its `status`.'), title: z.string(), order: z.string() }),
);

export const Task = named(
  'Task',
  z.object({
    task_id: z.string(),
    id: z.string().describe('The same as `task_id`.'),
    project_id: z.string(),
    title: z.string(),
    status: z.string().describe('The id of the column that it is in.'),
    order: z.string().describe('Tasks of a column are sorted by this, then by `task_id`.'),
    assignee_id: z.string().nullable(),
    labels: z.array(z.string()),
    priority: PriorityName,
    due: z.string().nullable().describe('`YYYY-MM-DD`, or null.'),
    description: z.string(),
    created_at: time('When it was made.'),
    created_by: z.string().nullable(),
    deleted_at: z.number().nullable().describe('In the bin since then, in milliseconds since 1970, or null.'),
    watchers: z.record(z.string(), z.boolean()).describe('Who said that they watch it, or do not want to.'),
    history: z
      .array(z.object({ old_status: z.string().nullable(), new_status: z.string(), changed_by: z.string(), time: z.number() }))
      .describe('The latest changes of `status`, newest last.'),
  }),
);

const fields = {
  title: line('What is to be done.', BOUNDS.title),
  status: id('The id of a column.').optional(),
  assignee_id: id('Who does it.').nullable().optional(),
  labels: z.array(line('A word to find it by.', BOUNDS.label)).max(BOUNDS.labels).optional(),
  priority: PriorityName.optional(),
  due: z.iso.date().nullable().optional().describe('`YYYY-MM-DD`, or null.'),
  description: z.string().max(BOUNDS.description).optional().describe('More about it.'),
};

export const TaskDraft = z.strictObject({
  ...fields,
  status: fields.status.describe('The id of a column; the first one when it is not said.'),
  task_id: id('An id of your own; else one is drawn.').optional(),
});

export const TaskPatch = z.strictObject({ ...fields, title: fields.title.optional() }).describe('What is not said stays as it is.');

export const TaskMove = z.strictObject({
  status: id('The column that it goes to.'),
  after: id('The task of that column that it goes behind.').nullable().optional().describe('Null: to the top; absent: to the end.'),
});

export const TaskPath = ProjectPath.extend({ task_id: id('The task.') });

export const TaskQuery = z.object({
  ...paging,
  status: z.string().optional().describe('Only those of this column.'),
  assignee_id: z.string().optional().describe('Only those of this user.'),
  label: z.string().optional().describe('Only those with this label.'),
  text: z.string().max(500).optional().describe('Only those with this in their title or description, in whatever case.'),
  binned: flag('Those in the bin instead of the others.'),
});

export const TaskList = z.object({
  items: z.array(Task).describe('In the order of the board.'),
  next: z.string().nullable().describe('For `after`, or null on the last page.'),
  total: z.number().int().describe('How many there are on all pages.'),
});
