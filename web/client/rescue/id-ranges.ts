import * as Y from 'yjs';

/** A part of a range of ids: wholly among some ids, or wholly not. */
export interface Piece {
  readonly clock: number;
  readonly length: number;
  readonly inside: boolean;
}

/** Ids of characters and elements, as Yjs lists what was deleted. */
export class IdRanges {
  readonly #set: Y.Transaction['deleteSet'];

  constructor(...sets: readonly Y.Transaction['deleteSet'][]) {
    // Merged they are sorted, whoever wrote them.
    this.#set = Y.mergeDeleteSets([...sets]);
  }

  /** Those that an update itself says to be deleted. */
  static deletedBy(update: Uint8Array): IdRanges {
    return new IdRanges(Y.decodeUpdate(update).ds);
  }

  has(client: number, clock: number): boolean {
    return Y.isDeleted(this.#set, Y.createID(client, clock));
  }

  /** A range cut where it enters or leaves these ids. */
  *pieces(client: number, clock: number, length: number): Generator<Piece> {
    const end = clock + length;
    let at = clock;
    for (const range of this.#set.clients.get(client) ?? []) {
      const [from, to] = [Math.max(range.clock, at), Math.min(range.clock + range.len, end)];
      if (to <= from) continue;
      if (from > at) yield { clock: at, length: from - at, inside: false };
      yield { clock: from, length: to - from, inside: true };
      at = to;
    }
    if (at < end) yield { clock: at, length: end - at, inside: false };
  }
}
