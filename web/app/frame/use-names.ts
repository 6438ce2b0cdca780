import { useDocument } from '../../hooks/use-documents.ts';
import { useProject } from '../../hooks/use-project.ts';
import { useApp } from '../app-context.ts';
import { useRefusal } from './use-refusal.ts';

/** What a project is called: as its room says, or the list; its id where neither knows it. '' until that is certain, and where one isn't let in. */
export function useProjectName(project: string): string {
  const { projects } = useApp();
  const { name, ready } = useProject(project);
  const refused = useRefusal(project) !== null;
  if (name !== '') return name;
  const listed = projects.items?.find(({ project_id: id }) => id === project);
  return listed?.name ?? (ready && !refused ? project : '');
}

/** What a document is called, '' where it has no title; its id where the project doesn't list it; null until that is certain. */
export function useDocumentTitle(project: string, document: string): string | null {
  const { ready } = useProject(project);
  const listed = useDocument(project, document);
  if (listed !== null) return listed.title;
  return ready ? document : null;
}
