import { z } from 'zod';
import { compareText } from '../../../shared/model/order.ts';
import type { Project } from '../../../shared/model/project.ts';
import type { Column, Task } from '../../../shared/model/records.ts';
import { boardOf } from '../../../shared/model/tasks.ts';
import { Problem } from '../../../shared/problems.ts';
import type { TaskFilter, TaskPage } from './tasks.ts';

/** Where a page ended: order and id of the last card's column and of the card. It stays a place whatever moves, comes or goes. */
type Place = readonly [columnOrder: string, column: string, order: string, task: string];

/** Characters of an order that a place repeats: keys are far shorter, and a hostile one must not blow up an address. */
const ORDER_LENGTH = 256;

const PLACE = z.tuple([z.string(), z.string(), z.string(), z.string()]);

/** One page of a board's tasks, in board order: columns by order, cards by order. @throws Problem `request.invalid` for an `after` that is no page's end */
export function pageOf(project: Pick<Project, 'columns'>, tasks: readonly Task[], filter: TaskFilter): TaskPage {
  const { limit, after } = filter;
  const wanted = placed(project, tasks, filter.binned ?? false).filter(({ task }) => matches(task, filter));
  const start = after === undefined ? null : decode(after);
  const left = start === null ? wanted : wanted.filter(({ place }) => compare(place, start) > 0);
  const page = left.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ task }) => task),
    next: last === undefined || page.length === left.length ? null : encode(last.place),
    total: wanted.length,
  };
}

/** Cards in the bin stand where they would stand if they were restored. */
function placed(project: Pick<Project, 'columns'>, tasks: readonly Task[], binned: boolean): readonly { task: Task; place: Place }[] {
  const originals = new Map(tasks.map((task) => [task.task_id, task]));
  const shown = tasks.filter(({ deleted_at }) => (deleted_at !== null) === binned).map((task) => ({ ...task, deleted_at: null }));
  const cards = boardOf(project, shown).flatMap(({ column, tasks: inColumn }) =>
    inColumn.map((card) => ({ task: originals.get(card.task_id) ?? card, place: placeOf(column, card) })),
  );
  return cards.sort((a, b) => compare(a.place, b.place));
}

function placeOf(column: Column, { order, task_id }: Task): Place {
  return [column.order.slice(0, ORDER_LENGTH), column.id, order.slice(0, ORDER_LENGTH), task_id];
}

function compare(a: Place, b: Place): number {
  return compareText(a[0], b[0]) || compareText(a[1], b[1]) || compareText(a[2], b[2]) || compareText(a[3], b[3]);
}

function matches(task: Task, { status, assignee_id, label, text }: TaskFilter): boolean {
  if (status !== undefined && task.status !== status) return false;
  if (assignee_id !== undefined && task.assignee_id !== assignee_id) return false;
  if (label !== undefined && !task.labels.includes(label)) return false;
  if (text === undefined) return true;
  const wanted = text.toLowerCase();
  return task.title.toLowerCase().includes(wanted) || task.description.toLowerCase().includes(wanted);
}

function encode(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decode(after: string): Place {
  let value: unknown = null;
  try {
    value = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch (error) {
    throw badPlace(error);
  }
  const parsed = PLACE.safeParse(value);
  if (!parsed.success) throw badPlace(parsed.error);
  return parsed.data;
}

function badPlace(cause: unknown): Problem {
  return new Problem('request.invalid', 'The page can not be found: `after` must be the `next` of the page before.', {
    cause,
    faults: [{ field: 'after', message: 'must be the `next` of the page before' }],
  });
}
