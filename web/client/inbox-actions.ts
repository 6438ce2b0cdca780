import { markArchived, markRead, setMuted } from '../../shared/model/inbox-settings.ts';
import type { InboxEntry } from '../../shared/model/records.ts';
import { Problem } from '../../shared/problems.ts';
import { type EditableRoom, editRoom } from './edit-room.ts';
import type { InboxStore } from './inbox-store.ts';

/** What a person does about their inbox. It shows at once; the promises settle when it is saved, and reject as those of `BoardActions` do. */
export interface InboxActions {
  /** Marks entries as read as they are now, or as unread. @throws Problem `notification.unknown` */
  markRead(ids: string | readonly string[], read?: boolean): Promise<void>;
  /** Marks all as read that aren't archived. */
  readAll(): Promise<void>;
  /** Archives entries as they are now, or takes them back. @throws Problem `notification.unknown` */
  archive(ids: string | readonly string[], archived?: boolean): Promise<void>;
  /** From now on nothing comes from this source, or it does again: `project:<id>`, `task:<project>/<task>`, `document:<project>/<document>`, `kind:<kind>`. */
  mute(source: string, muted?: boolean): Promise<void>;
}

/** @param settings the room `u/<id>/s` */
export function createInboxActions({ settings, store }: { readonly settings: EditableRoom; readonly store: InboxStore }): InboxActions {
  const markEach = (entriesOf: () => readonly InboxEntry[], mark: typeof markRead, on: boolean): Promise<void> =>
    editRoom(settings, (doc) => {
      const entries = entriesOf();
      doc.transact(() => {
        for (const entry of entries) mark(doc, entry, on);
      });
    });
  const known = (ids: string | readonly string[]): readonly InboxEntry[] =>
    [ids].flat().map((id) => {
      const entry = store.entry(id).getSnapshot();
      if (entry === null)
        throw new Problem('notification.unknown', `There is no notification ${JSON.stringify(id)} in this inbox any more.`);
      return entry;
    });
  return {
    markRead: (ids, read = true) => markEach(() => known(ids), markRead, read),
    readAll: () => markEach(() => store.tab('unread').getSnapshot(), markRead, true),
    archive: (ids, archived = true) => markEach(() => known(ids), markArchived, archived),
    mute: (source, muted = true) => editRoom(settings, (doc) => setMuted(doc, source, muted)),
  };
}
