import type { Column, Task } from '../../shared/model/records.ts';
import { compareTasks } from '../../shared/model/tasks.ts';
import type { RecordChanges } from './record-table.ts';
import { relist, shareItems } from './sharing.ts';

const NO_TASKS: readonly Task[] = Object.freeze([]);
const NO_IDS: readonly string[] = Object.freeze([]);

interface Lane {
  readonly tasks: readonly Task[];
  readonly ids: readonly string[];
}

const EMPTY: Lane = { tasks: NO_TASKS, ids: NO_IDS };

/** The cards of a board in their columns, and those in the bin. Only columns that a change concerns are put in order again. */
export class BoardLanes {
  #columns: readonly string[] = NO_IDS;
  #lanes: ReadonlyMap<string, Lane> = new Map();
  #tasks = NO_TASKS;
  #binned = NO_TASKS;

  /** All cards, column after column, without those in the bin. */
  get tasks(): readonly Task[] {
    return this.#tasks;
  }

  /** What is in the bin, the latest first. */
  get binned(): readonly Task[] {
    return this.#binned;
  }

  /** The ids of a column's cards, in order. */
  ids(column: string): readonly string[] {
    return (this.#lanes.get(column) ?? EMPTY).ids;
  }

  /** Takes over other columns: every card is put where it belongs now. @returns columns whose ids changed */
  setColumns(columns: readonly Column[], tasks: Iterable<Task>): readonly string[] {
    this.#columns = columns.map((column) => column.id);
    const before = this.#lanes;
    const all = [...tasks];
    const cards = this.#byColumn(all);
    this.#lanes = new Map(this.#columns.map((id) => [id, laneOf(before.get(id) ?? EMPTY, (cards.get(id) ?? []).sort(compareTasks))]));
    this.#binned = shareItems(this.#binned, all.filter(isBinned).sort(compareBinned));
    this.#join();
    return [...new Set([...before.keys(), ...this.#columns])].filter((id) => this.ids(id) !== (before.get(id) ?? EMPTY).ids);
  }

  /** Takes over cards that changed. @returns columns whose ids changed */
  change({ gone, come }: RecordChanges<Task>): readonly string[] {
    const left = this.#byColumn(gone);
    const entered = this.#byColumn(come);
    const lanes = new Map(this.#lanes);
    const changed: string[] = [];
    for (const id of new Set([...left.keys(), ...entered.keys()])) {
      const before = lanes.get(id) ?? EMPTY;
      const lane = laneOf(before, relist(before.tasks, gone, entered.get(id) ?? [], compareTasks));
      lanes.set(id, lane);
      if (lane.ids !== before.ids) changed.push(id);
    }
    this.#lanes = lanes;
    this.#binned = relist(this.#binned, gone, come.filter(isBinned), compareBinned);
    this.#join();
    return changed;
  }

  /** Cards by column, without those in the bin: one whose status is no column is in the first. */
  #byColumn(tasks: Iterable<Task>): Map<string, Task[]> {
    const known = new Set(this.#columns);
    const cards = new Map<string, Task[]>();
    for (const task of tasks) {
      const column = known.has(task.status) ? task.status : this.#columns[0];
      if (column === undefined || isBinned(task)) continue;
      const lane = cards.get(column);
      if (lane === undefined) cards.set(column, [task]);
      else lane.push(task);
    }
    return cards;
  }

  #join(): void {
    this.#tasks = shareItems(
      this.#tasks,
      this.#columns.flatMap((id) => this.#lanes.get(id)?.tasks ?? NO_TASKS),
    );
  }
}

function laneOf(before: Lane, sorted: readonly Task[]): Lane {
  const tasks = shareItems(before.tasks, sorted);
  if (tasks === before.tasks) return before;
  return {
    tasks,
    ids: shareItems(
      before.ids,
      tasks.map((task) => task.task_id),
    ),
  };
}

function isBinned(task: Task): boolean {
  return task.deleted_at !== null;
}

function compareBinned(a: Task, b: Task): number {
  return (b.deleted_at ?? 0) - (a.deleted_at ?? 0) || compareTasks(a, b);
}
