import { describe, expect, it } from 'vitest';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { testServer } from '../../support/server.ts';
import { browserOf } from './service-pages.ts';

const ROOM = 'p/home/d/welcome';

describe('the browser’s console', { timeout: E2E_TIMEOUT }, () => {
  it('finds the service of the tab until that ends, and reads what happens only where it was asked for', async () => {
    const server = await testServer();
    const ada = await (await browserOf(server)).tab(ROOM);
    const said: string[] = [];
    ada.page.on('console', (message) => {
      if (message.type() === 'debug') said.push(message.text());
    });
    await ada.reload();
    await ada.is({ kind: 'saved' });
    expect(said).toEqual([]);
    const state = await ada.page.evaluate(() => window.wsInstance?.getState());
    expect(state).toEqual({
      url: `${server.url}/ws`,
      status: 'connected',
      user: { id: 'ada', name: 'ada' },
      rooms: [{ room: ROOM, kind: 'saved', unsent: 0, role: 'editor', code: null }],
    });
    await ada.page.evaluate(() => window.kit.service.destroy());
    expect(await ada.page.evaluate(() => 'wsInstance' in window)).toBe(false);

    await ada.page.goto(`${ada.page.url()}&debug`);
    await ada.is({ kind: 'saved' });
    expect(said.map((line) => line.split(' {')[0])).toEqual(expect.arrayContaining(['[weft] opens', '[weft] connected']));
  });
});
