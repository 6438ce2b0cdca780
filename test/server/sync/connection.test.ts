import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { Connection } from '../../../server/sync/connection.ts';
import { createCounters } from '../../../server/sync/counters.ts';
import { toWire } from '../../../server/sync/wire.ts';
import { CLOSE } from '../../../shared/codes.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { largeBinary } from '../../support/hostile-updates.ts';
import { testServer } from '../../support/server.ts';
import { testLog } from '../../support/test-log.ts';
import { heldTime } from '../../support/time.ts';
import { letters } from '../../support/updates.ts';

/** Bytes. A dozen of them overfill any socket. */
const MEGABYTE = 1024 * 1024;

/** A line that takes what is written only when a test lets it, one write at a time. */
class HandLine extends Duplex {
  readonly #untaken: (() => void)[] = [];

  override _read(): void {}

  override _write(_chunk: Uint8Array, _encoding: string, taken: () => void): void {
    this.#untaken.push(taken);
  }

  /** True if there was something to take. */
  takeOne(): boolean {
    const taken = this.#untaken.shift();
    taken?.();
    return taken !== undefined;
  }
}

async function onALine() {
  const line = new HandLine();
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.headers = {
    upgrade: 'websocket',
    connection: 'Upgrade',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
  };
  const server = new WebSocketServer({ noServer: true });
  const socket = await new Promise<WebSocket>((resolve) => server.handleUpgrade(request, line, Buffer.alloc(0), resolve));
  const time = heldTime();
  const connection = new Connection({
    socket,
    stream: line,
    weft: true,
    limits: { ...LIMITS, pingInterval: 600_000 },
    time,
    log: testLog(),
    counters: createCounters(),
    onClosed: () => {},
  });
  await drain(line);
  return { line, socket, time, connection };
}

async function drain(line: HandLine): Promise<void> {
  for (;;) {
    if (!line.takeOne()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a line', () => {
  it('[BP2] is left alone while it takes something, also when more is added than it takes', async () => {
    const { line, socket, time, connection } = await onALine();
    for (let second = 0; second < 120; second++) {
      for (let more = 0; more < 2; more++) connection.send(toWire([new Uint8Array(100)]));
      line.takeOne();
      await new Promise((resolve) => setImmediate(resolve));
      time.jump(1_000);
      connection.sweep();
    }
    expect(line.writableLength).toBeGreaterThan(1_000);
    expect(socket.readyState).toBe(socket.OPEN);
    line.destroy();
  });

  it('[BP2] is ended when it takes nothing at all for 30 s', async () => {
    const { line, socket, time, connection } = await onALine();
    for (let second = 0; second <= LIMITS.stuckAfter / 1_000; second++) {
      connection.send(toWire([new Uint8Array(100)]));
      connection.sweep();
      expect(socket.readyState).toBe(second * 1_000 < LIMITS.stuckAfter ? socket.OPEN : socket.CLOSING);
      time.jump(1_000);
    }
    line.destroy();
  });
});

describe('a question that waited for a full queue', () => {
  it('[FR2] closes who asked it badly, and nobody else', async () => {
    const server = await testServer({ limits: { outboxBytes: 64 * 1024 } });
    const [ada, slow] = [
      await server.raw('r', 'ada:editor', { record: false }),
      await server.listen('r', 'vera:viewer', { record: false }),
    ];
    slow.pause();
    for (let client = 1; client <= 12; client++) await ada.decided(ada.update(largeBinary(client, MEGABYTE)));
    expect((await server.counters()).lagging).toBe(1);
    slow.step1(Uint8Array.of(9, 9, 9));
    await ada.roundTrip();
    slow.resume();
    expect(await slow.ended()).toEqual({ code: CLOSE.badFrame, reason: 'frame.malformed' });
    await ada.roundTrip();
  });
});

describe('a line that ends while a frame of it waits', () => {
  it('[PR5] takes its presence with it at once', async () => {
    const server = await testServer({ limits: { ownerAnswer: 60_000 } });
    const [ada, bob] = [await server.raw('r', 'ada:editor'), await server.raw('r', 'bob:editor')];
    const [known, unknown] = letters('ab', 1) as [Uint8Array, Uint8Array];
    await ada.decided(ada.update(known));
    bob.awareness([{ clientId: 2, clock: 1, state: { here: true } }]);
    await ada.frame('awareness', ({ states }) => states.some(({ clientId, state }) => clientId === 2 && state !== null));
    bob.update(unknown);
    bob.awareness([{ clientId: 2, clock: 2, state: { here: 'still' } }]);
    await bob.socketRoundTrip();
    bob.terminate();
    await ada.frame('awareness', ({ states }) => states.some(({ clientId, state }) => clientId === 2 && state === null));
    expect((await server.counters()).connections).toBe(1);
  });
});
