import { type JSX, type SyntheticEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { ProjectItem } from '../../client/api.ts';
import { ROUTES } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** Deletes the project for everybody and for good, after its name was typed. */
export function DeleteProject({ project }: { readonly project: ProjectItem }): JSX.Element {
  const { text, projects, close } = useApp();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const { busy, fault, run } = useAttempt();
  const words = text.workspace;
  const confirmed = typed.trim() === project.name.trim();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!confirmed) return;
    run(async () => {
      // Away from it first: its pages would say that it is gone.
      navigate(ROUTES.home);
      await api.deleteProject(project.project_id);
      close();
      await projects.reload();
    });
  };
  return (
    <form className="form settings-part" onSubmit={submit}>
      <h3>{words.delete}</h3>
      <p className="hint">{words.deleteHint}</p>
      <label className="field">
        <span>{words.deleteField(project.name)}</span>
        <input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </label>
      <p role="alert" className="fault">
        {fault}
      </p>
      <div className="form-end">
        <button type="submit" className="button button-bad" disabled={!confirmed || busy}>
          {words.deleteNow}
        </button>
      </div>
    </form>
  );
}
