import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

interface Task {
  readonly task_id: string;
}

/** Two people in one document, with two tasks and another document to speak of. */
async function two(options = {}): Promise<{ ada: Member; bob: Member; project: string; task: string; handbook: string }> {
  const { url } = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(url, 'Ada', options), member(url, 'Bob')]);
  const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
  const { task_id: task } = await ada.api<Task>('POST', `/projects/${project}/tasks`, { title: 'Oil the cart' });
  const handbook = await documentIn(ada, project, 'Handbook');
  const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan')}`;
  await Promise.all([ada.open(url + page), bob.open(url + page)]);
  await Promise.all([ada.saved(), bob.saved()]);
  return { ada, bob, project, task, handbook };
}

const blocks = (page: Page): Promise<string[]> =>
  page.locator('.editor-text > *').evaluateAll((all) => all.map((block) => `${block.tagName} ${block.textContent}`));

const shows = (page: Page, wanted: readonly string[]): Promise<unknown> => {
  let last: string[] = [];
  const check = async (): Promise<boolean> => {
    last = await blocks(page);
    return JSON.stringify(last) === JSON.stringify(wanted);
  };
  return eventually(`the document is ${wanted.join(', ')}`, check, { every: 50, seen: () => last });
};

/** What is offered, when that has come to be so. */
const offers = async (page: Page, first: string): Promise<string[]> => {
  await page.getByRole('option', { name: first, selected: true }).waitFor();
  return page.getByRole('option').locator('.suggest-name').allInnerTexts();
};

describe('what is inserted while one types', { timeout: E2E_TIMEOUT }, () => {
  it('by a slash: blocks, found by their names, by keys alone; one step of undo brings back what was typed', async () => {
    const { ada, bob } = await two();
    const { page } = ada;
    await ada.type('/');
    await expect
      .poll(() => offers(page, 'Text'))
      .toEqual(expect.arrayContaining(['Heading 1', 'Quote', 'Table', 'Mention a person', 'Link to a task']));
    await page.locator('.editor-text[aria-activedescendant]').waitFor();
    await ada.goOn('quo');
    await expect.poll(() => offers(page, 'Quote')).toEqual(['Quote']);
    // Closed by Escape it stays closed for that word, and the keys are the text's again.
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await ada.goOn('t!');
    await page.keyboard.press('Enter');
    await shows(bob.page, ['P /quot!', 'P ']);
    await ada.goOn('/quot');
    await offers(page, 'Quote');
    await page.keyboard.press('Enter');
    await shows(bob.page, ['P /quot!', 'BLOCKQUOTE ']);
    await page.keyboard.press('Control+z');
    await shows(bob.page, ['P /quot!', 'P /quot']);
    expect(await page.getByRole('listbox').count()).toBe(0);
    // What is in a file comes where the slash was.
    await page.keyboard.press('Enter');
    await shows(bob.page, ['P /quot!', 'P /quot', 'P ']);
    await ada.goOn('/import');
    await offers(page, 'Import a file');
    const asked = page.waitForEvent('filechooser');
    // A busy page takes keys before it hears that its file dialogs are listened for: not before it answers this.
    await page.evaluate(() => null);
    await page.keyboard.press('Enter');
    await (await asked).setFiles({ name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# From a file') });
    await shows(bob.page, ['P /quot!', 'P /quot', 'H1 From a file']);
  });

  it('somebody’s name tells them once; a task shows where it stands on the board, a person and a document what they are called now', async () => {
    const { ada, bob, project, task, handbook } = await two();
    const { page } = ada;
    await ada.type('ask @bo');
    await offers(page, 'Bob');
    await page.keyboard.press('Enter');
    await ada.goOn('about @oil');
    await offers(page, 'Oil the cart');
    await page.keyboard.press('Tab');
    await ada.goOn('in @handb');
    await offers(page, 'Handbook');
    await page.keyboard.press('Enter');
    const chip = bob.page.locator('.chip[data-kind=task]');
    await chip.filter({ hasText: 'To do' }).waitFor();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+Shift+z');
    await bob.page.getByRole('button', { name: /Inbox.*1/ }).waitFor();
    await ada.api('PATCH', `/projects/${project}/tasks/${task}`, { status: 'done' });
    await chip.filter({ hasText: 'Done' }).waitFor();
    await bob.api('PATCH', '/session', { username: 'Bob Builder' });
    await page.locator('.chip[data-kind=user]', { hasText: '@Bob Builder' }).waitFor();
    // A document in the bin can be read still: its link stays.
    const text = bob.page.locator('a.chip[data-kind=document]');
    await ada.api('PATCH', `/projects/${project}/documents/${handbook}`, { title: 'Guide' });
    await text
      .and(bob.page.locator(':not(.chip-faint)'))
      .filter({ hasText: /^Guide$/ })
      .waitFor();
    await ada.api('DELETE', `/projects/${project}/documents/${handbook}`);
    await text.and(bob.page.locator('.chip-faint')).waitFor();
    const { items } = await bob.api<{ items: { kind: string }[] }>('GET', '/notifications');
    expect(items.filter(({ kind }) => kind === 'mention')).toHaveLength(1);
    await chip.click();
    await bob.page.getByRole('dialog', { name: 'Card details' }).waitFor();
    expect(bob.page.url()).toContain(`/p/${project}/t/${task}`);
    await ada.api('DELETE', `/projects/${project}/tasks/${task}`);
    await page.locator('.chip-faint', { hasText: 'deleted' }).waitFor();
  });

  it('leaves an input method its keys: what is composed chooses nothing before it is written', async () => {
    const { ada, bob, project, handbook } = await two();
    const { page } = ada;
    await ada.api('PATCH', `/projects/${project}/documents/${handbook}`, { title: '手册' });
    const input = await page.context().newCDPSession(page);
    const compose = async (text: string): Promise<void> => {
      await input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await ada.reads(new RegExp(`[@/]${text}\u200b?$`));
      // As browsers tell of keys that an input method takes.
      for (const key of ['ArrowDown', 'Enter', 'Tab', 'Escape']) {
        await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 });
      }
      await page.getByRole('listbox').waitFor();
    };
    await ada.type('@');
    await page.getByRole('option', { name: '手册' }).waitFor();
    await compose('shou');
    await ada.reads(/^@shou\u200b?$/);
    await input.send('Input.insertText', { text: '手' });
    await offers(page, '手册');
    await page.keyboard.press('Enter');
    await bob.page.locator('.chip[data-kind=document]', { hasText: '手册' }).waitFor();
    await page.keyboard.press('Enter');
    await ada.goOn('/');
    await offers(page, 'Text');
    await compose('quo');
    await input.send('Input.insertText', { text: 'quo' });
    await offers(page, 'Quote');
    await page.keyboard.press('Enter');
    await bob.page.locator('.editor-text > blockquote').waitFor();
  });

  it('opens nothing in code, closes when somebody else takes away what was typed, and breaks no rule for anybody', async () => {
    const { ada, bob } = await two({ bypassCSP: true, viewport: { width: 360, height: 640 } });
    const { page } = ada;
    await ada.type('``` ');
    await ada.goOn('/@');
    await shows(bob.page, ['CODE /@']);
    expect(await page.getByRole('listbox').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await ada.goOn('/');
    await offers(page, 'Text');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await bob.page.locator('.editor-text').click();
    await bob.page.keyboard.press('Control+a');
    await bob.page.keyboard.press('Delete');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
  });
});
