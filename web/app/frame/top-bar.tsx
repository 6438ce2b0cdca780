import type { JSX } from 'react';
import { Avatar } from '../../components/avatar.tsx';
import { SyncAnnouncer, SyncBadge } from '../../components/sync-badge.tsx';
import { hueOf } from '../../hooks/use-presence.ts';
import { useSyncStatus } from '../../hooks/use-sync-status.ts';
import { useApp } from '../app-context.ts';
import type { Here } from './use-here.ts';

/** Where I am, who is here, how safe what was done is, the inbox, and me. */
export function TopBar({ here }: { readonly here: Here }): JSX.Element {
  const { me, text, open } = useApp();
  const status = useSyncStatus();
  return (
    <header className="bar">
      <h1 className="crumb crumb-document">{here.project}</h1>
      <div className="bar-end">
        <SyncBadge status={status} text={text.sync} />
        <SyncAnnouncer status={status} text={text.sync} />
        <button type="button" className="me" aria-label={text.person.open(me.person.name)} onClick={() => open({ kind: 'profile' })}>
          <Avatar name={me.person.name} hue={hueOf(me.person.id)} />
        </button>
      </div>
    </header>
  );
}
