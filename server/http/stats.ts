import type { Time } from '../../shared/time.ts';
import type { Counters } from '../sync/counters.ts';

/** The counters as the public API names them. All but the gauges count from the start of the process. */
export interface Stats {
  readonly active_connections: number;
  readonly connections_opened: number;
  readonly messages_sent: number;
  readonly messages_received: number;
  readonly bytes_sent: number;
  readonly bytes_received: number;
  /** Rooms in memory by state. */
  readonly rooms: Readonly<Record<string, number>>;
  readonly updates: number;
  readonly lagging_members: number;
  /** Frames and connections refused, by code. */
  readonly refused: Readonly<Record<string, number>>;
  readonly uptime_seconds: number;
}

export interface StatsOptions {
  readonly counters: Counters;
  rooms(): Readonly<Record<string, number>>;
  readonly time: Time;
}

/** A function that reads the stats as they are now. Uptime counts from this call. */
export function createStats({ counters, rooms, time }: StatsOptions): () => Stats {
  const start = time.monotonic();
  return () => ({
    active_connections: counters.connections,
    connections_opened: counters.connectionsTotal,
    messages_sent: counters.framesOut,
    messages_received: counters.framesIn,
    bytes_sent: counters.bytesOut,
    bytes_received: counters.bytesIn,
    rooms: rooms(),
    updates: counters.updates,
    lagging_members: counters.lagging,
    refused: Object.fromEntries(counters.refused),
    uptime_seconds: Math.floor((time.monotonic() - start) / 1000),
  });
}
