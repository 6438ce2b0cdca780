import { once } from 'node:events';
import http from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { RawClient } from '../../support/raw-client.ts';
import { socketServer } from '../../support/socket-server.ts';

async function listening(): Promise<http.Server> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve));
  });
  return server;
}

it('takes the upgrades below its path alone, and leaves others to other listeners', async () => {
  const host = await listening();
  const others = new WebSocketServer({ noServer: true });
  host.on('upgrade', (request, stream, head) => {
    if (request.url?.startsWith('/other')) others.handleUpgrade(request, stream, head, (socket) => socket.close(4000, 'the other'));
  });
  const server = await socketServer({ server: host, path: '/realtime/' });
  for (const path of ['/realtime/p/one', '/realtime/ws/p/one']) {
    const client = await RawClient.open({ url: `${server.url}${path.slice(0, -'/p/one'.length)}`, room: 'p/one', token: 'ada:editor' });
    client.step1();
    await client.frame('step2');
    client.terminate();
  }
  expect(server.rooms.states().cold + server.rooms.states().hot).toBe(1);
  const other = new WebSocket(`${server.url}/other/realtime/x`);
  const [code, reason] = (await once(other, 'close')) as [number, Buffer];
  expect([code, reason.toString()]).toEqual([4000, 'the other']);
});

it('[AC7] refuses the upgrade from an address that isn’t allowed, as the request’s address is read', async () => {
  const addressOf = (request: http.IncomingMessage): string => String(request.headers['x-forwarded-for'] ?? '');
  const seen: string[] = [];
  const addressAllowed = (address: string): boolean => {
    seen.push(address);
    return address !== '192.0.2.1';
  };
  const server = await socketServer({ addressOf, addressAllowed });
  const socket = new WebSocket(`${server.url}/r?token=ada:editor`, { headers: { 'x-forwarded-for': '192.0.2.1' } });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, http.IncomingMessage];
  expect(response.statusCode).toBe(403);
  response.resume();
  socket.on('error', () => {});
  socket.terminate();
  expect(server.counters.refused.get('address.refused')).toBe(1);
  expect((await server.join('r')).line.closed).toBe(null);
  expect(seen).toEqual(['192.0.2.1', '']);
});
