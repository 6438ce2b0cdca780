import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createOnlineStore } from '../../../web/client/online-store.ts';
import { createWebSocketService } from '../../../web/client/service.ts';
import { AWAY_AFTER, createOwnStatus } from '../../../web/hooks/own-status.ts';
import { eventually } from '../../support/eventually.ts';
import { testServer } from '../../support/server.ts';
import { heldTime } from '../../support/time.ts';

const ROOM = 'p/home';

it('others see who is busy, who is away, and who is back as they chose', async () => {
  const server = await testServer();
  const enter = (id: string) => {
    const user = { id, name: id, color: '#123456' };
    const service = createWebSocketService({ url: server.url, user, token: `${id}:editor`, WebSocketImpl: WebSocket });
    onTestFinished(() => service.destroy());
    return { service, handle: service.open(ROOM) };
  };
  const [ada, bob] = [enter('ada'), enter('bob')];
  const online = createOnlineStore(bob.handle.awareness);
  onTestFinished(() => online.stop());
  const bobSees = (wanted: string): Promise<unknown> =>
    eventually(`bob sees ada ${wanted}`, () => online.person('ada').getSnapshot()?.status === wanted, {
      seen: () => online.people.getSnapshot(),
    });

  const time = heldTime();
  const signs = new Set<() => void>();
  const sign = (): void => {
    for (const listener of signs) listener();
  };
  const own = createOwnStatus({
    service: ada.service,
    time,
    activity: (listener) => {
      signs.add(listener);
      return () => signs.delete(listener);
    },
  });
  await bobSees('online');
  own.choose('busy');
  await bobSees('busy');

  time.jump(AWAY_AFTER - 1);
  sign();
  time.jump(AWAY_AFTER - 1);
  expect(own.status.getSnapshot()).toBe('busy');
  time.jump(1);
  await bobSees('away');
  own.choose('online');
  expect(own.status.getSnapshot()).toBe('away');
  sign();
  await bobSees('online');

  own.stop();
  expect(signs.size).toBe(0);
  expect(time.waiting).toBe(0);
});
