import { useCallback, useEffect, useMemo, useState } from 'react';
import type { DocumentEntry } from '../../shared/model/records.ts';
import { Problem } from '../../shared/problems.ts';
import { documentRoom, parseRoom } from '../../shared/rooms.ts';
import type { OnlinePerson } from '../client/online-people.ts';
import { createStore } from '../client/store.ts';
import type { TextEdit } from '../client/text-document.ts';
import { useKit } from './kit-context.ts';
import { useCounted } from './use-counted.ts';
import { useStoreOr } from './use-store.ts';

export type { TextEdit };

const NOBODY: readonly OnlinePerson[] = Object.freeze([]);
const NO_DOCUMENT = createStore<DocumentEntry | null>(null, Object.is);

export interface CollaborativeEditing {
  /** Who else is in the document, one entry a person. Empty until editing has begun. */
  readonly collaborators: readonly OnlinePerson[];
  /** Editing was begun, and the document has come. */
  readonly isEditing: boolean;
  /** The text of a document of kind `text`, live; empty for others. */
  readonly text: string;
  /** Opens the document and shows the others that one is in it. */
  readonly startCollaboration: () => void;
  readonly endCollaboration: () => void;
  /**
   * Puts `content` in at a position of the text, or deletes it from there. Resolves when it is saved. For documents of kind `text`: rejects
   * with Problem `document.kind` on any other, `room.busy` before `isEditing`.
   */
  readonly sendEdit: (edit: TextEdit, position: number, content: string) => Promise<void>;
}

export interface CollaborativeEditingOptions {
  /** By default the project that was joined last. */
  readonly projectId?: string;
}

/** Several people in one document. @param documentId its id, or its room's name as in `p/home/d/welcome` */
export function useCollaborativeEditing(documentId: string, options: CollaborativeEditingOptions = {}): CollaborativeEditing {
  const kit = useKit();
  const joined = useStoreOr(kit?.joined.list, null)?.at(-1)?.id ?? null;
  const { project, document } = whereIs(documentId, options.projectId ?? joined);
  const [started, setStarted] = useState<string | null>(null);
  const room = project !== null && started === documentId ? documentRoom(project, document) : null;

  const listed = useCounted(kit?.documents, room === null ? null : project);
  const entry = useStoreOr(
    useMemo(() => listed?.document(document) ?? NO_DOCUMENT, [listed, document]),
    null,
  );
  const target = useCounted(entry === null ? undefined : kit?.texts[entry.kind], room);
  const people = useStoreOr(useCounted(kit?.online, room)?.people, NOBODY);
  const text = useStoreOr(target?.text, '');
  const collaborators = useMemo(() => (people.some(({ self }) => !self) ? people.filter(({ self }) => !self) : NOBODY), [people]);

  useEffect(() => {
    if (kit === null || room === null) return;
    kit.service.setPresence({ place: { kind: 'document', id: document } });
    return () => kit.service.setPresence({ place: null });
  }, [kit, room, document]);

  const startCollaboration = useCallback(() => setStarted(documentId), [documentId]);
  const endCollaboration = useCallback(() => setStarted(null), []);
  const sendEdit = useCallback(
    async (edit: TextEdit, position: number, content: string) => {
      if (target === null) throw new Problem('room.busy', 'The document is not open. Call startCollaboration and wait for isEditing.');
      await target.sendEdit(edit, position, content);
    },
    [target],
  );
  const isEditing = target !== null;
  return useMemo(
    () => ({ collaborators, isEditing, text, startCollaboration, endCollaboration, sendEdit }),
    [collaborators, isEditing, text, startCollaboration, endCollaboration, sendEdit],
  );
}

function whereIs(documentId: string, project: string | null): { readonly project: string | null; readonly document: string } {
  const room = parseRoom(documentId);
  return room.kind === 'document' ? room : { project, document: documentId };
}
