import { CloudOff, LockKeyhole, type LucideIcon } from 'lucide-react';
import { type JSX, useEffect } from 'react';
import { Link } from 'wouter';
import { projectRoom } from '../../../shared/rooms.ts';
import { useRoom } from '../../hooks/use-room.ts';
import { NOT_YET, useSyncFact, useSyncStatus } from '../../hooks/use-sync-status.ts';
import { ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { useQuietReload } from '../frame/projects-watch.tsx';
import { useHere } from '../frame/use-here.ts';
import { type Refusal, useRefusal } from '../frame/use-refusal.ts';

export interface ProjectGateProps {
  readonly project: string;
  readonly children: JSX.Element;
}

/** A project's page, or, where the server doesn't let one in or can't be asked for it, why not and what to do. */
export function ProjectGate({ project, children }: ProjectGateProps): JSX.Element {
  const refusal = useRefusal(project);
  const missing = useMissing(project);
  // A document may be in this browser without its project, and says itself whether it is.
  const isDocument = useHere().document !== null;
  if (refusal !== null) return <RefusedPage reason={refusal} />;
  if (missing && !isDocument) return <Absent icon={CloudOff} reason="notHere" />;
  return children;
}

/** True while the project has never come into this browser, and the server can't be reached. */
function useMissing(project: string): boolean {
  const room = useRoom(projectRoom(project)) ?? NOT_YET;
  const ready = useSyncFact(room, (status) => status.ready);
  return useSyncStatus(room).kind === 'offline' && !ready;
}

function RefusedPage({ reason }: { readonly reason: Refusal }): JSX.Element {
  const reload = useQuietReload();
  useEffect(reload, [reload]);
  return <Absent icon={LockKeyhole} reason={reason} />;
}

interface AbsentProps {
  readonly icon: LucideIcon;
  readonly reason: Refusal | 'notHere';
}

function Absent({ icon: Icon, reason }: AbsentProps): JSX.Element {
  const { text } = useApp();
  const { what, remedy } = text.workspace[reason];
  return (
    <div className="blank" role="alert">
      <Icon aria-hidden="true" size={24} />
      <h2>{what}</h2>
      <p>{remedy}</p>
      <Link href={ROUTES.home} className="button">
        {text.workspace.toProjects}
      </Link>
    </div>
  );
}
