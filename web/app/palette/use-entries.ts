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
import { byRecency, findCommands, openPlaces } from './find.ts';
import { addressOfRecent, type RecentPlace, readRecent } from './recent.ts';
import { useCommands } from './use-commands.ts';
import { type OtherTasks, useOtherTasks } from './use-other-tasks.ts';

const NO_TASKS: readonly Task[] = Object.freeze([]);
const NO_COLUMNS: readonly Column[] = Object.freeze([]);
const NO_DOCUMENTS: readonly DocumentEntry[] = Object.freeze([]);

/** How many of each group are shown. */
const MOST = { recent: 5, projects: 5, documents: 6, tasks: 10 } as const;
const ICONS: Readonly<Record<RecentPlace['kind'], LucideIcon>> = { board: SquareKanban, document: FileText, task: SquareCheck };

/** What the palette shows. */
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

function titled(project: ProjectItem): ProjectItem & { readonly title: string } {
  return { ...project, title: project.name };
}
