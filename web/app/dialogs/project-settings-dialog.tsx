import type { JSX } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useApp } from '../app-context.ts';
import { DeleteProject } from './delete-project.tsx';
import { LeaveProject } from './leave-project.tsx';
import { RenameProject } from './rename-project.tsx';

/** Owners rename a project or delete it for good, everybody else may leave it. */
export function ProjectSettingsDialog({ project }: { readonly project: string }): JSX.Element | null {
  const { text, projects, close } = useApp();
  const item = projects.items?.find(({ project_id: id }) => id === project);
  if (item === undefined) return null;
  return (
    <Dialog title={text.workspace.settings} close={text.common.close} onClose={close}>
      {item.role === 'owner' ? (
        <>
          <RenameProject key={item.name} project={item} />
          <DeleteProject project={item} />
        </>
      ) : (
        <>
          <p className="settings-name">{item.name}</p>
          <p className="hint">{text.workspace.ownersOnly}</p>
          <LeaveProject project={item} />
        </>
      )}
    </Dialog>
  );
}
