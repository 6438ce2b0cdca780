import type * as Y from 'yjs';
import { readProject } from '../../shared/model/project.ts';
import type { Column, Task } from '../../shared/model/records.ts';
import { readTask } from '../../shared/model/tasks.ts';
import { rootMap } from '../../shared/model/values.ts';
import { BoardLanes } from './board-lanes.ts';
import { RecordTable, type Touched, watchMaps } from './record-table.ts';
import { shareRecords } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createView, createViewsById } from './views.ts';

const NOTHING: ReadonlySet<string> = new Set();

/**
 * A project's board as stores. What a change doesn't concern stays the same object, and its subscribers aren't told. All of them change
 * together: whoever is told of one sees the others as they are then.
 */
export interface BoardStore {
  /** The project's name. */
  readonly name: ReadableStore<string>;
  /** The columns in order, at least one. */
  readonly columns: ReadableStore<readonly Column[]>;
  /** The ids of a column's cards in order, without those in the bin; empty for a column that there isn't. */
  column(id: string): ReadableStore<readonly string[]>;
  /** A task, in the bin or not; null where there is none. */
  task(id: string): ReadableStore<Task | null>;
  /** All tasks in the board's order, column after column, without those in the bin. */
  readonly tasks: ReadableStore<readonly Task[]>;
  /** The tasks in the bin, the latest first. */
  readonly binned: ReadableStore<readonly Task[]>;
  /** Stops watching the document: what was read last stays. */
  stop(): void;
}

/** @param doc the document of a project's room; what is in it is read once, and later only what changed */
export function createBoardStore(doc: Y.Doc): BoardStore {
  const records = new RecordTable((id) => readTask(doc, id));
  const lanes = new BoardLanes();
  let { name, columns } = readProject(doc);
  records.refresh(rootMap(doc, 'tasks')?.keys() ?? []);
  lanes.setColumns(columns, records.values());

  const views = {
    name: createView(() => name),
    columns: createView(() => columns),
    tasks: createView(() => lanes.tasks),
    binned: createView(() => lanes.binned),
  };
  const tasks = createViewsById((id) => records.get(id));
  const cards = createViewsById((id) => lanes.ids(id));

  const changed = (touched: Touched<'tasks' | 'project'>): void => {
    const changes = records.refresh(touched.get('tasks') ?? NOTHING);
    const before = columns;
    if (touched.has('project')) {
      const project = readProject(doc);
      name = project.name;
      columns = shareRecords(columns, project.columns, (column) => column.id);
    }
    const moved = columns === before ? lanes.change(changes) : lanes.setColumns(columns, records.values());
    for (const view of Object.values(views)) view.tell();
    cards.tell(moved);
    tasks.tell(changes.ids);
  };
  const stop = watchMaps(doc, ['tasks', 'project'], changed);
  return { ...views, column: cards.of, task: tasks.of, stop };
}
