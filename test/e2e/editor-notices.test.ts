import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, PATIENCE } from './browser.ts';
import { documentIn, member, projectOf } from './members.ts';

/** All that the page's live regions have said since. */
async function heard(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    // What a region still holds isn't said again because another one, or the page, changes.
    const held = new Map<Element, string>();
    const listen = (): void => {
      for (const region of document.querySelectorAll('[role=status]')) {
        const words = region.textContent ?? '';
        if (words !== '' && words !== held.get(region)) said.push(words);
        held.set(region, words);
      }
    };
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => Reflect.get(window, 'said') as string[]);
}

const notice = (page: Page): Locator => page.locator('.block-notice');

const inView = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

/** Whether a notice with these words stands above the block that begins with others. */
const isAbove = (page: Page, words: string, block: string): Promise<boolean> =>
  page.evaluate(
    ([said, begins]) => {
      const told = document.querySelector('.block-notice');
      const below = [...document.querySelectorAll('.editor-text > *')].find((one) => one.textContent.startsWith(begins));
      if (told?.textContent !== said || below === undefined) return false;
      return told.getBoundingClientRect().bottom <= below.getBoundingClientRect().top;
    },
    [words, block] as const,
  );

describe('somebody in the list of who is here', { timeout: E2E_TIMEOUT }, () => {
  it('leads to their caret, from the same document and from elsewhere', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const lines = Array.from({ length: 120 }, (_, at) => `Line ${at}.`);
    const page = `${url}/p/${project}/d/${await documentIn(ada, project, 'Plan', lines.join('\n\n'))}`;
    await Promise.all([ada.open(page), bob.open(page)]);
    await Promise.all([ada.reads(/Line 119\.$/), bob.reads(/Line 119\.$/)]);
    await bob.page.locator('.editor-text[contenteditable=true]').waitFor();
    await bob.page.getByText('Line 100.').click();
    const there = ada.page.getByText('Line 100.');
    const go = async (): Promise<void> => {
      await ada.page.getByRole('button', { name: /^Here now/ }).click();
      await ada.page.getByRole('dialog').getByRole('link', { name: /Bob/ }).click();
      await ada.page.locator('[data-caret="Bob"]').waitFor();
      await eventually('Bob’s line is in view', () => inView(there), { every: 50 });
      await eventually('the address is the document’s', async () => ada.page.url() === page, { every: 50 });
    };
    expect(await inView(there)).toBe(false);
    await go();
    await ada.visit(`/p/${project}`);
    await go();
  });
});

describe('what others do beside one', { timeout: E2E_TIMEOUT }, () => {
  it('who comes is said, and who changes the block that one writes in is told beside it, until one mutes that', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const page = `${url}/p/${project}/d/${await documentIn(ada, project, 'Plan', 'one\n\ntwo')}`;
    await ada.open(page);
    await ada.reads('one\ntwo');
    await ada.saved();
    const said = await heard(ada.page);
    const times = async (words: string): Promise<number> => (await said()).filter((one) => one === words).length;
    await bob.open(page);
    await bob.reads('one\ntwo');
    await bob.page.locator('.editor-text[contenteditable=true]').waitFor();
    await eventually('it is said who came', async () => (await times('Bob is in this document now.')) === 1);

    // Where one doesn't write nothing is told.
    await ada.type(' words');
    await ada.reads('one\ntwo words');
    await bob.page.getByText('one').click();
    await bob.page.keyboard.press('Control+Home');
    await bob.goOn('1 ');
    await ada.reads('1 one\ntwo words');
    expect(await notice(ada.page).count()).toBe(0);

    await bob.reads('1 one\ntwo words');
    await bob.type('');
    // It is told for some seconds, of a block in which one wrote oneself some seconds ago: both go on until it is seen.
    await eventually('it is told above the block', async () => {
      await ada.goOn('.');
      await bob.goOn('!');
      return isAbove(ada.page, 'Bob is changing this too', 'two words');
    });
    await ada.reads(/^1 one\ntwo words[.!]+$/);
    await notice(ada.page).waitFor({ state: 'detached' });
    expect(await times('Bob is changing this too')).toBe(1);
    // What one does oneself is said beside that, and takes nothing of it away.
    await ada.page.getByRole('button', { name: '1 other person in this document' }).click();
    await ada.page.getByRole('menuitemradio', { name: 'Follow Bob' }).click();
    const regions = async (): Promise<string[]> =>
      (await ada.page.locator('p[role=status]').allTextContents()).filter((words) => words !== '');
    await expect.poll(regions, { timeout: PATIENCE }).toEqual(expect.arrayContaining(['Following Bob', 'Bob is changing this too']));

    await ada.page.getByRole('button', { name: '1 other person in this document' }).click();
    await ada.page.getByRole('menuitem', { name: 'Don’t announce what others do' }).click();
    await bob.visit(`/p/${project}`);
    await ada.page.getByRole('button', { name: '1 other person in this document' }).waitFor({ state: 'detached' });
    const cleo = await member(url, 'Cleo');
    const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role: 'editor' });
    await cleo.api('POST', '/invites/accept', { secret });
    await cleo.open(page);
    await ada.page.getByRole('button', { name: '1 other person in this document' }).click();
    await ada.page.getByRole('menuitem', { name: 'Announce what others do' }).waitFor();
    expect(await times('Cleo is in this document now.')).toBe(0);
    await ada.page.getByRole('menuitemradio', { name: 'Follow Cleo' }).click();
    await eventually('what one does oneself is said', async () => (await times('Following Cleo')) === 1);
  });
});
