import type * as Y from 'yjs';

/** The root map of what was put back: for the first id of each run, and for who did it, how many characters. */
const MARKS = 'rescued';

/** Characters that somebody put back: their ids as they were first written. */
export interface Mark {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  /** Whose replica put them back. */
  readonly by: number;
}

export function setMark(doc: Y.Doc, { client, clock, length, by }: Mark): void {
  doc.getMap<number>(MARKS).set(`${client}:${clock}:${by}`, length);
}

export function marksOf(doc: Y.Doc): readonly Mark[] {
  if (!doc.share.has(MARKS)) return [];
  return [...doc.getMap<unknown>(MARKS)].map(([key, length]) => {
    const [client = 0, clock = 0, by = 0] = key.split(':').map(Number);
    return { client, clock, length: Number(length), by };
  });
}

/** Whether a transaction brought marks. */
export function bringsMarks({ doc, changed }: Y.Transaction): boolean {
  const marks = doc.share.get(MARKS);
  return marks !== undefined && changed.has(marks);
}

/** Those that somebody has put back. */
export function isPutBack(doc: Y.Doc): (client: number, clock: number) => boolean {
  const marks = marksOf(doc);
  return (client, clock) => marks.some((mark) => covers(mark, client, clock));
}

export function covers(mark: Mark, client: number, clock: number): boolean {
  return mark.client === client && clock >= mark.clock && clock < mark.clock + mark.length;
}

/** Of two who put the same words back, the one whose copy stays: their writer, else the one with the lower id. */
export function goesBefore(a: Mark, b: Mark): boolean {
  if ((a.by === a.client) !== (b.by === b.client)) return a.by === a.client;
  return a.by < b.by;
}
