import type * as Y from 'yjs';
import type { Limits } from '../../../shared/limits.ts';
import type { Log } from '../../../shared/log.ts';
import type { Random, Time } from '../../../shared/time.ts';
import type { Directory } from '../../access/directory.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { LogRecord, Put } from '../../store/store.ts';
import type { Rooms } from '../../sync/rooms.ts';
import type { EventDraft } from '../events/events.ts';
import type { NotificationDraft } from '../inbox/notifications.ts';

/** What follows from records of a room: everything of it and the room's cursor are one change. */
export interface Outcome {
  /** Changes the room itself, as the server's mending: nothing follows from that. Null where nothing is to be mended. */
  readonly mend: ((doc: Y.Doc) => void) | null;
  readonly events: readonly EventDraft[];
  /** Of whoever is concerned: which of them may know of the project is asked later. */
  readonly notifications: readonly NotificationDraft[];
  /** Called in the tick in which everything is handed to the journal. */
  readonly records: () => readonly Put[];
  /** False where something of the records is still to be told: the cursor stays before them. */
  readonly complete: boolean;
}

/** Tells what follows from a room's records, which it is given one by one. */
export interface Deriver {
  /** True where `take` never waits for anything. */
  readonly isQuick: boolean;
  /** Looks at the next record and keeps what follows. It is called again where the store fails; what else it throws is logged, and the record passed over. */
  take(record: LogRecord): void | Promise<void>;
  /** When what was kept is to be told, in monotonic ms: `-Infinity` at once, null for nothing to tell. */
  due(): number | null;
  /** What was kept, which is forgotten by this. Rejects when a room that it must look at can't be read just now; nothing is forgotten then. */
  outcome(): Promise<Outcome>;
  destroy(): void;
}

/** What derivers need of the house. */
export interface DeriverParts {
  readonly rooms: Pick<Rooms, 'read'>;
  readonly store: RoomStore;
  readonly directory: Directory;
  readonly limits: Limits;
  readonly time: Time;
  readonly log: Log;
  readonly random: Random;
  /** A document was binned, restored or deleted. */
  readonly onDocuments: (project: string, document: string) => void;
}

/** The name that people are told for a user: the id where the directory has no name, '' for the system and where there are no users. */
export function nameOf(directory: Pick<Directory, 'account'>, user: string): string {
  return directory.account(user)?.username ?? user;
}
