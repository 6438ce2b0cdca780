import type { Activity } from '../../../shared/model/records.ts';
import type { ActivityText, Sentence } from '../../i18n/people.ts';

/** What a sentence about an activity has between its words. */
export type Part =
  | { readonly kind: 'person'; readonly name: string }
  /** `title` as it was then; what still exists is called by what it is called now. */
  | { readonly kind: 'task' | 'document'; readonly id: string; readonly title: string };

/** What the names in a sentence come from. */
export interface Names {
  /** By user id. */
  readonly people: ReadonlyMap<string, string>;
  /** Titles by column id. */
  readonly columns: ReadonlyMap<string, string>;
  /** BCP 47. */
  readonly language: string;
}

/** An activity in words; null for one of a kind that this version doesn't know. */
export function sentenceOf(line: Activity, names: Names, text: ActivityText): Sentence<Part> | null {
  const { type, data, user_id: user } = line;
  const who = personPart(user, names, text);
  const task = thing('task', data);
  const document = thing('document', data);
  switch (type) {
    case 'project_renamed':
      return typeof data.name === 'string' ? text.projectRenamed(who, data.name) : null;
    case 'task_created':
      return task && text.taskCreated(who, task);
    case 'task_deleted':
      return task && text.taskBinned(who, task);
    case 'task_restored':
      return task && text.taskRestored(who, task);
    case 'task_status_changed':
      return task && text.taskMoved(who, task, columnOf(data.old_status, names, text), columnOf(data.new_status, names, text));
    case 'task_assigned':
      return task && assigned(user, who, task, data.assignee_id, names, text);
    case 'task_updated':
      return task && changed(who, task, data.fields, names, text);
    case 'document_created':
      return document && text.documentCreated(who, document);
    case 'document_renamed':
      return document && text.documentRenamed(who, document);
    case 'document_binned':
      return document && text.documentBinned(who, document);
    case 'document_restored':
      return document && text.documentRestored(who, document);
    case 'document_deleted':
      return document && text.documentDeleted(who, document);
    default:
      return null;
  }
}

function personPart(user: string | null, { people }: Names, text: ActivityText): Part {
  return { kind: 'person', name: user === null ? text.somebody : (people.get(user) ?? text.formerMember) };
}

function thing(kind: 'task' | 'document', data: Activity['data']): Part | null {
  const id = data[`${kind}_id`];
  const { title } = data;
  return typeof id === 'string' && typeof title === 'string' ? { kind, id, title } : null;
}

function columnOf(id: unknown, { columns }: Names, text: ActivityText): string {
  return (typeof id === 'string' ? columns.get(id) : undefined) ?? text.goneColumn;
}

function assigned(user: string | null, who: Part, task: Part, to: unknown, names: Names, text: ActivityText): Sentence<Part> {
  if (typeof to !== 'string') return text.taskFreed(who, task);
  return to === user ? text.taskTaken(who, task) : text.taskAssigned(who, task, personPart(to, names, text));
}

function changed(who: Part, task: Part, fields: unknown, { language }: Names, text: ActivityText): Sentence<Part> | null {
  const known: Readonly<Record<string, string>> = text.fields;
  const names: readonly unknown[] = Array.isArray(fields) ? fields : [];
  const told = names.flatMap((name) => (typeof name === 'string' && Object.hasOwn(known, name) ? (known[name] ?? []) : []));
  return told.length === 0 ? null : text.taskChanged(who, task, new Intl.ListFormat(language, { type: 'conjunction' }).format(told));
}
