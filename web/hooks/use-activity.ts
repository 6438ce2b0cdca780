import type { Activity } from '../../shared/model/records.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';

export type { Activity };

const NOTHING: readonly Activity[] = Object.freeze([]);

/** What has happened in a project, newest first: as many lines as the server keeps. Empty before they have come. */
export function useActivity(projectId: string): readonly Activity[] {
  return useStoreOr(useCounted(useKit()?.activity, projectId)?.lines, NOTHING);
}
