import type * as Y from 'yjs';
import { readActivity, withActivity } from '../../../shared/model/activity.ts';
import { readDocument, readDocuments } from '../../../shared/model/documents.ts';
import { type Project, readProject } from '../../../shared/model/project.ts';
import type { Activity, DocumentEntry, StatusChange, Task } from '../../../shared/model/records.ts';
import { changeOf, isTyping, type TaskChange, tellingKey } from '../../../shared/model/task-changes.ts';
import { readTask, readTasks } from '../../../shared/model/tasks.ts';
import { clientOf, keysTouched } from '../../../shared/model/touched.ts';
import { recordIn } from '../../../shared/model/values.ts';
import { projectRoom } from '../../../shared/rooms.ts';
import type { LogRecord } from '../../store/store.ts';
import { SERVER_USER } from '../../sync/edits.ts';
import { documentLines, line, taskLines } from './activity.ts';
import { BoardOutcome } from './derive-board-outcome.ts';
import { Places } from './derive-places.ts';
import { type Deriver, type DeriverParts, nameOf, type Outcome } from './derive-room.ts';
import { type TaskContext, taskEvents, taskNotifications } from './derive-tasks.ts';
import { Shadow } from './follower-shadow.ts';

/** What one record touched. */
interface Touched {
  readonly tasks: Set<string>;
  readonly documents: Set<string>;
  project: boolean;
  people: boolean;
  activity: boolean;
}

type Who = (client: number | undefined) => string;

/**
 * A project's room: events, notifications, status history, activity, and what the server mends. A record's verified author is who
 * did it; where that is '', by the system or where there are no users, what the record says is believed.
 */
export class Board implements Deriver {
  readonly isQuick = false;
  readonly #parts: DeriverParts;
  readonly #project: string;
  readonly #shadow: Shadow;
  readonly #stopObserving: () => void;
  /** As they were after the last record; history and creator as the server knows them. */
  readonly #tasks = new Map<string, Task>();
  readonly #documents = new Map<string, DocumentEntry>();
  readonly #cardPlaces = new Places();
  readonly #documentPlaces = new Places();
  #board: Project;
  #activity: readonly Activity[];
  #touched = nothingTouched();
  #outcome: BoardOutcome;

  private constructor(parts: DeriverParts, project: string, shadow: Shadow) {
    this.#parts = parts;
    this.#project = project;
    this.#shadow = shadow;
    const { doc } = shadow;
    this.#board = readProject(doc);
    this.#activity = readActivity(doc).items;
    this.#outcome = this.#nothing();
    for (const task of readTasks(doc).items) this.#setTask(task.task_id, task);
    for (const entry of readDocuments(doc).items) this.#setDocument(entry.document_id, entry);
    this.#stopObserving = this.#observe(doc);
  }

  /** The project as it was after record `seq` of its room. */
  static async build(parts: DeriverParts, project: string, seq: number): Promise<Board> {
    return new Board(parts, project, await Shadow.build(parts.store, projectRoom(project), seq));
  }

  async take(record: LogRecord): Promise<void> {
    const who = await this.#shadow.apply(record);
    const touched = this.#touched;
    this.#touched = nothingTouched();
    const before = this.#board;
    if (touched.project) this.#board = readProject(this.#shadow.doc);
    if (record.author === SERVER_USER) {
      this.#trust(touched);
      return;
    }
    if (touched.project) this.#takeProject(before, record);
    for (const id of touched.tasks) this.#takeTask(id, record, who);
    for (const id of touched.documents) this.#takeDocument(id, record, who);
    if (record.author === '') {
      if (touched.activity) this.#activity = readActivity(this.#shadow.doc).items;
      return;
    }
    if (touched.people) this.#outcome.peopleSpoilt = true;
    if (touched.activity) this.#outcome.activitySpoilt = true;
  }

  due(): number | null {
    return this.#outcome.due(this.#parts.limits);
  }

  async outcome(): Promise<Outcome> {
    const outcome = this.#outcome;
    const known = this.#activity;
    const { activityKept } = this.#parts.limits;
    this.#activity = outcome.lines.reduce((lines, entry) => withActivity(lines, entry, activityKept), known);
    this.#outcome = this.#nothing();
    return outcome.finish(known);
  }

  destroy(): void {
    this.#stopObserving();
    this.#shadow.destroy();
  }

  #nothing(): BoardOutcome {
    return new BoardOutcome(this.#parts, this.#project);
  }

  #observe(doc: Y.Doc): () => void {
    const [tasks, documents] = [doc.getMap<unknown>('tasks'), doc.getMap<unknown>('documents')];
    const [project, people, activity] = [doc.getMap<unknown>('project'), doc.getMap<unknown>('people'), doc.getArray<unknown>('activity')];
    type Events = Y.YEvent<Y.AbstractType<unknown>>[];
    const onTasks = (events: Events): void => {
      for (const id of keysTouched(tasks, events)) this.#touched.tasks.add(id);
    };
    const onDocuments = (events: Events): void => {
      for (const id of keysTouched(documents, events)) this.#touched.documents.add(id);
    };
    const onProject = (): void => {
      this.#touched.project = true;
    };
    const onPeople = (): void => {
      this.#touched.people = true;
    };
    const onActivity = (): void => {
      this.#touched.activity = true;
    };
    tasks.observeDeep(onTasks);
    documents.observeDeep(onDocuments);
    project.observeDeep(onProject);
    people.observeDeep(onPeople);
    activity.observeDeep(onActivity);
    return () => {
      tasks.unobserveDeep(onTasks);
      documents.unobserveDeep(onDocuments);
      project.unobserveDeep(onProject);
      people.unobserveDeep(onPeople);
      activity.unobserveDeep(onActivity);
    };
  }

  /** What the server itself mended is how it is. */
  #trust(touched: Touched): void {
    const { doc } = this.#shadow;
    for (const id of touched.tasks) this.#setTask(id, readTask(doc, id));
    for (const id of touched.documents) this.#setDocument(id, readDocument(doc, id));
    if (touched.activity && !this.#outcome.activitySpoilt) this.#activity = readActivity(doc).items;
  }

  #takeProject({ name, columns }: Project, { author, time }: LogRecord): void {
    const { random } = this.#parts;
    const now = this.#board;
    if (now.name !== name && now.name !== '') {
      this.#outcome.name = now.name;
      if (name !== '') this.#outcome.addLines([line(random, { author, time }, 'project_renamed', { name: now.name })]);
    }
    if (now.columns.some(({ id, order }) => order !== columns.find((column) => column.id === id)?.order)) this.#checkColumns();
  }

  #checkColumns(): void {
    const places = new Places();
    const all = this.#board.columns.map(({ order }) => ({ list: '', order }));
    for (const place of all) places.move(null, place);
    if (all.some((place) => places.isBad(place))) this.#outcome.columnsInDisorder = true;
  }

  #takeTask(id: string, record: LogRecord, who: Who): void {
    const { doc } = this.#shadow;
    const before = this.#tasks.get(id) ?? null;
    const read = readTask(doc, id);
    const change = changeOf(before, read);
    const context = this.#contextOf(id, change, record, who);
    const after = read === null ? null : this.#mended(before, read, change, context, who);
    this.#setTask(id, after);
    this.#index(before, after);
    if (after !== null && (before === null || before.order !== after.order || before.status !== after.status)) {
      if (this.#cardPlaces.isBad({ list: after.status, order: after.order })) this.#outcome.cardsInDisorder.add(after.status);
    }
    if (change.what === 'nothing') return;
    const { random, time } = this.#parts;
    const notifications = taskNotifications(context, before, after, change, this.#board.columns);
    const lines = taskLines(random, context, before, after, change);
    const typing = isTyping(change) ? { task: id, at: time.monotonic() } : null;
    this.#outcome.add({ events: taskEvents(context, before, after, change), notifications, lines }, typing);
  }

  /** The task with what the server knows better, which is to be written. */
  #mended(before: Task | null, task: Task, change: TaskChange, context: TaskContext, who: Who): Task {
    const { author, time } = context;
    const { task_id } = task;
    const verified = author !== '';
    const created_by = !verified ? task.created_by : before === null ? who(clientOf(this.#taskMap(), task_id)) : before.created_by;
    if (created_by !== task.created_by) this.#outcome.taskCreators.set(task_id, created_by);
    const known = verified ? (before?.history ?? []) : task.history;
    const spoilt = verified && !isSameHistory(known, task.history);
    const changes: readonly StatusChange[] =
      change.status === null ? [] : [{ old_status: change.status.from, new_status: change.status.to, changed_by: author, time }];
    if (spoilt || changes.length > 0) this.#outcome.addHistory(task_id, { known, changes, spoilt });
    return { ...task, created_by, history: [...known, ...changes].slice(-this.#parts.limits.statusHistory) };
  }

  #contextOf(id: string, change: TaskChange, { author, time }: LogRecord, who: Who): TaskContext {
    const tasks = this.#taskMap();
    const key = tellingKey(change);
    const client = change.what === 'created' || key === null ? clientOf(tasks, id) : clientOf(recordIn(tasks, id), key);
    // Where the record brings one person's edits it doesn't matter under which key they are.
    const by = change.what === 'created' || key !== null ? who(client) : author;
    return { project: this.#project, author: by, name: nameOf(this.#parts.directory, by), time };
  }

  /** Which project a task is in, for those who know its id alone. */
  #index(before: Task | null, after: Task | null): void {
    if (before === null && after !== null) this.#outcome.index(after.task_id, this.#project);
    if (before !== null && after === null) this.#outcome.index(before.task_id, null);
  }

  #takeDocument(id: string, record: LogRecord, who: Who): void {
    const { author, time } = record;
    const before = this.#documents.get(id) ?? null;
    const read = readDocument(this.#shadow.doc, id);
    const by = before === null ? who(clientOf(this.#shadow.doc.getMap<unknown>('documents'), id)) : author;
    const creator = author === '' ? (read?.created_by ?? null) : before === null ? by : before.created_by;
    if (read !== null && creator !== read.created_by) this.#outcome.documentCreators.set(id, creator);
    const after = read === null ? null : { ...read, created_by: creator };
    this.#setDocument(id, after);
    if (after !== null && before?.order !== after.order && this.#documentPlaces.isBad({ list: '', order: after.order })) {
      this.#outcome.documentsInDisorder = true;
    }
    this.#outcome.addLines(documentLines(this.#parts.random, { author: by, time }, before, after));
    const isListed = after !== null && after.deleted_at === null;
    if (before !== null && isListed !== (before.deleted_at === null)) this.#parts.onDocuments(this.#project, id);
    else if (before !== null && after === null) this.#parts.onDocuments(this.#project, id);
  }

  #taskMap(): Y.Map<unknown> {
    return this.#shadow.doc.getMap<unknown>('tasks');
  }

  #setTask(id: string, task: Task | null): void {
    const before = this.#tasks.get(id);
    const placeOf = ({ status, order }: Task) => ({ list: status, order });
    this.#cardPlaces.move(before === undefined ? null : placeOf(before), task === null ? null : placeOf(task));
    if (task === null) this.#tasks.delete(id);
    else this.#tasks.set(id, task);
  }

  #setDocument(id: string, entry: DocumentEntry | null): void {
    const before = this.#documents.get(id);
    const placeOf = ({ order }: DocumentEntry) => ({ list: '', order });
    this.#documentPlaces.move(before === undefined ? null : placeOf(before), entry === null ? null : placeOf(entry));
    if (entry === null) this.#documents.delete(id);
    else this.#documents.set(id, entry);
  }
}

function nothingTouched(): Touched {
  return { tasks: new Set(), documents: new Set(), project: false, people: false, activity: false };
}

function isSameHistory(a: readonly StatusChange[], b: readonly StatusChange[]): boolean {
  return a.length === b.length && a.every((change, index) => isSameChange(change, b[index]));
}

function isSameChange(a: StatusChange, b: StatusChange | undefined): boolean {
  return (
    b !== undefined && a.old_status === b.old_status && a.new_status === b.new_status && a.changed_by === b.changed_by && a.time === b.time
  );
}
