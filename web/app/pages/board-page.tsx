import type { JSX } from 'react';
import { useLocation } from 'wouter';
import { TaskBoard } from '../../components/board/task-board.tsx';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import type { ProjectPageProps } from '../pages.tsx';

export interface BoardPageProps extends ProjectPageProps {
  /** The card that is open. */
  readonly task: string | null;
}

/** A project's board. */
export default function BoardPage({ project, task }: BoardPageProps): JSX.Element {
  const { language } = useApp();
  const [, navigate] = useLocation();
  const onOpenTask = (next: string | null): void => navigate(next === null ? addressOf.board(project) : addressOf.task(project, next));
  return <TaskBoard projectId={project} language={language} openTask={task} onOpenTask={onOpenTask} />;
}
