import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { toWire } from '../../../server/sync/wire.ts';
import { messagesOf } from '../../support/room-member.ts';

/** Lengths on both sides of every change of the header's form. */
const LENGTHS = [0, 1, 125, 126, 127, 128, 65_535, 65_536, 100_000];

const message = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 0xff);

describe('a wire', () => {
  it('says how many frames it has', () => {
    expect(toWire([]).frames).toBe(0);
    expect(toWire([message(1), message(2)]).frames).toBe(2);
  });

  it('is whole binary frames, one a message', () => {
    const messages = LENGTHS.map(message);
    expect(
      messagesOf(toWire(messages)).map((bytes) => Buffer.compare(bytes, messages.find(({ length }) => length === bytes.length) ?? bytes)),
    ).toEqual(LENGTHS.map(() => 0));
  });

  it('[FR1] is read as that by a WebSocket client, all messages in one write', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, stream, head) => {
      sockets.handleUpgrade(request, stream, head, () => stream.write(toWire(LENGTHS.map(message)).bytes));
    });
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const received: Uint8Array[] = [];
    await new Promise<void>((resolve, reject) => {
      client.on('error', reject);
      client.on('message', (data, isBinary) => {
        if (!isBinary || !Buffer.isBuffer(data)) return reject(new Error('A frame is not binary.'));
        received.push(data);
        if (received.length === LENGTHS.length) resolve();
      });
    });
    client.terminate();
    server.close();
    await once(server, 'close');
    expect(received.map((bytes) => bytes.length)).toEqual(LENGTHS);
    for (const bytes of received) expect(Buffer.compare(bytes, message(bytes.length))).toBe(0);
  });
});
