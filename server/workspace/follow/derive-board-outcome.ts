import type * as Y from 'yjs';
import type { Limits } from '../../../shared/limits.ts';
import type { Activity } from '../../../shared/model/records.ts';
import type { Put } from '../../store/store.ts';
import type { EventDraft } from '../events/events.ts';
import type { NotificationDraft } from '../inbox/notifications.ts';
import { peopleEdit } from '../projects/people.ts';
import { indexTask, unindexTask } from '../tasks/task-index.ts';
import type { DeriverParts, Outcome } from './derive-room.ts';
import { type BoardRepairs, type HistoryRepair, isSound, mendBoard } from './repairs.ts';

/** What follows from one change. */
export interface Consequences {
  readonly events: readonly EventDraft[];
  readonly notifications: readonly NotificationDraft[];
  readonly lines: readonly Activity[];
}

/** A change that goes on while somebody types, at a time of the monotonic clock. */
export interface Typing {
  readonly task: string;
  readonly at: number;
}

/** What follows from a board's records, as it is gathered. */
export class BoardOutcome {
  readonly lines: Activity[] = [];
  readonly taskCreators = new Map<string, string | null>();
  readonly documentCreators = new Map<string, string | null>();
  readonly cardsInDisorder = new Set<string>();
  documentsInDisorder = false;
  columnsInDisorder = false;
  activitySpoilt = false;
  peopleSpoilt = false;
  /** The project's new name, or null where it is as it was. */
  name: string | null = null;
  readonly #parts: DeriverParts;
  readonly #project: string;
  readonly #events: EventDraft[] = [];
  readonly #notifications: NotificationDraft[] = [];
  readonly #histories = new Map<string, HistoryRepair>();
  readonly #index = new Map<string, string | null>();
  /** Where in `#events` the event is that tells of somebody's typing in a task, by both. */
  readonly #typing = new Map<string, number>();
  #typingSince = 0;
  #typedLast = 0;
  /** Something doesn't wait for the typing to end. */
  #urgent = false;

  constructor(parts: DeriverParts, project: string) {
    this.#parts = parts;
    this.#project = project;
  }

  add({ events, notifications, lines }: Consequences, typing: Typing | null): void {
    this.#notifications.push(...notifications);
    this.addLines(lines);
    if (typing === null) {
      this.#events.push(...events);
      this.#urgent ||= events.length + notifications.length > 0;
      return;
    }
    if (this.#typing.size === 0) this.#typingSince = typing.at;
    this.#typedLast = typing.at;
    for (const event of events) {
      const key = `${typing.task}/${event.user_id ?? ''}`;
      const known = this.#typing.get(key);
      if (known === undefined) this.#typing.set(key, this.#events.push(event) - 1);
      else this.#events[known] = event;
    }
  }

  addLines(lines: readonly Activity[]): void {
    this.lines.push(...lines);
  }

  addHistory(task: string, { known, changes, spoilt }: HistoryRepair): void {
    const before = this.#histories.get(task);
    if (before === undefined) this.#histories.set(task, { known, changes, spoilt });
    else this.#histories.set(task, { known: before.known, changes: [...before.changes, ...changes], spoilt: before.spoilt || spoilt });
  }

  /** Which project a task is in; null for none any more. */
  index(task: string, project: string | null): void {
    this.#index.set(task, project);
  }

  due({ mentionDelay, documentEditInterval }: Pick<Limits, 'mentionDelay' | 'documentEditInterval'>): number | null {
    if (this.#urgent || this.name !== null || this.#index.size > 0 || !isSound(this.#repairs([]))) return Number.NEGATIVE_INFINITY;
    if (this.#typing.size === 0) return null;
    return Math.min(this.#typedLast + mentionDelay, this.#typingSince + documentEditInterval);
  }

  /** @param activity as the server knows it, without what comes now */
  finish(activity: readonly Activity[]): Outcome {
    const repairs = this.#repairs(activity);
    const mend = (doc: Y.Doc): void => mendBoard(doc, repairs, this.#parts.limits);
    return {
      mend: isSound(repairs) ? null : mend,
      events: this.#events,
      notifications: this.#notifications,
      records: () => this.#records(),
      complete: true,
    };
  }

  #repairs(known: readonly Activity[]): BoardRepairs {
    return {
      histories: this.#histories,
      taskCreators: this.taskCreators,
      documentCreators: this.documentCreators,
      activity: { known, lines: this.lines, spoilt: this.activitySpoilt },
      disorder: { cards: this.cardsInDisorder, documents: this.documentsInDisorder, columns: this.columnsInDisorder },
      people: this.peopleSpoilt ? peopleEdit(this.#parts.directory, this.#project).edit : null,
    };
  }

  #records(): readonly Put[] {
    const now = this.#parts.time.now();
    const records = [...this.#index].map(([task, project]) =>
      project === null ? unindexTask(task, this.#project) : indexTask(task, project, now),
    );
    return [...records, ...this.#mirrorName()];
  }

  /** The name for lists of projects, where it isn't the same change that wrote it there. */
  #mirrorName(): readonly Put[] {
    const { directory } = this.#parts;
    const { name } = this;
    if (name === null || (directory.project(this.#project)?.name ?? name) === name) return [];
    return directory.renameProject(this.#project, name);
  }
}
