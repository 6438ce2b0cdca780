import type * as Y from 'yjs';
import { type RoomEdit, SERVER_USER } from '../../server/sync/edits.ts';
import type { HeldRooms } from './held-rooms.ts';
import { recordsOf } from './steered-store.ts';
import { textOf } from './updates.ts';

/** What the text `t` says. */
export const says = (doc: Y.Doc): string => doc.getText('t').toString();

/** An edit of the server's that writes at the end of the text `t`. */
export function writes(room: string, words: string, author = ''): RoomEdit {
  return { room, author, edit: (doc) => doc.getText('t').insert(doc.getText('t').length, words) };
}

/** What the log of a room makes the text `t` say. */
export const logged = async (held: HeldRooms, room: string): Promise<string> =>
  textOf((await recordsOf(held.store, room)).map(({ update }) => update));

/** Runs a commit to its end, whatever that is. */
export async function committed(held: HeldRooms, change: Parameters<HeldRooms['rooms']['commit']>[0]): Promise<void> {
  const outcome = held.rooms.commit(change);
  outcome.catch(() => undefined);
  await held.pass();
  return outcome;
}

/** The server's own client id in a room, as it is on disk. */
export const serverId = async (held: HeldRooms, room: string): Promise<number | undefined> =>
  [...(await held.store.read(room)).owners].find(([, user]) => user === SERVER_USER)?.[0];

/** A record beside the rooms. */
export const RECORD = { table: 'table', key: 'key', value: Uint8Array.of(1) };
