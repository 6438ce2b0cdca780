import type * as Y from 'yjs';
import type { Limits } from '../../../shared/limits.ts';
import { addActivity, readActivity, withActivity } from '../../../shared/model/activity.ts';
import { readDocuments } from '../../../shared/model/documents.ts';
import { compareOrdered, type Ordered, repairOrder } from '../../../shared/model/order.ts';
import { readProject } from '../../../shared/model/project.ts';
import type { Activity, StatusChange } from '../../../shared/model/records.ts';
import { readTask, readTasks } from '../../../shared/model/tasks.ts';
import { isMap, recordIn, rootMap } from '../../../shared/model/values.ts';

/** What a task's history is to say: what the server knows of it, and the changes that come to it. */
export interface HistoryRepair {
  /** As the server wrote it before. */
  readonly known: readonly StatusChange[];
  readonly changes: readonly StatusChange[];
  /** Somebody else wrote in it: what is there counts only where the server wrote it. */
  readonly spoilt: boolean;
}

/** What the server writes into a project's room of what it knows better than those who write there. */
export interface BoardRepairs {
  readonly histories: ReadonlyMap<string, HistoryRepair>;
  /** Who made which task and document. */
  readonly taskCreators: ReadonlyMap<string, string | null>;
  readonly documentCreators: ReadonlyMap<string, string | null>;
  readonly activity: { readonly known: readonly Activity[]; readonly lines: readonly Activity[]; readonly spoilt: boolean };
  /** Lists in which places are equal or unusable: a column's cards by its id, the documents, the columns. */
  readonly disorder: { readonly cards: ReadonlySet<string>; readonly documents: boolean; readonly columns: boolean };
  /** Writes the members as the directory knows them, or null where nobody else wrote them. */
  readonly people: ((doc: Y.Doc) => void) | null;
}

/** True where there is nothing to write. */
export function isSound({ histories, taskCreators, documentCreators, activity, disorder, people }: BoardRepairs): boolean {
  const { cards, documents, columns } = disorder;
  const sizes = histories.size + taskCreators.size + documentCreators.size + activity.lines.length + cards.size;
  return sizes === 0 && !activity.spoilt && !documents && !columns && people === null;
}

/** Mends a project's room, as part of a transaction of the server's. What has gone meanwhile needs nothing. */
export function mendBoard(doc: Y.Doc, repairs: BoardRepairs, limits: Pick<Limits, 'statusHistory' | 'activityKept'>): void {
  for (const [task, repair] of repairs.histories) mendHistory(doc, task, repair, limits.statusHistory);
  mendKey(rootMap(doc, 'tasks'), 'created_by', repairs.taskCreators);
  mendKey(rootMap(doc, 'documents'), 'created_by', repairs.documentCreators);
  mendActivity(doc, repairs.activity, limits.activityKept);
  for (const status of repairs.disorder.cards) mendOrder(rootMap(doc, 'tasks'), cardsOf(doc, status));
  if (repairs.disorder.documents) mendOrder(rootMap(doc, 'documents'), documentsOf(doc));
  const columns = rootMap(doc, 'project')?.get('columns');
  if (repairs.disorder.columns && isMap(columns)) mendOrder(columns, readProject(doc).columns);
  repairs.people?.(doc);
}

/** Makes one key of several records say what the server knows. */
function mendKey(records: Y.Map<unknown> | null, key: string, wanted: ReadonlyMap<string, string | null>): void {
  for (const [id, value] of wanted) {
    const record = recordIn(records, id);
    if (record !== null && record.get(key) !== value) record.set(key, value);
  }
}

function mendHistory(doc: Y.Doc, id: string, { known, changes, spoilt }: HistoryRepair, kept: number): void {
  const task = readTask(doc, id);
  const record = recordIn(rootMap(doc, 'tasks'), id);
  if (task === null || record === null) return;
  const isOurs = record._map.get('history')?.id.client === doc.clientID;
  const before = spoilt && !isOurs ? known : task.history;
  record.set('history', [...before, ...changes].slice(-kept));
}

function mendActivity(doc: Y.Doc, { known, lines, spoilt }: BoardRepairs['activity'], kept: number): void {
  if (!spoilt) {
    for (const line of lines) addActivity(doc, line, kept);
    return;
  }
  const wanted = lines.reduce((before, entry) => withActivity(before, entry, kept), known);
  if (isSameActivity(readActivity(doc).items, wanted)) return;
  const activity = doc.getArray<unknown>('activity');
  activity.delete(0, activity.length);
  activity.push([...wanted]);
}

function isSameActivity(a: readonly Activity[], b: readonly Activity[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function mendOrder(records: Y.Map<unknown> | null, entries: readonly Ordered[]): void {
  for (const [id, order] of repairOrder(entries)) recordIn(records, id)?.set('order', order);
}

function cardsOf(doc: Y.Doc, status: string): readonly Ordered[] {
  return readTasks(doc)
    .items.filter((task) => task.status === status)
    .map(({ task_id, order }) => ({ id: task_id, order }))
    .sort(compareOrdered);
}

function documentsOf(doc: Y.Doc): readonly Ordered[] {
  return readDocuments(doc).items.map(({ document_id, order }) => ({ id: document_id, order }));
}
