import { type JSX, type SyntheticEvent, useCallback, useEffect, useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { DocumentEntry } from '../../shared/model/records.ts';
import type { ProjectItem } from '../client/api.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { api } from './api.ts';
import { Mark } from './title-bar.tsx';

/** Characters of a name or title. */
const LONGEST_NAME = 80;

/** A person's projects and what is in them. */
export function ProjectsPage({ text }: { readonly text: Dictionary['workspace'] }): JSX.Element | null {
  const [projects, setProjects] = useState<readonly ProjectItem[] | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    api.projects().then(setProjects, () => setFailed(true));
  }, []);
  useEffect(() => {
    document.title = 'Weft';
    load();
  }, [load]);

  const create = async (name: string): Promise<void> => {
    await api.createProject(name);
    load();
  };
  if (projects === null) return failed ? <p role="alert">{text.failed}</p> : null;
  return (
    <main className="home home-wide">
      <Mark />
      <h1>{text.title}</h1>
      {projects.length === 0 && <p>{text.empty}</p>}
      {projects.map((project) => (
        <Project key={project.project_id} project={project} text={text} />
      ))}
      <NameForm label={text.newProject} action={text.create} failed={text.failed} onName={create} />
    </main>
  );
}

function Project({ project, text }: { readonly project: ProjectItem; readonly text: Dictionary['workspace'] }): JSX.Element {
  const { project_id: id, name, role } = project;
  const [, navigate] = useLocation();
  const [documents, setDocuments] = useState<readonly DocumentEntry[] | null>(null);
  const [said, setSaid] = useState('');
  const heading = useId();
  useEffect(() => {
    let current = true;
    api.documents(id).then(
      (found) => current && setDocuments(found),
      () => current && setSaid(text.failed),
    );
    return () => {
      current = false;
    };
  }, [id, text.failed]);

  const create = async (title: string): Promise<void> => {
    const { document_id: made } = await api.createDocument(id, title);
    navigate(`/p/${encodeURIComponent(id)}/d/${encodeURIComponent(made)}`);
  };
  const invite = async (): Promise<void> => {
    try {
      const secret = await api.invite(id, 'editor');
      await navigator.clipboard.writeText(`${location.origin}/invite#${secret}`);
      setSaid(text.inviteCopied);
    } catch (error) {
      reportError(error);
      setSaid(text.failed);
    }
  };
  const mayWrite = role === 'owner' || role === 'editor';
  return (
    <section className="project" aria-labelledby={heading}>
      <div className="project-head">
        <h2 id={heading}>
          <Link href={`/p/${encodeURIComponent(id)}`} aria-label={text.board(name)}>
            {name}
          </Link>
        </h2>
        {role === 'owner' && (
          <button type="button" className="button" onClick={() => void invite()}>
            {text.invite}
          </button>
        )}
      </div>
      <p role="status">{said}</p>
      {documents?.length === 0 && <p>{text.noDocuments}</p>}
      <ul aria-label={text.documents(name)}>
        {documents?.map((entry) => (
          <li key={entry.document_id}>
            <Link href={`/p/${encodeURIComponent(id)}/d/${encodeURIComponent(entry.document_id)}`}>{entry.title}</Link>
          </li>
        ))}
      </ul>
      {mayWrite && <NameForm label={text.newDocument} action={text.add} failed={text.failed} onName={create} />}
    </section>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly action: string;
  readonly failed: string;
  readonly onName: (name: string) => Promise<void>;
}

/** A name and what is made of it. */
function NameForm({ label, action, failed, onName }: NameFormProps): JSX.Element {
  const [name, setName] = useState('');
  const [trouble, setTrouble] = useState('');
  const id = useId();
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setTrouble('');
    try {
      await onName(name.trim());
      setName('');
    } catch (error) {
      reportError(error);
      setTrouble(failed);
    }
  };
  return (
    <form className="home-form" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <div className="home-row">
        <input id={id} value={name} maxLength={LONGEST_NAME} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        <button type="submit" className="button" disabled={name.trim() === ''}>
          {action}
        </button>
      </div>
      <p role="alert">{trouble}</p>
    </form>
  );
}
