import { type JSX, lazy, Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { PageBoundary } from '../components/page-boundary.tsx';
import { HomePage } from './home-page.tsx';
import { useLanguage } from './language.ts';
import { usePerson } from './person.ts';

/** With the editor, the largest part of the app: other pages don't wait for it. */
const DocumentPage = lazy(() => import('./document-page.tsx'));

/** Which page belongs to which address. */
export function App(): JSX.Element {
  const { language, text, setLanguage } = useLanguage();
  const { person, rename } = usePerson(text.person);
  return (
    <Switch>
      <Route path="/">
        <HomePage text={text.home} />
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
                person={person}
                onName={rename}
                onLanguage={setLanguage}
              />
            </Suspense>
          </PageBoundary>
        )}
      </Route>
      <Route>
        <main className="home">
          <h1>{text.page.missing}</h1>
          <Link href="/">{text.page.missingRemedy}</Link>
        </main>
      </Route>
    </Switch>
  );
}
