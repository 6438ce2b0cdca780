import { type Store, StoreError } from '../../server/store/store.ts';

/** What goes wrong, and when. Tests set these at any time. */
export interface Faults {
  /** Writes that fail before they reach the inner store: nothing of them is on disk. */
  failBefore: number;
  /** Writes that fail after they reached the inner store: all of them is on disk, but the caller isn't told. */
  failAfter: number;
  /** Reopenings that fail. */
  failReopen: number;
  /** Runs before each write that doesn't fail before: it reaches the inner store when this has ended. */
  delay: (() => Promise<void>) | null;
}

export interface FailingStore extends Store {
  readonly faults: Faults;
  /** Number of records of each call of `write`, those that failed too. */
  readonly writes: readonly number[];
  /** Calls of `reopen`, those that failed too. */
  readonly reopened: number;
}

/** A real store with faults in front of it. Like a real one it refuses writes after a write error until it is reopened. */
export function failingStore(inner: Store): FailingStore {
  const faults: Faults = { failBefore: 0, failAfter: 0, failReopen: 0, delay: null };
  const writes: number[] = [];
  let reopened = 0;
  let failed = false;

  function fail(when: string): never {
    failed = true;
    throw new StoreError('store.write', `A test lets this write fail ${when} it reached the store.`);
  }

  async function faulty(write: () => Promise<void>): Promise<void> {
    if (failed) throw new StoreError('store.write', 'An earlier write failed: reopen first.');
    if (faults.failBefore > 0) {
      faults.failBefore--;
      fail('before');
    }
    await faults.delay?.();
    await write();
    if (faults.failAfter > 0) {
      faults.failAfter--;
      fail('after');
    }
  }

  return {
    faults,
    writes,
    get reopened() {
      return reopened;
    },
    open: () => inner.open(),
    write(batch) {
      writes.push((batch.rooms ?? []).reduce((sum, { records }) => sum + records.length, 0));
      return faulty(() => inner.write(batch));
    },
    read: (room) => inner.read(room),
    head: (room) => inner.head(room),
    history: (room, after) => inner.history(room, after),
    compact: (room, snapshot) => faulty(() => inner.compact(room, snapshot)),
    cursor: (name, room) => inner.cursor(name, room),
    rooms: (prefix) => inner.rooms(prefix),
    get: (table, key) => inner.get(table, key),
    entries: (table, range) => inner.entries(table, range),
    probe: () => faulty(() => inner.probe()),
    async reopen() {
      reopened++;
      if (faults.failReopen > 0) {
        faults.failReopen--;
        throw new StoreError('store.unwritable', 'A test lets this reopening fail.');
      }
      await inner.reopen();
      failed = false;
    },
    close: () => inner.close(),
  };
}
