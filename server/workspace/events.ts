import type { EventData, EventType, WeftEvent } from '../../shared/events.ts';
import type { Put } from '../store/store.ts';

/** Where an event is told: to a project's members, or to one user. */
export type Channel = { readonly project: string } | { readonly user: string };

export interface EventDraft {
  readonly channel: Channel;
  readonly type: EventType;
  readonly data: EventData;
  /** The verified author, or null. */
  readonly user_id: string | null;
  readonly room_id: string;
  /** ms since 1970. */
  readonly time: number;
}

/** An event with its place in its channel's journal: the id of the event stream. */
export interface JournalEvent {
  readonly id: string;
  readonly event: WeftEvent;
}

/** What a stream begins with. `reset`: what was asked for is too old (or never was), so the reader must look at the state anew. */
export interface Replay {
  readonly reset: boolean;
  readonly events: readonly JournalEvent[];
}

/** Events: kept for a while, told to whoever listens, queued for webhooks. */
export interface Events {
  /**
   * To be called inside `Change.records`: the rows of these events, and of the webhooks that want them. `tell` is to be called when they
   * are on disk.
   */
  record(drafts: readonly EventDraft[]): { readonly records: readonly Put[]; tell(): void };
  /** Tells events about presence, which are not kept. */
  tell(draft: EventDraft): void;
  /** Listeners hear committed events, in order. Returns its stop. */
  subscribe(channel: Channel, listener: (event: JournalEvent) => void): () => void;
  /** All channels, for the process that embeds the server. Returns its stop. */
  on(type: EventType, listener: (event: WeftEvent) => void): () => void;
  /** What was told after the event with this id, or nothing for null. */
  replay(channel: Channel, after: string | null): Promise<Replay>;
  /** The rows of a project that is removed. */
  forget(project: string): Promise<readonly Put[]>;
}
