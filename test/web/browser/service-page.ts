import * as Y from 'yjs';
import { createWebSocketService } from '../../../web/client/service.ts';
import type { RoomHandle, ServiceOptions, WebSocketService } from '../../../web/client/service-types.ts';
import type { SyncStatus } from '../../../web/client/sync-status.ts';

/** What the test calls in the page. The address says what is opened: `?user=ada&token=ada:editor&room=p/home`, without `room` nothing. */
export interface ServicePage {
  readonly service: WebSocketService;
  /** What was told of a store that fails. */
  readonly failures: string[];
  /** The texts of documents that were refused, by room. */
  readonly refused: [room: string, text: string][];
  /** The most that was ever unsent since the page was loaded. */
  mostUnsent: number;
  text(): string;
  write(text: string): void;
  status(): SyncStatus;
  kept(): boolean;
  /** Deletes everything here. @returns the texts that were never sent, by room */
  forget(): Promise<[room: string, text: string][]>;
  /** Rows that this browser keeps of all rooms; -1 for no such database. */
  rows(): Promise<number>;
  /** Tabs and rooms of which this browser's disk says that something is unsent. */
  marks(): Promise<number>;
  /** The rooms that this browser keeps. */
  keptRooms(): Promise<string[]>;
}

declare global {
  interface Window {
    kit: ServicePage;
  }
}

const asked = new URLSearchParams(location.search);
const user = asked.get('user') ?? '';
const room = asked.get('room');

const failures: string[] = [];
const refused: [string, string][] = [];
const options: ServiceOptions = {
  url: `ws://${location.host}/ws`,
  user: user === '' ? null : { id: user, name: user, color: '#336699' },
  token: asked.get('token') ?? '',
  reconnectInterval: 100,
  maxReconnectAttempts: 0,
  debug: asked.has('debug'),
  onRefused: (edits) => refused.push([edits.room, textIn(edits.update)]),
  onStoreFailed: (error) => failures.push(String(error)),
};
const service = createWebSocketService(options);
const handle = room === null ? null : service.open(room);
const kit: ServicePage = {
  service,
  failures,
  refused,
  mostUnsent: 0,
  text: () => textOf(open()).toString(),
  write: (text) => textOf(open()).insert(textOf(open()).length, text),
  status: () => (handle?.status ?? service.syncStatus).getSnapshot(),
  kept: () => open().kept.getSnapshot(),
  forget: async () => (await service.forget()).map(({ room: name, update }) => [name, textIn(update)]),
  rows: async () => (await onDisk('updates', (updates) => updates.count())) ?? -1,
  marks: async () => (await onDisk('unsent', (marks) => marks.count())) ?? 0,
  keptRooms: async () => {
    const rows = (await onDisk('updates', (updates): IDBRequest<{ room: string }[]> => updates.getAll())) ?? [];
    return [...new Set(rows.map((row) => row.room.split('\n')[1] ?? ''))];
  },
};
service.syncStatus.subscribe(() => {
  kit.mostUnsent = Math.max(kit.mostUnsent, service.syncStatus.getSnapshot().unsent);
});
window.kit = kit;

function open(): RoomHandle {
  if (handle === null) throw new Error('The address names no room.');
  return handle;
}

function textOf({ doc }: Pick<RoomHandle, 'doc'>): Y.Text {
  return doc.getText('text');
}

function textIn(update: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return textOf({ doc }).toString();
}

/** What `ask` wants to know of what is on this browser's disk; null where there is no such database. */
async function onDisk<T>(table: string, ask: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  const name = `weft:${user}`;
  if ((await indexedDB.databases()).every((database) => database.name !== name)) return null;
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      const answer = ask(database.transaction(table).objectStore(table));
      answer.onsuccess = () => {
        database.close();
        resolve(answer.result);
      };
    };
  });
}
