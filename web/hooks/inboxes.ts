import { inboxRoom, settingsRoom } from '../../shared/rooms.ts';
import { createInboxActions, type InboxActions } from '../client/inbox-actions.ts';
import { createInboxStore, type InboxStore } from '../client/inbox-store.ts';
import type { RoomHandle, WebSocketService } from '../client/service-types.ts';
import { type Counted, createCounted } from './counted.ts';

export type { InboxActions };

/** A person's inbox: what came, and what they can do about it. */
export interface Inbox {
  readonly store: InboxStore;
  /** Each promise settles when the mark is saved. */
  readonly actions: InboxActions;
  /** The room of what came. */
  readonly entries: Pick<RoomHandle, 'status'>;
  /** The room of what was read, archived and muted. */
  readonly settings: Pick<RoomHandle, 'status'>;
}

/** Inboxes by the person's id. A server lets one see one's own alone. */
export function createInboxes(service: WebSocketService): Counted<Inbox> {
  return createCounted((userId) => {
    const entries = service.open(inboxRoom(userId));
    const settings = service.open(settingsRoom(userId));
    const store = createInboxStore(entries.doc, settings.doc);
    return {
      value: { store, actions: createInboxActions({ settings, store }), entries, settings },
      stop: () => {
        store.stop();
        entries.release();
        settings.release();
      },
    };
  });
}
