import * as Y from 'yjs';
import { readInbox } from '../../shared/model/inbox.ts';
import { readMarks } from '../../shared/model/inbox-settings.ts';
import type { InboxEntry } from '../../shared/model/records.ts';

export { readTask } from '../../shared/model/tasks.ts';

/** What an inbox holds, as if nothing in it had been read. Newest first. */
export function readNotifications(inbox: Y.Doc): readonly InboxEntry[] {
  return readInbox(inbox, readMarks(new Y.Doc())).items;
}
