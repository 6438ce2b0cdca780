import { type ComponentType, type JSX, useCallback, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { documentRoom } from '../../../shared/rooms.ts';
import { ApiError } from '../../client/api.ts';
import type { ImportDialogProps } from '../../editor/transfer/import-dialog.tsx';
import { useRoomWriter } from '../../hooks/use-room-writer.ts';
import type { Trouble } from '../../i18n/dictionary.ts';
import type { ImportTrouble } from '../../i18n/transfer.ts';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';

const TROUBLES: ReadonlyMap<string, ImportTrouble> = new Map<string, ImportTrouble>([
  ['unreachable', 'offline'],
  ['role.insufficient', 'role'],
  ['limit.documents', 'full'],
]);

interface Loaded {
  readonly Dialog: ComponentType<ImportDialogProps>;
  readonly refuse: (trouble: ImportTrouble, cause: unknown) => Error;
}

/** Imports files as documents of a project. What reads them is loaded when it is wanted: lists alone don't need it. */
export function useImport(project: string): {
  /** Asks for files, or begins with those that were dropped. */
  readonly start: (files: readonly File[]) => void;
  readonly dialog: JSX.Element | null;
  /** Why it didn't even begin. */
  readonly trouble: Trouble | null;
} {
  const { text } = useApp();
  const [, go] = useLocation();
  const write = useRoomWriter();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [files, setFiles] = useState<readonly File[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const start = useCallback(
    (given: readonly File[]) => {
      setTrouble(null);
      Promise.all([import('../../editor/transfer/import-dialog.tsx'), import('../../editor/transfer/unreadable-file.ts')]).then(
        ([{ ImportDialog }, { UnreadableFile }]) => {
          setLoaded({ Dialog: ImportDialog, refuse: (why, cause) => new UnreadableFile(why, cause) });
          setFiles(given);
        },
        () => setTrouble(text.documents.createOffline),
      );
    },
    [text],
  );
  const documents = useMemo(
    () =>
      loaded && {
        create: async (title: string) => {
          try {
            return (await api.createDocument(project, title)).document_id;
          } catch (error) {
            throw loaded.refuse((error instanceof ApiError ? TROUBLES.get(error.code) : undefined) ?? 'failed', error);
          }
        },
        write: (id: string, edits: Parameters<typeof write>[1]) => write(documentRoom(project, id), edits),
        remove: (id: string) => api.deleteDocument(project, id),
      },
    [loaded, project, write],
  );
  const onOpen = useCallback((id: string) => go(addressOf.document(project, id)), [go, project]);
  const dialog = loaded !== null && documents !== null && files !== null && (
    <loaded.Dialog project={project} text={text} documents={documents} files={files} onOpen={onOpen} onClose={() => setFiles(null)} />
  );
  return { start, dialog: dialog || null, trouble };
}
