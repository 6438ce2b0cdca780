import { useMemo } from 'react';
import type { DocumentEntry } from '../../shared/model/records.ts';
import { projectRoom } from '../../shared/rooms.ts';
import { createDocumentActions, type DocumentActions } from '../client/documents-actions.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useRoom } from './use-room.ts';
import { useStoreOr } from './use-store.ts';

export type { DocumentActions, DocumentEntry };

const NO_DOCUMENTS: readonly DocumentEntry[] = Object.freeze([]);

/** A project's documents in order, without those in the bin. */
export function useDocuments(projectId: string): readonly DocumentEntry[] {
  return useStoreOr(useCounted(useKit()?.documents, projectId)?.documents, NO_DOCUMENTS);
}

/** The titles of those by their ids. The same map while none changes. */
export function useDocumentTitles(projectId: string): ReadonlyMap<string, string> {
  const documents = useDocuments(projectId);
  return useMemo(() => new Map(documents.map(({ document_id, title }) => [document_id, title])), [documents]);
}

/** What a project's list says of a document, in the bin or not; null where it isn't listed, and before the list has come. */
export function useDocument(projectId: string, documentId: string): DocumentEntry | null {
  const documents = useCounted(useKit()?.documents, projectId);
  return useStoreOr(
    useMemo(() => documents?.document(documentId), [documents, documentId]),
    null,
  );
}

/** A project's documents that are in the bin, the latest first. */
export function useBinnedDocuments(projectId: string): readonly DocumentEntry[] {
  return useStoreOr(useCounted(useKit()?.documents, projectId)?.binned, NO_DOCUMENTS);
}

/** What changes a project's list of documents: null on the first render, then always the same. */
export function useDocumentActions(projectId: string): DocumentActions | null {
  const handle = useRoom(projectRoom(projectId));
  return useMemo(() => (handle === null ? null : createDocumentActions(handle)), [handle]);
}
