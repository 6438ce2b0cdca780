import { z } from 'zod';
import { EVENT_TYPES } from '../../../shared/events.ts';
import type { RoomStore } from '../../store/journal.ts';
import type { Put } from '../../store/store.ts';
import { FIRST_ID, isEventId } from './clock.ts';
import type { Channel, JournalEvent } from './events.ts';

const TABLE = 'event';

/** Where the newest id is kept. No channel's key: they have a slash. */
const CLOCK = 'clock';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const envelope = z.object({
  type: z.enum(EVENT_TYPES),
  data: z.record(z.string(), z.unknown()),
  timestamp: z.string(),
  message_id: z.string(),
  user_id: z.string().nullable(),
  room_id: z.string(),
});

/** A channel's name: part of its keys. Ids hold neither slashes nor control characters. */
export function nameOf(channel: Channel): string {
  return 'project' in channel ? `project/${channel.project}` : `user/${channel.user}`;
}

/** What a row of an event, or of a queue of events, holds. */
export function encodeEvent({ event }: JournalEvent): Uint8Array {
  return encoder.encode(JSON.stringify(event));
}

/** @throws ZodError, SyntaxError for what this server didn't write */
export function decodeEvent(id: string, value: Uint8Array): JournalEvent {
  return { id, event: envelope.parse(JSON.parse(decoder.decode(value))) };
}

export function eventRow(channel: string, event: JournalEvent): Put {
  return { table: TABLE, key: `${channel}\u0000${event.id}`, value: encodeEvent(event) };
}

/** The newest id that was given out. */
export function clockRow(id: string): Put {
  return { table: TABLE, key: CLOCK, value: encoder.encode(id) };
}

export async function readClock(store: RoomStore): Promise<string> {
  return asId(await store.get(TABLE, CLOCK));
}

/** A channel's events after an id, `limit` at most, in order. */
export async function readEvents(store: RoomStore, channel: string, after: string, limit: number): Promise<readonly JournalEvent[]> {
  const prefix = `${channel}\u0000`;
  const events: JournalEvent[] = [];
  for await (const { key, value } of store.entries(TABLE, { prefix, after: prefix + after, limit })) {
    events.push(decodeEvent(key.slice(prefix.length), value));
  }
  return events;
}

/** The newest id of a channel that isn't kept any more, `FIRST_ID` for none. */
export async function readFloor(store: RoomStore, channel: string): Promise<string> {
  return asId(await store.get(TABLE, `${channel}\u0000`));
}

/** The rows that leave a channel its newest `kept` events, and the newest id that goes; null where nothing has to go. */
export async function excess(store: RoomStore, channel: string, kept: number): Promise<{ floor: string; records: readonly Put[] } | null> {
  const prefix = `${channel}\u0000`;
  const records: Put[] = [];
  let floor: string | null = null;
  let count = 0;
  for await (const { key } of store.entries(TABLE, { prefix, reverse: true })) {
    if (key === prefix || ++count <= kept) continue;
    floor ??= key.slice(prefix.length);
    records.push({ table: TABLE, key, value: null });
  }
  if (floor === null) return null;
  records.push({ table: TABLE, key: prefix, value: encoder.encode(floor) });
  return { floor, records };
}

/** What deletes all that is kept of a channel. */
export async function removal(store: RoomStore, channel: string): Promise<readonly Put[]> {
  const records: Put[] = [];
  for await (const { key } of store.entries(TABLE, { prefix: `${channel}\u0000` })) records.push({ table: TABLE, key, value: null });
  return records;
}

function asId(value: Uint8Array | null): string {
  const text = value === null ? '' : decoder.decode(value);
  return isEventId(text) ? text : FIRST_ID;
}
