import * as Y from 'yjs';
import { rootMap } from '../../shared/model/values.ts';
import { once } from './once.ts';
import { shareFields } from './sharing.ts';

/** What a transaction touched: by root the keys under which something changed, however deep. */
export type Touched<Root extends string> = ReadonlyMap<Root, ReadonlySet<string>>;

/**
 * Watches maps at the root of a document: `changed` is called once after each transaction that touched any of them, when all of it is done.
 * @returns its stop
 */
export function watchMaps<Root extends string>(doc: Y.Doc, roots: readonly Root[], changed: (touched: Touched<Root>) => void): () => void {
  let touched = new Map<Root, Set<string>>();
  const stops = roots.map((root) =>
    watchMap(rootMap(doc, root), (keys) => touched.set(root, new Set([...(touched.get(root) ?? []), ...keys]))),
  );
  const onTransaction = (): void => {
    if (touched.size === 0) return;
    const done = touched;
    touched = new Map();
    changed(done);
  };
  doc.on('afterTransaction', onTransaction);
  return () => {
    for (const stop of stops) stop();
    doc.off('afterTransaction', onTransaction);
  };
}

function watchMap(map: Y.Map<unknown> | null, touch: (keys: readonly string[]) => void): () => void {
  if (map === null) return () => {};
  const onEvents = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const keys = events.flatMap((event) =>
      event instanceof Y.YMapEvent && event.target === map ? [...event.keysChanged] : event.path.slice(0, 1),
    );
    // What somebody pushed into the map as into a list has no key, and no reader sees it.
    touch(keys.filter((key) => typeof key === 'string'));
  };
  map.observeDeep(onEvents);
  return once(() => map.unobserveDeep(onEvents));
}

/** How records changed: what was gone from the lists, and what came in its place. */
export interface RecordChanges<T> {
  readonly ids: readonly string[];
  readonly gone: ReadonlySet<T>;
  readonly come: readonly T[];
}

/** Records as they were last read, by id. A record is another object exactly when it says something else. */
export class RecordTable<T extends object> {
  readonly #read: (id: string) => T | null;
  readonly #records = new Map<string, T>();

  /** @param read one record as it is now; null where there is none that can be understood */
  constructor(read: (id: string) => T | null) {
    this.#read = read;
  }

  get(id: string): T | null {
    return this.#records.get(id) ?? null;
  }

  values(): Iterable<T> {
    return this.#records.values();
  }

  /** Reads these records again, and no others. @returns those that changed */
  refresh(ids: Iterable<string>): RecordChanges<T> {
    const changed: string[] = [];
    const gone = new Set<T>();
    const come: T[] = [];
    for (const id of ids) {
      const before = this.get(id);
      const read = this.#read(id);
      const now = before === null || read === null ? read : shareFields(before, read);
      if (now === before) continue;
      changed.push(id);
      if (before !== null) gone.add(before);
      if (now === null) this.#records.delete(id);
      else {
        this.#records.set(id, now);
        come.push(now);
      }
    }
    return { ids: changed, gone, come };
  }
}
