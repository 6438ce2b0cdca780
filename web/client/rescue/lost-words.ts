import * as Y from 'yjs';
import { type Home, homeOf, outermostRemoved } from './home.ts';
import type { IdRanges } from './id-ranges.ts';

/** Words that were written in one go, and where they stood. */
export interface Run {
  readonly words: string;
  /** Fields of the run of text that they were in. */
  readonly fields: unknown;
  /** So many characters of what their remover saw stood before them. */
  readonly at: number;
  readonly client: number;
  readonly clock: number;
}

/** A text that was removed with words in it that its remover hadn't seen. */
export interface LostText {
  /** Its id. */
  readonly text: Y.ID;
  readonly runs: readonly Run[];
  /** What the remover saw of it. */
  readonly seen: string;
  readonly home: Home;
}

/** From which clock on what a client wrote is this replica's to put back; `Infinity` for nothing. */
export type OwnFrom = (client: number) => number;

/**
 * The words of our own that were removed by an update that doesn't name them: whoever removes a block names all that they know in it. To be asked
 * at `afterTransaction`: afterwards what was removed is forgotten.
 * @param named what the update says to be deleted; asked for only where something of ours went
 */
export function lostWords(transaction: Y.Transaction, named: () => IdRanges, ownFrom: OwnFrom): readonly LostText[] {
  const texts = new Set<Y.XmlText>();
  for (const [client, ranges] of transaction.deleteSet.clients) {
    const from = ownFrom(client);
    for (const { clock, len } of ranges) {
      if (clock + len <= from) continue;
      for (const piece of named().pieces(client, clock, len)) {
        if (!piece.inside && piece.clock + piece.length > from) addTexts(transaction.doc, client, piece.clock, piece.length, texts);
      }
    }
  }
  return [...texts].flatMap((text) => lostFrom(text, transaction, named(), ownFrom) ?? []);
}

function addTexts(doc: Y.Doc, client: number, clock: number, length: number, texts: Set<Y.XmlText>): void {
  const structs = doc.store.clients.get(client) ?? [];
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const struct = structs[index];
    if (struct === undefined || struct.id.clock >= clock + length) return;
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const parent: unknown = struct.parent;
    if (parent instanceof Y.XmlText && parent._item?.deleted === true) texts.add(parent);
  }
}

function lostFrom(text: Y.XmlText, { doc, deleteSet }: Y.Transaction, named: IdRanges, ownFrom: OwnFrom): LostText | null {
  if (text._item === null) return null;
  const home = homeOf(outermostRemoved(text._item), doc);
  if (home === null) return null;
  let seen = '';
  let fields: unknown;
  const runs: Run[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    // What was deleted before is nobody's loss now.
    if (!Y.isDeleted(deleteSet, item.id)) continue;
    const { content, id, length } = item;
    if (content instanceof Y.ContentFormat && content.key === 'p') fields = content.value;
    if (!(content instanceof Y.ContentString)) continue;
    for (const piece of named.pieces(id.client, id.clock, length)) {
      const words = content.str.slice(piece.clock - id.clock, piece.clock - id.clock + piece.length);
      if (piece.inside) seen += words;
      else if (piece.clock >= ownFrom(id.client)) runs.push({ words, fields, at: seen.length, client: id.client, clock: piece.clock });
    }
  }
  return runs.length === 0 ? null : { text: text._item.id, runs, seen, home };
}
