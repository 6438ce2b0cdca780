import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

const MARKDOWN = [
  '# Harvest',
  'An apple a day. Two **ap**ples.',
  '## Cellar',
  ...Array.from({ length: 40 }, (_, line) => `Line ${line + 1} of the cellar.`),
  '## Press',
  'The last apple goes here.',
].join('\n\n');

async function reading(role: 'editor' | 'viewer', options = {}): Promise<{ ada: Member; bob: Member }> {
  const { url } = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(url, 'Ada', options), member(url, 'Bob')]);
  const project = await projectOf(bob, 'Alpha', [[ada, role]]);
  const page = `/p/${project}/d/${await documentIn(bob, project, 'Plan', MARKDOWN)}`;
  await Promise.all([ada.open(url + page), bob.open(url + page)]);
  await ada.page.getByText('The last apple goes here.').waitFor();
  return { ada, bob };
}

const painted = (page: Page, name: string): Promise<string[]> =>
  page.evaluate((asked) => [...(CSS.highlights.get(asked) ?? [])].map((range) => (range instanceof Range ? range.toString() : '')), name);

const inView = (page: Page, words: string): Promise<boolean> =>
  page.getByText(words).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

describe('finding one’s way in a document', { timeout: E2E_TIMEOUT }, () => {
  it('words are found by keys alone, walked through, and replaced in one step, while somebody else writes', async () => {
    const { ada, bob } = await reading('editor', { bypassCSP: true });
    const { page } = ada;
    const { keyboard } = page;
    await page.locator('.editor-text').click();
    await keyboard.press('Control+Home');
    await keyboard.press('Control+f');
    const bar = page.getByRole('search', { name: 'Find in this document' });
    const field = bar.getByRole('textbox', { name: 'Find' });
    await eventually('the field has the focus', () => field.evaluate((input) => input === document.activeElement));
    await keyboard.type('apple');
    await bar.getByText('1 of 3').waitFor();
    expect(await painted(page, 'weft-find-current')).toEqual(['apple']);
    await keyboard.press('Enter');
    await bar.getByText('2 of 3').waitFor();
    await keyboard.press('Enter');
    await bar.getByText('3 of 3').waitFor();
    await eventually('the last is in view', () => inView(page, 'The last apple goes here.'));
    await bob.type('apple ');
    await bar.getByText('of 4').waitFor();
    await bar.getByRole('button', { name: 'Whole words' }).click();
    await bar.getByText('of 3').waitFor();
    expect(await violations(page)).toEqual([]);
    await bar.getByRole('button', { name: 'Replace…' }).click();
    await bar.getByRole('textbox', { name: 'Replace with' }).fill('pear');
    await bar.getByRole('button', { name: 'Replace all' }).click();
    await page.getByRole('status').getByText('3 replaced.').waitFor();
    await bob.page.getByText('The last pear goes here.').waitFor();
    expect(await ada.text()).toContain('Two apples.');
    await keyboard.press('Escape');
    await eventually('the text has the focus', () => page.locator('.editor-text').evaluate((text) => text === document.activeElement));
    expect(await painted(page, 'weft-find')).toEqual([]);
    await keyboard.press('Control+z');
    await bob.page.getByText('The last apple goes here.').waitFor();
    await page.getByText('An apple a day.').waitFor();
  });

  it('headings lead to their sections, follow what is written, and show how long it is; a reader has no replacing', async () => {
    const { ada, bob } = await reading('viewer', { viewport: { width: 360, height: 640 }, hasTouch: true, bypassCSP: true });
    const { page } = ada;
    await page.getByRole('button', { name: 'Outline' }).click();
    const outline = page.getByRole('navigation', { name: 'Outline' });
    await eventually(
      'all headings are there',
      async () => (await outline.getByRole('button').allInnerTexts()).join() === 'Harvest,Cellar,Press',
    );
    await page.getByText('Words').waitFor();
    await bob.type('');
    await bob.page.keyboard.press('Enter');
    await bob.goOn('# Sold');
    await bob.page.keyboard.press('Enter');
    await outline.getByRole('button', { name: 'Sold' }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await outline.getByRole('button', { name: 'Press' }).press('Enter');
    await eventually('the section is in view', () => inView(page, 'The last apple goes here.'));
    await page.getByRole('button', { name: 'Find in this document' }).click();
    await page.getByRole('textbox', { name: 'Find' }).fill('cellar');
    await page.getByText('of 41').waitFor();
    expect(await page.getByRole('button', { name: 'Replace…' }).count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
