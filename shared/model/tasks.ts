import type * as Y from 'yjs';
import { isId } from '../rooms.ts';
import { BOUNDS } from './bounds.ts';
import { compareText, type Ordered, orderOf } from './order.ts';
import type { Project } from './project.ts';
import { type Column, type Parsed, PRIORITIES, type StatusChange, type Task } from './records.ts';
import { cut, dayOf, idOf, isMap, jsonOf, parseMap, recordIn, rootMap, sharedTextOf, textOf, timeOf, wordOf } from './values.ts';

/** Begins the keys of a task's labels and watchers: one key each, so that what two people change at once both stands. */
export const LABEL = 'label/';
export const WATCH = 'watch/';
const SLASH = 0x2f;

/** A column with its cards, as people see them. */
export interface BoardColumn {
  readonly column: Column;
  /** Sorted, without those in the bin. */
  readonly tasks: readonly Task[];
}

/** All tasks, those in the bin too, sorted by `(order, task_id)`. */
export function readTasks(doc: Y.Doc): Parsed<Task> {
  const parsed = parseMap(rootMap(doc, 'tasks'), 'tasks', parseTask);
  parsed.items.sort(compareTasks);
  return parsed;
}

/** A task, in the bin or not; null where there is none that can be understood. */
export function readTask(doc: Y.Doc, id: string): Task | null {
  const record = idOf(id) === null ? null : recordIn(rootMap(doc, 'tasks'), id);
  const task = record === null ? null : parseTask(id, record);
  return typeof task === 'string' ? null : task;
}

export function compareTasks(a: Task, b: Task): number {
  return compareText(a.order, b.order) || compareText(a.task_id, b.task_id);
}

/** The board: a card whose status is no column is in the first one. */
export function boardOf(project: Pick<Project, 'columns'>, tasks: readonly Task[]): readonly BoardColumn[] {
  const board = project.columns.map((column) => ({ column, tasks: [] as Task[] }));
  const byId = new Map(board.map((entry) => [entry.column.id, entry.tasks]));
  for (const task of tasks) {
    if (task.deleted_at === null) (byId.get(task.status) ?? board[0]?.tasks)?.push(task);
  }
  for (const entry of board) entry.tasks.sort(compareTasks);
  return board;
}

/** Where a card is: what is needed to place others. Null where readers skip the record. */
export function cardOf(id: string, record: unknown): (Ordered & { readonly status: string }) | null {
  if (!isId(id) || !isMap(record) || typeof record.get('title') !== 'string') return null;
  const status = idOf(record.get('status'));
  const order = orderOf(record.get('order'));
  return status === null || order === null ? null : { id, status, order };
}

function parseTask(id: string, record: Y.Map<unknown>): Task | string {
  const title = textOf(record.get('title'), BOUNDS.title);
  const status = idOf(record.get('status'));
  const order = orderOf(record.get('order'));
  if (title === null) return 'has no title';
  if (status === null) return 'has no status';
  if (order === null) return 'has no order';
  const labels: string[] = [];
  const watchers: [string, boolean][] = [];
  record.forEach((value, key) => {
    // Most keys are neither: one look tells.
    if (key.charCodeAt(LABEL.length - 1) === SLASH && key.startsWith(LABEL)) {
      if (value === true && key.length > LABEL.length && key.length <= LABEL.length + BOUNDS.label) labels.push(key.slice(LABEL.length));
    } else if (key.charCodeAt(WATCH.length - 1) === SLASH && key.startsWith(WATCH) && typeof value === 'boolean') {
      const user = idOf(key.slice(WATCH.length));
      if (user !== null && watchers.length < BOUNDS.watchers) watchers.push([user, value]);
    }
  });
  return {
    task_id: id,
    title,
    status,
    order,
    assignee_id: idOf(record.get('assignee_id')),
    labels: labels.length > 1 ? labels.sort(compareText).slice(0, BOUNDS.labels) : labels,
    priority: wordOf(record.get('priority'), PRIORITIES) ?? 'none',
    due: dayOf(record.get('due')),
    description: sharedTextOf(record.get('description'), BOUNDS.description) ?? '',
    created_at: timeOf(record.get('created_at')) ?? 0,
    created_by: idOf(record.get('created_by')),
    deleted_at: timeOf(record.get('deleted_at')),
    watchers: watchers.length === 0 ? NO_WATCHERS : Object.fromEntries(watchers),
    history: parseHistory(record.get('history')),
  };
}

const NO_WATCHERS: Task['watchers'] = Object.freeze({});
const NO_HISTORY: readonly StatusChange[] = Object.freeze([]);

function parseHistory(value: unknown): readonly StatusChange[] {
  if (!Array.isArray(value)) return NO_HISTORY;
  const history: StatusChange[] = [];
  for (const entry of value.slice(-BOUNDS.history)) {
    const change = jsonOf(entry);
    const new_status = idOf(change?.new_status);
    const time = timeOf(change?.time);
    const by = change?.changed_by;
    if (new_status === null || time === null) continue;
    history.push({
      old_status: idOf(change?.old_status),
      new_status,
      changed_by: typeof by === 'string' ? cut(by, BOUNDS.name) : '',
      time,
    });
  }
  return history;
}
