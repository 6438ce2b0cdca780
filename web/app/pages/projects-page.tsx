import type { JSX } from 'react';
import { Link } from 'wouter';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';

/** A person's projects. */
export function ProjectsPage(): JSX.Element {
  const { text, projects, open } = useApp();
  return (
    <div className="home">
      {projects.items?.length === 0 && <p>{text.home.empty}</p>}
      <ul>
        {projects.items?.map(({ project_id: id, name }) => (
          <li key={id}>
            <Link href={addressOf.board(id)}>{name}</Link>
          </li>
        ))}
      </ul>
      <button type="button" className="button button-primary" onClick={() => open({ kind: 'new-project' })}>
        {text.workspace.create}
      </button>
    </div>
  );
}
