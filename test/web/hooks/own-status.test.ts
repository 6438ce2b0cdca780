import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { parsePresence } from '../../../shared/model/presence.ts';
import { createOnlineStore } from '../../../web/client/online-store.ts';
import { createWebSocketService } from '../../../web/client/service.ts';
import type { OwnChoice } from '../../../web/hooks/own-choice.ts';
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
  const signs = new Set<(entered: boolean) => void>();
  const sign = (entered = false): void => {
    for (const listener of signs) listener(entered);
  };
  const tabs = new Set<(choice: OwnChoice) => void>();
  let kept: OwnChoice = 'busy';
  const begin = () =>
    createOwnStatus({
      service: ada.service,
      time,
      activity: (listener) => {
        signs.add(listener);
        return () => signs.delete(listener);
      },
      kept: {
        read: () => kept,
        write: (choice) => {
          kept = choice;
        },
        watch: (listener) => {
          tabs.add(listener);
          return () => tabs.delete(listener);
        },
      },
    });
  await bobSees('online');
  const own = begin();
  // As was chosen when Ada was here before.
  expect(own.status.getSnapshot()).toBe('busy');
  await bobSees('busy');

  time.jump(AWAY_AFTER - 1);
  sign();
  time.jump(AWAY_AFTER - 1);
  expect(own.status.getSnapshot()).toBe('busy');
  time.jump(1);
  await bobSees('away');
  own.choose('online');
  expect([own.status.getSnapshot(), kept]).toEqual(['away', 'online']);
  sign();
  await bobSees('online');

  // Another tab of hers chooses.
  for (const listener of tabs) listener('busy');
  await bobSees('busy');

  const active = () => parsePresence(bob.handle.awareness.getStates().get(ada.handle.awareness.clientID))?.active;
  const before = active();
  time.jump(1_000);
  sign(true);
  await eventually('bob hears that she took up this tab', () => active() === (before ?? 0) + AWAY_AFTER * 2 - 1 + 1_000, { seen: active });

  own.stop();
  expect(signs.size + tabs.size).toBe(0);
  expect(time.waiting).toBe(0);
});
