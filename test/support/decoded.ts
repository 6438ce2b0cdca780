import * as Y from 'yjs';
import type { Scan } from '../../server/sync/scan.ts';
import { forEachDelete } from '../../server/sync/scan.ts';

/** What an update contains, without byte offsets: to be compared. */
export interface Contents {
  readonly clients: readonly { client: number; clock: number; run: number; end: number }[];
  readonly needs: readonly { client: number; clock: number }[];
  readonly tombstones: readonly { client: number; clock: number; length: number }[];
  readonly roots: readonly string[];
  readonly structs: number;
  readonly types: number;
  readonly skips: boolean;
  readonly deletes: readonly (readonly [client: number, clock: number, length: number])[];
}

/** The contents as the scan says. */
export function scanned(update: Uint8Array, scan: Scan): Contents {
  const deletes: [number, number, number][] = [];
  forEachDelete(update, scan, (...range) => deletes.push(range));
  return {
    clients: scan.clients.map(({ client, clock, run, end }) => ({ client, clock, run, end })),
    needs: byClient(scan.needs.map((need) => ({ ...need }))),
    tombstones: scan.tombstones.map((tombstone) => ({ ...tombstone })),
    roots: [...scan.roots].sort(),
    structs: scan.structs,
    types: scan.types,
    skips: scan.skips,
    deletes,
  };
}

/** The contents as Yjs's own decoder says: the oracle. */
export function decoded(update: Uint8Array): Contents {
  const { structs, ds } = Y.decodeUpdate(update);
  const clients = new Map<number, { client: number; clock: number; run: number; end: number }>();
  const needs = new Map<number, number>();
  const tombstones: { client: number; clock: number; length: number }[] = [];
  const roots = new Set<string>();
  let types = 0;
  let skips = false;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    const section = clients.get(client);
    if (section === undefined) clients.set(client, { client, clock, run: clock, end: clock });
    if (struct instanceof Y.Skip) {
      skips = true;
      continue;
    }
    if (section === undefined) {
      clients.set(client, { client, clock, run: clock, end: clock + struct.length });
    } else {
      if (section.end < clock) section.run = clock;
      if (section.clock === section.end) section.clock = clock;
      section.end = clock + struct.length;
    }
    if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) {
      const last = tombstones.at(-1);
      if (last?.client === client && last.clock + last.length === clock) last.length += struct.length;
      else tombstones.push({ client, clock, length: struct.length });
    }
    if (!(struct instanceof Y.Item)) continue;
    if (struct.content instanceof Y.ContentType) types++;
    const parent: unknown = struct.parent;
    if (typeof parent === 'string') roots.add(parent);
    for (const id of [struct.origin, struct.rightOrigin, parent]) {
      if (id instanceof Y.ID && id.client !== client) needs.set(id.client, Math.max(id.clock, needs.get(id.client) ?? 0));
    }
  }
  return {
    clients: [...clients.values()],
    needs: byClient([...needs].map(([client, clock]) => ({ client, clock }))),
    tombstones,
    roots: [...roots].sort(),
    structs: structs.length,
    types,
    skips,
    deletes: [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => [client, clock, len] as const)),
  };
}

function byClient<T extends { client: number }>(entries: T[]): T[] {
  return entries.sort((a, b) => a.client - b.client);
}
