import * as Y from 'yjs';
import { WeftError } from '../../shared/codes.ts';
import type { Limits } from '../../shared/limits.ts';
import type { Scan } from './scan.ts';

/** What became of an update. */
export interface Applied {
  readonly changed: boolean;
  /** False when a part of it had nothing to build upon and was dropped. */
  readonly complete: boolean;
  /** Ranges that are deleted now and weren't before, those of overwritten and orphaned items too. */
  readonly deleted: readonly DeletedRange[];
}

export interface DeletedRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/**
 * A room's Y.Doc. Only updates that `scan` let through come here. After a throw the object must be thrown away: Yjs may have
 * applied a part.
 */
export class HotDocument {
  readonly doc = new Y.Doc();
  readonly #limits: Limits;
  #deleted: DeletedRange[] = [];

  /** Builds the document from what the store holds, in order. */
  constructor(updates: Iterable<Uint8Array>, limits: Limits) {
    this.#limits = limits;
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update);
    });
    this.doc.on('afterTransaction', (transaction) => this.#note(transaction));
  }

  /**
   * @throws WeftError `update.rejected` when Yjs throws, `update.roots`, `update.too-deep`; the document is spoilt then
   */
  apply(update: Uint8Array, scan: Scan): Applied {
    this.#deleted = [];
    const { store } = this.doc;
    const before = scan.clients.map(({ client }) => Y.getState(store, client));
    try {
      Y.applyUpdate(this.doc, update);
    } catch (error) {
      throw new WeftError('update.rejected', `Yjs can't apply the update: ${String(error)}. Send one that a Yjs document made.`, {
        cause: error,
      });
    }
    const complete = store.pendingStructs === null && store.pendingDs === null;
    if (!complete) {
      store.pendingStructs = null;
      store.pendingDs = null;
    }
    if (this.doc.share.size > this.#limits.roots) {
      throw new WeftError('update.roots', `A document may have ${this.#limits.roots} root types; this update adds more.`);
    }
    if (scan.types > 0) this.#checkDepth(scan);
    const grown = scan.clients.some(({ client }, at) => Y.getState(store, client) !== before[at]);
    return { changed: grown || this.#deleted.length > 0, complete, deleted: this.#deleted };
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** Everything that a client with `stateVector` lacks, with the complete delete set. */
  encode(stateVector?: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, stateVector);
  }

  destroy(): void {
    this.doc.destroy();
  }

  #note(transaction: Y.Transaction): void {
    for (const [client, ranges] of transaction.deleteSet.clients) {
      for (const { clock, len } of ranges) this.#deleted.push({ client, clock, length: len });
    }
  }

  #checkDepth(scan: Scan): void {
    for (const { client, clock, end } of scan.clients) {
      const structs = this.doc.store.clients.get(client);
      if (structs === undefined || structs.length === 0) continue;
      const last = Math.min(end, Y.getState(this.doc.store, client));
      for (let at = clock; at < last; ) {
        const struct = structs[Y.findIndexSS(structs, at)];
        if (struct === undefined) break;
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) this.#checkNesting(struct);
        at = struct.id.clock + struct.length;
      }
    }
  }

  #checkNesting(item: Y.Item): void {
    let depth = 1;
    let parent = item.parent;
    while (parent instanceof Y.AbstractType && parent._item !== null) {
      depth++;
      if (depth > this.#limits.typeDepth) {
        throw new WeftError(
          'update.too-deep',
          `Shared types may be nested ${this.#limits.typeDepth} levels deep; this update goes deeper.`,
        );
      }
      parent = parent._item.parent;
    }
  }
}
