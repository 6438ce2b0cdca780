import type * as Y from 'yjs';
import type { DocumentEditData } from '../../shared/events.ts';
import { LIMITS } from '../../shared/limits.ts';
import { type EventSource, watchChanges } from './events-room.ts';
import { watchTidying } from './tidying.ts';

export interface EditedDocument {
  readonly project: string;
  readonly document: string;
  /** What the document is called, '' where that isn't known here. */
  readonly title: () => string;
}

/** Tells `document_edit`: the first edit at once, those that follow gathered by author, one event in a while. @returns its stop */
export function watchEdits(source: EventSource, { project, document, title }: EditedDocument): () => void {
  const { doc, room, time, tell } = source;
  const changes = watchChanges(source);
  const tidying = watchTidying(doc);
  const edits = new Map<string | null, number>();
  let cancel: (() => void) | null = null;

  const tellAll = (): void => {
    cancel = null;
    if (edits.size === 0) return;
    const told = [...edits];
    edits.clear();
    cancel = time.after(LIMITS.documentEditInterval, tellAll);
    for (const [author, count] of told) {
      const data: DocumentEditData = { document_id: document, project_id: project, title: title(), edits: count };
      tell({ type: 'document_edit', data: { ...data }, user_id: author, room_id: room });
    }
  };
  const onUpdate = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (!changes.isLive(transaction) || tidying.isTidying(transaction)) return;
    const author = changes.authorOf(transaction);
    edits.set(author, (edits.get(author) ?? 0) + 1);
    if (cancel === null) tellAll();
  };
  doc.on('update', onUpdate);
  return () => {
    doc.off('update', onUpdate);
    cancel?.();
    tidying.stop();
    changes.stop();
  };
}
