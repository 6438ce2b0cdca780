import { type JSX, useCallback, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { MentionKind } from '../../../shared/model/mentions.ts';
import { documentRoom } from '../../../shared/rooms.ts';
import { copyOf } from '../../client/room-copy.ts';
import { DocumentEditor } from '../../editor/document-editor.tsx';
import { useDocument } from '../../hooks/use-documents.ts';
import { usePlace } from '../../hooks/use-place.ts';
import { type RoomHandle, useRoom } from '../../hooks/use-room.ts';
import { useSyncFact, useSyncStatus } from '../../hooks/use-sync-status.ts';
import { addressOf } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { downloadUnsent } from '../browser/unsent-download.ts';
import { DocumentHead } from '../documents/document-head.tsx';
import { DocumentState } from '../documents/document-state.tsx';
import { useFresh } from '../documents/use-new-document.ts';
import type { ProjectPageProps } from '../pages.tsx';
import { Skeleton } from '../skeleton.tsx';

export interface DocumentPageProps extends ProjectPageProps {
  readonly document: string;
}

/** A document: what it is called and what it says. */
export default function DocumentPage(props: DocumentPageProps): JSX.Element | null {
  const { project, document } = props;
  const room = useRoom(documentRoom(project, document));
  return room === null ? null : <OpenDocument key={room.doc.guid} room={room} {...props} />;
}

function OpenDocument({ room, project, document }: DocumentPageProps & { readonly room: RoomHandle }): JSX.Element {
  const { text, language } = useApp();
  const [, navigate] = useLocation();
  const ready = useSyncFact(room, (now) => now.ready);
  const code = useSyncFact(room, (now) => now.code);
  const away = useSyncStatus(room).kind === 'offline';
  const entry = useDocument(project, document);
  const fresh = useFresh();
  const [broken, setBroken] = useState(false);
  const editor = useRef<HTMLDivElement>(null);

  usePlace({ kind: 'document', id: document });
  const [search] = useSearchParams();
  const thread = search.get('thread');
  const person = search.get('person');
  const onAddressShown = useCallback(
    () => navigate(addressOf.document(project, document), { replace: true }),
    [navigate, project, document],
  );
  const addressOfMention = useCallback((kind: MentionKind, id: string) => mentionAddress(project, kind, id), [project]);

  if (broken) {
    return (
      <DocumentState project={project} icon="unknown" trouble={text.trouble.broken}>
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          {text.trouble.reload}
        </button>
        <button type="button" className="button" onClick={() => downloadUnsent([copyOf(room)])}>
          {text.trouble.download}
        </button>
      </DocumentState>
    );
  }
  switch (code) {
    case 'room.unknown':
    case 'room.name':
      return <DocumentState project={project} icon="unknown" trouble={text.trouble.unknown} />;
    case 'session.forbidden':
    case 'session.revoked':
      return <DocumentState project={project} icon="forbidden" trouble={text.trouble.forbidden} />;
  }
  if (!ready && away) return <DocumentState project={project} icon="away" trouble={text.documents.notHere} />;
  const goOn = (): void => editor.current?.querySelector<HTMLElement>('.editor-text')?.focus();
  return (
    <div className="document-page" aria-busy={!ready}>
      {!ready && <Skeleton label={text.page.loading} />}
      <div hidden={!ready} ref={editor}>
        <DocumentEditor
          project={project}
          document={document}
          room={room}
          frozen={entry !== null && entry.deleted_at !== null}
          text={text}
          language={language}
          addressOf={addressOfMention}
          navigate={navigate}
          thread={thread}
          onThreadShown={onAddressShown}
          person={person}
          onPersonShown={onAddressShown}
          head={ready && <DocumentHead project={project} document={document} entry={entry} fresh={fresh} onLeave={goOn} />}
          onBroken={(error) => {
            reportError(error);
            setBroken(true);
          }}
        />
      </div>
    </div>
  );
}

function mentionAddress(project: string, kind: MentionKind, id: string): string {
  switch (kind) {
    case 'user':
      return addressOf.people(project);
    case 'task':
      return addressOf.task(project, id);
    case 'document':
      return addressOf.document(project, id);
  }
}
