import type { JSX } from 'react';
import { Link } from 'wouter';
import { addressOf, ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { Mark } from './mark.tsx';
import type { Here } from './use-here.ts';

/** Projects, then what is in the one that is open. */
export function Sidebar({ here }: { readonly here: Here }): JSX.Element {
  const { projects, text } = useApp();
  return (
    <nav className="sidebar" aria-label={text.frame.title}>
      <Link href={ROUTES.home} className="brand" aria-label={text.page.home}>
        <Mark />
      </Link>
      <ul>
        {projects.items?.map(({ project_id: id, name }) => (
          <li key={id}>
            <Link href={addressOf.board(id)} aria-current={here.project === id ? 'true' : undefined}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
