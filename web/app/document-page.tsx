import { type JSX, useRef, useState } from 'react';
import { TroubleBanner } from '../components/trouble-banner.tsx';
import { DocumentEditor } from '../editor/document-editor.tsx';
import { serverUrl } from '../hooks/server-url.ts';
import { type DocumentConnection, type PresenceUser, useDocumentConnection } from '../hooks/use-document-connection.ts';
import { usePresence } from '../hooks/use-presence.ts';
import { useSyncFact, useSyncStatus } from '../hooks/use-sync-status.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { Language } from '../i18n/languages.ts';
import { LeaveGuard } from './leave-guard.ts';
import { PageBar } from './page-bar.tsx';
import { useTitles } from './titles.ts';

export interface DocumentPageProps {
  readonly project: string;
  readonly document: string;
  readonly text: Dictionary;
  readonly language: Language;
  readonly person: PresenceUser;
  /** The server knows what projects and documents are called. */
  readonly named: boolean;
  readonly onName: (name: string) => void;
  readonly onLanguage: (language: Language) => void;
}

/** A document: what it says, who is in it, and how safe it is. */
export default function DocumentPage(props: DocumentPageProps): JSX.Element | null {
  const { project, document, person } = props;
  // In the app attempts never end: whoever left a tab open wants it to come back.
  const connection = useDocumentConnection({ url: serverUrl(), room: `p/${project}/d/${document}`, user: person, maxReconnectAttempts: 0 });
  return connection === null ? null : <OpenDocument key={connection.doc.guid} {...props} connection={connection} />;
}

function OpenDocument(props: DocumentPageProps & { readonly connection: DocumentConnection }): JSX.Element {
  const { connection, project, document, text } = props;
  const ready = useSyncFact(connection, (now) => now.ready);
  const status = useSyncStatus(connection);
  const people = usePresence(connection);
  const titles = useTitles(project, document, props.named);
  const [broken, setBroken] = useState(false);
  const page = useRef<HTMLElement>(null);

  const trouble = broken ? 'broken' : status.code;
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(page.current?.querySelector<HTMLElement>('.editor-text')?.innerText ?? '');
  return (
    <>
      <LeaveGuard source={connection} />
      <PageBar {...props} project={titles.project} document={titles.document} status={status} people={people} />
      {trouble !== null && (
        <TroubleBanner
          code={trouble}
          text={text.trouble}
          onRetry={() => connection.reconnect()}
          onReload={() => location.reload()}
          onCopy={copy}
        />
      )}
      <main className="page" ref={page} aria-busy={!ready}>
        {!ready && trouble === null && <Skeleton label={text.page.loading} />}
        <div hidden={!ready}>
          <DocumentEditor
            key={connection.doc.guid}
            connection={connection}
            text={text.editor}
            onBroken={(error) => {
              reportError(error);
              setBroken(true);
            }}
          />
        </div>
      </main>
    </>
  );
}

/** Shows after 200 ms: what is there sooner needs no stand-in. */
function Skeleton({ label }: { readonly label: string }): JSX.Element {
  return (
    <div className="skeleton" role="img" aria-label={label}>
      <span />
      <span />
      <span />
    </div>
  );
}
