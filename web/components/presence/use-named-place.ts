import { useMemo } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { useBoard } from '../../hooks/use-board.ts';
import type { Place } from '../../hooks/use-place.ts';
import { useStoreOr } from '../../hooks/use-store.ts';
import type { PresenceText } from '../../i18n/presence.ts';
import { type KnownProject, type NamedPlace, namePlace } from './place-names.ts';

/** Where somebody is in a project, in words that keep up with what the places are called. */
export function useNamedPlace(place: Place | null, project: KnownProject, text: PresenceText): NamedPlace {
  const store = useBoard(project.projectId)?.store;
  const taskId = place?.kind === 'task' ? place.id : null;
  const task = useStoreOr<Task | null>(
    useMemo(() => (taskId === null ? null : store?.task(taskId)), [store, taskId]),
    null,
  );
  return namePlace(place, project, task, text);
}
