import { useEffect, useState } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import type { ProjectItem } from '../../client/api.ts';
import { systemTime } from '../../client/time.ts';
import { api } from '../api.ts';

/** ms after the last key before the server is asked. */
const QUIET = 200;
/** Projects that are asked at most, and tasks of each. */
const MOST_PROJECTS = 5;
const MOST_TASKS = 4;

/** A task of a project that isn't open. */
export interface OtherTask {
  readonly project: ProjectItem;
  readonly task: Task;
}

/** How that search stands. */
export interface OtherTasks {
  readonly tasks: readonly OtherTask[];
  /** `failed`: no project could be asked. */
  readonly state: 'idle' | 'searching' | 'done' | 'failed';
}

const NOTHING: OtherTasks = Object.freeze({ tasks: Object.freeze([]), state: 'idle' });

/** Tasks of `projects` that the server finds for `text`; what it answers to an earlier text is dropped. @param projects stable */
export function useOtherTasks(projects: readonly ProjectItem[], text: string): OtherTasks {
  const [found, setFound] = useState<OtherTasks & { readonly text: string }>({ ...NOTHING, text: '' });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '' || projects.length === 0) return;
    let current = true;
    const cancel = systemTime.after(QUIET, async () => {
      const answers = await Promise.allSettled(projects.slice(0, MOST_PROJECTS).map((project) => search(project, wanted)));
      if (!current) return;
      const failed = answers.every(({ status }) => status === 'rejected');
      const tasks = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      setFound({ text: wanted, tasks, state: failed ? 'failed' : 'done' });
    });
    return () => {
      current = false;
      cancel();
    };
  }, [projects, wanted]);
  if (wanted === '' || projects.length === 0) return NOTHING;
  return found.text === wanted ? found : { ...NOTHING, state: 'searching' };
}

async function search(project: ProjectItem, text: string): Promise<readonly OtherTask[]> {
  return (await api.searchTasks(project.project_id, text, MOST_TASKS)).map((task) => ({ project, task }));
}
