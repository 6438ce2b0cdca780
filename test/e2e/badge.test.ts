import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../server/store/memory.ts';
import type { Role } from '../../shared/access.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/house.ts';
import { SteeredStore } from '../support/steered-store.ts';
import { startWhole } from '../support/whole-server.ts';
import { buildAll } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';
import { steeredLine } from './steered-line.ts';

/** What the console says when the server refuses something, as these tests ask it to. */
const REFUSED = /Failed to load resource|You are not signed in/;

/** The whole server in this process, with accounts, the built app, and a store in the test's hands. */
async function truthfulServer(): Promise<{ url: string; store: SteeredStore }> {
  await buildAll();
  const store = new SteeredStore(createMemoryStore());
  const { url } = await startWhole({ store, web: path.join(ROOT, 'dist/web') }, { auth: 'accounts' });
  return { url, store };
}

/** Ada, who owns a project, and Bob, who is in its document. */
async function inOneDocument(url: string, role: Role = 'editor', locale = 'en-GB') {
  const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob', { locale, acceptDownloads: true }, REFUSED)]);
  const project = await projectOf(ada, 'Alpha', [[bob, role]]);
  const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan')}`;
  const line = await steeredLine(bob.page.context());
  await bob.open(url + page);
  await bob.shows(/^(Saved|已保存|Read-only)$/);
  return { ada, bob, project, page, line };
}

const alert = (one: Member): ReturnType<Member['page']['locator']> => one.page.locator('.banner[role=alert]');

/** What a click on the button brings to the person's disk. */
async function downloaded(one: Member, button: string): Promise<string> {
  const [download] = await Promise.all([one.page.waitForEvent('download'), alert(one).getByRole('button', { name: button }).click()]);
  return fs.readFile(await download.path(), 'utf8');
}

/** How many rows this browser keeps of a project's rooms. */
function rowsKept(one: Member, project: string): Promise<number> {
  return one.page.evaluate(
    ([name, prefix]) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const rows: IDBRequest<{ room: string }[]> = opening.result.transaction('updates').objectStore('updates').getAll();
          rows.onsuccess = () => {
            opening.result.close();
            resolve(rows.result.filter(({ room }) => room.includes(`\n${prefix}`)).length);
          };
        };
      }),
    [`weft:${one.id}`, `p/${project}`] as const,
  );
}

describe('the badge tells the truth', { timeout: E2E_TIMEOUT }, () => {
  it('where the server’s disk fails: nothing is called saved, nothing is lost, and it is saved by itself when the disk is back', async () => {
    const { url, store } = await truthfulServer();
    const { ada, bob, page } = await inOneDocument(url, 'editor', 'zh-CN');
    await ada.open(url + page);
    await ada.saved();
    store.failing = 'before';
    await ada.type('one ');
    await ada.shows('Not saved');
    expect(await alert(ada).innerText()).toContain('The server can’t store changes right now.');
    await bob.type('二');
    await bob.shows('未保存');
    await ada.goOn('more');
    await ada.shows('Not saved');
    store.failing = 'no';
    await Promise.all([ada.saved(), bob.shows('已保存')]);
    await eventually('the banners are gone', async () => (await alert(ada).count()) + (await alert(bob).count()) === 0);
    const eve = await ada.page.context().newPage();
    await eve.goto(url + page);
    const text = eve.locator('.editor-text');
    await text.getByText('二').waitFor();
    expect((await text.innerText()).replace('二', '').trim()).toBe('one more');
  });

  it('where the session is ended from another device: what wasn’t sent stays here, and is sent after signing in again', async () => {
    const { url } = await truthfulServer();
    const { ada, bob, page, line } = await inOneDocument(url);
    const { secret } = await bob.api<{ secret: string }>('POST', '/session/recovery');
    const { items } = await bob.api<{ items: { session_id: string }[] }>('GET', '/session/tokens');
    line.set('held');
    await bob.type('not sent');
    await bob.shows('Saving…');
    await bob.api('DELETE', `/session/tokens/${items[0]?.session_id}`);
    await alert(bob).getByText('You are no longer signed in.').waitFor();
    await bob.shows('Not saved');
    await bob.page.locator('.editor-text[contenteditable=false]').waitFor();
    line.set('free');
    await alert(bob).getByRole('button', { name: 'Sign in again' }).click();
    await bob.page.getByRole('textbox', { name: 'Your name' }).waitFor();

    await bob.api('POST', '/session/recover', { secret });
    await bob.open(url + page);
    await bob.reads('not sent');
    await bob.saved();
    await ada.open(url + page);
    await ada.reads('not sent');
  });

  it('[RO3] where one was removed from the project: the page says so, refused words can be saved as a file, and nothing of it stays here', async () => {
    const { url } = await truthfulServer();
    const { ada, bob, project, line } = await inOneDocument(url);
    await eventually('it is kept in this browser', async () => (await rowsKept(bob, project)) > 0);
    line.set('held');
    await bob.type('my own words');
    await bob.shows('Saving…');
    await ada.api('DELETE', `/projects/${project}/members/${bob.id}`);
    await alert(bob).getByText('Some of what you wrote in “Alpha” never reached the server.').waitFor();
    await bob.page.getByRole('main').getByRole('alert').waitFor();
    await eventually('this browser keeps nothing of the project', async () => (await rowsKept(bob, project)) === 0);
    await bob.page.locator('.brand').first().click();
    expect(await downloaded(bob, 'Download')).toContain('my own words');
    await alert(bob).getByRole('button', { name: 'Close' }).click();
    await eventually('the banner is gone', async () => (await alert(bob).count()) === 0);
  });

  it('where one may only read any more: what wasn’t sent can be taken along, and let go of', async () => {
    const { url } = await truthfulServer();
    const { ada, bob, project, page, line } = await inOneDocument(url);
    line.set('held');
    await bob.type('too late');
    await bob.shows('Saving…');
    await ada.api('PUT', `/projects/${project}/members/${bob.id}`, { role: 'viewer' });
    await bob.shows('Not saved');
    await alert(bob).getByText('You may only read here now').waitFor();
    expect(await downloaded(bob, 'Download')).toContain('too late');
    line.set('free');
    await alert(bob).getByRole('button', { name: 'Discard them' }).click();
    await bob.shows('Read-only');
    await eventually('it isn’t shown any more', async () => !(await bob.text()).includes('too late'));
    await eventually('the banner is gone', async () => (await alert(bob).count()) === 0);
    await ada.open(url + page);
    await ada.saved();
    expect(await ada.text()).not.toContain('too late');
  });

  it('offline: it counts what is unsent on the board and in a document together, also after a reload, and a second tab sends its own', async () => {
    const { url } = await truthfulServer();
    const { ada, bob, project, page, line } = await inOneDocument(url);
    const second = await bob.page.context().newPage();
    await second.goto(url + page);
    const secondText = second.locator('.editor-text[contenteditable=true]');
    await secondText.waitFor();
    line.set('refused');
    await bob.shows('Offline');
    await bob.type('abc');
    await bob.shows('Offline · 3 unsent');
    await bob.page.getByRole('navigation').getByRole('link', { name: 'Board' }).first().click();
    await bob.page.getByRole('button', { name: 'New card', exact: true }).first().click();
    await hasFocus(bob.page.getByRole('textbox', { name: /^New card in/ }));
    await bob.page.keyboard.type('A card');
    await bob.page.keyboard.press('Enter');
    await bob.shows('Offline · 4 unsent');
    await secondText.click();
    await hasFocus(secondText);
    await second.keyboard.type('xyz');

    // Nothing is only in the page, so it isn't asked.
    await eventually('it is kept in this browser', () => bob.page.evaluate(() => window.wsInstance?.kept.getSnapshot() === true));
    let asked = 0;
    bob.page.on('dialog', (dialog) => {
      asked++;
      void dialog.accept();
    });
    await bob.open(url + page);
    await bob.reads(/^(abcxyz|xyzabc|abc)$/);
    await bob.shows(/^Offline · \d unsent$/);
    expect(asked).toBe(0);
    line.set('free');
    await bob.saved();
    await ada.open(url + page);
    await eventually('everything has arrived', async () => /abc/.test(await ada.text()) && /xyz/.test(await ada.text()));
    await bob.reads(await ada.text());
    await ada.visit(`/p/${project}`);
    await ada.page.getByText('A card', { exact: true }).first().waitFor();
  });
});
