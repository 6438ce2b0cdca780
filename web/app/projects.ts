import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ProjectItem } from '../client/api.ts';
import { api } from './api.ts';
import type { Projects } from './app-context.ts';

/** The projects of whoever is signed in. */
export function useProjects(): Projects {
  const [items, setItems] = useState<readonly ProjectItem[] | null>(null);
  const reload = useCallback(async () => setItems(await api.projects()), []);
  useEffect(() => {
    reload().catch(reportError);
  }, [reload]);
  return useMemo(() => ({ items, reload }), [items, reload]);
}
