import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { navigate, useLocationProperty } from 'wouter/use-browser-location';
import { ApiError } from '../../client/api.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import type { Trouble } from '../../i18n/dictionary.ts';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';

/** Behind a document's address: it was just made. */
const NEW = '#new';

/** What goes with a step to the list that shall make a document: nothing that a link from elsewhere could say. */
export const MAKES_DOCUMENT = 'weft new document';

/** True once for a page whose address ends in `#new`; the address loses it. */
export function useFresh(): boolean {
  const [fresh] = useState(() => location.hash === NEW);
  useEffect(() => {
    if (fresh && location.hash === NEW) navigate(location.pathname, { replace: true });
  }, [fresh]);
  return fresh;
}

/** Makes a document in a project and goes to it: when it is called, and when one came to the list with `MAKES_DOCUMENT`. */
export function useNewDocument(project: string): {
  readonly create: () => void;
  readonly busy: boolean;
  /** Why the last attempt failed. */
  readonly trouble: Trouble | null;
} {
  const { text } = useApp();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const words = useLatest(text.documents);

  const create = useCallback(() => {
    const { untitled, createOffline, createFailed } = words.current;
    setBusy(true);
    setTrouble(null);
    api.createDocument(project, untitled).then(
      ({ document_id: id }) => go(addressOf.document(project, id) + NEW),
      (error: unknown) => {
        setBusy(false);
        setTrouble(error instanceof ApiError && error.code === 'unreachable' ? createOffline : createFailed);
      },
    );
  }, [project, go, words]);

  const asked = useLocationProperty(() => history.state === MAKES_DOCUMENT);
  useEffect(() => {
    // It is looked at again: it may have been answered already.
    if (!asked || history.state !== MAKES_DOCUMENT) return;
    navigate(location.pathname, { replace: true });
    create();
  }, [asked, create]);
  return { create, busy, trouble };
}
