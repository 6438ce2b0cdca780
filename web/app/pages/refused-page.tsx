import { LockKeyhole } from 'lucide-react';
import { type JSX, useEffect } from 'react';
import { Link } from 'wouter';
import { ROUTES } from '../addresses.ts';
import { useApp } from '../app-context.ts';
import { useQuietReload } from '../frame/projects-watch.tsx';
import { type Refusal, useRefusal } from '../frame/use-refusal.ts';

export interface ProjectGateProps {
  readonly project: string;
  readonly children: JSX.Element;
}

/** A project's page, or, where the server doesn't let one in, why not and what to do. */
export function ProjectGate({ project, children }: ProjectGateProps): JSX.Element {
  const refusal = useRefusal(project);
  if (refusal !== null) return <RefusedPage reason={refusal} />;
  return children;
}

function RefusedPage({ reason }: { readonly reason: Refusal }): JSX.Element {
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
