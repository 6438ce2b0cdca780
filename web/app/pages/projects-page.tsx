import { Layers2, Plus, Settings } from 'lucide-react';
import type { JSX } from 'react';
import { Link, useLocation } from 'wouter';
import type { ProjectItem } from '../../client/api.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { initialOf } from '../frame/initial.ts';
import { Skeleton } from '../skeleton.tsx';
import { useAttempt } from '../use-attempt.ts';

/** A person's projects. */
export function ProjectsPage(): JSX.Element {
  const { text, projects, open } = useApp();
  const { items } = projects;
  if (items === null) return <Waiting label={text.home.loading} />;
  if (items.length === 0) return <NoProjects />;
  return (
    <div className="start">
      <ul className="rows">
        {items.map((item) => (
          <Row key={item.project_id} project={item} />
        ))}
      </ul>
      <button type="button" className="button" onClick={() => open({ kind: 'new-project' })}>
        <Plus aria-hidden="true" size={16} />
        {text.frame.newProject}
      </button>
    </div>
  );
}

function Row({ project: { project_id: id, name, role } }: { readonly project: ProjectItem }): JSX.Element {
  const { text, mode, open } = useApp();
  const settings = text.home.settings(name);
  return (
    <li className="row">
      <Link href={addressOf.board(id)} className="row-main">
        <span className="project-mark" aria-hidden="true">
          {initialOf(name)}
        </span>
        <span className="row-name">{name}</span>
        {mode !== 'open' && <span className="row-note">{text.people.roles[role].name}</span>}
      </Link>
      <button
        type="button"
        className="icon-button"
        aria-label={settings}
        title={settings}
        onClick={() => open({ kind: 'project-settings', project: id })}
      >
        <Settings aria-hidden="true" size={16} />
      </button>
    </li>
  );
}

/** What there is to begin with: a project of one's own, or one that explains itself. */
function NoProjects(): JSX.Element {
  const { text, sample, open } = useApp();
  const [, navigate] = useLocation();
  const { busy, fault, run } = useAttempt();
  const make = (): void => run(async () => navigate(addressOf.board(await sample.make())));
  return (
    <div className="blank">
      <Layers2 aria-hidden="true" size={24} />
      <h2>{text.home.empty}</h2>
      <p>{text.home.emptyHint}</p>
      <div className="blank-actions">
        <button type="button" className="button button-primary" onClick={() => open({ kind: 'new-project' })}>
          {text.frame.newProject}
        </button>
        <button type="button" className="button" disabled={busy} onClick={make}>
          {busy ? text.home.sampleMaking : text.home.sample}
        </button>
      </div>
      <p role="alert" className="fault">
        {fault}
      </p>
    </div>
  );
}

function Waiting({ label }: { readonly label: string }): JSX.Element {
  return (
    <div className="start">
      <Skeleton label={label} />
    </div>
  );
}
