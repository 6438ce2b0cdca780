import * as Y from 'yjs';
import type { WeftError } from '../../shared/codes.ts';
import type { Log } from '../../shared/log.ts';
import type { Time } from '../../shared/time.ts';
import type { RoomStore } from '../store/journal.ts';
import type { Room } from './room.ts';
import { unreadable } from './unreadable.ts';

/** How often a look waits for the document, or for a commit that leaves nothing behind it, until the disk is read instead. */
const TRIES = 4;
/** ms that a look waits at most for one commit. */
const PATIENCE = 50;

export interface ReadsOptions {
  readonly store: RoomStore;
  readonly time: Time;
  readonly log: Log;
  /** The room as it is in memory. */
  readonly inMemory: (room: string) => Room | undefined;
  /** The room, loaded, or null when it has no records: it isn't made then. */
  readonly find: (room: string) => Promise<Room | null>;
  readonly seed: (room: string) => Uint8Array | null;
}

/** Looks at rooms as they are on disk: at the document in memory where that is the same. */
export class Reads {
  readonly #options: ReadsOptions;

  constructor(options: ReadsOptions) {
    this.#options = options;
  }

  /** See `Rooms.read`. */
  async read<T>(name: string, look: (doc: Y.Doc) => T): Promise<T> {
    const room = this.#options.inMemory(name) ?? (await this.#find(name));
    if (room === null) return this.#lookAtCopy(this.#seedOf(name), look);
    const unpin = room.pin();
    try {
      for (let tries = 0; room.ended === null && tries < TRIES; tries++) {
        const doc = room.committedDocument;
        if (doc !== null) return lookAt(doc, look, () => room.discardDocument());
        await this.#approach(room);
      }
    } finally {
      unpin();
    }
    return this.#lookAtCopy(await this.#updatesOf(name), look);
  }

  /** Does what may bring the document and the disk together. */
  async #approach(room: Room): Promise<void> {
    if (room.state === 'cold') {
      await room.heat().catch((error: unknown) => {
        throw this.#unreadable(error);
      });
      return;
    }
    await new Promise<void>((resolve) => {
      const cancel = this.#options.time.after(PATIENCE, resolve);
      void room.whenCommitted().then(() => {
        cancel();
        resolve();
      });
    });
  }

  async #find(name: string): Promise<Room | null> {
    try {
      return await this.#options.find(name);
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  async #updatesOf(name: string): Promise<readonly Uint8Array[]> {
    try {
      const { snapshot, tail, head } = await this.#options.store.read(name);
      if (head === 0) return this.#seedOf(name);
      return [...(snapshot === null ? [] : [snapshot.update]), ...tail.map(({ update }) => update)];
    } catch (error) {
      throw this.#unreadable(error);
    }
  }

  #seedOf(name: string): readonly Uint8Array[] {
    const seed = this.#options.seed(name);
    return seed === null ? [] : [seed];
  }

  #lookAtCopy<T>(updates: readonly Uint8Array[], look: (doc: Y.Doc) => T): T {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    try {
      return lookAt(doc, look, () => undefined);
    } finally {
      doc.destroy();
    }
  }

  #unreadable(error: unknown): WeftError {
    return unreadable(error, this.#options);
  }
}

/** A look that changes the document is a bug of ours: what it did must not become part of the room. */
function lookAt<T>(doc: Y.Doc, look: (doc: Y.Doc) => T, onSpoilt: () => void): T {
  let changed = false;
  const note = (): void => {
    changed = true;
  };
  doc.on('update', note);
  try {
    return look(doc);
  } finally {
    doc.off('update', note);
    if (changed) spoilt(onSpoilt);
  }
}

function spoilt(onSpoilt: () => void): never {
  onSpoilt();
  throw new Error('A look at a room changed its document: only a commit may.');
}
