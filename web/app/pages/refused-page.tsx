import { LockKeyhole } from 'lucide-react';
import { type JSX, useEffect } from 'react';
import { Link } from 'wouter';
import { projectRoom } from '../../../shared/rooms.ts';
import { useRoom } from '../../hooks/use-room.ts';
import { type FailureCode, NOT_YET, useSyncFact } from '../../hooks/use-sync-status.ts';
import { ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { useQuietReload } from '../frame/projects-watch.tsx';

/** What the server says of a project that isn't there, or not for this person; of the others it is said why one is no longer let in. */
const UNKNOWN: readonly (FailureCode | null)[] = ['room.unknown', 'room.name'];
const FORBIDDEN: readonly (FailureCode | null)[] = ['session.forbidden', 'session.revoked'];

export interface ProjectGateProps {
  readonly project: string;
  readonly children: JSX.Element;
}

/** A project's page, or, where the server doesn't let one in, why not and what to do. */
export function ProjectGate({ project, children }: ProjectGateProps): JSX.Element {
  const code = useSyncFact(useRoom(projectRoom(project)) ?? NOT_YET, (status) => status.code);
  if (UNKNOWN.includes(code)) return <RefusedPage reason="unknown" />;
  if (FORBIDDEN.includes(code)) return <RefusedPage reason="forbidden" />;
  return children;
}

function RefusedPage({ reason }: { readonly reason: 'unknown' | 'forbidden' }): JSX.Element {
  const { text } = useApp();
  const reload = useQuietReload();
  useEffect(reload, [reload]);
  const { what, remedy } = text.workspace[reason];
  return (
    <div className="blank" role="alert">
      <LockKeyhole aria-hidden="true" size={24} />
      <h2>{what}</h2>
      <p>{remedy}</p>
      <Link href={ROUTES.home} className="button">
        {text.workspace.toProjects}
      </Link>
    </div>
  );
}
