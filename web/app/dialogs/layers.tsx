import { type JSX, useEffect, useRef } from 'react';
import { useApp } from '../app-context.ts';
import { SidebarSheet } from '../frame/sidebar-sheet.tsx';
import type { Here } from '../frame/use-here.ts';
import { InboxPanel } from '../inbox/inbox-panel.tsx';
import { useAppKeys } from '../keys/app-keys.ts';
import { useVisits } from '../palette/recent.ts';
import { CommandPalette } from './command-palette.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { NewProjectDialog } from './new-project-dialog.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { ProjectSettingsDialog } from './project-settings-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';

interface LayersProps {
  readonly here: Here;
}

/** What is open over or beside the page, and the keys that open it. */
export function Layers({ here }: LayersProps): JSX.Element {
  useAppKeys(here);
  useCloseOnNavigation(here);
  return (
    <>
      <Visits here={here} />
      <OpenLayer here={here} />
    </>
  );
}

/** What is open over a page goes with it, as by the browser's way back; the inbox stays beside every page. */
function useCloseOnNavigation({ page, project, document }: Here): void {
  const { layer, close } = useApp();
  const address = [page, project, document].join(' ');
  const last = useRef(address);
  useEffect(() => {
    if (last.current === address) return;
    last.current = address;
    if (layer !== null && layer.kind !== 'inbox') close();
  }, [address, layer, close]);
}

/** Renders anew with names of what is open, so that the layers don't. */
function Visits({ here }: LayersProps): null {
  useVisits(here);
  return null;
}

function OpenLayer({ here }: LayersProps): JSX.Element | null {
  const { layer } = useApp();
  switch (layer?.kind) {
    case undefined:
      return null;
    case 'sidebar':
      return <SidebarSheet here={here} />;
    case 'palette':
      return <CommandPalette here={here} />;
    case 'profile':
      return <ProfileDialog />;
    case 'inbox':
      return <InboxPanel />;
    case 'keys':
      return <KeysDialog here={here} />;
    case 'sign-out':
      return <SignOutDialog />;
    case 'new-project':
      return <NewProjectDialog />;
    case 'share':
      return <ShareDialog project={layer.project} />;
    case 'project-settings':
      return <ProjectSettingsDialog project={layer.project} />;
  }
}
