import type * as Y from 'yjs';
import { readDocument } from '../../shared/model/documents.ts';
import { compareText } from '../../shared/model/order.ts';
import type { DocumentEntry } from '../../shared/model/records.ts';
import { rootMap } from '../../shared/model/values.ts';
import { RecordTable, watchMaps } from './record-table.ts';
import { relist } from './sharing.ts';
import type { ReadableStore } from './store.ts';
import { createView, createViewsById } from './views.ts';

/** A project's list of documents as stores: what doesn't change stays the same object, and is told to nobody. */
export interface DocumentsStore {
  /** In order, without those in the bin. */
  readonly documents: ReadableStore<readonly DocumentEntry[]>;
  /** Those in the bin, the latest first. */
  readonly binned: ReadableStore<readonly DocumentEntry[]>;
  /** A document, in the bin or not; null where there is none. */
  document(id: string): ReadableStore<DocumentEntry | null>;
  /** Stops watching: what was read last stays. */
  stop(): void;
}

/** @param doc the document of the project's room */
export function createDocumentsStore(doc: Y.Doc): DocumentsStore {
  const records = new RecordTable((id) => readDocument(doc, id));
  let listed: readonly DocumentEntry[] = [];
  let binned: readonly DocumentEntry[] = [];
  const refresh = (ids: Iterable<string>): readonly string[] => {
    const { ids: changed, gone, come } = records.refresh(ids);
    listed = relist(
      listed,
      gone,
      come.filter((entry) => entry.deleted_at === null),
      compareEntries,
    );
    binned = relist(
      binned,
      gone,
      come.filter((entry) => entry.deleted_at !== null),
      compareBinned,
    );
    return changed;
  };
  refresh(rootMap(doc, 'documents')?.keys() ?? []);

  const views = { documents: createView(() => listed), binned: createView(() => binned) };
  const entries = createViewsById((id) => records.get(id));
  const stop = watchMaps(doc, ['documents'], (touched) => {
    const changed = refresh(touched.get('documents') ?? []);
    for (const view of Object.values(views)) view.tell();
    entries.tell(changed);
  });
  return { ...views, document: entries.of, stop };
}

function compareEntries(a: DocumentEntry, b: DocumentEntry): number {
  return compareText(a.order, b.order) || compareText(a.document_id, b.document_id);
}

function compareBinned(a: DocumentEntry, b: DocumentEntry): number {
  return (b.deleted_at ?? 0) - (a.deleted_at ?? 0) || compareEntries(a, b);
}
