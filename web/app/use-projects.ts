import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isRole } from '../../shared/access.ts';
import { ApiError, type ProjectItem } from '../client/api.ts';
import { askServer, isServerAway } from '../client/ask-server.ts';
import { writeKept } from '../client/kept.ts';
import { api } from './api.ts';
import type { Projects } from './app-context.ts';
import { objectOf, readKeptObject } from './browser/kept-json.ts';

const KEY = 'weft.projects';

/** The projects of whoever is signed in: those that this browser remembers until the server has answered. @param user their id */
export function useProjects(user: string): Projects {
  const [items, setItems] = useState<readonly ProjectItem[] | null>(() => readProjects(user));
  const stopAsking = useRef((): void => {});
  const take = useCallback(
    (next: readonly ProjectItem[]): void => {
      writeKept(KEY, JSON.stringify({ user, items: next }));
      setItems(next);
    },
    [user],
  );
  const reload = useCallback(async () => {
    const next = await api.projects();
    // What the start asked for is older than this.
    stopAsking.current();
    take(next);
  }, [take]);
  useEffect(() => {
    const stop = askServer({
      ask: () => api.projects(),
      answered: take,
      failed: (error) => {
        // Who isn't signed in any more is told so by the session.
        const known = isServerAway(error) || (error instanceof ApiError && error.code.startsWith('session.'));
        if (!known) reportError(error);
      },
    });
    stopAsking.current = stop;
    return stop;
  }, [take]);
  return useMemo(() => ({ items, reload }), [items, reload]);
}

function readProjects(user: string): readonly ProjectItem[] | null {
  const { user: owner, items } = readKeptObject(KEY);
  if (owner !== user || !Array.isArray(items)) return null;
  return items.flatMap((item) => projectOf(objectOf(item)) ?? []);
}

function projectOf({ project_id, name, role }: Readonly<Record<string, unknown>>): ProjectItem | null {
  if (typeof project_id !== 'string' || typeof name !== 'string' || !isRole(role)) return null;
  return { project_id, name, role };
}
