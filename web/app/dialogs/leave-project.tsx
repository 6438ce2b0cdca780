import type { JSX } from 'react';
import { useLocation } from 'wouter';
import type { ProjectItem } from '../../client/api.ts';
import { ROUTES } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** Gives up one's own place in the project. */
export function LeaveProject({ project }: { readonly project: ProjectItem }): JSX.Element {
  const { text, me, projects, close } = useApp();
  const [, navigate] = useLocation();
  const { busy, fault, run } = useAttempt();
  const words = text.workspace;
  const leave = (): void =>
    run(async () => {
      // Away from it first: its pages would say that one is no longer a member.
      navigate(ROUTES.home);
      await api.removeMember(project.project_id, me.person.id);
      close();
      await projects.reload();
    });
  return (
    <div className="form settings-part">
      <h3>{words.leave}</h3>
      <p className="hint">{words.leaveHint}</p>
      <p role="alert" className="fault">
        {fault}
      </p>
      <div className="form-end">
        <button type="button" className="button button-bad" disabled={busy} onClick={leave}>
          {words.leaveNow}
        </button>
      </div>
    </div>
  );
}
