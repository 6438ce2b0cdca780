import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus, person } from './browser.ts';
import { type Member, member, projectOf } from './members.ts';

const field = (page: Page): Locator => page.getByRole('combobox', { name: /^(Search and commands|搜索与命令)$/ });
const options = (page: Page): Locator => page.locator('.palette').getByRole('option');

/** The option that Enter would take: the one that the field, which keeps the focus, names as active. */
async function active(page: Page): Promise<string> {
  return field(page).evaluate((input) => {
    const id = input.getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id)?.querySelector('.palette-name')?.textContent ?? '';
  });
}

async function comesToBeActive(page: Page, title: string): Promise<void> {
  let last = '';
  const check = async (): Promise<boolean> => {
    last = await active(page);
    return last === title;
  };
  await eventually(`“${title}” is the active result`, check, { seen: () => last });
}

/** Opens the palette, when the last one has gone. */
async function openPalette(page: Page): Promise<void> {
  await field(page).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await hasFocus(field(page));
}

async function search(page: Page, text: string): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(text);
}

async function addTasks(owner: Member, project: string, titles: readonly string[]): Promise<void> {
  for (const title of titles) await owner.api('POST', `/projects/${project}/tasks`, { title });
}

describe('search', { timeout: E2E_TIMEOUT }, () => {
  it.each([
    ['en-GB', { card: 'Card details', found: '1 result', theme: 'Theme: dark' }],
    ['zh-CN', { card: '卡片详情', found: '1 个结果', theme: '主题：深色' }],
  ])('finds cards, documents, projects and commands by keyboard alone (%s)', async (locale, words) => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', { locale });
    const { page } = ada;
    const project = await projectOf(ada, 'Website');
    const other = await projectOf(ada, 'Roadmap');
    await addTasks(ada, project, ['Write the landing page', '部署新的服务器', 'Ｗｅｂ fonts load twice']);
    await addTasks(ada, other, ['Lunar gear']);
    const { document_id: document } = await ada.api<{ document_id: string }>('POST', `/projects/${project}/documents`, {
      title: 'Handbook',
    });

    await ada.visit(`/p/${project}/d/${document}`);
    const editor = page.locator('.editor-text[contenteditable=true]');
    await editor.click();
    // From within the editor, and back into it.
    await search(page, 'web fonts');
    await comesToBeActive(page, 'Ｗｅｂ fonts load twice');
    expect(await page.locator('[role=option] mark').allTextContents()).toEqual(['Ｗｅｂ', 'fonts']);
    await page.getByRole('status').filter({ hasText: words.found }).waitFor();
    await page.keyboard.press('Escape');
    await field(page).waitFor({ state: 'detached' });
    await hasFocus(editor);

    await search(page, '服务器');
    await comesToBeActive(page, '部署新的服务器');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: words.card }).waitFor();
    await page.waitForURL(`**/p/${project}/t/**`);

    // Where one was comes first, without where one is.
    await openPalette(page);
    await comesToBeActive(page, 'Handbook');
    await page.keyboard.press('ArrowUp');
    await comesToBeActive(page, await options(page).last().locator('.palette-name').innerText());
    await page.keyboard.press('Home');
    await comesToBeActive(page, 'Handbook');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/d/${document}`);

    await search(page, 'lunar');
    await comesToBeActive(page, 'Lunar gear');
    expect(await options(page).last().innerText()).toContain('Roadmap');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/p/${other}/t/**`);

    await search(page, 'websi');
    await comesToBeActive(page, 'Website');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/p/${project}`);

    await search(page, 'dark');
    await comesToBeActive(page, words.theme);
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme=dark]').waitFor();
    // The same keys again close it.
    await openPalette(page);
    await page.keyboard.press('Control+k');
    await field(page).waitFor({ state: 'detached' });
  });

  it('shows what others add while one looks, and finds the open project offline, saying what it couldn’t search', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = [await member(server.url, 'Ada'), await member(server.url, 'Bob')];
    const project = await projectOf(ada, 'Website', [[bob, 'editor']]);
    await projectOf(ada, 'Roadmap');
    await addTasks(ada, project, ['Zebra crossing']);
    await ada.visit(`/p/${project}`);
    await ada.page.getByText('Zebra crossing').waitFor();
    await search(ada.page, 'zeppelin');
    await ada.page.getByText('Nothing found').first().waitFor();
    await addTasks(bob, project, ['A zeppelin']);
    await comesToBeActive(ada.page, 'A zeppelin');

    await server.kill();
    await ada.page.keyboard.press('Control+a');
    await ada.page.keyboard.type('zebra');
    await comesToBeActive(ada.page, 'Zebra crossing');
    await ada.page.locator('.palette-foot').getByText('Offline: cards of other projects were not searched.').waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('dialog', { name: 'Card details' }).waitFor();
  });
});

describe('commands', { timeout: E2E_TIMEOUT }, () => {
  it('are those that make sense: for an owner, for a viewer, and where nobody signs in', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = [await member(server.url, 'Ada'), await member(server.url, 'Bob')];
    const project = await projectOf(ada, 'Website', [[bob, 'viewer']]);
    const commands = async (page: Page): Promise<string[]> => {
      await openPalette(page);
      await options(page).first().waitFor();
      return page.locator('[role=option] .palette-name').allTextContents();
    };
    for (const one of [ada, bob]) {
      await one.visit(`/p/${project}/people`);
      await one.page.getByRole('heading', { level: 1 }).waitFor();
      await one.page.locator('[data-sync=saved], [data-sync=read-only]').waitFor();
    }
    const [owners, viewers] = [await commands(ada.page), await commands(bob.page)];
    expect(owners).toEqual(
      expect.arrayContaining(['New card', 'New document', 'Invite people', 'Open the inbox', 'Sign out', 'Go to the board']),
    );
    expect(owners).not.toContain('Go to people');
    for (const name of ['New card', 'New document', 'Invite people']) expect(viewers).not.toContain(name);
    expect(viewers).toEqual(expect.arrayContaining(['Go to the board', 'Open the inbox', 'Sign out']));

    // "New card" goes to the board and begins one there.
    await ada.page.keyboard.type('new card');
    await comesToBeActive(ada.page, 'New card');
    await ada.page.keyboard.press('Enter');
    await ada.page.waitForURL(`**/p/${project}*`);
    await ada.page.locator('.weft-board textarea:focus').waitFor();
    await ada.page.keyboard.type('From afar');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('button', { name: 'From afar' }).first().waitFor();

    const guest = await person();
    const open = await appServer('open');
    await guest.page.goto(`${open.url}/p/home`);
    await guest.page.locator('[data-sync=saved]').waitFor();
    const guests = await commands(guest.page);
    expect(guests).toEqual(expect.arrayContaining(['New card', 'New project', 'Your profile']));
    for (const name of ['Open the inbox', 'Invite people', 'Sign out']) expect(guests).not.toContain(name);
  });

  it('have keys, which leave alone whoever types, composes, or has a dialog open', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const { page } = ada;
    const project = await projectOf(ada, 'Website');
    await addTasks(ada, project, ['Write it']);
    await ada.visit(`/p/${project}`);
    await page.locator('[data-task]').focus();
    await hasFocus(page.locator('[data-task]'));
    // The letter after G is the app's, not the card's: D alone would open its due day.
    await page.keyboard.type('gd');
    await page.waitForURL(`**/p/${project}/d`);
    await page.keyboard.type('gp');
    await page.waitForURL(`**/p/${project}/people`);
    await page.keyboard.type('ga');
    await page.waitForURL(`**/p/${project}/activity`);
    await page.keyboard.type('gb');
    await page.waitForURL(`**/p/${project}`);

    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await keys.getByRole('heading', { name: 'On the board' }).waitFor();
    await keys.getByText('Go to documents').waitFor();
    await page.keyboard.type('gd');
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe(`/p/${project}`);

    const searchCards = page.getByPlaceholder('Search cards');
    await searchCards.focus();
    await hasFocus(searchCards);
    await page.keyboard.type('gd?');
    expect(await searchCards.inputValue()).toBe('gd?');
    expect(new URL(page.url()).pathname).toBe(`/p/${project}`);
    const composing = (isComposing: boolean): Promise<void> =>
      searchCards.evaluate((input, isComposing) => {
        input.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, isComposing, bubbles: true, cancelable: true }));
      }, isComposing);
    await composing(true);
    expect(await field(page).count()).toBe(0);
    await composing(false);
    await field(page).waitFor();
  });
});
