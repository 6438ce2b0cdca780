import { type JSX, useEffect, useMemo } from 'react';
import { TaskBoard } from '../components/board/task-board.tsx';
import { TroubleBanner } from '../components/trouble-banner.tsx';
import type { PresenceUser } from '../hooks/use-document-connection.ts';
import { useOnlineUsers } from '../hooks/use-online-users.ts';
import { useProject } from '../hooks/use-project.ts';
import { useService } from '../hooks/use-service.ts';
import { useSyncStatus } from '../hooks/use-sync-status.ts';
import { WebSocketProvider } from '../hooks/websocket-provider.tsx';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { Language } from '../i18n/languages.ts';
import { LeaveGuard } from './leave-guard.ts';
import { PageBar } from './page-bar.tsx';

export interface ProjectPageProps {
  readonly project: string;
  readonly text: Dictionary;
  readonly language: Language;
  readonly person: PresenceUser;
  readonly onName: (name: string) => void;
  readonly onLanguage: (language: Language) => void;
}

/** A project: its board, who is here, and how safe what was done is. */
export default function ProjectPage(props: ProjectPageProps): JSX.Element {
  const { id, name, color } = props.person;
  const userInfo = useMemo(() => ({ userId: id, username: name, color }), [id, name, color]);
  // In the app attempts never end: whoever left a tab open wants it to come back.
  return (
    <WebSocketProvider userInfo={userInfo} maxReconnectAttempts={0}>
      <OpenProject {...props} />
    </WebSocketProvider>
  );
}

function OpenProject(props: ProjectPageProps): JSX.Element {
  const { project, text, language } = props;
  const service = useService();
  const { name, ready } = useProject(project);
  const status = useSyncStatus();
  const { onlineUsers } = useOnlineUsers(project);
  const guarded = useMemo(() => (service === null ? null : { status: service.syncStatus }), [service]);
  const trouble = useMemo(() => ({ ...text.trouble, unknown: text.workspace.unknown, forbidden: text.workspace.forbidden }), [text]);
  const title = name === '' ? project : name;
  useEffect(() => {
    document.title = `${title} · Weft`;
  }, [title]);

  return (
    <div className="project-page">
      {guarded !== null && <LeaveGuard source={guarded} />}
      <PageBar {...props} project={title} status={status} people={onlineUsers} />
      {status.code !== null && (
        <TroubleBanner code={status.code} text={trouble} onRetry={() => service?.reconnect()} onReload={() => location.reload()} />
      )}
      <main className="project-main">
        {/* What was refused isn't on its way: no stand-in for it. */}
        {(ready || status.code === null) && <TaskBoard projectId={project} language={language} />}
      </main>
    </div>
  );
}
