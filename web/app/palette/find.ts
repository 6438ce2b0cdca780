import type { DocumentEntry, Task } from '../../../shared/model/records.ts';
import type { ProjectItem } from '../../client/api.ts';
import { searchTitles } from '../../client/board-filter.ts';
import type { Here } from '../frame/use-here.ts';
import type { RecentPlace } from './recent.ts';
import type { Command } from './use-commands.ts';

/** Commands by their names, then those that other words find; all of them where nothing was typed. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  if (typed.trim() === '') return commands;
  const named = searchTitles(commands, typed, commands.length);
  const worded = searchTitles(
    commands.map((command) => ({ title: `${command.title} ${command.words}`, command })),
    typed,
    commands.length,
  ).map(({ command }) => command);
  return [...named, ...worded.filter((command) => !named.includes(command))];
}

/** Where one was, but for where one is and what is gone; by the names of now as far as they are known here. */
export function openPlaces(
  recent: readonly RecentPlace[],
  { project, document, task, page }: Here,
  tasks: readonly Task[],
  documents: readonly DocumentEntry[],
): readonly RecentPlace[] {
  return recent.flatMap((place): readonly RecentPlace[] => {
    if (place.project !== project) return [place];
    if (place.kind === 'board') return page === 'board' && task === null ? [] : [place];
    if (place.kind === 'task') {
      const now = place.id === task ? undefined : tasks.find((one) => one.task_id === place.id);
      return now === undefined ? [] : [{ ...place, title: now.title }];
    }
    const now = place.id === document ? undefined : documents.find((one) => one.document_id === place.id);
    return now === undefined ? [] : [{ ...place, title: now.title }];
  });
}

/** Projects where one was lately first: only a handful is asked for tasks. */
export function byRecency(projects: readonly ProjectItem[], recent: readonly RecentPlace[]): readonly ProjectItem[] {
  const placeOf = ({ project_id: id }: ProjectItem): number => {
    const at = recent.findIndex((place) => place.project === id);
    return at < 0 ? recent.length : at;
  };
  return [...projects].sort((a, b) => placeOf(a) - placeOf(b));
}
