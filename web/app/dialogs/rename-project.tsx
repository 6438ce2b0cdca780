import { type JSX, type SyntheticEvent, useId, useState } from 'react';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import type { ProjectItem } from '../../client/api.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { useAttempt } from '../use-attempt.ts';

/** Another name for the project. */
export function RenameProject({ project }: { readonly project: ProjectItem }): JSX.Element {
  const { text, projects } = useApp();
  const [name, setName] = useState(project.name);
  const { busy, fault, run } = useAttempt();
  const id = useId();
  const wanted = name.trim();
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (wanted === '' || wanted === project.name) return;
    run(async () => {
      await api.renameProject(project.project_id, wanted);
      await projects.reload();
    });
  };
  return (
    <form className="form" onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>{text.workspace.name}</label>
        <div className="field-row">
          <input id={id} value={name} maxLength={BOUNDS.name} onChange={(event) => setName(event.target.value)} />
          <button type="submit" className="button" disabled={wanted === '' || wanted === project.name || busy}>
            {text.workspace.rename}
          </button>
        </div>
      </div>
      <p role="alert" className="fault">
        {fault}
      </p>
    </form>
  );
}
