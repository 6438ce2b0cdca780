import { type JSX, lazy, type ReactNode, Suspense } from 'react';
import { PageBoundary } from '../components/page-boundary.tsx';
import { useApp } from './app-context.ts';
import type { Here } from './frame/use-here.ts';
import { InvitePage } from './pages/invite-page.tsx';
import { MissingPage } from './pages/missing-page.tsx';
import { ProjectsPage } from './pages/projects-page.tsx';
import { ProjectGate } from './pages/refused-page.tsx';

/** With the board and what drags its cards: other pages don't wait for it. */
const BoardPage = lazy(() => import('./pages/board-page.tsx'));
/** With the editor, the largest part of the app. */
const DocumentPage = lazy(() => import('./pages/document-page.tsx'));
const DocumentsPage = lazy(() => import('./pages/documents-page.tsx'));
const PeoplePage = lazy(() => import('./pages/people-page.tsx'));
const ActivityPage = lazy(() => import('./pages/activity-page.tsx'));

/** What a page of a project is told by its address. */
export interface ProjectPageProps {
  readonly project: string;
}

/** Which page belongs to which address. Pages stand in `main` and fill it. */
export function Pages({ here: { page, project, document, task } }: { readonly here: Here }): JSX.Element {
  if (page === 'home') return <ProjectsPage />;
  if (page === 'invite') return <InvitePage />;
  if (project === null) return <MissingPage />;
  return (
    <Page key={document === null ? `${page} ${project}` : `${page} ${project}/${document}`} project={project}>
      {/* One page with a card open and without: the board isn't built anew. */}
      {page === 'board' && <BoardPage project={project} task={task} />}
      {page === 'documents' && <DocumentsPage project={project} />}
      {page === 'people' && <PeoplePage project={project} />}
      {page === 'activity' && <ActivityPage project={project} />}
      {page === 'document' && document !== null && <DocumentPage project={project} document={document} />}
    </Page>
  );
}

/** A project's page, whose code comes when it is needed. */
function Page({ project, children }: ProjectPageProps & { readonly children: ReactNode }): JSX.Element {
  const { text } = useApp();
  return (
    <PageBoundary text={text.trouble}>
      <ProjectGate project={project}>
        <Suspense>{children}</Suspense>
      </ProjectGate>
    </PageBoundary>
  );
}
