import type * as Y from 'yjs';
import { readActivity } from '../../shared/model/activity.ts';
import type { Activity } from '../../shared/model/records.ts';
import { rootArray } from '../../shared/model/values.ts';
import { shareRecords } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createView } from './views.ts';

/** What has happened in a project, as a store: a line that says the same stays the same object. */
export interface ActivityStore {
  /** Newest first; as many as the server keeps. */
  readonly lines: ReadableStore<readonly Activity[]>;
  /** Stops watching: what was read last stays. */
  stop(): void;
}

/** @param doc the document of the project's room */
export function createActivityStore(doc: Y.Doc): ActivityStore {
  const array = rootArray(doc, 'activity');
  // The server alone writes it, and keeps a few hundred lines: it is read as a whole.
  const read = (): readonly Activity[] => [...readActivity(doc).items].reverse();
  let lines = read();
  const view = createView(() => lines);
  const onChange = (): void => {
    lines = shareRecords(lines, read(), ({ id }) => id);
    view.tell();
  };
  array?.observeDeep(onChange);
  return { lines: view, stop: () => array?.unobserveDeep(onChange) };
}
