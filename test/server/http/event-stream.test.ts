import http from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEventStreams } from '../../../server/http/event-stream.ts';
import { NOBODY } from '../../../server/http/guard.ts';
import type { Events, JournalEvent } from '../../../server/workspace/events/events.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { eventually } from '../../support/eventually.ts';
import { heldTime } from '../../support/time.ts';

/** Far more than the buffers of a socket take. */
const LARGE = 'x'.repeat(1024 * 1024);

function eventOf(number: number, title: string): JournalEvent {
  const event = {
    type: 'task_created',
    data: { title },
    timestamp: '2024-01-01T00:00:00.000Z',
    message_id: 'msg_1',
    user_id: null,
    room_id: 'p/one',
  } as const;
  return { id: number.toString(16).padStart(16, '0'), event };
}

/** A server with one stream after the other, from a source that has more as soon as a reader can take it. */
async function setUp(titles: Iterable<string>) {
  const time = heldTime();
  const told = { count: 0, stopped: 0 };
  const events: Pick<Events, 'stream'> = {
    stream: async (_channel, _after, listener) => {
      let isOn = true;
      setImmediate(async () => {
        for (const title of titles) {
          if (!isOn) return;
          await listener(eventOf(++told.count, title));
        }
      });
      return {
        at: eventOf(0, '').id,
        reset: false,
        stop: () => {
          isOn = false;
          told.stopped++;
        },
      };
    },
  };
  const access = { watch: () => () => undefined };
  const streams = createEventStreams({ events, access, limits: LIMITS, time });
  const app = fastify({ forceCloseConnections: true });
  app.get('/', async (_request, reply) => {
    await streams.open(reply, { identity: NOBODY, address: '127.0.0.1', channel: { project: 'one' }, after: null });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    streams.stop();
    await app.close();
  });
  const { port } = app.server.address() as AddressInfo;
  const read = (): Promise<http.IncomingMessage> =>
    new Promise((resolve, reject) => {
      http.get({ host: '127.0.0.1', port, agent: false }, resolve).on('error', reject);
    });
  return { time, told, read, streams };
}

function* endless(): Generator<string> {
  for (;;) yield LARGE;
}

describe('a slow reader', () => {
  it('is sent no more than it takes, and is ended when it takes nothing for 30 s', async () => {
    const { time, told, read } = await setUp(endless());
    const response = await read();
    response.pause();
    let before = -1;
    await eventually('nothing more is sent', async () => {
      const stands = told.count > 0 && told.count === before;
      before = told.count;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return stands;
    });
    expect(told.count, 'events in memory').toBeLessThan(20);
    time.jump(LIMITS.stuckAfter - 1);
    expect(told.stopped).toBe(0);
    time.jump(15_000);
    await eventually('it was ended', () => told.stopped === 1);
    response.destroy();
  });

  it('that goes on reading is sent the rest, in order', async () => {
    const titles = Array.from({ length: 30 }, (_, i) => `${i}:${LARGE}`);
    const { time, told, read } = await setUp(titles);
    const response = await read();
    response.pause();
    await eventually('something waits', () => told.count > 0);
    time.jump(20_000);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk.replace(/x{2,}/g, '');
    });
    response.resume();
    await eventually('all came', () => text.includes('"29:'));
    time.jump(60_000);
    expect([...text.matchAll(/"title":"(\d+):/g)].map(([, number]) => Number(number))).toEqual(titles.map((_, i) => i));
    expect(told.stopped).toBe(0);
    response.destroy();
    await eventually('its end was noticed', () => told.stopped === 1);
  });
});

describe('a stop', () => {
  it('leaves no timer', async () => {
    const { time, streams } = await setUp([]);
    streams.stop();
    expect(time.waiting).toBe(0);
  });
});
