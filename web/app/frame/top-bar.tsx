import { Menu, UserPlus } from 'lucide-react';
import type { JSX } from 'react';
import { useLocation } from 'wouter';
import { Avatar } from '../../components/avatar.tsx';
import { InboxBell } from '../../components/inbox/inbox-bell.tsx';
import { PresenceStack } from '../../components/presence/presence-stack.tsx';
import { SyncBadge } from '../../components/sync-badge.tsx';
import { hueOf } from '../../hooks/use-presence.ts';
import { useProject } from '../../hooks/use-project.ts';
import { addressOfPlace } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { Crumbs } from './crumbs.tsx';
import type { Here } from './use-here.ts';
import { useProjectName } from './use-names.ts';
import { useRefusal } from './use-refusal.ts';

/** Where I am, who is here, how safe what was done is, the inbox, and me. */
export function TopBar({ here }: { readonly here: Here }): JSX.Element {
  const { me, mode, language, text, layer, open, close } = useApp();
  const { id, name, color } = me.person;
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
        <SyncBadge language={language} />
        {mode !== 'open' && (
          <InboxBell
            language={language}
            open={layer?.kind === 'inbox'}
            onToggle={() => (layer?.kind === 'inbox' ? close() : open({ kind: 'inbox' }))}
          />
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
  const { language, text, open } = useApp();
  const name = useProjectName(project);
  const [, navigate] = useLocation();
  const { role } = useProject(project);
  const refused = useRefusal(project) !== null;
  return (
    <>
      <PresenceStack
        roomId={project}
        projectName={name}
        language={language}
        hrefOf={(place, user) => addressOfPlace(project, place, user)}
        onPlace={(place, user) => navigate(addressOfPlace(project, place, user))}
      />
      {role !== null && !refused && (
        <button type="button" className="button bar-share" title={text.frame.share} onClick={() => open({ kind: 'share', project })}>
          <UserPlus aria-hidden="true" size={16} />
          <span className="bar-word">{text.frame.share}</span>
        </button>
      )}
    </>
  );
}
