import type * as Y from 'yjs';
import type { Limits } from '../limits.ts';
import { parseRoom } from '../rooms.ts';

/**
 * Whether a project holds more than it may (rule LI3). Looks at the sizes of maps, not at what is in them: it is called after every edit.
 */
export function isProjectFull(room: string, doc: Y.Doc, limits: Limits): boolean {
  if (parseRoom(room).kind !== 'project') return false;
  const columns = doc.share.get('project')?._map.get('columns')?.content.getContent()[0];
  return (
    holdsMore(doc.share.get('tasks'), limits.tasksPerProject) ||
    holdsMore(doc.share.get('documents'), limits.documentsPerProject) ||
    (isType(columns) && holdsMore(columns, limits.columnsPerProject))
  );
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
