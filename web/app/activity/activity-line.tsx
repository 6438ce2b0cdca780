import type { JSX } from 'react';
import { Link } from 'wouter';
import { Avatar } from '../../components/avatar.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { Activity } from '../../hooks/use-activity.ts';
import { type BoardStore, useTask } from '../../hooks/use-board.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import type { Sentence } from '../../i18n/people.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import type { Part } from './sentence.ts';

/** An activity, ready to be told. */
export interface Told {
  readonly line: Activity;
  readonly time: number;
  readonly sentence: Sentence<Part>;
  /** Who did it, where that is a member. */
  readonly by: { readonly name: string; readonly color: string } | null;
}

export interface ActivityLineProps {
  readonly told: Told;
  readonly project: string;
  readonly board: BoardStore;
  /** Titles of the documents that exist, by id. */
  readonly documents: ReadonlyMap<string, string>;
}

/** What somebody did, with a link to it as long as it exists. */
export function ActivityLine({ told: { line, sentence, by }, project, board, documents }: ActivityLineProps): JSX.Element {
  const { language } = useApp();
  return (
    <li className="activity-line">
      <Avatar size="small" name={by?.name ?? ''} hue={hueOf(line.user_id ?? '', by?.color)} />
      <p>
        {sentence.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence's parts stay where they are.
          <Piece key={at} part={part} project={project} board={board} documents={documents} />
        ))}
      </p>
      <RelativeTime className="activity-time" time={line.time} language={language} />
    </li>
  );
}

interface PieceProps extends Omit<ActivityLineProps, 'told'> {
  readonly part: string | Part;
}

function Piece({ part, project, board, documents }: PieceProps): JSX.Element | string {
  const { activity } = useApp().text;
  if (typeof part === 'string') return part;
  if (part.kind === 'person') return <strong>{part.name}</strong>;
  if (part.kind === 'task') return <TaskTitle id={part.id} title={part.title} project={project} board={board} />;
  const now = documents.get(part.id);
  if (now === undefined) return <span className="activity-gone">{part.title || activity.untitled}</span>;
  return <Link href={addressOf.document(project, part.id)}>{now || activity.untitled}</Link>;
}

interface TaskTitleProps extends Pick<ActivityLineProps, 'project' | 'board'> {
  readonly id: string;
  readonly title: string;
}

function TaskTitle({ id, title, project, board }: TaskTitleProps): JSX.Element {
  const { activity } = useApp().text;
  const task = useTask(board, id);
  if (task === null) return <span className="activity-gone">{title || activity.untitled}</span>;
  return <Link href={addressOf.task(project, id)}>{task.title || activity.untitled}</Link>;
}
