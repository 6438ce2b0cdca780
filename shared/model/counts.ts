import type * as Y from 'yjs';
import type { Limits } from '../limits.ts';
import { parseRoom } from '../rooms.ts';

/** Which limit a project is over. */
export type FullCode = 'limit.tasks' | 'limit.documents' | 'limit.columns';

/**
 * Which limit a project is over, or null (rule LI3). Looks at the sizes of maps, not at what is in them: it is called after every edit.
 */
export function overLimit(room: string, doc: Y.Doc, limits: Limits): FullCode | null {
  if (parseRoom(room).kind !== 'project') return null;
  const columns = doc.share.get('project')?._map.get('columns')?.content.getContent()[0];
  if (holdsMore(doc.share.get('tasks'), limits.tasksPerProject)) return 'limit.tasks';
  if (holdsMore(doc.share.get('documents'), limits.documentsPerProject)) return 'limit.documents';
  return isType(columns) && holdsMore(columns, limits.columnsPerProject) ? 'limit.columns' : null;
}

/** Any shared type, by its keys. */
interface Keyed {
  readonly _map: ReadonlyMap<string, Y.Item>;
}

/** Keys that were deleted stay in Yjs' own map, so it is counted exactly only when that could be too many. */
function holdsMore(type: Keyed | undefined, most: number): boolean {
  if (type === undefined || type._map.size <= most) return false;
  let live = 0;
  for (const item of type._map.values()) if (!item.deleted) live++;
  return live > most;
}

function isType(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && '_map' in value;
}
