import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FileResult } from '../../shared/files.ts';

/** What the metrics read at each scrape. The rest of the house hands it over as values. */
export interface MetricsSource {
  readonly connections: number;
  readonly connectionsTotal: number;
  readonly lagging: number;
  readonly framesIn: number;
  readonly bytesIn: number;
  readonly framesOut: number;
  readonly bytesOut: number;
  readonly updates: number;
  readonly known: number;
  readonly gaps: number;
  readonly throttled: number;
  readonly loads: number;
  readonly heats: number;
  readonly rebuilds: number;
  readonly evictions: number;
  /** By code. */
  readonly refused: ReadonlyMap<string, number>;
}

export interface MetricsOptions {
  readonly counters: MetricsSource;
  /** Rooms in memory by state. */
  rooms(): Readonly<Record<string, number>>;
  /** False while a write error is being mended. */
  storeHealthy(): boolean;
}

export interface Metrics {
  /** Prometheus' text format, and its content type. */
  readonly contentType: string;
  text(): Promise<string>;
  /** Notes one group commit of the store, in ms. */
  observeCommit(ms: number): void;
  /** Notes one request of the API that was answered with a problem. */
  countProblem(code: string): void;
  /** Notes one file that somebody sent, and its bytes as they came. */
  countFile(result: FileResult, bytes: number): void;
  /** Notes events that no webhook was told. */
  countDropped(events: number): void;
  stop(): void;
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** ms between two looks at the event loop, made by Node without JavaScript. A lag is known to this precision. */
const LOOP_RESOLUTION = 20;
/** Seconds. An fsync takes 0.4–1 ms on a good disk; a second is one in trouble. */
const COMMIT_BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** The instance's metrics in a registry of their own: two instances in one process don't mix. */
export function createMetrics({ counters, rooms, storeHealthy }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION });
  loop.enable();

  const gauge = (name: string, help: string, labelNames: string[], read: () => Iterable<Sample>) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const [labels, value] of read()) this.set(labels, value);
      },
    });
  const counter = (name: string, help: string, labelNames: string[], read: () => Iterable<Sample>) =>
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const [labels, value] of read()) this.inc(labels, value);
      },
    });
  const one = (value: number): Sample[] => [[{}, value]];

  gauge('weft_connections', 'Sockets open now.', [], () => one(counters.connections));
  counter('weft_connections_opened_total', 'Sockets ever opened.', [], () => one(counters.connectionsTotal));
  gauge('weft_lagging_members', 'Members that are behind because their line is slow.', [], () => one(counters.lagging));
  gauge('weft_rooms', 'Rooms in memory by state.', ['state'], () => Object.entries(rooms()).map(([state, count]) => [{ state }, count]));
  counter('weft_updates_total', 'Write frames by what became of them.', ['result'], () => [
    [{ result: 'accepted' }, counters.updates],
    [{ result: 'known' }, counters.known],
    [{ result: 'gap' }, counters.gaps],
  ]);
  counter('weft_frames_total', 'WebSocket frames.', ['direction'], () => inOut(counters.framesIn, counters.framesOut));
  counter('weft_bytes_total', 'Bytes of WebSocket frames.', ['direction'], () => inOut(counters.bytesIn, counters.bytesOut));
  counter('weft_throttled_total', 'Times that a socket was read more slowly since it sent too fast.', [], () => one(counters.throttled));
  counter('weft_refused_total', 'Frames and connections refused, by code.', ['code'], () =>
    [...counters.refused].map(([code, count]) => [{ code }, count]),
  );
  counter('weft_room_events_total', 'Rooms loaded and evicted, documents built and rebuilt.', ['event'], () => [
    [{ event: 'load' }, counters.loads],
    [{ event: 'build' }, counters.heats],
    [{ event: 'rebuild' }, counters.rebuilds],
    [{ event: 'evict' }, counters.evictions],
  ]);
  gauge('weft_store_healthy', '1, or 0 while a write error is being mended.', [], () => one(storeHealthy() ? 1 : 0));
  const commits = new Histogram({
    name: 'weft_commit_seconds',
    help: 'Time of one group commit, fsync included.',
    buckets: COMMIT_BUCKETS,
    registers,
  });
  const problems = new Counter({
    name: 'weft_problems_total',
    help: 'Requests of the API that were answered with a problem, by code.',
    labelNames: ['code'],
    registers,
  });
  const files = new Counter({
    name: 'weft_files_total',
    help: 'Files that were sent, by what became of them.',
    labelNames: ['result'],
    registers,
  });
  const fileBytes = new Counter({
    name: 'weft_file_bytes_total',
    help: 'Bytes of files that were sent, by what became of them.',
    labelNames: ['result'],
    registers,
  });
  const dropped = new Counter({
    name: 'weft_webhook_dropped_total',
    help: 'Events that were given up before their webhook took them.',
    registers,
  });
  gauge('weft_event_loop_lag_seconds', 'How late the event loop was, since the last scrape.', ['quantile'], () => {
    const lag = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - LOOP_RESOLUTION / 1000) || 0;
    const samples: Sample[] = [
      [{ quantile: '0.5' }, lag(loop.percentile(50))],
      [{ quantile: '0.99' }, lag(loop.percentile(99))],
      [{ quantile: '1' }, lag(loop.max)],
    ];
    loop.reset();
    return samples;
  });
  gauge('process_resident_memory_bytes', 'Resident memory.', [], () => one(process.memoryUsage.rss()));
  counter('process_cpu_seconds_total', 'CPU time of user and system.', [], () => {
    const { user, system } = process.cpuUsage();
    return one((user + system) / 1e6);
  });

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observeCommit: (ms) => commits.observe(ms / 1000),
    countProblem: (code) => problems.inc({ code }),
    countFile: (result, bytes) => {
      files.inc({ result });
      fileBytes.inc({ result }, bytes);
    },
    countDropped: (events) => dropped.inc(events),
    stop() {
      loop.disable();
      registry.clear();
    },
  };
}

function inOut(received: number, sent: number): Sample[] {
  return [
    [{ direction: 'in' }, received],
    [{ direction: 'out' }, sent],
  ];
}
