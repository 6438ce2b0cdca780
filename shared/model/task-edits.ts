import * as Y from 'yjs';
import { Problem } from '../problems.ts';
import { BOUNDS } from './bounds.ts';
import { Checks, refuse } from './checks.ts';
import type { Doing } from './doing.ts';
import { compareOrdered, keysInSequence, keysToPlace, type Ordered } from './order.ts';
import { columnsOf, knownColumn, readProject, writeOrder } from './project.ts';
import { PRIORITIES, type StatusChange, type Task, type TaskDraft, type TaskPatch, type TaskPlace } from './records.ts';
import { cardOf, LABEL, readTask, WATCH } from './tasks.ts';
import { replaceText } from './text.ts';
import { recordIn, rootMap } from './values.ts';

/**
 * Makes a task at the end of its column.
 * @throws Problem `request.invalid`, also for an id that is taken; `column.unknown`
 */
export function createTask(doc: Y.Doc, id: string, draft: TaskDraft, { now, by }: Doing): void {
  const checks = new Checks();
  checks.id('task_id', id);
  const fields = checkedPatch(checks, draft);
  if (fields.title === undefined) checks.fault('title', 'is needed');
  checks.done('The task');
  const status = fields.status ?? readProject(doc).columns[0]?.id ?? '';
  knownColumn(doc, status);
  const tasks = doc.getMap<unknown>('tasks');
  if (tasks.has(id)) refuse('The task', 'task_id', 'is taken');
  const keys = keysToPlace(cardsOf(doc, status), id, undefined) ?? new Map<string, string>();
  doc.transact(() => {
    const record = new Y.Map<unknown>(
      Object.entries({
        title: fields.title,
        status,
        order: '',
        assignee_id: fields.assignee_id ?? null,
        priority: fields.priority ?? 'none',
        due: fields.due ?? null,
        created_at: now,
        created_by: by,
        deleted_at: null,
        description: new Y.Text(fields.description ?? ''),
      }),
    );
    tasks.set(id, record);
    for (const label of fields.labels ?? []) record.set(LABEL + label, true);
    writeOrder(tasks, keys);
  });
}

/**
 * Changes the fields that the patch names, and writes only what differs. Another status puts the card at the end of that column. A
 * description is changed where it differs, so that what others type meanwhile stays; labels are taken as the whole wanted list.
 * @throws Problem `task.unknown`, `column.unknown`, `request.invalid`
 */
export function changeTask(doc: Y.Doc, id: string, patch: TaskPatch): void {
  const checks = new Checks();
  const fields = checkedPatch(checks, patch);
  checks.done('The task');
  const { task, record } = knownTask(doc, id);
  if (fields.status !== undefined) knownColumn(doc, fields.status);
  doc.transact(() => {
    if (fields.title !== undefined && fields.title !== task.title) record.set('title', fields.title);
    if (fields.assignee_id !== undefined && fields.assignee_id !== task.assignee_id) record.set('assignee_id', fields.assignee_id);
    if (fields.priority !== undefined && fields.priority !== task.priority) record.set('priority', fields.priority);
    if (fields.due !== undefined && fields.due !== task.due) record.set('due', fields.due);
    if (fields.description !== undefined) replaceText(record, 'description', fields.description);
    if (fields.labels !== undefined) setLabels(record, task.labels, fields.labels);
    if (fields.status !== undefined && fields.status !== task.status) moveTask(doc, id, { status: fields.status });
  });
}

/**
 * Puts a card into a column. Where its new neighbours leave no room, as equal keys do, they get new keys in the same transaction.
 * @throws Problem `task.unknown`, `column.unknown`; `request.invalid` when `after` is no card of that column
 */
export function moveTask(doc: Y.Doc, id: string, place: TaskPlace): void {
  const { task, record } = knownTask(doc, id);
  knownColumn(doc, place.status);
  const keys = keysToPlace(cardsOf(doc, place.status), id, place.after);
  if (keys === null) refuse('The move', 'after', 'must be a card of that column, or null');
  doc.transact(() => {
    if (task.status !== place.status) record.set('status', place.status);
    writeOrder(doc.getMap<unknown>('tasks'), keys);
  });
}

/** Puts a task into the bin; one that is there stays as it is. @throws Problem `task.unknown` */
export function binTask(doc: Y.Doc, id: string, now: number): void {
  const { task, record } = knownTask(doc, id);
  if (task.deleted_at === null) record.set('deleted_at', now);
}

/** Takes a task out of the bin, to where it was. @throws Problem `task.unknown` */
export function restoreTask(doc: Y.Doc, id: string): void {
  const { task, record } = knownTask(doc, id);
  if (task.deleted_at !== null) record.set('deleted_at', null);
}

/** Deletes a task for good. @throws Problem `task.unknown` */
export function removeTask(doc: Y.Doc, id: string): void {
  knownTask(doc, id);
  doc.getMap<unknown>('tasks').delete(id);
}

/** Says that somebody watches a task, or doesn't want to. @throws Problem `task.unknown`, `request.invalid` */
export function setWatching(doc: Y.Doc, id: string, user: string, on: boolean): void {
  const checks = new Checks();
  checks.id('user_id', user);
  checks.done('Watching');
  const { record } = knownTask(doc, id);
  if (record.get(WATCH + user) !== on) record.set(WATCH + user, on);
}

/** Writes the history of a task's status, newest last: the server's alone. @throws Problem `task.unknown` */
export function setHistory(doc: Y.Doc, id: string, history: readonly StatusChange[]): void {
  knownTask(doc, id).record.set('history', [...history]);
}

/**
 * Takes a column away. Its cards go to the end of the first column that is left, in their order.
 * @throws Problem `column.unknown`; `request.invalid` for the last one
 */
export function removeColumn(doc: Y.Doc, id: string): void {
  knownColumn(doc, id);
  const target = readProject(doc).columns.find((column) => column.id !== id)?.id;
  if (target === undefined) refuse('The board', 'column_id', 'is the last column, and a board needs one');
  const tasks = doc.getMap<unknown>('tasks');
  const leaving = cardsOf(doc, id).filter((card) => recordIn(tasks, card.id)?.get('status') === id);
  const staying = cardsOf(doc, target).filter((card) => recordIn(tasks, card.id)?.get('status') !== id);
  const keys = keysInSequence([...staying, ...leaving.map((card) => ({ id: card.id, order: '' }))]);
  doc.transact(() => {
    for (const card of leaving) recordIn(tasks, card.id)?.set('status', target);
    writeOrder(tasks, keys);
    columnsOf(doc).delete(id);
  });
}

/** The cards of a column, those in the bin too, sorted: whoever is restored has a place of its own. */
function cardsOf(doc: Y.Doc, status: string): readonly Ordered[] {
  const { columns } = readProject(doc);
  const known = new Set(columns.map((column) => column.id));
  const first = columns[0]?.id;
  const cards: Ordered[] = [];
  rootMap(doc, 'tasks')?.forEach((record, id) => {
    const card = cardOf(id, record);
    if (card !== null && (known.has(card.status) ? card.status : first) === status) cards.push(card);
  });
  return cards.sort(compareOrdered);
}

/** The task with its record. @throws Problem `task.unknown` */
function knownTask(doc: Y.Doc, id: string): { readonly task: Task; readonly record: Y.Map<unknown> } {
  const task = readTask(doc, id);
  const record = recordIn(rootMap(doc, 'tasks'), id);
  if (task === null || record === null) throw new Problem('task.unknown', `There is no task ${JSON.stringify(id)} in this project.`);
  return { task, record };
}

/** Looks at each field that the patch names. */
function checkedPatch(checks: Checks, patch: TaskPatch): TaskPatch {
  const { title, status, assignee_id, labels, priority, due, description } = patch;
  return {
    ...(title !== undefined && { title: checks.text('title', title, BOUNDS.title) }),
    ...(status !== undefined && { status: checks.id('status', status) }),
    ...(assignee_id !== undefined && { assignee_id: checks.idOrNull('assignee_id', assignee_id) }),
    ...(labels !== undefined && { labels: checks.labels('labels', labels, BOUNDS.labels, BOUNDS.label) }),
    ...(priority !== undefined && { priority: checks.word('priority', priority, PRIORITIES) }),
    ...(due !== undefined && { due: checks.dayOrNull('due', due) }),
    ...(description !== undefined && { description: checks.textOrEmpty('description', description, BOUNDS.description) }),
  };
}

function setLabels(record: Y.Map<unknown>, current: readonly string[], wanted: readonly string[]): void {
  for (const label of current) if (!wanted.includes(label)) record.delete(LABEL + label);
  for (const label of wanted) if (!current.includes(label)) record.set(LABEL + label, true);
}
