import { Bell, Menu, UserPlus } from 'lucide-react';
import type { JSX } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { AvatarStack } from '../../components/avatar-stack.tsx';
import { SyncAnnouncer, SyncBadge } from '../../components/sync-badge.tsx';
import { useOnlineUsers } from '../../hooks/use-online-users.ts';
import { hueOf } from '../../hooks/use-presence.ts';
import { useProject } from '../../hooks/use-project.ts';
import { useSyncStatus } from '../../hooks/use-sync-status.ts';
import { useApp } from '../app-context.ts';
import { Crumbs } from './crumbs.tsx';
import type { Here } from './use-here.ts';

/** Where I am, who is here, how safe what was done is, the inbox, and me. */
export function TopBar({ here }: { readonly here: Here }): JSX.Element {
  const { me, mode, text, open } = useApp();
  const { id, name, color } = me.person;
  const status = useSyncStatus();
  return (
    <header className="bar">
      <button
        type="button"
        className="icon-button bar-menu"
        aria-label={text.frame.openNavigation}
        aria-haspopup="dialog"
        onClick={() => open({ kind: 'sidebar' })}
      >
        <Menu aria-hidden="true" size={20} />
      </button>
      <Crumbs here={here} />
      <div className="bar-end">
        {here.project !== null && <InProject project={here.project} />}
        <SyncBadge status={status} text={text.sync} />
        <SyncAnnouncer status={status} text={text.sync} />
        {mode !== 'open' && (
          <button type="button" className="icon-button" aria-label={text.inbox.title} onClick={() => open({ kind: 'inbox' })}>
            <Bell aria-hidden="true" size={16} />
          </button>
        )}
        <button
          type="button"
          className="me"
          aria-label={text.person.open(name)}
          title={name}
          aria-haspopup="dialog"
          onClick={() => open({ kind: 'profile' })}
        >
          <Avatar name={name} hue={hueOf(id, color)} />
        </button>
      </div>
    </header>
  );
}

/** Who else is in the project, and how more come. */
function InProject({ project }: { readonly project: string }): JSX.Element {
  const { mode, text, open } = useApp();
  const { onlineUsers } = useOnlineUsers(project);
  const { role } = useProject(project);
  return (
    <>
      <AvatarStack people={onlineUsers} text={text.presence} />
      {mode !== 'open' && role === 'owner' && (
        <button type="button" className="button bar-share" onClick={() => open({ kind: 'share', project })}>
          <UserPlus aria-hidden="true" size={16} />
          {text.frame.share}
        </button>
      )}
    </>
  );
}
