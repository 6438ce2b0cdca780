import { History } from 'lucide-react';
import { type JSX, useState } from 'react';
import { Link } from 'wouter';
import { useNamedColumns } from '../../components/board/use-named-columns.ts';
import { type BoardStore, useBoard } from '../../hooks/use-board.ts';
import { useDocumentTitles } from '../../hooks/use-documents.ts';
import { useProject } from '../../hooks/use-project.ts';
import { ActivityLine, type Told } from '../activity/activity-line.tsx';
import { byDay, dayName } from '../activity/days.ts';
import { useTold } from '../activity/use-told.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import type { ProjectPageProps } from '../pages.tsx';
import { Skeleton } from '../skeleton.tsx';

/** Lines that show before one asks for more. */
const STEP = 100;

/** What has happened in the project, day by day, the newest first. */
export default function ActivityPage({ project }: ProjectPageProps): JSX.Element {
  const board = useBoard(project);
  return board === null ? <Waiting /> : <Days project={project} store={board.store} />;
}

function Days({ project, store }: ProjectPageProps & { readonly store: BoardStore }): JSX.Element {
  const { text, language } = useApp();
  const { ready } = useProject(project);
  const board = useNamedColumns(store, text.board);
  const told = useTold(project, board);
  const documents = useDocumentTitles(project);
  const [person, setPerson] = useState<string | null>(null);
  const [shown, setShown] = useState(STEP);
  const wanted = person === null ? told : told.filter(({ line }) => line.user_id === person);
  const now = Date.now();

  if (!ready && told.length === 0) return <Waiting />;
  if (told.length === 0) return <Nothing project={project} />;
  return (
    <div className="list-page">
      <PersonFilter told={told} person={person} onPerson={setPerson} />
      {wanted.length === 0 && <p className="hint">{text.activity.emptyOf}</p>}
      {byDay(wanted.slice(0, shown)).map(({ start, items }) => (
        <section key={start} className="activity-day" aria-labelledby={`day-${start}`}>
          <h2 id={`day-${start}`}>{dayName(start, now, language, text.activity)}</h2>
          <ul>
            {items.map((one) => (
              <ActivityLine key={one.line.id} told={one} project={project} board={board} documents={documents} />
            ))}
          </ul>
        </section>
      ))}
      {wanted.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + STEP)}>
          {text.activity.older}
        </button>
      )}
    </div>
  );
}

interface PersonFilterProps {
  readonly told: readonly Told[];
  readonly person: string | null;
  readonly onPerson: (person: string | null) => void;
}

/** Whose doings to show: of those who did something. Nothing where there is no choice. */
function PersonFilter({ told, person, onPerson }: PersonFilterProps): JSX.Element | null {
  const { activity } = useApp().text;
  const people = new Map(told.flatMap(({ line, by }) => (line.user_id === null || by === null ? [] : [[line.user_id, by.name] as const])));
  if (people.size < 2) return null;
  return (
    <header className="activity-filter">
      <select aria-label={activity.by} value={person ?? ''} onChange={({ target }) => onPerson(target.value === '' ? null : target.value)}>
        <option value="">{activity.everybody}</option>
        {[...people].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </header>
  );
}

function Nothing({ project }: { readonly project: string }): JSX.Element {
  const { activity } = useApp().text;
  return (
    <div className="blank">
      <History aria-hidden="true" size={24} />
      <h2>{activity.empty.what}</h2>
      <p>{activity.empty.remedy}</p>
      <Link className="button" href={addressOf.board(project)}>
        {activity.board}
      </Link>
    </div>
  );
}

function Waiting(): JSX.Element {
  const { text } = useApp();
  return (
    <div className="list-page" aria-busy="true">
      <Skeleton label={text.people.loading} />
    </div>
  );
}
