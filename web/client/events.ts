import type { EventType, WeftEvent } from '../../shared/events.ts';
import { readDocument } from '../../shared/model/documents.ts';
import { parseRoom, projectOf, projectRoom } from '../../shared/rooms.ts';
import type { Random, Time } from '../../shared/time.ts';
import { watchEdits } from './events-edits.ts';
import { EventHub } from './events-hub.ts';
import { watchInbox } from './events-inbox.ts';
import { Visitors, watchVisitors } from './events-presence.ts';
import type { EventSource, Who } from './events-room.ts';
import { watchTasks } from './events-tasks.ts';
import type { OpenRoom } from './rooms-open.ts';

export interface ServiceEventsOptions {
  readonly time: Time;
  readonly random: Random;
  readonly me: () => Who | null;
  readonly rooms: () => readonly OpenRoom[];
}

/** The events of the open rooms, derived from their documents and awareness for as long as anybody listens. */
export class ServiceEvents {
  readonly #options: ServiceEventsOptions;
  readonly #hub: EventHub;
  readonly #watched = new Map<OpenRoom, () => void>();
  readonly #visitors = new Map<string, Visitors>();

  constructor(options: ServiceEventsOptions) {
    this.#options = options;
    this.#hub = new EventHub({ ...options, onListening: () => this.refresh() });
  }

  /** Returns its stop. */
  on(type: EventType, listener: (event: WeftEvent) => void): () => void {
    return this.#hub.on(type, listener);
  }

  /** Rooms have come or gone, or somebody has begun to listen. */
  refresh(): void {
    const rooms = this.#hub.listening ? this.#options.rooms() : [];
    for (const [room, stop] of this.#watched) {
      if (rooms.includes(room)) continue;
      this.#watched.delete(room);
      stop();
    }
    for (const room of rooms) if (!this.#watched.has(room)) this.#watched.set(room, this.#watch(room));
    const projects = new Set([...this.#watched.keys()].map(({ name }) => projectOf(parseRoom(name))));
    for (const [project, visitors] of this.#visitors) {
      if (projects.has(project)) continue;
      this.#visitors.delete(project);
      visitors.stop();
    }
  }

  #watch({ name, doc, connection }: OpenRoom): () => void {
    const { time, me } = this.#options;
    const { awareness, link } = connection;
    const source: EventSource = { room: name, doc, awareness, link, time, me, tell: (draft) => this.#hub.tell(draft) };
    const room = parseRoom(name);
    const stops: (() => void)[] = [];
    if (room.kind === 'project') stops.push(watchTasks(source, room.project));
    if (room.kind === 'document') {
      const title = (): string => this.#titleOf(room.project, room.document);
      stops.push(watchEdits(source, { project: room.project, document: room.document, title }));
    }
    if (room.kind === 'inbox') stops.push(watchInbox(source, room.user));
    const project = projectOf(room);
    if (project !== null) stops.push(watchVisitors(source, this.#visitorsOf(project)));
    return () => {
      for (const stop of stops) stop();
    };
  }

  #visitorsOf(project: string): Visitors {
    const visitors = this.#visitors.get(project) ?? new Visitors(project, this.#options.time, (draft) => this.#hub.tell(draft));
    this.#visitors.set(project, visitors);
    return visitors;
  }

  /** Known where the project's room is open too. */
  #titleOf(project: string, document: string): string {
    const board = this.#options.rooms().find(({ name }) => name === projectRoom(project));
    return board === undefined ? '' : (readDocument(board.doc, document)?.title ?? '');
  }
}
