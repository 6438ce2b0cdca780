import { FileText } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { Task } from '../../../shared/model/records.ts';
import { Avatar } from '../../components/avatar.tsx';
import { useBoard } from '../../hooks/use-board.ts';
import { useDocuments } from '../../hooks/use-documents.ts';
import { usePeople } from '../../hooks/use-people.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import { useStoreOr } from '../../hooks/use-store.ts';
import { useEditorScope } from '../editor-scope.ts';
import type { Mentionable } from './mention-groups.ts';
import { standingOf, TaskShape } from './task-shape.tsx';

export interface ShownMentionable extends Mentionable {
  readonly hint?: string;
  readonly icon: ReactNode;
}

const NO_TASKS: readonly Task[] = Object.freeze([]);
const NO_COLUMNS = Object.freeze([]);

/** The project's members, oneself last, its tasks, and its other documents. */
export function useMentionables(): readonly ShownMentionable[] {
  const { project, document, text } = useEditorScope();
  const people = usePeople(project);
  const board = useBoard(project);
  const tasks = useStoreOr(board?.store.tasks, NO_TASKS);
  const columns = useStoreOr(board?.store.columns, NO_COLUMNS);
  const documents = useDocuments(project);
  const me = board?.userId ?? null;

  const members = useMemo(() => {
    const shown = [...people.values()].map(
      ({ user_id: id, username: name, color }): ShownMentionable => ({
        kind: 'user',
        id,
        name,
        icon: <Avatar size="small" name={name} hue={hueOf(id, color)} />,
        ...(id === me && { hint: text.insert.you }),
      }),
    );
    return [...shown.filter(({ id }) => id !== me), ...shown.filter(({ id }) => id === me)];
  }, [people, me, text]);

  const cards = useMemo(
    () =>
      tasks.map((task): ShownMentionable => {
        const { status, shape } = standingOf(task, columns, text.board.firstColumns);
        return { kind: 'task', id: task.task_id, name: task.title, icon: <TaskShape shape={shape} size={16} />, hint: status };
      }),
    [tasks, columns, text],
  );

  const texts = useMemo(
    () =>
      documents
        .filter(({ document_id }) => document_id !== document)
        .map(
          ({ document_id: id, title }): ShownMentionable => ({
            kind: 'document',
            id,
            name: title || text.documents.untitled,
            icon: <FileText aria-hidden="true" size={16} />,
          }),
        ),
    [documents, document, text],
  );
  return useMemo(() => [...members, ...cards, ...texts], [members, cards, texts]);
}
