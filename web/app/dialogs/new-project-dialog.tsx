import { type JSX, type SyntheticEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { BOUNDS } from '../../../shared/model/bounds.ts';
import { Dialog } from '../../components/dialog.tsx';
import { addressOf } from '../addresses.ts';
import { api } from '../api.ts';
import { useApp } from '../app-context.ts';
import { useAttempt } from '../use-attempt.ts';
import { useFocusOnMount } from '../use-focus-on-mount.ts';

/** Makes a project, and goes to its board. */
export function NewProjectDialog(): JSX.Element {
  const { text, projects, close } = useApp();
  const [, navigate] = useLocation();
  const field = useFocusOnMount<HTMLInputElement>();
  const [name, setName] = useState('');
  const { busy, fault, run } = useAttempt();
  const words = text.workspace;
  const wanted = name.trim();

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (wanted === '') return;
    run(async () => {
      const { project_id: project } = await api.createProject(wanted);
      await projects.reload();
      close();
      navigate(addressOf.board(project));
    });
  };
  return (
    <Dialog title={words.newProject} close={text.common.close} onClose={close}>
      <form className="form" onSubmit={submit}>
        <label className="field">
          <span>{words.newName}</span>
          <input ref={field} value={name} maxLength={BOUNDS.name} onChange={(event) => setName(event.target.value)} />
        </label>
        <p role="alert" className="fault">
          {fault}
        </p>
        <div className="form-end">
          <button type="button" className="button" onClick={close}>
            {text.common.cancel}
          </button>
          <button type="submit" className="button button-primary" disabled={wanted === '' || busy}>
            {busy ? words.creating : words.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
