import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Token } from '../../../web/client/line.ts';
import { createWebSocketService } from '../../../web/client/service.ts';
import { eventually } from '../../support/eventually.ts';
import { JWT_SECRET, tokenFor } from '../../support/jwt.ts';
import { startWhole } from '../../support/whole-server.ts';

/** Seconds that a short token lasts: its time is counted in whole ones. */
const SHORT = 2;

async function serviceWith(token: Token) {
  const { url } = await startWhole({}, { auth: 'jwt', jwt: { secret: JWT_SECRET } });
  const service = createWebSocketService({
    url: `${url.replace('http', 'ws')}/ws`,
    user: { id: 'ada', name: 'Ada', color: '#336699' },
    token,
    WebSocketImpl: WebSocket,
  });
  onTestFinished(() => service.destroy());
  const handle = service.open('p/garden');
  const seen: string[] = [];
  const stop = handle.status.subscribe(() => {
    const { kind, code } = handle.status.getSnapshot();
    seen.push(code ?? kind);
  });
  onTestFinished(stop);
  return { handle, seen };
}

describe('a token whose time is over', () => {
  it('is followed by a fresh one where there is somebody to ask: nothing is refused', async () => {
    const asked: number[] = [];
    const { handle, seen } = await serviceWith(() => {
      asked.push(asked.length);
      return tokenFor('ada', { garden: 'editor' }, asked.length === 1 ? SHORT : 3_600);
    });
    await eventually('the first token is over, and the second is good', () => asked.length > 1 && seen.at(-1) === 'saved', {
      seen: () => seen,
    });
    expect(asked).toHaveLength(2);
    expect(seen).not.toContain('session.expired');
    handle.doc.getMap('tasks').set('late', 'still mine');
    await handle.saved();
  });

  it('ends the line where there is no other, and the status says why', async () => {
    const { seen } = await serviceWith(await tokenFor('ada', { garden: 'editor' }, SHORT));
    await eventually('it is refused', () => seen.at(-1) === 'session.expired', { seen: () => seen });
    expect(seen).toContain('saved');
  });

  it('ends the line where the fresh one is refused as well', async () => {
    let asked = 0;
    const { seen } = await serviceWith(() => tokenFor('ada', { garden: 'editor' }, ++asked === 1 ? SHORT : -60));
    await eventually('it is refused', () => seen.at(-1)?.startsWith('session.') === true, { seen: () => seen });
    expect(asked).toBe(2);
  });
});
