import * as Y from 'yjs';
import { type Home, homeOf, outermostRemoved } from './home.ts';
import { IdRanges } from './id-ranges.ts';
import type { Run } from './lost-words.ts';

/** Words that came into something which had been removed here before. */
export interface LateText {
  /** Its id. */
  readonly text: Y.ID;
  readonly home: Home;
  readonly runs: readonly Run[];
}

/** Ids that stand in something removed. */
interface Part {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly home: Home;
  /** The id of the text that they are or stand in; null for what holds no words itself. */
  readonly text: Y.ID | null;
}

/** Parts that are remembered. With more of them removed here all are forgotten: by then nobody is under way who doesn't know. */
const MOST_PARTS = 200_000;

/** What was removed here, so that the words of those who didn't know it yet can be told when they come. */
export class RemovedHere {
  /** By client, in order of their clocks. */
  readonly #parts = new Map<number, Part[]>();
  #count = 0;

  /** To be told of each change that was made here, at `afterTransaction`. */
  remember({ doc, deleteSet }: Y.Transaction): void {
    const homes = new Map<Y.Item, Home | null>();
    for (const [client, ranges] of deleteSet.clients) {
      const structs = doc.store.clients.get(client) ?? [];
      for (const { clock, len } of ranges) {
        for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
          const struct = structs[index];
          if (struct === undefined || struct.id.clock >= clock + len) break;
          if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) continue;
          const outermost = outermostRemoved(struct);
          const home = homes.get(outermost) ?? homeOf(outermost, doc);
          homes.set(outermost, home);
          if (home !== null) for (const part of partsOf(struct, struct.content.type, home)) this.#add(part);
        }
      }
    }
  }

  /**
   * The words of an update that came into something removed here. At `afterTransaction` of the transaction that took it.
   * @param isOurs what is removed and not remembered may have been removed here in an earlier session
   */
  take({ doc, beforeState, afterState }: Y.Transaction, update: Uint8Array, isOurs: boolean): readonly LateText[] {
    if ((this.#count === 0 && !isOurs) || !bringsDeleted(doc, beforeState, afterState)) return [];
    const { structs, ds } = Y.decodeUpdate(update);
    const named = new IdRanges(ds);
    const texts = new Map<string, { text: Y.ID; home: Home; runs: Run[] }>();
    for (const { item, part } of this.#lateItems(structs, doc, beforeState, isOurs)) {
      const { client, clock } = item.id;
      const from = Math.max(clock, beforeState.get(client) ?? 0);
      const length = clock + item.length - from;
      const text = item.content instanceof Y.ContentType ? textOf(item, item.content.type) : part.text;
      this.#add({ client, clock: from, length, home: part.home, text });
      if (!(item.content instanceof Y.ContentString) || text === null) continue;
      const late = texts.get(`${text.client}:${text.clock}`) ?? { text, home: part.home, runs: [] };
      texts.set(`${text.client}:${text.clock}`, late);
      for (const piece of named.pieces(client, from, length)) {
        const words = item.content.str.slice(piece.clock - clock, piece.clock - clock + piece.length);
        if (!piece.inside) insertRun(late.runs, item.origin, { words, fields: undefined, client, clock: piece.clock });
      }
    }
    return [...texts.values()].filter(({ runs }) => runs.length > 0);
  }

  /** New items that were deleted as they came, each with what it stands in: after those that it stands beside. */
  *#lateItems(
    structs: readonly unknown[],
    doc: Y.Doc,
    before: Y.Transaction['beforeState'],
    isOurs: boolean,
  ): Generator<{ readonly item: Y.Item; readonly part: Pick<Part, 'home' | 'text'> }> {
    let left = structs.filter((struct): struct is Y.Item => struct instanceof Y.Item && isLate(struct, doc, before));
    for (;;) {
      // Updates list their items by client, whatever stands beside what.
      const found = new Set(left.filter((item) => this.#around(item) !== null));
      for (const item of found) {
        const part = this.#around(item);
        if (part !== null) yield { item, part };
      }
      left = left.filter((item) => !found.has(item));
      if (found.size > 0) continue;
      const first = isOurs ? left.find(({ content }) => !(content instanceof Y.ContentDeleted)) : undefined;
      if (first === undefined) return;
      yield { item: first, part: guessed(first, doc) };
      left = left.filter((item) => item !== first);
    }
  }

  /** What a new item stands in, by its neighbours or by what it names as its parent. */
  #around({ origin, rightOrigin, parent }: Y.Item): Part | null {
    const named: unknown = parent;
    return this.#find(origin) ?? this.#find(rightOrigin) ?? (named instanceof Y.ID ? this.#find(named) : null);
  }

  #find(id: Y.ID | null): Part | null {
    const parts = id === null ? undefined : this.#parts.get(id.client);
    if (id === null || parts === undefined) return null;
    const part = parts[countUpTo(parts, id.clock) - 1];
    return part !== undefined && id.clock < part.clock + part.length ? part : null;
  }

  #add(part: Part): void {
    if (this.#count >= MOST_PARTS) {
      this.#parts.clear();
      this.#count = 0;
    }
    const parts = this.#parts.get(part.client) ?? [];
    this.#parts.set(part.client, parts);
    parts.splice(countUpTo(parts, part.clock), 0, part);
    this.#count++;
  }
}

/** How many of these, in order of their clocks, begin at a clock or before it. */
function countUpTo(parts: readonly Part[], clock: number): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.clock ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A removed element or text with all that ever stood in it. */
function partsOf(item: Y.Item, type: Y.AbstractType<unknown>, home: Home): Part[] {
  const text = textOf(item, type);
  const parts: Part[] = [{ ...item.id, length: 1, home, text }];
  for (let child = type._start; child !== null; child = child.right) {
    // Elements and texts in it are removed, too, and come by themselves.
    if (!(child.content instanceof Y.ContentType) || type instanceof Y.XmlText) {
      parts.push({ client: child.id.client, clock: child.id.clock, length: child.length, home, text });
    }
  }
  return parts;
}

const textOf = ({ id }: Y.Item, type: Y.AbstractType<unknown>): Y.ID | null => (type instanceof Y.XmlText ? id : null);

function isIn({ client, clock, words }: Run, id: Y.ID | null): boolean {
  return id !== null && id.client === client && id.clock >= clock && id.clock < clock + words.length;
}

/** Whether any of what is new was deleted as it came. */
function bringsDeleted(doc: Y.Doc, before: Y.Transaction['beforeState'], after: Y.Transaction['afterState']): boolean {
  for (const [client, end] of after) {
    const from = before.get(client) ?? 0;
    const structs = doc.store.clients.get(client) ?? [];
    for (let index = structs.length - 1; end > from && index >= 0; index--) {
      const struct = structs[index];
      if (struct === undefined || struct.id.clock + struct.length <= from) break;
      if (struct.deleted) return true;
    }
  }
  return false;
}

/** New, and deleted as it came. */
function isLate({ id, length }: Y.Item, doc: Y.Doc, before: Y.Transaction['beforeState']): boolean {
  const clock = Math.max(id.clock, before.get(id.client) ?? 0);
  return clock < id.clock + length && isDeletedIn(doc, id.client, clock);
}

/** Behind the run in which its left neighbour is; else at the end, apart from the others. */
function insertRun(runs: Run[], origin: Y.ID | null, run: Omit<Run, 'at'>): void {
  const behind = runs.findIndex((one) => isIn(one, origin));
  if (behind === -1) runs.push({ ...run, at: runs.length });
  else runs.splice(behind + 1, 0, { ...run, at: runs[behind]?.at ?? 0 });
}

/**
 * What was removed in an earlier session has left no more than a place in the list of its siblings. Its first words were mostly written by the one
 * who made it, right after it was made: so the last element before them may be it. Else nothing is known but the document.
 */
function guessed({ id, origin, rightOrigin, content }: Y.Item, doc: Y.Doc): Pick<Part, 'home' | 'text'> {
  const beside = origin ?? rightOrigin;
  const structs = (beside === null ? undefined : doc.store.clients.get(beside.client)) ?? [];
  let index = beside === null || structs.length === 0 ? -1 : Y.findIndexSS(structs, beside.clock);
  while (index >= 0 && !(structs[index] instanceof Y.Item)) index--;
  const maker = structs[index];
  const home = maker instanceof Y.Item ? homeOf(outermostRemoved(maker), doc) : null;
  const isElement = content instanceof Y.ContentType && !(content.type instanceof Y.XmlText);
  return { home: home ?? [], text: isElement ? null : id };
}

function isDeletedIn(doc: Y.Doc, client: number, clock: number): boolean {
  const structs = doc.store.clients.get(client) ?? [];
  return clock < Y.getState(doc.store, client) && structs[Y.findIndexSS(structs, clock)]?.deleted === true;
}
