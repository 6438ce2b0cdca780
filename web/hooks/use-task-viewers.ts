import { useMemo } from 'react';
import type { OnlinePerson } from '../client/online-people.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';

const NOBODY: readonly OnlinePerson[] = Object.freeze([]);

/** Who else has a task open, by name. It renders anew only when that changes. */
export function useTaskViewers(projectId: string, taskId: string): readonly OnlinePerson[] {
  const store = useCounted(useKit()?.viewers, projectId);
  return useStoreOr(
    useMemo(() => store?.viewers(taskId), [store, taskId]),
    NOBODY,
  );
}
