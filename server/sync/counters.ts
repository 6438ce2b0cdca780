import type { Code } from '../../shared/codes.ts';

/** What the sync core counts, one object an instance. Read at each scrape; nothing here is reset. */
export interface Counters {
  /** Sockets open now. */
  connections: number;
  /** Sockets ever opened. */
  connectionsTotal: number;
  /** Members above their high-water mark now. */
  lagging: number;
  framesIn: number;
  bytesIn: number;
  /** WebSocket frames handed to sockets: `messages_sent`. */
  framesOut: number;
  bytesOut: number;
  /** Write frames that changed a room. */
  updates: number;
  /** Write frames that brought nothing new. */
  known: number;
  /** Write frames dropped because something they build upon was missing. */
  gaps: number;
  /** Times that a connection's socket wasn't read since it sent too fast. */
  throttled: number;
  /** Rooms read from the store. */
  loads: number;
  /** Documents built in memory. */
  heats: number;
  /** Documents built again because an update broke them. */
  rebuilds: number;
  /** Rooms that left memory. */
  evictions: number;
  /** Frames and connections refused, by code. */
  readonly refused: Map<Code, number>;
}

export function createCounters(): Counters {
  return {
    connections: 0,
    connectionsTotal: 0,
    lagging: 0,
    framesIn: 0,
    bytesIn: 0,
    framesOut: 0,
    bytesOut: 0,
    updates: 0,
    known: 0,
    gaps: 0,
    throttled: 0,
    loads: 0,
    heats: 0,
    rebuilds: 0,
    evictions: 0,
    refused: new Map(),
  };
}

export function countRefusal(counters: Counters, code: Code): void {
  counters.refused.set(code, (counters.refused.get(code) ?? 0) + 1);
}
