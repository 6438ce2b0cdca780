import { FileText, Folder, type LucideIcon, SquareCheck, SquareKanban } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Column, DocumentEntry, Task } from '../../../shared/model/records.ts';
import type { ProjectItem } from '../../client/api.ts';
import { searchTitles } from '../../client/board-filter.ts';
import { nameColumn } from '../../components/board/use-named-columns.ts';
import { useKit } from '../../hooks/kit-context.ts';
import { useBoard } from '../../hooks/use-board.ts';
import { useCounted } from '../../hooks/use-counted.ts';
import { useStoreOr } from '../../hooks/use-store.ts';
import { NOT_YET, useSyncFact } from '../../hooks/use-sync-status.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import type { Here } from '../frame/use-here.ts';
import { type Entry, type Group, ranked } from './entries.ts';
import { addressOfRecent, type RecentPlace, readRecent } from './recent.ts';
import { type Command, useCommands } from './use-commands.ts';
import { type OtherTasks, useOtherTasks } from './use-other-tasks.ts';

const NO_TASKS: readonly Task[] = Object.freeze([]);
const NO_COLUMNS: readonly Column[] = Object.freeze([]);
const NO_DOCUMENTS: readonly DocumentEntry[] = Object.freeze([]);

/** How many of each group are shown. */
const MOST = { recent: 5, projects: 5, documents: 6, tasks: 10 } as const;
const ICONS: Readonly<Record<RecentPlace['kind'], LucideIcon>> = { board: SquareKanban, document: FileText, task: SquareCheck };

export interface Found {
  readonly groups: readonly Group[];
  /** How the search in other projects stands. */
  readonly others: OtherTasks['state'];
}

/** What the palette shows for what was typed: what is open is searched live, other projects by the server. */
export function useEntries(here: Here, typed: string): Found {
  const { projects, me, text } = useApp();
  const [, navigate] = useLocation();
  const { project } = here;
  const board = useBoard(project);
  const source = board?.handle ?? NOT_YET;
  const role = useSyncFact(source, (status) => status.role);
  const editable = useSyncFact(source, (status) => status.editable);
  const tasks = useStoreOr(board?.store.tasks, NO_TASKS);
  const columns = useStoreOr(board?.store.columns, NO_COLUMNS);
  const documents = useStoreOr(useCounted(useKit()?.documents, project)?.documents, NO_DOCUMENTS);
  const commands = useCommands(here, { role, editable });
  const [recent] = useState(() => readRecent(me.person.id));
  const listed = projects.items;
  const elsewhere = useMemo(() => byRecency(listed ?? [], recent).filter((one) => one.project_id !== project), [listed, recent, project]);
  const others = useOtherTasks(elsewhere, typed);

  return useMemo(() => {
    const to = (address: string) => () => navigate(address);
    const untitled = (title: string): string => (title.trim() === '' ? text.board.untitled : title);
    const nameOf = (id: string): string => listed?.find((one) => one.project_id === id)?.name ?? id;
    const columnOf = (task: Task): string => {
      const column = columns.find(({ id }) => id === task.status) ?? columns[0];
      return column === undefined ? '' : nameColumn(column, text.board.firstColumns).title;
    };
    const places = typed.trim() === '' ? openPlaces(recent, here, tasks, documents) : [];
    const found = searchTitles(tasks, typed, MOST.tasks);
    const groups: readonly Group[] = [
      {
        name: 'recent',
        entries: places.slice(0, MOST.recent).map((place) => ({
          id: `recent-${place.kind}-${place.project}-${place.id}`,
          title: untitled(place.title),
          icon: ICONS[place.kind],
          ...(place.kind !== 'board' && place.project !== project && { where: nameOf(place.project) }),
          run: to(addressOfRecent(place)),
        })),
      },
      { name: 'commands', entries: findCommands(commands, typed) },
      {
        name: 'projects',
        entries: searchTitles(elsewhere.map(titled), typed, MOST.projects).map(({ project_id: id, title }) => ({
          id: `project-${id}`,
          title,
          icon: Folder,
          run: to(addressOf.board(id)),
        })),
      },
      {
        name: 'documents',
        entries: searchTitles(documents, typed, MOST.documents).flatMap(({ document_id: id, title }) =>
          project === null
            ? []
            : [{ id: `document-${id}`, title: untitled(title), icon: FileText, run: to(addressOf.document(project, id)) }],
        ),
      },
      {
        name: 'tasks',
        entries: [
          ...found.flatMap((task) => (project === null ? [] : [taskEntry(project, task, columnOf(task), to)])),
          ...others.tasks.map(({ project: its, task }) => taskEntry(its.project_id, task, its.name, to)),
        ],
      },
    ];
    return { groups: ranked(groups, typed), others: others.state };
  }, [typed, here, project, tasks, columns, documents, commands, recent, listed, elsewhere, others, navigate, text]);
}

function taskEntry(project: string, { task_id: id, title }: Task, where: string, to: (address: string) => () => void): Entry {
  return { id: `task-${project}-${id}`, title, icon: SquareCheck, where, run: to(addressOf.task(project, id)) };
}

/** Commands by their names, then those that other words find; all of them where nothing was typed. */
function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
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
function openPlaces(
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
function byRecency(projects: readonly ProjectItem[], recent: readonly RecentPlace[]): readonly ProjectItem[] {
  const placeOf = ({ project_id: id }: ProjectItem): number => {
    const at = recent.findIndex((place) => place.project === id);
    return at < 0 ? recent.length : at;
  };
  return [...projects].sort((a, b) => placeOf(a) - placeOf(b));
}

function titled(project: ProjectItem): ProjectItem & { readonly title: string } {
  return { ...project, title: project.name };
}
