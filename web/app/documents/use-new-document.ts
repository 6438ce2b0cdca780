import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { navigate, useLocationProperty } from 'wouter/use-browser-location';
import { ApiError } from '../../client/api.ts';
import { useLatest } from '../../hooks/use-latest.ts';
import type { Trouble } from '../../i18n/dictionary.ts';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';

/** Behind the address of the list it makes a document, behind a document's it says that it was just made. */
export const NEW = '#new';

/** True once for a page whose address ends in `#new`; the address loses it. */
export function useFresh(): boolean {
  const [fresh] = useState(() => location.hash === NEW);
  useEffect(() => {
    if (fresh && location.hash === NEW) navigate(location.pathname, { replace: true });
  }, [fresh]);
  return fresh;
}

/** Makes a document in a project and goes to it, when it is called and when the address asks for it. */
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

  const asked = useLocationProperty(() => location.hash === NEW);
  useEffect(() => {
    // The address is looked at again: it may have been answered already.
    if (!asked || location.hash !== NEW) return;
    navigate(location.pathname, { replace: true });
    create();
  }, [asked, create]);
  return { create, busy, trouble };
}
