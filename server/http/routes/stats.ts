import { z } from 'zod';
import { type Api, route } from '../route.ts';
import { named } from '../schemas/named.ts';
import type { Stats } from '../stats.ts';

const count = (what: string) => z.number().int().describe(what);

const StatsBody = named(
  'Stats',
  z
    .object({
      active_connections: count('Sockets open now.'),
      connections_opened: count('Sockets ever opened.'),
      messages_sent: count('WebSocket frames.'),
      messages_received: count('WebSocket frames.'),
      bytes_sent: count('Of those frames.'),
      bytes_received: count('Of those frames.'),
      rooms: z.record(z.string(), z.number().int()).describe('Rooms in memory by state.'),
      updates: count('Write frames that changed something.'),
      lagging_members: count('Members that are behind because their line is slow.'),
      refused: z.record(z.string(), z.number().int()).describe('Frames and connections refused, by code.'),
      uptime_seconds: count('Since the start of the server.'),
    })
    .describe('All but the connections, rooms and lagging members count from the start of the server.'),
);

/** The server's counters. They name nobody, so whoever is signed in may see them. */
export function addStatsRoute(api: Api, stats: () => Stats): void {
  route(api, {
    method: 'GET',
    path: '/stats',
    may: 'session',
    tag: 'Server',
    summary: 'Counters of the server',
    answer: StatsBody,
    handler: async () => stats(),
  });
}
