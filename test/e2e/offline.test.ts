import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { ROOT } from '../support/house.ts';
import { startWhole, temporaryFolder } from '../support/whole-server.ts';
import { appServer, buildAll } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus, person } from './browser.ts';
import { member, projectOf } from './members.ts';

/** With the service worker, which other tests do without. */
const KEPT = { serviceWorkers: 'allow' } as const;

const card = (page: Page, title: string) => page.getByRole('main').getByText(title, { exact: true });

/** Waits until this browser keeps the app, and it is that which answers. */
async function appKept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

describe('without the server', { timeout: E2E_TIMEOUT }, () => {
  it('the app opens with board and documents, takes what is written, and hands it over when the server is back', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', KEPT);
    const bob = await member(server.url, 'Bob');
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    await ada.api('POST', `/projects/${project}/tasks`, { title: 'Pack the bags' });
    const { document_id: document } = await ada.api<{ document_id: string }>('POST', `/projects/${project}/documents`, {
      title: 'Plan',
      markdown: 'Hello',
    });
    await ada.open(`${server.url}/p/${project}/d/${document}`);
    await ada.reads('Hello');
    await ada.saved();
    await ada.visit(`/p/${project}`);
    await card(ada.page, 'Pack the bags').waitFor();
    await ada.saved();
    await appKept(ada.page);

    await server.kill();
    await ada.page.reload();
    await card(ada.page, 'Pack the bags').waitFor();
    expect(await ada.page.getByRole('navigation').getByText('Alpha').first().isVisible()).toBe(true);
    await ada.shows(/^Offline/);
    await ada.page.getByRole('button', { name: 'New card', exact: true }).first().click();
    await hasFocus(ada.page.getByRole('textbox', { name: /^New card in/ }));
    await ada.page.keyboard.type('Buy a map');
    await ada.page.keyboard.press('Enter');
    await card(ada.page, 'Buy a map').waitFor();
    await ada.shows(/unsent/);
    await ada.page.evaluate(() => {
      // As somebody who leaves all the same.
      window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
    });
    await ada.open(`${server.url}/p/${project}/d/${document}`);
    await ada.reads('Hello');
    await ada.type(' offline');
    await ada.reads('Hello offline');

    await server.start();
    await ada.saved();
    await bob.open(`${server.url}/p/${project}/d/${document}`);
    await bob.reads('Hello offline');
    await bob.visit(`/p/${project}`);
    await card(bob.page, 'Buy a map').waitFor();
  });

  it('a project that was never opened here says so, and opens when the server is back', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', KEPT);
    const [alpha, beta] = [await projectOf(ada, 'Alpha'), await projectOf(ada, 'Beta')];
    await ada.visit(`/p/${alpha}`);
    await ada.saved();
    await appKept(ada.page);
    await server.kill();
    await ada.shows(/^Offline/);
    for (const open of [
      () => ada.page.getByRole('navigation').getByRole('link', { name: 'Beta' }).click(),
      () => ada.visit(`/p/${beta}/people`),
      () => ada.visit(`/p/${beta}`),
    ]) {
      await open();
      await ada.page.getByRole('alert').getByText('This project isn’t in this browser yet.').waitFor();
    }
    await ada.visit(`/p/${alpha}`);
    await ada.page.getByRole('region', { name: 'To do' }).waitFor();
    await ada.visit(`/p/${beta}`);
    await server.start();
    await ada.page.getByRole('region', { name: 'To do' }).waitFor();
  });

  it('a second visit shows the board from this browser, however long the server takes to answer', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', KEPT);
    const project = await projectOf(ada, 'Alpha');
    await ada.api('POST', `/projects/${project}/tasks`, { title: 'Pack the bags' });
    await ada.visit(`/p/${project}`);
    await card(ada.page, 'Pack the bags').waitFor();
    await ada.saved();
    await appKept(ada.page);
    server.hold();
    await ada.page.reload({ waitUntil: 'commit' });
    await card(ada.page, 'Pack the bags').waitFor();
    server.goOn();
    await ada.saved();
  });

  it('a page that was loaded past what this browser keeps is answered from there all the same', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', KEPT);
    await ada.visit('/');
    await appKept(ada.page);
    const loaded = ada.page.waitForEvent('load');
    await (await ada.page.context().newCDPSession(ada.page)).send('Page.reload', { ignoreCache: true });
    await loaded;
    await appKept(ada.page);
  });

  it('somebody whose session has ended is not taken for signed in', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', KEPT, /401/);
    await ada.visit('/');
    await ada.page.getByRole('navigation').first().waitFor();
    await appKept(ada.page);
    await ada.api('DELETE', '/session');
    await ada.page.reload();
    await ada.page.getByRole('textbox', { name: 'Your name' }).waitFor();
    await server.kill();
    await ada.page.reload();
    await ada.page.getByRole('heading').first().waitFor();
    expect(await ada.page.getByRole('navigation').count()).toBe(0);
  });
});

describe('a new build', { timeout: E2E_TIMEOUT }, () => {
  it('takes over, and a page of the one before still finds its parts', async () => {
    await buildAll();
    const web = temporaryFolder();
    fs.cpSync(path.join(ROOT, 'dist/web'), web, { recursive: true });
    const { url } = await startWhole({ web });
    const ada = await person(KEPT);
    await ada.page.goto(`${url}/p/home`);
    await appKept(ada.page);
    const old = await ada.page.evaluate(() => caches.keys());
    expect(old).toHaveLength(1);

    rebuild(web, 'second');
    await update(ada.page);
    await eventually('both builds are kept', async () => (await ada.page.evaluate(() => caches.keys())).length === 2);
    await appKept(ada.page);
    // A part that the page hasn't loaded yet, and that the server no longer has.
    await ada.page.evaluate(() => history.pushState(null, '', '/p/home/d/welcome'));
    await ada.page.locator('.editor-text').waitFor();

    await ada.page.goto(`${url}/p/home`);
    expect(await ada.page.locator('meta[name=build]').getAttribute('content')).toBe('second');
    rebuild(web, 'third');
    await update(ada.page);
    await eventually('the first build is gone', async () => {
      const kept = await ada.page.evaluate(() => caches.keys());
      return kept.length === 2 && !kept.includes(old[0] ?? '');
    });
  });
});

/** Makes of the files in `web` what another build of the app would be: another page, another service worker, and a part with another name. */
function rebuild(web: string, name: string): void {
  const read = (file: string): string => fs.readFileSync(path.join(ROOT, 'dist/web', file), 'utf8');
  fs.writeFileSync(path.join(web, 'index.html'), read('index.html').replace('<head>', `<head><meta name="build" content="${name}">`));
  const part = fs.readdirSync(path.join(ROOT, 'dist/web/assets')).find((file) => /^document-page.*js$/.test(file)) ?? '';
  fs.rmSync(path.join(web, 'assets', part), { force: true });
  const worker = read('sw.js').replace(/"[0-9a-f]{16}"/, `"${name}"`);
  fs.writeFileSync(path.join(web, 'sw.js'), worker.replace(`"/assets/${part}",`, ''));
}

async function update(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update();
  });
}
