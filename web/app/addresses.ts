import type { Place } from '../../shared/model/presence.ts';
import type { InboxEntry } from '../../shared/model/records.ts';

/**
 * The addresses of the app's pages: those of a project as patterns, with the ids percent-encoded. What stands in them is what links, the palette, the
 * inbox and people's places lead to.
 */
export const ROUTES = {
  home: '/',
  invite: '/invite',
  recover: '/recover',
  /** A project's board, with a card open or without. */
  board: /^\/p\/(?<project>[^/]+)(?:\/t\/(?<task>[^/]+))?\/?$/,
  documents: /^\/p\/(?<project>[^/]+)\/d\/?$/,
  document: /^\/p\/(?<project>[^/]+)\/d\/(?<document>[^/]+)\/?$/,
  people: /^\/p\/(?<project>[^/]+)\/people\/?$/,
  activity: /^\/p\/(?<project>[^/]+)\/activity\/?$/,
} as const;

/** The address of each page, with the ids percent-encoded. */
export const addressOf = {
  board: (project: string): string => `/p/${encodeURIComponent(project)}`,
  task: (project: string, task: string): string => `/p/${encodeURIComponent(project)}/t/${encodeURIComponent(task)}`,
  documents: (project: string): string => `/p/${encodeURIComponent(project)}/d`,
  document: (project: string, document: string): string => `/p/${encodeURIComponent(project)}/d/${encodeURIComponent(document)}`,
  /** Comments in a document. */
  thread: (project: string, document: string, thread: string): string =>
    `${addressOf.document(project, document)}?thread=${encodeURIComponent(thread)}`,
  /** Where somebody writes in a document. */
  caret: (project: string, document: string, user: string): string =>
    `${addressOf.document(project, document)}?person=${encodeURIComponent(user)}`,
  people: (project: string): string => `/p/${encodeURIComponent(project)}/people`,
  activity: (project: string): string => `/p/${encodeURIComponent(project)}/activity`,
};

/** Where what a notification is about can be seen; null where it is about nothing that has a page. */
export function addressOfEntry({ project_id, task_id, document_id, thread_id }: InboxEntry): string | null {
  if (project_id === null) return null;
  if (document_id !== null) {
    return thread_id === null ? addressOf.document(project_id, document_id) : addressOf.thread(project_id, document_id, thread_id);
  }
  return task_id === null ? addressOf.board(project_id) : addressOf.task(project_id, task_id);
}

/** Where somebody is, who is in `project`: in a document, where their caret is. @param user their id; null for nobody in particular */
export function addressOfPlace(project: string, { kind, id }: Place, user: string | null): string {
  switch (kind) {
    case 'document':
      return user === null ? addressOf.document(project, id) : addressOf.caret(project, id, user);
    case 'task':
      return addressOf.task(project, id);
    case 'board':
      return addressOf.board(project);
  }
}
