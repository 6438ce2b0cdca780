import type { InboxEntry } from '../../../shared/model/records.ts';
import type { InboxText } from '../../i18n/inbox.ts';

/** The name of a source, parted: `task:<project>/<task>`. */
const SOURCE = /^(task|document|project):([^/]+)/;

/** What happened, in the reader's language; the message as it was sent where its pieces aren't known. */
export function sentenceOf(entry: InboxEntry, text: InboxText): string {
  const { kind, facts, message, level } = entry;
  if (kind === 'system' || facts.name === undefined) return message === '' ? text.levels[level] : message;
  const { from, to, role, quote } = facts;
  return text.said[kind]({ name: nameOf(entry, text), from, to, role, quote });
}

/** Who did it last. */
export function nameOf({ facts }: InboxEntry, text: InboxText): string {
  return facts.name || text.somebody;
}

/** The title of what an entry is about. */
export function titleOf({ title }: InboxEntry, text: InboxText): string {
  return title.trim() === '' ? text.untitled : title;
}

/** A source that can be muted, and what it is called in a menu. */
export interface Source {
  readonly source: string;
  readonly label: string;
}

/** The sources that an entry came from, from the narrowest to the widest. */
export function sourcesOf({ project_id, task_id, document_id, kind }: InboxEntry, text: InboxText): readonly Source[] {
  const sources: Source[] = [];
  if (project_id !== null) {
    if (task_id !== null) sources.push({ source: `task:${project_id}/${task_id}`, label: text.muteTask });
    if (document_id !== null) sources.push({ source: `document:${project_id}/${document_id}`, label: text.muteDocument });
    sources.push({ source: `project:${project_id}`, label: text.muteProject });
  }
  return [...sources, { source: `kind:${kind}`, label: `${text.muteKind} (${text.kinds[kind]})` }];
}

/**
 * What a muted source is called. Titles are known of what the inbox still has an entry of.
 * @param nameOfProject what the page knows of projects
 */
export function nameOfSource(
  source: string,
  { text, entries, nameOfProject }: { text: InboxText; entries: readonly InboxEntry[]; nameOfProject: (id: string) => string | undefined },
): string {
  const kind = Object.entries(text.kinds).find(([name]) => source === `kind:${name}`);
  if (kind !== undefined) return kind[1];
  const [, what, project = ''] = SOURCE.exec(source) ?? [];
  if (what !== 'task' && what !== 'document' && what !== 'project') return source;
  const known = what === 'project' ? nameOfProject(project) : undefined;
  return text.sources[what](known ?? entries.find(({ item }) => item === source)?.title ?? '');
}
