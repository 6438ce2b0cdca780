import type { JSX, ReactNode } from 'react';
import { Link } from 'wouter';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { useTitle } from '../browser/use-title.ts';
import { type Here, isProjectPage } from './use-here.ts';
import { useDocumentTitle, useProjectName } from './use-names.ts';

/** The id of the page's heading, which names `main`. */
export const HEADING = 'page-heading';

/** Where I am: what it is in, as links, then the page's heading. Pages that belong to no project but the start page have headings of their own. */
export function Crumbs({ here }: { readonly here: Here }): JSX.Element {
  const { text } = useApp();
  const { page, project, document } = here;
  useTitle(page === 'home' ? text.workspace.title : null);
  if (project !== null && document !== null) return <DocumentCrumbs project={project} document={document} />;
  if (project !== null && isProjectPage(page)) return <ProjectCrumbs project={project} page={text.frame[page]} />;
  return <div className="crumbs">{page === 'home' && <Heading>{text.workspace.title}</Heading>}</div>;
}

function ProjectCrumbs({ project, page }: { readonly project: string; readonly page: string }): JSX.Element {
  const { text } = useApp();
  const name = useProjectName(project);
  useTitle(name === '' ? page : `${page} · ${name}`);
  return (
    <div className="crumbs">
      {name !== '' && (
        <nav aria-label={text.page.location}>
          <Link href={addressOf.board(project)}>{name}</Link>
        </nav>
      )}
      <Heading>{page}</Heading>
    </div>
  );
}

function DocumentCrumbs({ project, document }: { readonly project: string; readonly document: string }): JSX.Element {
  const { text } = useApp();
  const name = useProjectName(project);
  const known = useDocumentTitle(project, document);
  const title = known === '' ? text.board.untitled : (known ?? '');
  useTitle(title);
  return (
    <div className="crumbs">
      <nav aria-label={text.page.location}>
        {name !== '' && <Link href={addressOf.board(project)}>{name}</Link>}
        <Link href={addressOf.documents(project)} className="crumb-part">
          {text.frame.documents}
        </Link>
      </nav>
      <Heading>{title}</Heading>
    </div>
  );
}

function Heading({ children }: { readonly children: ReactNode }): JSX.Element {
  return <h1 id={HEADING}>{children}</h1>;
}
