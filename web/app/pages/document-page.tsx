import { type JSX, useRef, useState } from 'react';
import { TroubleBanner } from '../../components/trouble-banner.tsx';
import { DocumentEditor } from '../../editor/document-editor.tsx';
import { serverUrl } from '../../hooks/server-url.ts';
import { type DocumentConnection, useDocumentConnection } from '../../hooks/use-document-connection.ts';
import { useSyncFact } from '../../hooks/use-sync-status.ts';
import { useApp } from '../app-context.ts';
import { LeaveGuard } from '../frame/leave-guard.ts';
import type { ProjectPageProps } from '../pages.tsx';

export interface DocumentPageProps extends ProjectPageProps {
  readonly document: string;
}

/** A document: what it says. */
export default function DocumentPage({ project, document }: DocumentPageProps): JSX.Element | null {
  const { me } = useApp();
  const connection = useDocumentConnection({
    url: serverUrl(),
    room: `p/${project}/d/${document}`,
    user: me.person,
    maxReconnectAttempts: 0,
  });
  return connection === null ? null : <OpenDocument key={connection.doc.guid} connection={connection} />;
}

function OpenDocument({ connection }: { readonly connection: DocumentConnection }): JSX.Element {
  const { text } = useApp();
  const ready = useSyncFact(connection, (now) => now.ready);
  const code = useSyncFact(connection, (now) => now.code);
  const [broken, setBroken] = useState(false);
  const page = useRef<HTMLDivElement>(null);

  const trouble = broken ? 'broken' : code;
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(page.current?.querySelector<HTMLElement>('.editor-text')?.innerText ?? '');
  return (
    <>
      <LeaveGuard source={connection} />
      {trouble !== null && (
        <TroubleBanner
          code={trouble}
          text={text.trouble}
          onRetry={() => connection.reconnect()}
          onReload={() => location.reload()}
          onCopy={copy}
        />
      )}
      <div className="page" ref={page} aria-busy={!ready}>
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
      </div>
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
