import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Limits } from '../../shared/limits.ts';
import type { Time } from '../../shared/time.ts';
import type { Access, Identity } from '../access/access.ts';
import type { Channel, Events, JournalEvent } from '../workspace/events/events.ts';
import { TooMany } from './problem.ts';

/** ms between two comments that keep proxies from closing a stream on which nothing happens. */
const HEARTBEAT = 15_000;
/** ms after which an EventSource whose stream ended is to come back. */
const RETRY = 2_000;

/** What is to be streamed to whom. */
export interface StreamRequest {
  readonly identity: Identity;
  /** Counts the streams of whoever has no user id, and shares a bound with all at that address. */
  readonly address: string;
  readonly channel: Channel;
  /** The id of the last event that the reader had, or null. */
  readonly after: string | null;
}

/** Server-sent events: open until the reader leaves, may read no longer, or the server stops. */
export interface EventStreams {
  /** Takes the reply over. @throws Problem `request.too-many` */
  open(reply: FastifyReply, request: StreamRequest): Promise<void>;
  /** Ends all of them. */
  stop(): void;
}

export interface EventStreamsOptions {
  readonly events: Pick<Events, 'stream'>;
  readonly access: Pick<Access, 'watch'>;
  readonly limits: Pick<Limits, 'streamsPerUser' | 'stuckAfter'>;
  readonly time: Time;
}

export function createEventStreams({ events, access, limits, time }: EventStreamsOptions): EventStreams {
  const open = new Set<Line>();
  const counts = new Map<string, number>();
  const stopHeartbeat = time.every(HEARTBEAT, () => {
    for (const line of open) line.beat();
  });

  const count = (key: string): (() => void) => {
    const before = counts.get(key) ?? 0;
    if (before >= limits.streamsPerUser)
      throw new TooMany(`There may be ${limits.streamsPerUser} event streams of one user.`, RETRY / 1000);
    counts.set(key, before + 1);
    return () => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) counts.set(key, left);
      else counts.delete(key);
    };
  };

  return {
    open: async (reply, { identity, address, channel, after }) => {
      const release = count(identity.userId === '' ? `@${address}` : identity.userId);
      const line = new Line(reply.raw, time, limits.stuckAfter);
      line.onEnd(release);
      try {
        const stream = await events.stream(
          channel,
          after,
          (event) => line.send(event),
          () => line.end(),
        );
        line.onEnd(() => stream.stop());
        begin(reply, line, stream);
      } catch (error) {
        release();
        throw error;
      }
      open.add(line);
      line.onEnd(() => open.delete(line));
      const project = 'project' in channel ? channel.project : null;
      line.onEnd(access.watch(identity, project, ({ code }) => line.end(code)));
    },
    stop: () => {
      stopHeartbeat();
      for (const line of [...open]) line.end('server.stopping');
    },
  };
}

/** From here on the response is ours: Fastify only keeps what was set as headers before. */
function begin(reply: FastifyReply, line: Line, { at, reset }: { readonly at: string; readonly reset: boolean }): void {
  reply.hijack();
  line.begin({
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would keep events back until its buffer is full.
    'x-accel-buffering': 'no',
  });
  line.write(`retry: ${RETRY}\n${reset ? 'event: reset\ndata: {}\n' : ''}id: ${at}\n\n`);
}

/** One reader's response. */
class Line {
  readonly #response: ServerResponse;
  readonly #time: Time;
  readonly #stuckAfter: number;
  readonly #endings: (() => void)[] = [];
  /** Writers that wait until the reader can take more. */
  readonly #waiting: (() => void)[] = [];
  /** Monotonic ms since which the reader takes nothing, or null. */
  #blockedSince: number | null = null;
  #ended = false;

  constructor(response: ServerResponse, time: Time, stuckAfter: number) {
    this.#response = response;
    this.#time = time;
    this.#stuckAfter = stuckAfter;
    response.on('drain', () => this.#goOn());
    response.on('close', () => this.#finish());
    // A reset shows as 'close', too.
    response.on('error', () => this.#finish());
  }

  /** Calls `ending` once when the stream ends: at once when it has ended. */
  onEnd(ending: () => void): void {
    if (this.#ended) ending();
    else this.#endings.push(ending);
  }

  begin(headers: NodeJS.Dict<number | string | string[]>): void {
    if (!this.#ended) this.#response.writeHead(200, headers);
  }

  /** Resolves when the reader can take more. */
  async send({ id, event }: JournalEvent): Promise<void> {
    await this.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  write(text: string): Promise<void> | void {
    if (this.#ended || this.#response.write(text)) return undefined;
    this.#blockedSince ??= this.#time.monotonic();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  beat(): void {
    if (this.#blockedSince === null) this.write(':\n\n');
    else if (this.#time.monotonic() - this.#blockedSince >= this.#stuckAfter) this.#response.destroy();
  }

  /** Says why, and ends. */
  end(code?: string): void {
    if (this.#ended) return;
    this.#response.end(code === undefined ? '' : `event: end\ndata: ${JSON.stringify({ code })}\n\n`);
    this.#finish();
  }

  #goOn(): void {
    this.#blockedSince = null;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#goOn();
    for (const ending of this.#endings.splice(0)) ending();
  }
}
