import * as Y from 'yjs';
import { type Code, WeftError } from '../../shared/codes.ts';
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

/** Says what is wrong with an item that an update brought, or null. Called for each new item, so it must be quick. */
export type ItemCheck = (item: Y.Item, doc: Y.Doc) => string | null;

/** What a room's document may hold, beyond what every room's may. */
export interface Rules {
  /** Rule LI3: a code when the document holds more than it may. */
  readonly inspect?: ((doc: Y.Doc) => Code | null) | undefined;
  /** Rule FR8. */
  readonly check?: ItemCheck | undefined;
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
  readonly #rules: Rules;
  #deleted: DeletedRange[] = [];
  /** It holds more than it may already, since a limit was lowered: then an edit isn't what makes it so. */
  #full: boolean;
  /** It holds what it may not already, from a newer version: then moving that or bringing it back isn't what makes it so. */
  readonly #odd: boolean;

  /**
   * Builds the document from what the store holds, in order. What it holds already is never judged by `rules`.
   * @throws Error when something is missing in that: a document without it must never become a snapshot
   */
  constructor(updates: Iterable<Uint8Array>, limits: Limits, rules: Rules = {}) {
    this.#limits = limits;
    this.#rules = rules;
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update);
    });
    const { pendingStructs, pendingDs } = this.doc.store;
    if (pendingStructs !== null || pendingDs !== null) throw new Error('A room’s log has updates whose dependencies are not in it.');
    this.doc.on('afterTransaction', (transaction) => this.#note(transaction));
    this.#full = (rules.inspect?.(this.doc) ?? null) !== null;
    this.#odd = this.#holdsOdd();
  }

  /** @throws WeftError `update.roots` when the update would add too many root types; the document is as it was */
  checkRoots(scan: Scan): void {
    let roots = this.doc.share.size;
    for (const root of scan.roots) if (!this.doc.share.has(root)) roots++;
    if (roots > this.#limits.roots) {
      throw new WeftError('update.roots', `A document may have ${this.#limits.roots} root types; this update adds more.`);
    }
  }

  /**
   * Takes an update of which no struct is known in part.
   * @throws WeftError `update.rejected` when Yjs throws or would throw later, `update.too-deep`, what the room's rules say; the document is spoilt then
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
    scan.clients.forEach(({ client, end }, at) => {
      this.#checkItems(client, before[at] ?? 0, end);
    });
    const grown = scan.clients.some(({ client }, at) => Y.getState(store, client) !== before[at]);
    const changed = grown || this.#deleted.length > 0;
    if (changed) this.#checkFull();
    return { changed, complete, deleted: this.#deleted };
  }

  /**
   * Makes the server's own edit, in one transaction under `client`. Returns its update, which names all that it deleted, or null where nothing changed.
   * @throws what `change` throws, and what `inspect` says; the document is spoilt then, if `onChange` was called
   */
  edit(client: number, change: (doc: Y.Doc) => void, onChange: () => void): Uint8Array | null {
    const { doc } = this;
    const own = doc.clientID;
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => {
      updates.push(update);
      onChange();
    };
    doc.on('update', keep);
    // Only now: Yjs draws another id for a document whose own id comes from elsewhere, as the server's does when a log is read.
    doc.clientID = client;
    try {
      doc.transact(() => change(doc));
    } finally {
      doc.clientID = own;
      doc.off('update', keep);
    }
    const [first] = updates;
    if (first === undefined) return null;
    this.#checkFull();
    return updates.length === 1 ? first : Y.mergeUpdates(updates);
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

  /** Rule LI3. */
  #checkFull(): void {
    const code = this.#rules.inspect?.(this.doc) ?? null;
    if (code !== null && !this.#full)
      throw new WeftError(code, `The document would hold more than it may (${code}). Remove something first.`);
    this.#full = code !== null;
  }

  #note(transaction: Y.Transaction): void {
    // Yjs would tidy away formatting marks that say nothing, as every client does: a deletion that no record names, and that would pass for saved
    // when a client sends its own.
    transaction._needFormattingCleanup = false;
    for (const [client, ranges] of transaction.deleteSet.clients) {
      for (const { clock, len } of ranges) this.#deleted.push({ client, clock, length: len });
    }
  }

  /** Looks at what was integrated of a client from `from` to `end`. */
  #checkItems(client: number, from: number, end: number): void {
    const structs = this.doc.store.clients.get(client);
    if (structs === undefined || from >= Y.getState(this.doc.store, client)) return;
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
      const struct = structs[at];
      if (struct === undefined || struct.id.clock >= end) return;
      if (!(struct instanceof Y.Item)) {
        // What Yjs makes of an item whose parent is gone: deleted, without a word in the transaction's delete set.
        if (struct instanceof Y.GC) this.#deleted.push({ client, clock: struct.id.clock, length: struct.length });
        continue;
      }
      if (struct.content instanceof Y.ContentType) this.#checkNesting(struct);
      // Yjs never makes such a map entry, but takes it, and throws at somebody else's later deletion.
      if (struct.parentSub !== null && !struct.deleted && (struct.right !== null || struct.length !== 1)) {
        throw new WeftError('update.rejected', 'The update sets a map entry in a way that no Yjs document does.');
      }
      if (!struct.deleted && !this.#odd) this.#checkItem(struct);
    }
  }

  #holdsOdd(): boolean {
    const { check } = this.#rules;
    if (check === undefined) return false;
    for (const structs of this.doc.store.clients.values()) {
      for (const struct of structs) if (struct instanceof Y.Item && !struct.deleted && check(struct, this.doc) !== null) return true;
    }
    return false;
  }

  /** Rule FR8. */
  #checkItem(item: Y.Item): void {
    const fault = this.#rules.check?.(item, this.doc) ?? null;
    if (fault === null) return;
    throw new WeftError(
      'update.node',
      `In this document ${fault}: editors that are open would lose sight of it all. Write nodes of the list in shared/lexical, or under another root.`,
    );
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
