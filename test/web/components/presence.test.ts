import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addDocument, binDocument, changeDocument } from '../../../shared/model/documents.ts';
import { createTask } from '../../../shared/model/task-edits.ts';
import { E2E_TIMEOUT, person } from '../../e2e/browser.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { violations } from '../harness/axe.ts';
import { harnessPage } from '../harness/page.ts';

const ROOM = 'p/home';
const NOW = { now: 1_700_000_000_000, by: 'ada' };

interface Options extends BrowserContextOptions {
  /** `task:task_1` */
  readonly place?: string;
  readonly language?: string;
  /** With lines of the page's own. */
  readonly own?: string;
}

interface Visitor {
  readonly page: Page;
  /** The list of who is here. */
  readonly list: Locator;
  /** Its lines as `name: how and where`. */
  lines(): Promise<string[]>;
}

/** Somebody at a place, with a page before them that isn't the app's. */
async function visit(server: TestServer, user: string, options: Options = {}): Promise<Visitor> {
  const { place = '', language = 'en', own, ...context } = options;
  const { page } = await person(context);
  const address = new URLSearchParams({
    ...{ ws: `${server.url}/ws`, token: `${user}:editor`, user, place, language },
    ...(own !== undefined && { own }),
  });
  await page.goto(`${await harnessPage('components/presence-page.tsx')}/?${address}`);
  const list = page.locator('.weft-people > ul').first();
  await list.waitFor();
  return { page, list, lines: () => list.getByRole('listitem').evaluateAll(wordsOf) };
}

/** Runs in the page. */
function wordsOf(lines: readonly Element[]): string[] {
  return lines.map((line) => {
    const parts = [...line.querySelectorAll('.weft-person-name, .weft-person-where')];
    return parts.length === 0 ? (line.textContent ?? '') : parts.map((part) => part.textContent).join(': ');
  });
}

describe('who is here', { timeout: E2E_TIMEOUT }, () => {
  it('is told with how and where they are, by the names that things have just now; what has no name here is just here', async () => {
    const server = await testServer();
    const { doc } = await server.join(ROOM);
    createTask(doc, 'task_map', { title: 'Draw the map' }, NOW);
    addDocument(doc, 'plan', { title: 'The plan' }, NOW);
    const ada = await visit(server, 'ada', { place: 'board:home' });
    await ada.page.getByText('Nobody else is here just now.').waitFor();

    await visit(server, 'bob', { place: 'document:plan' });
    const cy = await visit(server, 'cy', { place: 'task:task_map' });
    await visit(server, 'dee', { place: 'document:secret' });
    const all = (plan: string, cyIs: string) => ['ada(you): Online · on the board', `Bob: ${plan}`, `Cy: ${cyIs}`, 'Dee: Online · here'];
    await expect.poll(ada.lines).toEqual(all('Online · in The plan', 'Online · on Draw the map'));
    expect(await ada.page.getByText('Nobody else is here').count()).toBe(0);

    // A name leads there; nothing leads to oneself, or to what one doesn't know.
    const links = (): Promise<string[]> =>
      ada.list.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(await links()).toEqual(['#document:plan', '#task:task_map']);
    await ada.list.getByRole('link', { name: /^Bob Online · in The plan$/ }).waitFor();
    const inDocuments = ada.page.getByRole('list', { name: 'In documents' });
    await inDocuments.getByRole('link', { name: 'The plan Bob' }).waitFor();

    await cy.page.getByRole('button', { name: 'Busy' }).click();
    changeDocument(doc, 'plan', { title: 'The other plan' });
    await expect.poll(ada.lines).toEqual(all('Online · in The other plan', 'Busy · on Draw the map'));
    binDocument(doc, 'plan', NOW.now);
    await expect.poll(ada.lines).toEqual(all('Online · here', 'Busy · on Draw the map'));
    await expect.poll(() => inDocuments.count()).toBe(0);

    // What somebody chose outlives their page.
    await cy.page.reload();
    await expect.poll(ada.lines).toEqual(all('Online · here', 'Busy · on Draw the map'));
  });

  it('opens from a button that names who else is here, which goes with the last of them; keys and clicks beside it close it', async () => {
    const server = await testServer();
    const ada = await visit(server, 'ada', { language: 'zh-CN' });
    const button = ada.page.getByRole('button', { name: '当前在线' });
    const others = await Promise.all(['bob', 'cy', 'dee', 'eve', 'flo'].map((name) => visit(server, name, { place: 'board:home' })));
    await ada.page.getByRole('button', { name: '当前在线：Bob、Cy、Dee和另外 2 人' }).waitFor();
    expect(
      await button.locator('[data-initials]').evaluateAll((avatars) => avatars.map((avatar) => avatar.getAttribute('data-initials'))),
    ).toEqual(['B', 'C', 'D', '+2']);

    const dialog = ada.page.getByRole('dialog');
    await button.focus();
    await ada.page.keyboard.press('Enter');
    await dialog.getByRole('listitem').filter({ hasText: 'Eve' }).getByText('在看板上').waitFor();
    expect(await violations(ada.page)).toEqual([]);
    await ada.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    await button.click();
    await button.click();
    await dialog.waitFor({ state: 'hidden' });

    await button.click();
    await dialog.getByRole('link', { name: 'Bob' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => new URL(ada.page.url()).hash).toBe('#board:home');
    await Promise.all(others.map(({ page }) => page.close()));
    await button.waitFor({ state: 'detached' });
    await ada.page.getByText('现在这里只有你。').first().waitFor();
  });

  it('has lines of the page’s own, and says why nobody else shows while the server can’t be reached', async () => {
    const server = await testServer();
    const ada = await visit(server, 'ada', { own: '1', viewport: { width: 360, height: 640 } });
    await visit(server, 'bob', { place: 'board:home' });
    await expect.poll(ada.lines).toEqual(['ada is here', 'Bob is on the board']);
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await server.stop();
    await ada.page.getByText('You are offline.').waitFor();
    await ada.page.locator('[data-sync=offline]').getByText('Offline').waitFor();
    await ada.page.getByRole('status').filter({ hasText: 'Offline' }).waitFor();
  });
});
