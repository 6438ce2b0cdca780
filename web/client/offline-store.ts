import * as Y from 'yjs';
import { newId } from '../../shared/ids.ts';
import type { Random, Time } from '../../shared/time.ts';
import { BY_ROOM, deleteDatabase, OfflineDatabase, ROOMS, UNSENT, UPDATES } from './offline-database.ts';
import type { KnownRole, Restored } from './restored.ts';
import type { UnsentEdits } from './service-types.ts';
import type { ReadableStore } from './store.ts';

/** That a tab has something unsent in a room: `at` changes with each edit. */
export interface UnsentMark {
  readonly tab: string;
  readonly at: number;
}

export interface StoredRoom extends Restored {
  readonly marks: readonly UnsentMark[];
}

export interface OfflineStoreOptions {
  /** Whose documents: each user has a database of their own. */
  readonly user: string;
  /** Where the rooms are: one page may know two servers. */
  readonly url: string;
  readonly time: Time;
  readonly random: Random;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Documents in this browser. Every promise settles when the browser's disk has it; all of them reject once the store has failed.
 * Several tabs write side by side: rows are only added, and merged in one transaction.
 */
export interface OfflineStore {
  /** False once it has failed: what it holds may be gone. */
  readonly working: ReadableStore<boolean>;
  read(room: string): Promise<StoredRoom>;
  /** @param unsent the server may not have all of the room yet */
  append(room: string, update: Uint8Array, unsent: boolean): Promise<void>;
  /** The room is whole, and this is one's role in it. */
  known(room: string, role: KnownRole | null): Promise<void>;
  /** The server has all that this tab wrote, and what stood under these marks when they were read. */
  sent(room: string, marks: readonly UnsentMark[]): Promise<void>;
  /** Makes one row of all rows of a room. */
  compact(room: string): Promise<void>;
  purge(room: string): Promise<void>;
  /** Rooms in which something is unsent. */
  unsentRooms(): Promise<readonly string[]>;
  /** Rooms whose names begin with that of `room` and a slash. */
  roomsBelow(room: string): Promise<readonly string[]>;
  /** The whole of a room in which something is unsent; null for any other. */
  unsentIn(room: string): Promise<UnsentEdits | null>;
  close(): Promise<void>;
  /** Closes it and deletes everything of this user's. @returns what was never sent */
  forget(): Promise<readonly UnsentEdits[]>;
}

interface Row {
  readonly room: string;
  readonly update: Uint8Array;
}

interface RoomFacts {
  readonly role: KnownRole | null;
}

export function createOfflineStore({ user, url, time, random, onFailed }: OfflineStoreOptions): OfflineStore {
  const name = `weft:${user}`;
  const database = new OfflineDatabase(name, time, onFailed);
  const tab = newId('tab_', random);
  const prefix = `${url}\n`;
  const keyOf = (room: string): string => prefix + room;
  let edits = 0;

  const read = (room: string): Promise<StoredRoom> =>
    database.run((transaction) => {
      const key = keyOf(room);
      const rows: IDBRequest<Row[]> = transaction.objectStore(UPDATES).index(BY_ROOM).getAll(key);
      const facts: IDBRequest<RoomFacts | undefined> = transaction.objectStore(ROOMS).get(key);
      const marks: IDBRequest<UnsentMark[]> = transaction.objectStore(UNSENT).getAll(marksOf(key));
      return () => ({
        updates: rows.result.map(({ update }) => update),
        complete: facts.result !== undefined,
        unsent: marks.result.length > 0,
        role: facts.result?.role ?? null,
        marks: marks.result,
      });
    });
  const unsentRooms = (): Promise<readonly string[]> =>
    database.run((transaction) => {
      const marks = transaction.objectStore(UNSENT).getAllKeys();
      return () => {
        const keys = marks.result.flatMap((key) => (Array.isArray(key) ? String(key[0]) : []));
        return [...new Set(keys)].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      };
    });
  const roomsBelow = (room: string): Promise<readonly string[]> =>
    database.run((transaction) => {
      const range = below(keyOf(room));
      const keys = new Set<string>();
      const cursors = transaction.objectStore(UPDATES).index(BY_ROOM).openKeyCursor(range, 'nextunique');
      cursors.onsuccess = () => {
        if (cursors.result === null) return;
        keys.add(String(cursors.result.key));
        cursors.result.continue();
      };
      const known = transaction.objectStore(ROOMS).getAllKeys(range);
      return () => [...new Set([...keys, ...known.result.map(String)])].map((key) => key.slice(prefix.length));
    });
  const unsentIn = async (room: string): Promise<UnsentEdits | null> => {
    const { unsent, updates } = await read(room);
    return unsent ? { room, update: merged(updates) } : null;
  };

  return {
    working: database.working,
    read,
    unsentRooms,
    roomsBelow,
    unsentIn,
    append: (room, update, unsent) =>
      database.run((transaction) => {
        transaction.objectStore(UPDATES).add({ room: keyOf(room), update } satisfies Row);
        if (unsent) transaction.objectStore(UNSENT).put({ tab, at: ++edits } satisfies UnsentMark, [keyOf(room), tab]);
        return () => undefined;
      }),
    known: (room, role) =>
      database.run((transaction) => {
        transaction.objectStore(ROOMS).put({ role } satisfies RoomFacts, keyOf(room));
        return () => undefined;
      }),
    sent: (room, marks) =>
      database.run((transaction) => {
        const store = transaction.objectStore(UNSENT);
        store.delete([keyOf(room), tab]);
        for (const mark of marks) deleteUnchanged(store, [keyOf(room), mark.tab], mark);
        return () => undefined;
      }),
    compact: (room) =>
      database.run((transaction) => {
        compactRows(transaction.objectStore(UPDATES), keyOf(room));
        return () => undefined;
      }),
    purge: (room) =>
      database.run((transaction) => {
        const key = keyOf(room);
        const updates = transaction.objectStore(UPDATES);
        const keys = updates.index(BY_ROOM).getAllKeys(key);
        keys.onsuccess = () => {
          for (const row of keys.result) updates.delete(row);
        };
        transaction.objectStore(UNSENT).delete(marksOf(key));
        transaction.objectStore(ROOMS).delete(key);
        return () => undefined;
      }),
    close: () => database.close(),
    forget: async () => {
      // A store that can't be read has been told of; it must go all the same.
      const rooms = await unsentRooms().catch(() => []);
      const unsent = await Promise.all(rooms.map(unsentIn)).catch(() => []);
      await database.close();
      await deleteDatabase(name);
      return unsent.flatMap((edits) => edits ?? []);
    },
  };
}

/** All marks of a room, whatever the tab. */
function marksOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []]);
}

/** The keys of all rooms below a room. */
function below(key: string): IDBKeyRange {
  // '0' is what follows '/'.
  return IDBKeyRange.bound(`${key}/`, `${key}0`, false, true);
}

/** Another tab that has written meanwhile keeps its mark. */
function deleteUnchanged(store: IDBObjectStore, key: IDBValidKey, mark: UnsentMark): void {
  const current: IDBRequest<UnsentMark | undefined> = store.get(key);
  current.onsuccess = () => {
    if (current.result?.at === mark.at) store.delete(key);
  };
}

function compactRows(updates: IDBObjectStore, key: string): void {
  const keys = updates.index(BY_ROOM).getAllKeys(key);
  const rows: IDBRequest<Row[]> = updates.index(BY_ROOM).getAll(key);
  rows.onsuccess = () => {
    if (rows.result.length < 2) return;
    updates.add({ room: key, update: merged(rows.result.map(({ update }) => update)) } satisfies Row);
    for (const row of keys.result) updates.delete(row);
  };
}

/** One update for several. Through a document: merging alone would keep what was deleted. */
function merged(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  const whole = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return whole;
}
