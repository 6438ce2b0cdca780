import * as Y from 'yjs';
import { Problem } from '../problems.ts';
import { parseRoom } from '../rooms.ts';
import { BOUNDS } from './bounds.ts';
import { Checks, refuse } from './checks.ts';
import { compareOrdered, keysToPlace, orderOf } from './order.ts';
import type { Column, Malformed } from './records.ts';
import { isMap, malformed, parseMap, recordIn, rootMap, textOf } from './values.ts';

/** The version of what MODEL.md says. */
const SCHEMA = 1;

/** What a board begins with, and what is shown of one that lost its columns. */
export const DEFAULT_COLUMNS: readonly Column[] = Object.freeze([
  { id: 'todo', title: 'To do', order: 'a0' },
  { id: 'in_progress', title: 'In progress', order: 'a1' },
  { id: 'done', title: 'Done', order: 'a2' },
]);

/** The author of every seed: nobody's id, and the same everywhere, so that two seeds of one room are the same bytes. */
const SEED_CLIENT = 1;

/** The project itself: what its room says beside tasks, documents and people. */
export interface Project {
  readonly name: string;
  readonly schema: number;
  /** Sorted, at least one. */
  readonly columns: readonly Column[];
  readonly malformed: readonly Malformed[];
}

/**
 * What a project's room starts with: a board of three columns. For every other room null.
 * @returns a Yjs update (v1), the same bytes at every call, or null
 */
export function seedBoard(room: string): Uint8Array | null {
  if (parseRoom(room).kind !== 'project') return null;
  const doc = new Y.Doc();
  doc.clientID = SEED_CLIENT;
  doc.transact(() => {
    const project = doc.getMap<unknown>('project');
    project.set('name', '');
    project.set('schema', SCHEMA);
    project.set('columns', defaultColumns());
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** Reads a project's room. Where there are no columns, or none can be understood, the three that a board begins with stand in. */
export function readProject(doc: Y.Doc): Project {
  const project = rootMap(doc, 'project');
  const name = textOf(project?.get('name'), BOUNDS.name) ?? '';
  const version = project?.get('schema');
  const schema = typeof version === 'number' && Number.isSafeInteger(version) ? version : SCHEMA;
  const columns = project?.get('columns');
  const parsed = parseMap(isMap(columns) ? columns : null, 'project/columns', parseColumn);
  if (parsed.items.length > 0) return { name, schema, columns: parsed.items.sort(compareOrdered), malformed: parsed.malformed };
  if (isMap(columns)) parsed.malformed.push(malformed('project/columns', 'holds no column'));
  return { name, schema, columns: DEFAULT_COLUMNS, malformed: parsed.malformed };
}

/** @throws Problem `request.invalid` */
export function setProjectName(doc: Y.Doc, name: string): void {
  const checks = new Checks();
  const text = checks.text('name', name, BOUNDS.name);
  checks.done('The project');
  const project = doc.getMap<unknown>('project');
  if (project.get('name') !== text) project.set('name', text);
}

/**
 * Adds a column: behind the column `after`, at the front for null, at the end when it is absent. How many there may be is the caller's to check.
 * @throws Problem `request.invalid`, also for an id that is taken; `column.unknown` for `after`
 */
export function addColumn(doc: Y.Doc, id: string, title: string, after?: string | null): void {
  const checks = new Checks();
  checks.id('column_id', id);
  const text = checks.text('title', title, BOUNDS.columnTitle);
  checks.done('The column');
  const { columns } = readProject(doc);
  const keys = keysToPlace(columns, id, after);
  if (keys === null) throw unknownColumn(after);
  doc.transact(() => {
    const map = columnsOf(doc);
    if (map.has(id)) refuse('The column', 'column_id', 'is taken');
    map.set(id, new Y.Map(Object.entries({ title: text, order: '' })));
    writeOrder(map, keys);
  });
}

/** @throws Problem `column.unknown`, `request.invalid` */
export function renameColumn(doc: Y.Doc, id: string, title: string): void {
  const checks = new Checks();
  const text = checks.text('title', title, BOUNDS.columnTitle);
  checks.done('The column');
  const column = knownColumn(doc, id);
  if (column.title !== text) doc.transact(() => recordIn(columnsOf(doc), id)?.set('title', text));
}

/** Puts a column behind another, at the front for null, at the end when it is absent. @throws Problem `column.unknown` */
export function moveColumn(doc: Y.Doc, id: string, after?: string | null): void {
  knownColumn(doc, id);
  const keys = keysToPlace(readProject(doc).columns, id, after);
  if (keys === null) throw unknownColumn(after);
  if (keys.size > 0) doc.transact(() => writeOrder(columnsOf(doc), keys));
}

/** The column as readers see it. @throws Problem `column.unknown` */
export function knownColumn(doc: Y.Doc, id: string): Column {
  const column = readProject(doc).columns.find((known) => known.id === id);
  if (column === undefined) throw unknownColumn(id);
  return column;
}

function unknownColumn(id: unknown): Problem {
  return new Problem('column.unknown', `The board has no column ${JSON.stringify(id)}. Take the id of one of its columns.`);
}

/** Writes new keys into the records of a list. */
export function writeOrder(map: Y.Map<unknown>, keys: ReadonlyMap<string, string>): void {
  for (const [id, key] of keys) recordIn(map, id)?.set('order', key);
}

/** The container of the columns, for writers. The seed made it; where readers show the default columns in its place, these are written first. */
export function columnsOf(doc: Y.Doc): Y.Map<unknown> {
  const project = doc.getMap<unknown>('project');
  const columns = project.get('columns');
  if (!isMap(columns)) return project.set('columns', defaultColumns());
  if (readProject(doc).columns === DEFAULT_COLUMNS) {
    for (const { id, title, order } of DEFAULT_COLUMNS) columns.set(id, new Y.Map(Object.entries({ title, order })));
  }
  return columns;
}

function defaultColumns(): Y.Map<unknown> {
  return new Y.Map(DEFAULT_COLUMNS.map(({ id, title, order }) => [id, new Y.Map(Object.entries({ title, order }))]));
}

function parseColumn(id: string, record: Y.Map<unknown>): Column | string {
  const title = textOf(record.get('title'), BOUNDS.columnTitle);
  const order = orderOf(record.get('order'));
  if (title === null) return 'has no title';
  return order === null ? 'has no order' : { id, title, order };
}
