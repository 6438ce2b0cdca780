import * as Y from 'yjs';
import { Problem } from '../problems.ts';
import { BOUNDS } from './bounds.ts';
import { Checks, refuse } from './checks.ts';
import type { Doing } from './doing.ts';
import { compareText } from './order.ts';
import type { Anchor, Comment, Malformed, Parsed, Thread } from './records.ts';
import { idOf, isMap, jsonOf, malformed, parseMap, recordIn, rootMap, textOf, timeOf } from './values.ts';

/** Begins the keys of a thread's comments: one key each, so that what two people write at once both stands. */
export const COMMENT = 'comment/';

export interface ThreadDraft {
  /** Where in the document it is; absent or null for none. */
  readonly anchor?: Anchor | null;
  /** The task that it is about. */
  readonly task_id?: string | null;
  /** The first comment. */
  readonly comment_id: string;
  readonly text: string;
}

/** All threads of a comments room, by time. What can't be understood in one is left out of it. */
export function readThreads(doc: Y.Doc): Parsed<Thread> {
  const inside: Malformed[] = [];
  const parsed = parseMap(rootMap(doc, 'threads'), 'threads', (id, record) => parseThread(id, record, inside));
  parsed.items.sort((a, b) => a.created_at - b.created_at || compareText(a.thread_id, b.thread_id));
  return { items: parsed.items, malformed: [...parsed.malformed, ...inside] };
}

/** A thread; null where there is none that can be understood. */
export function readThread(doc: Y.Doc, id: string): Thread | null {
  const record = idOf(id) === null ? null : recordIn(rootMap(doc, 'threads'), id);
  const thread = record === null ? null : parseThread(id, record, []);
  return typeof thread === 'string' ? null : thread;
}

/** Begins a thread with its first comment. @throws Problem `request.invalid`, also for an id that is taken */
export function createThread(doc: Y.Doc, id: string, draft: ThreadDraft, doing: Doing): void {
  const checks = new Checks();
  checks.id('thread_id', id);
  const task_id = checks.idOrNull('task_id', draft.task_id ?? null);
  const anchor = draft.anchor ?? null;
  if (anchor !== null && parseAnchor(anchor) === null) checks.fault('anchor', 'needs start, end and quote as texts');
  const comment = checkedComment(checks, draft.comment_id, draft.text, doing);
  checks.done('The thread');
  const threads = doc.getMap<unknown>('threads');
  if (threads.has(id)) refuse('The thread', 'thread_id', 'is taken');
  const fields = { anchor: parseAnchor(anchor), task_id, created_at: doing.now, resolved_at: null, resolved_by: null };
  doc.transact(() => {
    const thread = new Y.Map<unknown>(Object.entries(fields));
    thread.set(COMMENT + draft.comment_id, comment);
    threads.set(id, thread);
  });
}

/** @throws Problem `request.not-found` for an unknown thread; `request.invalid`, also for an id that is taken */
export function addComment(doc: Y.Doc, thread: string, id: string, text: string, doing: Doing): void {
  const checks = new Checks();
  const comment = checkedComment(checks, id, text, doing);
  checks.done('The comment');
  const record = knownThread(doc, thread);
  if (record.has(COMMENT + id)) refuse('The comment', 'comment_id', 'is taken');
  record.set(COMMENT + id, comment);
}

/** Changes what a comment says. @throws Problem `request.not-found`, `request.invalid` */
export function editComment(doc: Y.Doc, thread: string, id: string, text: string, now: number): void {
  const checks = new Checks();
  const words = checks.text('text', text, BOUNDS.comment);
  checks.done('The comment');
  const record = knownComment(doc, thread, id);
  if (record.get('text') === words) return;
  doc.transact(() => {
    record.set('text', words);
    record.set('edited_at', now);
  });
}

/** Takes away what a comment says; its place stays, so that answers keep their sense. @throws Problem `request.not-found` */
export function deleteComment(doc: Y.Doc, thread: string, id: string, now: number): void {
  const record = knownComment(doc, thread, id);
  doc.transact(() => {
    if (record.get('text') !== '') record.set('text', '');
    if (timeOf(record.get('deleted_at')) === null) record.set('deleted_at', now);
  });
}

/** Says where in the document a thread is now. @throws Problem `request.not-found`, `request.invalid` */
export function moveThread(doc: Y.Doc, thread: string, anchor: Anchor): void {
  const parsed = parseAnchor(anchor);
  if (parsed === null) refuse('The thread', 'anchor', 'needs start, end and quote as texts');
  knownThread(doc, thread).set('anchor', parsed);
}

/** Says that a thread is settled; null opens it again. @throws Problem `request.not-found` */
export function resolveThread(doc: Y.Doc, thread: string, doing: Doing | null): void {
  const record = knownThread(doc, thread);
  doc.transact(() => {
    record.set('resolved_at', doing === null ? null : doing.now);
    record.set('resolved_by', doing === null ? null : doing.by);
  });
}

function checkedComment(checks: Checks, id: string, text: string, { now, by }: Doing): Y.Map<unknown> {
  checks.id('comment_id', id);
  const words = checks.text('text', text, BOUNDS.comment);
  return new Y.Map<unknown>(Object.entries({ author_id: by ?? '', text: words, created_at: now, edited_at: null, deleted_at: null }));
}

function knownThread(doc: Y.Doc, id: string): Y.Map<unknown> {
  const record = recordIn(rootMap(doc, 'threads'), id);
  if (record === null) throw new Problem('request.not-found', `There is no thread ${JSON.stringify(id)} in this room.`);
  return record;
}

function knownComment(doc: Y.Doc, thread: string, id: string): Y.Map<unknown> {
  const record = recordIn(knownThread(doc, thread), COMMENT + id);
  if (record === null) throw new Problem('request.not-found', `There is no comment ${JSON.stringify(id)} in this thread.`);
  return record;
}

function parseThread(id: string, record: Y.Map<unknown>, faults: Malformed[]): Thread | string {
  const created_at = timeOf(record.get('created_at'));
  if (created_at === null) return 'has no time';
  const comments: Comment[] = [];
  record.forEach((value, key) => {
    if (!key.startsWith(COMMENT)) return;
    const comment = isMap(value) ? parseComment(key.slice(COMMENT.length), value) : 'is no map';
    if (typeof comment === 'string') faults.push(malformed(`threads/${id}/${key}`, comment));
    else comments.push(comment);
  });
  return {
    thread_id: id,
    anchor: parseAnchor(record.get('anchor')),
    task_id: idOf(record.get('task_id')),
    created_at,
    resolved_at: timeOf(record.get('resolved_at')),
    resolved_by: idOf(record.get('resolved_by')),
    comments: comments.sort((a, b) => a.created_at - b.created_at || compareText(a.comment_id, b.comment_id)),
  };
}

function parseComment(id: string, record: Y.Map<unknown>): Comment | string {
  const comment_id = idOf(id);
  const author = record.get('author_id');
  const text = textOf(record.get('text'), BOUNDS.comment);
  const created_at = timeOf(record.get('created_at'));
  if (comment_id === null) return 'is no possible id';
  if (text === null) return 'has no text';
  if (created_at === null) return 'has no time';
  return {
    comment_id,
    author_id: idOf(author) ?? '',
    text,
    created_at,
    edited_at: timeOf(record.get('edited_at')),
    deleted_at: timeOf(record.get('deleted_at')),
  };
}

function parseAnchor(value: unknown): Anchor | null {
  const anchor = jsonOf(value);
  const start = textOf(anchor?.start, BOUNDS.position);
  const end = textOf(anchor?.end, BOUNDS.position);
  const quote = textOf(anchor?.quote, BOUNDS.quote);
  if (start === null || end === null || quote === null) return null;
  const [before, after] = [textOf(anchor?.before, BOUNDS.context) ?? '', textOf(anchor?.after, BOUNDS.context) ?? ''];
  return { start, end, quote, before, after };
}
