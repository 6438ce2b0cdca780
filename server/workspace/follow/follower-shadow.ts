import * as Y from 'yjs';
import type { RoomStore } from '../../store/journal.ts';
import type { LogRecord } from '../../store/store.ts';
import { SERVER_USER } from '../../sync/edits.ts';

/** A room's document as it was after one of its records, moved on record by record. Nobody else sees or changes it. */
export class Shadow {
  readonly doc: Y.Doc;
  readonly #room: string;
  readonly #store: Pick<RoomStore, 'read'>;
  #owners: ReadonlyMap<number, string>;
  /** Clients that belonged to nobody when they were looked up: the disk isn't read again for each of their edits. */
  readonly #ownerless = new Set<number>();

  private constructor(room: string, store: Pick<RoomStore, 'read'>, doc: Y.Doc, owners: ReadonlyMap<number, string>) {
    this.#room = room;
    this.#store = store;
    this.doc = doc;
    this.#owners = owners;
  }

  /** The room as it was after record `seq`. Rejects as the store does. */
  static async build(store: Pick<RoomStore, 'read' | 'history'>, room: string, seq: number): Promise<Shadow> {
    const doc = new Y.Doc();
    const { snapshot, tail, owners } = await store.read(room);
    if (seq > 0 && (snapshot === null || snapshot.seq <= seq)) {
      if (snapshot !== null) Y.applyUpdate(doc, snapshot.update);
      for (const record of tail) if (record.seq <= seq) Y.applyUpdate(doc, record.update);
    } else if (seq > 0) {
      for await (const record of store.history(room, 0)) {
        if (record.seq > seq) break;
        Y.applyUpdate(doc, record.update);
      }
    }
    return new Shadow(room, store, doc, owners);
  }

  /**
   * Moves on by one record. Rejects as the store does, and has not moved then.
   * @returns who made what has one client's id: the record's author, unless it brings the edits of several
   */
  async apply({ update, author }: LogRecord): Promise<(client: number | undefined) => string> {
    const owners = author === '' || !isOfSeveral(update) ? null : await this.#ownersOf(update);
    Y.applyUpdate(this.doc, update);
    if (owners === null) return () => author;
    return (client) => {
      const owner = client === undefined ? undefined : owners.get(client);
      return owner === undefined || owner === SERVER_USER ? author : owner;
    };
  }

  async #ownersOf(update: Uint8Array): Promise<ReadonlyMap<number, string>> {
    const clients = [...Y.parseUpdateMeta(update).to.keys()];
    const unknown = clients.filter((client) => !this.#owners.has(client) && !this.#ownerless.has(client));
    if (unknown.length === 0) return this.#owners;
    this.#owners = (await this.#store.read(this.#room)).owners;
    for (const client of unknown) if (!this.#owners.has(client)) this.#ownerless.add(client);
    return this.#owners;
  }

  destroy(): void {
    this.doc.destroy();
  }
}

/** An update begins with the number of clients whose structs it holds. */
function isOfSeveral(update: Uint8Array): boolean {
  return (update[0] ?? 0) > 1;
}
