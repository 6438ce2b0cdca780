import { describe, expect, it } from 'vitest';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { browserOf } from './service-pages.ts';

const ROOM = 'p/home/d/welcome';
const OTHER = 'p/home/d/other';

/** What the server holds, for somebody who has seen nothing. */
async function onServer(server: TestServer, room = ROOM): Promise<string> {
  const client = await server.join(room, 'bob:viewer');
  const text = client.doc.getText('text').toString();
  client.drop();
  return text;
}

describe('a document kept in this browser', { timeout: E2E_TIMEOUT }, () => {
  it('[SA4] is shown and edited after a reload without the server, and what was written arrives when it is back', async () => {
    const server = await testServer();
    const ada = await (await browserOf(server)).tab(ROOM);
    await ada.is({ kind: 'saved', ready: true });
    await ada.write('online ');
    await ada.is({ kind: 'saved', unsent: 0, kept: true });
    await server.stop();
    await ada.is({ kind: 'offline' });
    await ada.write('offline ');
    await ada.is({ unsent: 1, kept: true });
    await ada.reload();
    await ada.is({ kind: 'offline', text: 'online offline ', unsent: 1, ready: true, editable: true, role: 'editor', kept: true });
    await ada.write('again');
    await ada.is({ unsent: 2, kept: true });
    await ada.reload();
    await ada.is({ text: 'online offline again', kind: 'offline', unsent: 1 });
    await server.start();
    await ada.is({ kind: 'saved', unsent: 0 });
    expect(await onServer(server)).toBe('online offline again');
    await ada.hasNoted();
    await ada.reload();
    await ada.is({ kind: 'saved', text: 'online offline again' });
    await ada.is({ mostUnsent: 0 });
  });

  it('says that it is kept only when it is: a tab that ends that instant has lost nothing', async () => {
    const server = await testServer();
    const browser = await browserOf(server);
    const ada = await browser.tab(ROOM);
    await ada.is({ kind: 'saved', kept: true });
    await server.stop();
    const kept = await ada.page.evaluate(() => {
      window.kit.write('on its way to the disk');
      return [window.kit.kept(), window.kit.service.kept.getSnapshot()];
    });
    expect(kept).toEqual([false, false]);
    await ada.is({ kept: true, allKept: true });
    await ada.page.close({ runBeforeUnload: false });
    const again = await browser.tab(ROOM);
    await again.is({ text: 'on its way to the disk', kept: true, kind: 'offline', unsent: 1 });
  });

  it('takes in what two tabs write side by side, and one of them sends what the other left', async () => {
    const server = await testServer();
    const browser = await browserOf(server);
    const [one, two] = [await browser.tab(ROOM), await browser.tab(ROOM)];
    await one.is({ kind: 'saved' });
    await two.is({ kind: 'saved' });
    await server.stop();
    await one.is({ kind: 'offline' });
    await two.is({ kind: 'offline' });
    await one.write('one');
    await two.write('two');
    await one.is({ kept: true });
    await two.is({ kept: true });
    await one.page.close();
    await two.reload();
    await two.is({ unsent: 1 });
    expect(await two.text()).toMatch(/^(onetwo|twoone)$/);
    await server.start();
    await two.is({ kind: 'saved', unsent: 0 });
    expect(await onServer(server)).toMatch(/^(onetwo|twoone)$/);
    await two.hasNoted();
    await two.reload();
    await two.is({ kind: 'saved' });
    await two.is({ mostUnsent: 0 });
  });

  it('is made one row when it has become many', async () => {
    const server = await testServer();
    const ada = await (await browserOf(server)).tab(ROOM);
    await ada.is({ kind: 'saved' });
    await ada.page.evaluate(() => {
      for (let written = 0; written < 450; written++) window.kit.write('x');
    });
    await ada.is({ kind: 'saved', kept: true });
    const rows = (): Promise<number> => ada.page.evaluate(() => window.kit.rows());
    await eventually('the rows are few', async () => (await rows()) < 200, { seen: rows });
    await ada.hasNoted();
    await server.stop();
    await ada.reload();
    await ada.is({ kind: 'offline', text: 'x'.repeat(450), unsent: 0 });
  });

  it('is sent by itself when nobody opens it any more', async () => {
    const server = await testServer();
    const browser = await browserOf(server);
    const ada = await browser.tab(OTHER);
    await ada.is({ kind: 'saved' });
    await server.stop();
    await ada.write('left behind');
    await ada.is({ kept: true });
    await ada.page.close();
    await server.start();
    const home = await browser.tab(null);
    await eventually('it has arrived', async () => (await onServer(server, OTHER)) === 'left behind', { every: 50 });
    await eventually('the room is closed', () => home.page.evaluate(() => window.kit.service.getState().rooms.length === 0), { every: 50 });
    await home.hasNoted();
    await home.reload();
    await home.is({ kind: 'saved', unsent: 0, mostUnsent: 0, link: 'idle' });
  });

  it('[RO1] is not for writing where one may only read, though the server is away', async () => {
    const server = await testServer();
    const eve = await (await browserOf(server, 'eve', 'viewer')).tab(ROOM);
    await eve.is({ kind: 'saved', kept: true });
    await server.stop();
    await eve.reload();
    await eve.is({ kind: 'offline', ready: true, readOnly: true, editable: false, role: 'viewer' });
  });
});

describe('what is forgotten', { timeout: E2E_TIMEOUT }, () => {
  it('[AC4] a project that one is removed from leaves this browser, and what was refused is handed over', async () => {
    const server = await testServer();
    const ada = await (await browserOf(server)).tab(ROOM);
    await ada.is({ kind: 'saved' });
    await ada.write('saved ');
    await ada.is({ kind: 'saved', kept: true });
    expect(await ada.page.evaluate(() => window.kit.rows())).toBeGreaterThan(0);
    await server.stop();
    await ada.write('too late');
    await ada.is({ kept: true, unsent: 1 });
    server.gate.revoke('ada');
    await server.start();
    await ada.is({ kind: 'failed', code: 'session.revoked', kept: false, refused: [[ROOM, 'saved too late']] });
    await eventually('nothing is kept', async () => (await ada.page.evaluate(() => window.kit.rows())) === 0);
    await ada.reload();
    await ada.is({ kind: 'failed', code: 'session.revoked', text: '', unsent: 0, refused: [] });
  });

  it('[AC4] with a project go its documents and comments that nobody has open; what was never sent of them is handed over', async () => {
    const server = await testServer();
    const browser = await browserOf(server);
    for (const room of ['p/away', ROOM, `${ROOM}/c`]) {
      const visit = await browser.tab(room);
      await visit.write('kept');
      await visit.is({ kind: 'saved', kept: true });
      await visit.page.close();
    }
    const [ada, behind] = [await browser.tab('p/home'), await browser.tab(OTHER)];
    await ada.is({ kind: 'saved', allKept: true });
    await behind.is({ kind: 'saved', kept: true });
    await server.stop();
    await ada.is({ kind: 'offline' });
    await behind.write('left behind');
    await behind.is({ kept: true, allKept: true });
    await behind.page.close();
    server.gate.revoke('ada');
    await server.start();
    await ada.is({ kind: 'failed', code: 'session.revoked', refused: [[OTHER, 'left behind']] });
    const keptRooms = () => ada.page.evaluate(() => window.kit.keptRooms());
    await eventually('only another project is kept', async () => `${await keptRooms()}` === 'p/away', { seen: keptRooms });
    await ada.reload();
    await ada.is({ kind: 'failed', refused: [] });
  });

  it('signing out deletes everything, also under another open tab, and tells what was never sent', async () => {
    const server = await testServer();
    const browser = await browserOf(server);
    const [ada, behind] = [await browser.tab(ROOM), await browser.tab(OTHER)];
    await ada.is({ kind: 'saved' });
    await behind.is({ kind: 'saved', kept: true });
    await server.stop();
    await ada.write('here');
    await behind.write('there');
    await ada.is({ kept: true });
    await behind.is({ kept: true });
    const unsent = await ada.page.evaluate(() => window.kit.forget());
    expect(unsent.sort()).toEqual([
      [OTHER, 'there'],
      [ROOM, 'here'],
    ]);
    expect(await ada.page.evaluate(() => window.kit.rows())).toBe(-1);
    expect(await ada.page.evaluate(() => window.wsInstance === undefined)).toBe(true);
    await behind.is({ kept: false, text: 'there', unsent: 1 });
    expect(await behind.page.evaluate(() => window.kit.failures.length)).toBe(1);
  });
});

describe('a browser that keeps nothing', { timeout: E2E_TIMEOUT }, () => {
  it('goes on with the server alone, and says so once', async () => {
    const server = await testServer();
    const browser = await browserOf(server, 'ada', 'editor', () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Not in a private window.', 'SecurityError');
      };
    });
    const ada = await browser.tab(ROOM);
    await ada.is({ kind: 'saved', ready: true, kept: false });
    await ada.write('only on the server');
    await ada.is({ kind: 'saved', unsent: 0, kept: false, failures: ['SecurityError: Not in a private window.'] });
    expect(await onServer(server)).toBe('only on the server');
  });

  it('for want of room keeps what it had, and loses nothing that is in the page', async () => {
    const server = await testServer();
    const browser = await browserOf(server);
    const ada = await browser.tab(ROOM);
    await ada.is({ kind: 'saved', kept: true });
    await ada.write('kept');
    await ada.is({ kind: 'saved', kept: true });
    await ada.page.evaluate(() => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      };
    });
    await ada.write(' and sent');
    await ada.write(' twice');
    await ada.is({ kind: 'saved', kept: false, allKept: true, failures: ['QuotaExceededError: The disk is full.'] });
    expect(await onServer(server)).toBe('kept and sent twice');
    await server.stop();
    await ada.write('!');
    await ada.is({ kind: 'offline', text: 'kept and sent twice!', allKept: false });
    await ada.reload();
    await ada.is({ kind: 'offline', text: 'kept' });
  });
});
