import type * as Y from 'yjs';
import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import { pruneInbox, readInbox } from '../../../shared/model/inbox.ts';
import { type Marks, readMarks } from '../../../shared/model/inbox-settings.ts';
import { inboxRoom, parseRoom, settingsRoom } from '../../../shared/rooms.ts';
import type { Time } from '../../../shared/time.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Rooms } from '../../sync/rooms.ts';
import { unmark } from './inbox-writer.ts';

export interface SweepOptions {
  readonly rooms: Pick<Rooms, 'commit' | 'read'>;
  readonly store: Pick<RoomStore, 'rooms'>;
  readonly limits: Pick<Limits, 'expirySweep' | 'inboxEntries' | 'readKept' | 'unreadKept'>;
  readonly time: Time;
  readonly log: Log;
}

/** Takes out of inboxes what has expired, now and then, also of those where nothing comes in any more. */
export interface Sweep {
  /** Looks at all inboxes, one after the other. Never rejects: an inbox that can't be swept is told in the log and left for the next time. */
  run(): Promise<void>;
  stop(): void;
}

/** ms between two inboxes: thousands of them are no hurry, and nobody should notice. */
const PAUSE = 5;
/** ms after the start until the first sweep: a server that is started anew more often than it sweeps must sweep, too. */
const FIRST = 60_000;

export function createSweep(options: SweepOptions): Sweep {
  const { store, limits, time, log } = options;
  let stopped = false;
  let running: Promise<void> | null = null;
  let endPause = (): void => undefined;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = time.after(PAUSE, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });
  const sweepAll = async (): Promise<void> => {
    try {
      for await (const name of store.rooms('u/')) {
        const room = parseRoom(name);
        if (room.kind !== 'inbox') continue;
        await sweepInbox(room.user, options);
        await pause();
        if (stopped) return;
      }
    } catch (error) {
      log.warn({ error }, 'The sweep of the inboxes ended early. It begins anew the next time.');
    }
  };
  const run = (): Promise<void> => {
    running ??= sweepAll().finally(() => {
      running = null;
    });
    return running;
  };
  const cancelFirst = time.after(Math.min(FIRST, limits.expirySweep), () => void run());
  const cancel = time.every(limits.expirySweep, () => void run());
  return {
    run,
    stop: () => {
      stopped = true;
      cancelFirst();
      cancel();
      endPause();
    },
  };
}

async function sweepInbox(user: string, { rooms, limits, time, log }: SweepOptions): Promise<void> {
  try {
    const marks = await rooms.read(settingsRoom(user), readMarks);
    const now = time.now();
    if (!(await rooms.read(inboxRoom(user), (inbox) => isStale(inbox, marks, now, limits)))) return;
    const prune = (inbox: Y.Doc): void => void pruneInbox(inbox, marks, { now, limits });
    await rooms.commit({ edits: [{ room: inboxRoom(user), author: '', edit: prune }, ...unmark(user)] });
  } catch (error) {
    log.warn({ room: inboxRoom(user), error }, 'An inbox could not be swept. It is tried again the next time.');
  }
}

/** True where something has expired, or marks are left of what has gone. */
function isStale(inbox: Y.Doc, marks: Marks, now: number, limits: SweepOptions['limits']): boolean {
  const { items } = readInbox(inbox, marks);
  const ids = new Set(items.map(({ notification_id }) => notification_id));
  if (items.length > limits.inboxEntries) return true;
  if (items.some(({ time, read, archived }) => time < now - (read || archived ? limits.readKept : limits.unreadKept))) return true;
  return [...marks.read.keys(), ...marks.archived.keys()].some((id) => !ids.has(id));
}
