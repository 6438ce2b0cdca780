import { type JSX, lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { PageBoundary } from '../components/page-boundary.tsx';
import { ROUTES } from './addresses.ts';
import { useApp } from './app-context.ts';
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
export function Pages(): JSX.Element {
  return (
    <Switch>
      <Route path={ROUTES.home}>
        <ProjectsPage />
      </Route>
      <Route path={ROUTES.invite}>
        <InvitePage />
      </Route>
      {/* One route for both: the board isn't built anew when a card opens. */}
      <Route path={ROUTES.board}>
        {({ project = '', task }) => (
          <Page key={project} project={project}>
            <BoardPage project={project} task={task ?? null} />
          </Page>
        )}
      </Route>
      <Route path={ROUTES.documents}>
        {({ project }) => (
          <Page key={project} project={project}>
            <DocumentsPage project={project} />
          </Page>
        )}
      </Route>
      <Route path={ROUTES.people}>
        {({ project }) => (
          <Page key={project} project={project}>
            <PeoplePage project={project} />
          </Page>
        )}
      </Route>
      <Route path={ROUTES.activity}>
        {({ project }) => (
          <Page key={project} project={project}>
            <ActivityPage project={project} />
          </Page>
        )}
      </Route>
      <Route path={ROUTES.document}>
        {({ project, document }) => (
          <Page key={`${project}/${document}`} project={project}>
            <DocumentPage project={project} document={document} />
          </Page>
        )}
      </Route>
      <Route>
        <MissingPage />
      </Route>
    </Switch>
  );
}

/** A project's page, whose code comes when it is needed. */
function Page({ project, children }: ProjectPageProps & { readonly children: JSX.Element }): JSX.Element {
  const { text } = useApp();
  return (
    <PageBoundary text={text.trouble}>
      <ProjectGate project={project}>
        <Suspense>{children}</Suspense>
      </ProjectGate>
    </PageBoundary>
  );
}
