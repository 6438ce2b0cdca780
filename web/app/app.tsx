import { type JSX, lazy, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { PageBoundary } from '../components/page-boundary.tsx';
import { colorOf } from '../hooks/use-presence.ts';
import { useSession } from '../hooks/use-session.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { api } from './api.ts';
import { HomePage } from './home-page.tsx';
import { InvitePage } from './invite-page.tsx';
import { useLanguage } from './language.ts';
import { type Me, usePerson } from './person.ts';
import { ProjectsPage } from './projects-page.tsx';
import { SignInPage, TroublePage } from './sign-in-page.tsx';

/** With the editor, the largest part of the app: other pages don't wait for it. */
const DocumentPage = lazy(() => import('./document-page.tsx'));

/** With the board and what drags its cards. */
const ProjectPage = lazy(() => import('./project-page.tsx'));

/** Who is here decides what there is to see. */
export function App(): JSX.Element | null {
  const language = useLanguage();
  const { text } = language;
  const { session, signIn, rename } = useSession(api);
  switch (session.state) {
    case 'loading':
      return null;
    case 'failed':
      return <TroublePage trouble={text.session.failed} />;
    case 'elsewhere':
      return <TroublePage trouble={text.session.elsewhere} />;
    case 'signed-out':
      return <SignInPage text={text} onSignIn={signIn} />;
    case 'open':
      return <Stranger language={language} />;
    case 'signed-in': {
      const { user_id: id, username: name } = session.user;
      const onName = (next: string): void => void rename(next).catch(reportError);
      return (
        <Pages
          language={language}
          me={{ person: { id, name, color: colorOf(id) }, rename: onName }}
          named
          home={<ProjectsPage text={text.workspace} />}
        />
      );
    }
  }
}

/** Where the server knows no users this browser remembers who it is. */
function Stranger({ language }: { readonly language: ReturnType<typeof useLanguage> }): JSX.Element {
  const me = usePerson(language.text.person);
  return <Pages language={language} me={me} named={false} home={<HomePage text={language.text.home} />} />;
}

interface PagesProps {
  readonly language: ReturnType<typeof useLanguage>;
  readonly me: Me;
  /** The server knows what projects and documents are called. */
  readonly named: boolean;
  readonly home: JSX.Element;
}

/** Which page belongs to which address. */
function Pages({ language: { language, text, setLanguage }, me, named, home }: PagesProps): JSX.Element {
  return (
    <Switch>
      <Route path="/">{home}</Route>
      <Route path="/invite">
        <InvitePage text={text} />
      </Route>
      <Route path="/p/:project">
        {({ project }) => (
          <PageBoundary text={text.trouble}>
            <Suspense>
              <ProjectPage
                key={project}
                project={project}
                text={text}
                language={language}
                person={me.person}
                onName={me.rename}
                onLanguage={setLanguage}
              />
            </Suspense>
          </PageBoundary>
        )}
      </Route>
      <Route path="/p/:project/d/:document">
        {({ project, document }) => (
          <PageBoundary text={text.trouble}>
            <Suspense>
              <DocumentPage
                key={`${project}/${document}`}
                project={project}
                document={document}
                text={text}
                language={language}
                person={me.person}
                named={named}
                onName={me.rename}
                onLanguage={setLanguage}
              />
            </Suspense>
          </PageBoundary>
        )}
      </Route>
      <Route>
        <Missing text={text.page} />
      </Route>
    </Switch>
  );
}

function Missing({ text }: { readonly text: Dictionary['page'] }): JSX.Element {
  return (
    <main className="home">
      <h1>{text.missing}</h1>
      <Link href="/">{text.missingRemedy}</Link>
    </main>
  );
}
