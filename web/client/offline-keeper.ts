import type * as Y from 'yjs';
import type { OfflineStore, UnsentMark } from './offline-store.ts';
import { type KnownRole, NOTHING_KEPT, RESTORED, type Restored } from './restored.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { SyncStatus } from './sync-status.ts';

/** Rows of a room above which they are made one. */
const MANY_ROWS = 200;

export interface KeeperOptions {
  readonly store: OfflineStore;
  readonly room: string;
  readonly doc: Y.Doc;
}

/** Keeps one room's document in this browser. A store that fails is told elsewhere, once: here it means that nothing is kept. */
export interface Keeper {
  /** Everything in the document is on this browser's disk. */
  readonly kept: ReadableStore<boolean>;
  /** What was kept; nothing where the store fails. Never rejects. */
  restore(): Promise<Restored>;
  /** Begins to listen, after the connection did. */
  start(status: ReadableStore<SyncStatus>): void;
  /** Stops, and deletes what was kept. Never rejects. */
  purge(): Promise<void>;
  stop(): void;
}

export function createKeeper({ store, room, doc }: KeeperOptions): Keeper {
  const kept = createStore<boolean>(false, Object.is);
  let restored = false;
  let stopped = false;
  let pending = 0;
  let rows = 0;
  let marks: readonly UnsentMark[] = [];
  let marked = false;
  let known: KnownRole | null | undefined;
  let stopListening = (): void => {};
  const unwatch = store.working.subscribe(() => refresh());

  const refresh = (): void => kept.set(restored && !stopped && store.working.getSnapshot() && pending === 0);
  const append = (update: Uint8Array, unsent: boolean): void => {
    pending++;
    marked ||= unsent;
    refresh();
    store.append(room, update, unsent).then(() => {
      pending--;
      refresh();
    }, refresh);
    rows++;
    if (rows < MANY_ROWS) return;
    rows = 1;
    store.compact(room).catch(refresh);
  };
  const note = ({ kind, unsent, ready, role, readOnly }: SyncStatus): void => {
    // In this order: where the page ends in between, what was sent counts as unsent, never the other way round.
    const now = role === null ? null : { role, writable: !readOnly };
    if (ready && (known === undefined || known?.role !== now?.role || known?.writable !== now?.writable)) {
      known = now;
      store.known(room, now).catch(refresh);
    }
    if (marked && kind === 'saved' && unsent === 0) {
      marked = false;
      store.sent(room, marks).catch(refresh);
      marks = [];
    }
  };

  const stop = (): void => {
    stopped = true;
    stopListening();
    unwatch();
    refresh();
  };
  return {
    kept,
    restore: async () => {
      try {
        const stored = await store.read(room);
        rows += stored.updates.length;
        marks = stored.marks;
        marked ||= stored.unsent;
        if (stored.complete) known = stored.role;
        restored = true;
        refresh();
        return stored;
      } catch {
        refresh();
        return NOTHING_KEPT;
      }
    },
    start: (status) => {
      const onUpdate = (update: Uint8Array, origin: unknown): void => {
        if (origin !== RESTORED) append(update, status.getSnapshot().unsent > 0);
      };
      doc.on('update', onUpdate);
      const unsubscribe = status.subscribe(() => note(status.getSnapshot()));
      stopListening = () => {
        doc.off('update', onUpdate);
        unsubscribe();
      };
    },
    purge: () => {
      stop();
      return store.purge(room).catch(refresh);
    },
    stop,
  };
}
