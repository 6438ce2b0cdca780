import { useCallback, useEffect, useMemo, useState } from 'react';
import { isServerAway } from '../../client/ask-server.ts';
import { dropKept, readKept } from '../../client/kept.ts';
import type { Language } from '../../i18n/languages.ts';
import { api } from '../api.ts';
import type { Projects, Sample } from '../app-context.ts';
import { makeSample, SAMPLE_KEY } from './make-sample.ts';

/** ms in which a deleted sample can be had back. */
const UNDO_TIME = 8_000;

/**
 * The sample project of this browser, and the projects without it while it is about to go.
 * @param person whose a new one is, or null where the server knows no users
 */
export function useSample(
  projects: Projects,
  language: Language,
  person: string | null,
): { readonly projects: Projects; readonly sample: Sample } {
  const [project, setProject] = useState(() => readKept(SAMPLE_KEY));
  const [leaving, setLeaving] = useState(false);
  const [failed, setFailed] = useState(false);
  const { reload } = projects;

  const keep = useCallback((): void => {
    dropKept(SAMPLE_KEY);
    setProject(null);
  }, []);
  const make = useCallback(async (): Promise<string> => {
    const made = await makeSample(language, person);
    setProject(made);
    await reload();
    return made;
  }, [language, person, reload]);
  const remove = useCallback((): void => {
    setFailed(false);
    setLeaving(true);
  }, []);
  const undo = useCallback((): void => setLeaving(false), []);

  // A page that is closed before the time is over deletes nothing.
  useEffect(() => {
    if (!leaving || project === null) return;
    const timer = setTimeout(async () => {
      try {
        await api.deleteProject(project);
        keep();
        await reload();
      } catch (error) {
        if (!isServerAway(error)) reportError(error);
        setFailed(true);
      }
      setLeaving(false);
    }, UNDO_TIME);
    return () => clearTimeout(timer);
  }, [leaving, project, keep, reload]);

  const shown = useMemo((): Projects => {
    const items = leaving ? (projects.items?.filter(({ project_id }) => project_id !== project) ?? null) : projects.items;
    return { ...projects, items };
  }, [projects, leaving, project]);
  const sample = useMemo(
    (): Sample => ({ project, leaving, failed, make, remove, undo, keep }),
    [project, leaving, failed, make, remove, undo, keep],
  );
  return { projects: shown, sample };
}
