import type { Task } from '../../../shared/model/records.ts';
import type { Place } from '../../hooks/use-place.ts';
import type { PresenceText } from '../../i18n/presence.ts';

/** What of a project is needed to say where somebody is. */
export interface Known {
  readonly projectId: string;
  /** Titles by document's id, without those in the bin. */
  readonly documents: ReadonlyMap<string, string>;
  /** The task that somebody is on, where there is one. */
  readonly task: Task | null;
}

/** Where somebody is: what leads there, and the words. A place that one doesn't know is just here, and leads nowhere. */
export interface NamedPlace {
  readonly place: Place | null;
  readonly where: string;
}

export function namePlace(place: Place | null, { projectId, documents, task }: Known, text: PresenceText): NamedPlace {
  const { places } = text;
  const named = (title: string, say: (title: string) => string): NamedPlace => ({ place, where: say(title.trim() || text.untitled) });
  switch (place?.kind) {
    case 'board':
      if (place.id === projectId) return { place, where: places.board };
      break;
    case 'document': {
      const title = documents.get(place.id);
      if (title !== undefined) return named(title, places.document);
      break;
    }
    case 'task':
      if (task !== null && task.deleted_at === null) return named(task.title, places.task);
      break;
  }
  return { place: null, where: places.here };
}
