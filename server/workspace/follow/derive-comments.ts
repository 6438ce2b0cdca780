import type * as Y from 'yjs';
import { COMMENT, readThread, readThreads } from '../../../shared/model/comments.ts';
import { readDocument } from '../../../shared/model/documents.ts';
import { textWithLabels } from '../../../shared/model/mentions.ts';
import type { Comment, Task, Thread } from '../../../shared/model/records.ts';
import { readTask } from '../../../shared/model/tasks.ts';
import { clientOf, keysTouched } from '../../../shared/model/touched.ts';
import { cut, recordIn } from '../../../shared/model/values.ts';
import { commentsRoom, projectRoom } from '../../../shared/rooms.ts';
import type { LogRecord } from '../../store/store.ts';
import { SERVER_USER } from '../../sync/edits.ts';
import type { NotificationDraft } from '../inbox/notifications.ts';
import { type Deriver, type DeriverParts, nameOf, type Outcome } from './derive-room.ts';
import { newMentions, watchersOf } from './derive-tasks.ts';
import { Shadow } from './follower-shadow.ts';

/** Characters of a comment that a notification repeats. */
const QUOTED = 200;

/** Something that was said, and to whom. */
interface Said {
  readonly thread: Thread;
  readonly text: string;
  readonly author: string;
  readonly time: number;
  readonly mentioned: ReadonlySet<string>;
  /** Null for a change of what was said before: only those newly mentioned are told. */
  readonly answered: ReadonlySet<string> | null;
}

/** What a comment says, and since when. */
type Words = Pick<Comment, 'text' | 'edited_at' | 'deleted_at'>;

/** What the server knows better about a comment. */
type Mend = Partial<Words> & { readonly author_id?: string };

/** What the comments are about. */
interface Subject {
  readonly title: string;
  readonly task: Task | null;
}

/** A comments room: who is mentioned or answered, and whose words a comment has. */
export class Comments implements Deriver {
  readonly isQuick = false;
  readonly #parts: DeriverParts;
  readonly #project: string;
  readonly #document: string | null;
  readonly #shadow: Shadow;
  readonly #stopObserving: () => void;
  /** As they were after the last record; authors as the server knows them. */
  readonly #threads: Map<string, Thread>;
  #touched = new Set<string>();
  #said: Said[] = [];
  /** By thread and comment. */
  #mends = new Map<string, Map<string, Mend>>();

  private constructor(parts: DeriverParts, project: string, document: string | null, shadow: Shadow) {
    this.#parts = parts;
    this.#project = project;
    this.#document = document;
    this.#shadow = shadow;
    this.#threads = new Map(readThreads(shadow.doc).items.map((thread) => [thread.thread_id, thread]));
    const threads = shadow.doc.getMap<unknown>('threads');
    const note = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      for (const id of keysTouched(threads, events)) this.#touched.add(id);
    };
    threads.observeDeep(note);
    this.#stopObserving = () => threads.unobserveDeep(note);
  }

  /** The comments as they were after record `seq` of their room. */
  static async build(parts: DeriverParts, project: string, document: string | null, seq: number): Promise<Comments> {
    return new Comments(parts, project, document, await Shadow.build(parts.store, commentsRoom(project, document), seq));
  }

  async take(record: LogRecord): Promise<void> {
    const who = await this.#shadow.apply(record);
    const touched = this.#touched;
    this.#touched = new Set();
    // Nothing but what was touched is looked at: a room may hold very many comments, and this is done for each key that is pressed.
    for (const id of touched) {
      const thread = readThread(this.#shadow.doc, id);
      if (thread === null) this.#threads.delete(id);
      else this.#threads.set(id, record.author === SERVER_USER ? thread : this.#takeThread(thread, record, who));
    }
  }

  due(): number | null {
    return this.#said.length > 0 || this.#mends.size > 0 ? Number.NEGATIVE_INFINITY : null;
  }

  async outcome(): Promise<Outcome> {
    const said = this.#said;
    const notifications: NotificationDraft[] = [];
    const subjects = new Map<string | null, Subject>();
    for (const one of said) {
      const { task_id } = one.thread;
      const subject = subjects.get(task_id) ?? (await this.#subjectOf(one.thread));
      subjects.set(task_id, subject);
      for (const draft of this.#draftsOf(one, subject)) notifications.push(draft);
    }
    const mends = this.#mends;
    this.#said = [];
    this.#mends = new Map();
    return {
      mend: mends.size === 0 ? null : (doc) => mendComments(doc, mends),
      events: [],
      notifications,
      records: () => [],
      complete: true,
    };
  }

  destroy(): void {
    this.#stopObserving();
    this.#shadow.destroy();
  }

  /** The thread with the authors that the server knows, and in the words of those. */
  #takeThread(thread: Thread, { author, time }: LogRecord, who: (client: number | undefined) => string): Thread {
    const record = recordIn(this.#shadow.doc.getMap<unknown>('threads'), thread.thread_id);
    const known = new Map(this.#threads.get(thread.thread_id)?.comments.map((comment) => [comment.comment_id, comment]));
    const fresh: Comment[] = [];
    const comments = thread.comments.map((comment) => {
      const before = known.get(comment.comment_id);
      const verified = before?.author_id ?? who(clientOf(record, COMMENT + comment.comment_id));
      const author_id = author === '' ? comment.author_id : verified;
      if (author_id !== comment.author_id) this.#mend(thread.thread_id, comment.comment_id, { author_id });
      const place = recordIn(record, COMMENT + comment.comment_id);
      const words = author === '' || before === undefined ? null : this.#wordsBefore(before, comment, who(clientOf(place, 'text')));
      if (words !== null) this.#mend(thread.thread_id, comment.comment_id, words);
      const mended = { ...comment, author_id, ...words };
      if (before === undefined) fresh.push(mended);
      else if (before.text !== mended.text) this.#sayAgain(thread, mended, before, author === '' ? author_id : author, time);
      return mended;
    });
    const now = { ...thread, comments };
    const answered = new Set(comments.map((comment) => comment.author_id));
    for (const comment of fresh) if (comment.deleted_at === null) this.#say(now, comment, time, answered);
    return now;
  }

  #say(thread: Thread, { text, author_id }: Comment, time: number, answered: ReadonlySet<string>): void {
    this.#said.push({ thread, text, author: author_id, time, mentioned: newMentions('', text), answered });
  }

  #sayAgain(thread: Thread, { text }: Comment, before: Comment, author: string, time: number): void {
    const mentioned = newMentions(before.text, text);
    if (mentioned.size > 0) this.#said.push({ thread, text, author, time, mentioned, answered: null });
  }

  /** Nobody speaks in another's name: what a comment said where somebody else changed it. An owner may take it away. */
  #wordsBefore(before: Comment, now: Comment, editor: string): Words | null {
    const { text, edited_at, deleted_at } = before;
    if (before.author_id === '' || editor === before.author_id) return null;
    if (text === now.text && deleted_at === now.deleted_at) return null;
    const isTakenAway = now.deleted_at !== null && now.text === '';
    if (isTakenAway && this.#parts.directory.role(this.#project, editor) === 'owner') return null;
    return { text, edited_at, deleted_at };
  }

  #mend(thread: string, comment: string, mend: Mend): void {
    const mends = this.#mends.get(thread) ?? new Map<string, Mend>();
    this.#mends.set(thread, mends);
    mends.set(comment, { ...mends.get(comment), ...mend });
  }

  #subjectOf({ task_id }: Thread): Promise<Subject> {
    const document = this.#document;
    return this.#parts.rooms.read(projectRoom(this.#project), (doc) => {
      const task = document !== null || task_id === null ? null : readTask(doc, task_id);
      const title = document === null ? task?.title : readDocument(doc, document)?.title;
      return { title: title ?? '', task };
    });
  }

  #draftsOf({ thread, text, author, time, mentioned, answered }: Said, { title, task }: Subject): readonly NotificationDraft[] {
    const { directory } = this.#parts;
    const called = nameOf(directory, author);
    const name = called || 'Somebody';
    const quote = cut(textWithLabels(text), QUOTED);
    const about = this.#aboutOf(thread, title === '' ? `${name} commented` : title);
    const draft = (user: string, kind: 'mention' | 'reply', did: string): NotificationDraft => ({
      ...about,
      user,
      actor: author,
      kind,
      message: `${name} ${did}: ${quote}`,
      facts: { name: called, quote },
      time,
    });
    const others = new Set([...(answered ?? []), ...(answered === null || task === null ? [] : watchersOf(task))]);
    for (const user of mentioned) others.delete(user);
    return [
      ...[...mentioned].map((user) => draft(user, 'mention', 'mentioned you')),
      ...[...others].map((user) => draft(user, 'reply', answered?.has(user) ? 'answered' : 'commented')),
    ].filter(({ user }) => user !== '');
  }

  #aboutOf({ thread_id, task_id }: Thread, title: string): Omit<NotificationDraft, 'user' | 'actor' | 'kind' | 'message' | 'time'> {
    const project_id = this.#project;
    const document_id = this.#document;
    const about = { title, project_id, thread_id };
    if (document_id !== null) return { ...about, item: `document:${project_id}/${document_id}`, document_id };
    if (task_id !== null) return { ...about, item: `task:${project_id}/${task_id}`, task_id };
    return { ...about, item: `thread:${project_id}/${thread_id}` };
  }
}

function mendComments(doc: Y.Doc, mends: ReadonlyMap<string, ReadonlyMap<string, Mend>>): void {
  for (const [thread, comments] of mends) {
    const record = recordIn(doc.getMap<unknown>('threads'), thread);
    for (const [comment, mend] of comments) {
      const place = recordIn(record, COMMENT + comment);
      for (const [key, value] of Object.entries(mend)) if (place !== null && place.get(key) !== value) place.set(key, value);
    }
  }
}
