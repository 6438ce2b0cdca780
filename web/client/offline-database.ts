import type { Time } from '../../shared/time.ts';
import { createStore, type ReadableStore } from './store.ts';

/** Rows of updates, in the order in which they came. */
export const UPDATES = 'updates';
/** An index over them. */
export const BY_ROOM = 'room';
/** Marks of rooms in which something is unsent, by room and tab. */
export const UNSENT = 'unsent';
/** What is known of rooms that were whole once. */
export const ROOMS = 'rooms';

const VERSION = 1;

/** ms within which a database must open: a browser whose storage hangs must not keep the documents from being shown. */
const OPEN_WITHIN = 5_000;

/** Work on the database: makes its requests at once, and answers with what reads their results. */
export type Work<T> = (transaction: IDBTransaction) => () => T;

interface Job {
  readonly begin: (transaction: IDBTransaction) => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * An IndexedDB database that tells what is committed. Work is done in the order in which it comes; what comes while a transaction is under
 * way goes into the next one. After its first failure it does nothing more: what it holds is then older than the documents, and still true.
 */
export class OfflineDatabase {
  readonly #opening: Promise<IDBDatabase>;
  readonly #onFailed: (error: unknown) => void;
  readonly #working = createStore<boolean>(true, Object.is);
  #jobs: Job[] = [];
  #running = false;
  #failure: { readonly error: unknown } | null = null;
  #closed = false;

  constructor(name: string, time: Time, onFailed: (error: unknown) => void) {
    this.#onFailed = onFailed;
    this.#opening = openDatabase(name, time, (error) => this.#fail(error));
    this.#opening.catch((error: unknown) => this.#fail(error));
  }

  /** False once it has failed, or is gone. */
  get working(): ReadableStore<boolean> {
    return this.#working;
  }

  /** Resolves when the work is committed to the disk. */
  run<T>(work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure.error);
      let result: (() => T) | null = null;
      this.#jobs.push({
        begin: (transaction) => {
          result = work(transaction);
        },
        done: () => {
          if (result !== null) resolve(result());
        },
        failed: reject,
      });
      if (!this.#running) void this.#run();
    });
  }

  /** Finishes the work that it was given, and closes. */
  async close(): Promise<void> {
    this.#closed = true;
    try {
      await this.run(() => () => undefined);
      (await this.#opening).close();
    } catch (error) {
      this.#fail(error);
    }
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#jobs.length > 0 && this.#failure === null) {
      const jobs = this.#jobs.splice(0);
      try {
        await this.#commit(await this.#opening, jobs);
        for (const { done } of jobs) done();
      } catch (error) {
        this.#jobs.unshift(...jobs);
        this.#fail(error);
      }
    }
    this.#running = false;
  }

  #commit(database: IDBDatabase, jobs: readonly Job[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction([UPDATES, UNSENT, ROOMS], 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser broke off writing to its database.'));
      for (const { begin } of jobs) begin(transaction);
    });
  }

  #fail(error: unknown): void {
    if (this.#failure !== null) return;
    this.#failure = { error };
    this.#working.set(false);
    for (const { failed } of this.#jobs.splice(0)) failed(error);
    this.#opening.then(
      (database) => database.close(),
      () => undefined,
    );
    // A database that went away after its last use is nobody's trouble.
    if (!this.#closed) this.#onFailed(error);
  }
}

/** Deletes a database; other tabs that have it open close it. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('The browser could not delete its database.'));
  });
}

function openDatabase(name: string, time: Time, onLost: (error: unknown) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    let late = false;
    const cancel = time.after(OPEN_WITHIN, () => {
      late = true;
      reject(new Error('The browser did not open its database in time.'));
    });
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore(UPDATES, { autoIncrement: true }).createIndex(BY_ROOM, 'room');
      database.createObjectStore(UNSENT);
      database.createObjectStore(ROOMS);
    };
    request.onerror = () => {
      cancel();
      reject(request.error ?? new Error('The browser could not open its database.'));
    };
    request.onsuccess = () => {
      cancel();
      const database = request.result;
      if (late) database.close();
      const lost = (why: string) => () => {
        database.close();
        onLost(new Error(why));
      };
      database.onversionchange = lost('Another tab has signed out, or runs a newer version: this one keeps documents no longer.');
      database.onclose = lost('The browser has closed its database.');
      resolve(database);
    };
  });
}
