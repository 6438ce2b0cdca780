import type { Task } from '../../../shared/model/records.ts';
import type { Place } from '../../hooks/use-place.ts';
import type { PresenceText } from '../../i18n/presence.ts';

/** What of a project is needed to say where people are. */
export interface KnownProject {
  readonly projectId: string;
  /** Titles by document's id, without those in the bin. */
  readonly documents: ReadonlyMap<string, string>;
}

/** Where somebody is: what leads there, and the words. A place that one doesn't know is just here, and leads nowhere. */
export interface NamedPlace {
  readonly place: Place | null;
  readonly where: string;
}

/** @param task the task that somebody is on, where there is one */
export function namePlace(place: Place | null, { projectId, documents }: KnownProject, task: Task | null, text: PresenceText): NamedPlace {
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
