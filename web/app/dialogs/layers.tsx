import type { JSX } from 'react';
import { useApp } from '../app-context.ts';
import { SidebarSheet } from '../frame/sidebar-sheet.tsx';
import type { Here } from '../frame/use-here.ts';
import { CommandPalette } from './command-palette.tsx';
import { InboxPanel } from './inbox-panel.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { NewProjectDialog } from './new-project-dialog.tsx';
import { ProfileDialog } from './profile-dialog.tsx';
import { ProjectSettingsDialog } from './project-settings-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';

/** What is open over or beside the page. */
export function Layers({ here }: { readonly here: Here }): JSX.Element | null {
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
