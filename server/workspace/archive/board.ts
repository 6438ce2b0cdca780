import { writeMarkdown } from '../../../shared/lexical/markdown/write.ts';
import type { TreeElement, TreeNode } from '../../../shared/lexical/tree.ts';
import { textWithLabels } from '../../../shared/model/mentions.ts';
import type { Comment, Task, Thread } from '../../../shared/model/records.ts';
import type { BoardColumn } from '../../../shared/model/tasks.ts';
import { commentLines, isSaid, type NameOf } from './comments.ts';
import { bold, bullets, heading, text } from './tree.ts';

/** The column whose tasks are done: the one that every board begins with. */
const DONE = 'done';

export interface BoardPage {
  readonly columns: readonly BoardColumn[];
  /** The comments on its tasks. */
  readonly threads: readonly Thread[];
  readonly nameOf: NameOf;
}

/** A board as Markdown: a heading for each column, a checklist of its tasks, and below each task what else is known of it. */
export function boardPage({ columns, threads, nameOf }: BoardPage): string {
  const comments = new Map<string, Comment[]>();
  for (const { task_id, comments: said } of threads) {
    if (task_id === null) continue;
    const all = comments.get(task_id) ?? [];
    comments.set(task_id, all);
    all.push(...said.filter(isSaid));
  }
  const blocks: TreeElement[] = [heading(1, 'Board')];
  for (const { column, tasks } of columns) {
    blocks.push(heading(2, column.title));
    const children = tasks.flatMap((task) => taskItems(task, column.id === DONE, comments.get(task.task_id) ?? [], nameOf));
    if (tasks.length > 0) blocks.push({ name: 'list', attributes: { __listType: 'check', __tag: 'ul' }, children });
  }
  return `${writeMarkdown(blocks)}\n`;
}

function taskItems(task: Task, isDone: boolean, comments: readonly Comment[], nameOf: NameOf): readonly TreeElement[] {
  const details: (readonly TreeNode[])[] = [];
  const add = (what: string, value: string): void => void details.push([bold(`${what}:`), text(` ${value}`)]);
  if (task.assignee_id !== null) add('Assignee', nameOf(task.assignee_id));
  if (task.due !== null) add('Due', task.due);
  if (task.priority !== 'none') add('Priority', task.priority);
  if (task.labels.length > 0) add('Labels', task.labels.join(', '));
  if (task.description.trim() !== '') add('Description', textWithLabels(task.description.trim()));
  const item: TreeElement = { name: 'listitem', attributes: { __checked: isDone }, children: [text(task.title)] };
  if (comments.length > 0) {
    details.push([bold('Comments:')], [commentLines(comments, nameOf)]);
  }
  return details.length === 0 ? [item] : [item, { name: 'listitem', attributes: {}, children: [bullets(details)] }];
}
