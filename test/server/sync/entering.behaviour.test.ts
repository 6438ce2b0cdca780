import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RawClient } from '../../support/raw-client.ts';
import { testServer } from '../../support/server.ts';
import { letters, textOf } from '../../support/updates.ts';

/** The HTTP status that an upgrade was refused with, or 101 when it wasn't. */
async function upgradeStatus(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, { headers });
  const status = await Promise.race([
    once(socket, 'unexpected-response').then(([, response]: { statusCode: number }[]) => response?.statusCode ?? 0),
    once(socket, 'open').then(() => 101),
  ]);
  socket.on('error', () => {});
  socket.terminate();
  return status;
}

describe('entering', () => {
  it('[EN1] finds the same room below / and /ws/, behind a proxy, percent-encoded, whatever the query says', async () => {
    const server = await testServer();
    const [word] = letters('x');
    const writer = await server.raw('q/one');
    writer.update(word as Uint8Array);
    for (const path of ['/q/one', '/ws/q/one', '/some/proxy/ws/q/one', '/q%2Fone', '/ws/%71/one']) {
      const socket = new WebSocket(`${server.url}${path}?other=1&token=bob:editor`, ['weft.1']);
      const states: Uint8Array[] = [];
      socket.on('message', (data: Buffer) => states.push(data));
      await once(socket, 'open');
      socket.send(Uint8Array.of(0, 0, 1, 0));
      const wanted = Buffer.from(word as Uint8Array).subarray(0, 8);
      const arrived = new Promise<void>((resolve) =>
        socket.on('message', () => {
          if (states.some((state) => Buffer.from(state).includes(wanted))) resolve();
        }),
      );
      await arrived;
      socket.terminate();
    }
  });

  it.each([
    ['a name of 513 bytes', `/${'x'.repeat(513)}`],
    ['a control character', '/a%0Ab'],
    ['no name', '/'],
  ])('[EN1] closes %s with room.name', async (_what, path) => {
    const server = await testServer();
    const socket = new WebSocket(`${server.url}${path}?token=ada:editor`);
    const [code, reason]: [number, Buffer] = (await once(socket, 'close')) as [number, Buffer];
    expect(reason.toString()).toBe('room.name');
    expect(code).toBeGreaterThanOrEqual(4400);
    expect(code).toBeLessThan(4500);
  });

  it('[EN1] refuses a malformed request by HTTP', async () => {
    const server = await testServer();
    expect(await upgradeStatus(`${server.url}/a%zz`, {})).toBe(400);
    expect(await upgradeStatus(`${server.url}/%ff%fe`, {})).toBe(400);
  });

  it('[EN1] takes names up to 512 bytes', async () => {
    const server = await testServer();
    const client = await server.join('y'.repeat(512));
    client.type('fits');
    await client.settled();
  });

  it.each([
    ['nobody', undefined, 4401, 'session.unauthorised'],
    ['a wrong token', 'wrong', 4401, 'session.unauthorised'],
    ['a person removed', 'eve:editor', 4403, 'session.revoked'],
  ])('[EN2] accepts and then closes %s', async (_who, token, code, reason) => {
    const server = await testServer();
    server.gate.revoke('eve');
    const client = new RawClient({ url: server.url, room: 'r', ...(token === undefined ? {} : { token }) });
    await client.opened();
    expect(await client.ended()).toEqual({ code, reason });
    expect(client.frames).toEqual([]);
  });

  it('[EN2][CL1] closes an unknown room with 4404', async () => {
    const server = await testServer();
    const client = await server.raw('missing/one');
    expect(await client.ended()).toEqual({ code: 4404, reason: 'room.unknown' });
  });

  it('[CL2] calls a gate that throws a fault of ours, to come back later', async () => {
    const server = await testServer({ errorsExpected: true });
    const client = await server.raw('r', 'broken:editor');
    expect(await client.ended()).toEqual({ code: 4500, reason: 'server.fault' });
  });

  it('[EN3] refuses a foreign Origin and a foreign Host before any WebSocket exists', async () => {
    const server = await testServer();
    const url = `${server.url}/r?token=ada:editor`;
    expect(await upgradeStatus(url, { origin: 'https://evil.example' })).toBe(403);
    expect(await upgradeStatus(url, { origin: 'null' })).toBe(403);
    expect(await upgradeStatus(url, { host: 'evil.example' })).toBe(403);
    expect(await upgradeStatus(url, { origin: server.url.replace('ws:', 'http:') })).toBe(101);
    expect(await upgradeStatus(url, {})).toBe(101);
  });

  it('[EN4] keeps frames in order that come while the gate thinks and the room loads', async () => {
    const server = await testServer();
    const letIn = server.gate.hold('slow');
    const client = await server.raw('slow');
    for (const update of letters('in this very order')) client.update(update);
    client.step1();
    await server.breathe();
    letIn();
    const { update } = await client.frame('step2');
    await client.decided(client.sent - 1);
    expect(client.refused).toEqual([]);
    expect(textOf([update])).toBe('in this very order');
  });

  it('[EN4] reads a socket no further that sends too much before its room has loaded, and loses none of it', async () => {
    const server = await testServer({ limits: { waitingBytes: 256 } });
    const letIn = server.gate.hold('slow');
    const eager = await server.raw('slow');
    const text = 'more than is kept '.repeat(20);
    for (const update of letters(text)) eager.update(update);
    await server.breathe();
    letIn();
    await eager.decided(eager.sent - 1);
    eager.step1();
    const { update } = await eager.frame('step2');
    expect(textOf([update])).toBe(text);
  });
});
