import type * as Y from 'yjs';
import { readInbox } from '../../shared/model/inbox.ts';
import type { Marks } from '../../shared/model/inbox-settings.ts';
import { rootArray } from '../../shared/model/values.ts';
import { type EventSource, watchChanges } from './events-room.ts';

/** What was read is in another room, and no matter here. */
const NO_MARKS: Marks = { read: new Map(), archived: new Map() };

/** Tells `system_notification` for what comes into an inbox, or is folded into an entry there. @returns its stop */
export function watchInbox(source: EventSource, user: string): () => void {
  const { doc, room, tell } = source;
  const notifications = rootArray(doc, 'notifications');
  if (notifications === null) return () => {};
  const changes = watchChanges(source);
  const timesOf = (): Map<string, number> => new Map(read().map((entry) => [entry.notification_id, entry.time]));
  const read = () => readInbox(doc, NO_MARKS).items;
  let known = timesOf();

  const onChange = (_event: Y.YArrayEvent<unknown>, transaction: Y.Transaction): void => {
    const before = known;
    known = timesOf();
    if (!changes.isLive(transaction)) return;
    const fresh = read().filter(({ notification_id, time }) => (before.get(notification_id) ?? -1) < time);
    for (const entry of fresh.reverse()) {
      const { read: _read, archived: _archived, facts: _facts, actors, time, ...data } = entry;
      tell({ type: 'system_notification', data: { ...data, user_id: user }, user_id: actors.at(-1) ?? null, room_id: room, time });
    }
  };
  notifications.observe(onChange);
  return () => {
    notifications.unobserve(onChange);
    changes.stop();
  };
}
