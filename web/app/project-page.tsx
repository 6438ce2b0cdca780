import { type JSX, useEffect, useMemo, useState } from 'react';
import { Avatar } from '../components/avatar.tsx';
import { AvatarStack } from '../components/avatar-stack.tsx';
import { TaskBoard } from '../components/board/task-board.tsx';
import { PersonDialog } from '../components/person-dialog.tsx';
import { SyncAnnouncer, SyncBadge } from '../components/sync-badge.tsx';
import { TroubleBanner } from '../components/trouble-banner.tsx';
import type { PresenceUser } from '../hooks/use-document-connection.ts';
import { useOnlineUsers } from '../hooks/use-online-users.ts';
import { hueOf } from '../hooks/use-presence.ts';
import { useProject } from '../hooks/use-project.ts';
import { useService } from '../hooks/use-service.ts';
import { useSyncStatus } from '../hooks/use-sync-status.ts';
import { WebSocketProvider } from '../hooks/websocket-provider.tsx';
import type { Dictionary } from '../i18n/dictionary.ts';
import type { Language } from '../i18n/languages.ts';
import { LeaveGuard } from './leave-guard.ts';
import { TitleBar } from './title-bar.tsx';

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

function OpenProject({ project, text, language, person, onName, onLanguage }: ProjectPageProps): JSX.Element {
  const service = useService();
  const { name } = useProject(project);
  const status = useSyncStatus();
  const { onlineUsers } = useOnlineUsers(project);
  const guarded = useMemo(() => (service === null ? null : { status: service.syncStatus }), [service]);
  const trouble = useMemo(() => ({ ...text.trouble, unknown: text.workspace.unknown, forbidden: text.workspace.forbidden }), [text]);
  const [dialogOpen, setDialogOpen] = useState(false);
  const title = name === '' ? project : name;
  useEffect(() => {
    document.title = `${title} · Weft`;
  }, [title]);

  const others = onlineUsers.filter(({ self }) => !self);
  return (
    <div className="project-page">
      {guarded !== null && <LeaveGuard source={guarded} />}
      <TitleBar text={text.page} project={title}>
        <SyncBadge status={status} text={text.sync} />
        <SyncAnnouncer status={status} text={text.sync} />
        <AvatarStack people={others} text={text.presence} />
        <button
          type="button"
          className="me"
          aria-label={text.person.open(person.name)}
          title={person.name}
          onClick={() => setDialogOpen(true)}
        >
          <Avatar name={person.name} hue={hueOf(person.id)} />
        </button>
      </TitleBar>
      {status.code !== null && (
        <TroubleBanner code={status.code} text={trouble} onRetry={() => service?.reconnect()} onReload={() => location.reload()} />
      )}
      <main className="project-main">
        <TaskBoard projectId={project} language={language} />
      </main>
      <PersonDialog
        open={dialogOpen}
        name={person.name}
        language={language}
        text={text.person}
        onName={onName}
        onLanguage={onLanguage}
        onClose={() => setDialogOpen(false)}
      />
    </div>
  );
}
