import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Gate } from '../../server/sync/gate.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/house.ts';
import { type TestGate, testGate } from '../support/test-gate.ts';
import { startWhole } from '../support/whole-server.ts';
import { appServer, buildAll } from './app-server.ts';
import { E2E_TIMEOUT, PATIENCE, person } from './browser.ts';
import { LOWER, only, UPPER } from './letters.ts';

const PAGE = '/p/home/d/welcome';

describe('a server that is killed', { timeout: E2E_TIMEOUT }, () => {
  it('[SA4] and started again, while two people type, loses nothing that either wrote', async () => {
    const server = await appServer();
    const [ada, bob] = await Promise.all([person(), person()]);
    await Promise.all([ada.open(server.url + PAGE), bob.open(server.url + PAGE)]);
    await ada.type('');
    await bob.type('');
    const type = (): Promise<unknown> => Promise.all([ada.goOn(UPPER.repeat(3), 25), bob.goOn(LOWER.repeat(3), 25)]);
    const before = type();
    await eventually('some of it has been typed', async () => (await ada.text()).length > 60, { within: PATIENCE });
    await server.kill();
    await before;
    const after = type();
    await ada.shows(/^Offline · \d+ unsent$/);
    await server.start();
    await after;
    await Promise.all([ada.saved(), bob.saved()]);
    await eventually('both show the same', async () => (await ada.text()) === (await bob.text()), { every: 100 });

    // What both call saved must be on the disk of a server that is killed once more, for somebody who has seen nothing.
    await server.kill();
    await server.start();
    const eve = await person();
    await eve.open(server.url + PAGE);
    await eve.reads(await ada.text());
    const text = await eve.text();
    expect(only(UPPER, text)).toBe(UPPER.repeat(6));
    expect(only(LOWER, text)).toBe(LOWER.repeat(6));
  });

  it('[SA1] is said to be away, with how much is unsent; a page that this browser keeps nothing of is not left without asking', async () => {
    const server = await appServer();
    const ada = await person();
    // As in a private window that allows no database.
    await ada.page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('No databases here.', 'SecurityError');
      };
    });
    await ada.open(server.url + PAGE);
    const told = ada.page.getByRole('status').filter({ hasText: 'This browser can’t keep documents.' });
    await told.getByRole('button', { name: 'Close' }).click();
    await ada.type('saved');
    await ada.saved();
    await server.kill();
    await ada.shows('Offline');
    await ada.goOn('123');
    await ada.shows('Offline · 3 unsent');

    const asked = new Promise<string>((resolve) => {
      ada.page.once('dialog', async (dialog) => {
        await dialog.dismiss();
        resolve(dialog.type());
      });
    });
    await ada.page.evaluate(() => setTimeout(() => location.reload()));
    expect(await asked).toBe('beforeunload');
    expect(await ada.text()).toBe('saved123');

    await server.start();
    await ada.saved();
    await ada.page.reload();
    await ada.reads('saved123');
    expect(await told.count()).toBe(0);
  });

  it('[CL2] before the page was ever opened: it says so, and shows the document when it comes', async () => {
    const server = await appServer();
    const ada = await person();
    let busy = true;
    await ada.page.routeWebSocket(/\/ws\//, (socket) => {
      if (busy) void socket.close({ code: 1013, reason: 'room.busy' });
      else socket.connectToServer();
    });
    await ada.page.goto(server.url + PAGE);
    await ada.shows('Offline');
    await ada.page.getByRole('heading', { name: 'This document isn’t in this browser yet.' }).waitFor();
    await ada.page.locator('.editor-text').waitFor({ state: 'hidden' });
    busy = false;
    await ada.saved();
    await ada.type('at last');
    await ada.saved();
  });
});

describe('a reader', { timeout: E2E_TIMEOUT }, () => {
  it('[RO1] sees what others write, can write nothing, and may when the role changes', async () => {
    const { url, setRole } = await serverWithRoles();
    const [ada, bob] = [await person({ userAgent: 'ada:editor' }), await person({ userAgent: 'bob:viewer' })];
    await ada.open(url + PAGE);
    await bob.open(url + PAGE);
    await bob.shows('Read-only');
    await ada.type('# Title\n**bold** and plain');
    await bob.reads('Title\nbold and plain');
    await bob.page.locator('.editor-text[contenteditable=false]').waitFor();
    await bob.page.locator('.editor-text').click();
    await bob.goOn('not me');
    await bob.page.keyboard.press('Control+z');
    await ada.goOn(', still');
    await bob.reads('Title\nbold and plain, still');
    expect(await ada.text()).toBe('Title\nbold and plain, still');

    setRole('bob', 'editor');
    await bob.shows('Saved');
    await bob.type(' and bob');
    await ada.reads('Title\nbold and plain, still and bob');
    setRole('bob', 'viewer');
    await bob.shows('Read-only');
    await bob.goOn('not any more');
    expect(await bob.text()).toBe('Title\nbold and plain, still and bob');
  });
});

/** The whole server with the built app, for people whose browser names user and role. */
async function serverWithRoles(): Promise<{ url: string; setRole: TestGate['setRole'] }> {
  await buildAll();
  const gate = testGate();
  const byBrowser: Gate = { enter: (request) => gate.enter({ ...request, token: request.headers['user-agent'] ?? null }) };
  const { url } = await startWhole({ gate: byBrowser, web: path.join(ROOT, 'dist/web') });
  return { url, setRole: gate.setRole };
}
