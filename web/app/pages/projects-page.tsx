import { type JSX, useEffect } from 'react';
import { Link } from 'wouter';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';

/** A person's projects. */
export function ProjectsPage(): JSX.Element {
  const { text, projects, open } = useApp();
  useEffect(() => {
    document.title = 'Weft';
  }, []);
  return (
    <div className="home">
      <h2>{text.workspace.title}</h2>
      {projects.items?.length === 0 && <p>{text.workspace.empty}</p>}
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
