import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { parseRoom, projectOf } from '../../../shared/rooms.ts';
import { readKept, writeKept } from '../../client/kept.ts';
import type { UnsentEdits } from '../../client/service-types.ts';
import type { Projects } from '../app-context.ts';

/** That somebody was told that this browser keeps no documents. */
const TOLD = 'weft.keeps-nothing';

/** Edits of a room that was taken away. */
export interface RefusedEdits {
  readonly edits: UnsentEdits;
  /** What its project was called, '' where that isn't known. */
  readonly name: string;
}

/** What the service tells once, and the app must not lose: it stays until somebody lets go of it, whatever page is open. */
export interface ServiceNews {
  readonly refused: readonly RefusedEdits[];
  /** This browser can't keep documents, and nobody was told yet. */
  readonly keepsNothing: boolean;
  readonly onRefused: (edits: UnsentEdits) => void;
  readonly onStoreFailed: () => void;
  readonly dismissRefused: () => void;
  readonly dismissStore: () => void;
}

/** Provided by `Workspace`. */
export const ServiceNewsContext = createContext<ServiceNews | null>(null);

/** Collects it: for the component that holds the provider. */
export function useServiceNewsOf(projects: Projects): ServiceNews {
  const [refused, setRefused] = useState<readonly RefusedEdits[]>([]);
  const [keepsNothing, setKeepsNothing] = useState(false);
  // A project that is taken away leaves the list at once, often before its last words come in.
  const names = useRef(new Map<string, string>());
  useEffect(() => {
    for (const { project_id: id, name } of projects.items ?? []) names.current.set(id, name);
  }, [projects.items]);
  const onRefused = useCallback((edits: UnsentEdits) => {
    const name = names.current.get(projectOf(parseRoom(edits.room)) ?? '') ?? '';
    setRefused((before) => [...before.filter((one) => one.edits.room !== edits.room), { edits, name }]);
  }, []);
  const onStoreFailed = useCallback(() => setKeepsNothing(readKept(TOLD) === null), []);
  const dismissRefused = useCallback(() => setRefused([]), []);
  const dismissStore = useCallback(() => {
    writeKept(TOLD, 'told');
    setKeepsNothing(false);
  }, []);
  return useMemo(
    () => ({ refused, keepsNothing, onRefused, onStoreFailed, dismissRefused, dismissStore }),
    [refused, keepsNothing, onRefused, onStoreFailed, dismissRefused, dismissStore],
  );
}

/** What the service has told. It throws outside of the app. */
export function useServiceNews(): ServiceNews {
  const news = useContext(ServiceNewsContext);
  if (news === null) throw new Error('What the service tells is known inside the app alone.');
  return news;
}
