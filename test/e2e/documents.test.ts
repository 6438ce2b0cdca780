import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

const titles = (one: Member): Promise<string[]> => one.page.getByRole('list', { name: 'Documents' }).getByRole('link').allInnerTexts();

const list = (one: Member, wanted: readonly string[]): Promise<unknown> => {
  let last: string[] = [];
  const check = async (): Promise<boolean> => {
    last = await titles(one);
    return last.join('|') === wanted.join('|');
  };
  return eventually(`${one.name} sees ${wanted.join(', ')}`, check, { every: 50, seen: () => last });
};

describe('a project’s documents', { timeout: E2E_TIMEOUT }, () => {
  it('are made, named, put in order, thrown away and brought back by keys alone, and others see it at once', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob', {}, /404/)]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const { keyboard } = ada.page;
    await bob.visit(`/p/${project}/d`);
    await ada.visit(`/p/${project}/d`);
    await ada.page.getByRole('button', { name: 'New document' }).focus();
    await keyboard.press('Enter');
    const title = ada.page.getByRole('textbox', { name: 'Title' });
    await hasFocus(title);
    await keyboard.type('Plan');
    await keyboard.press('Enter');
    await hasFocus(ada.page.locator('.editor-text[contenteditable=true]'));
    await keyboard.type('the words');
    await ada.saved();
    expect(await ada.text()).toBe('the words');
    await expect.poll(() => ada.page.getByRole('heading', { level: 1 }).innerText()).toBe('Plan');
    await bob.page.getByRole('listitem').filter({ hasText: 'Plan' }).getByText('In it now: Ada').waitFor();
    expect(ada.page.url()).not.toContain('#');

    await documentIn(ada, project, 'Notes');
    await ada.page.goBack();
    await list(ada, ['Plan', 'Notes']);
    await ada.page.getByRole('link', { name: 'Plan' }).focus();
    await keyboard.press('Alt+ArrowDown');
    await list(bob, ['Notes', 'Plan']);
    const link = (name: string): Locator => ada.page.getByRole('link', { name, exact: true });
    await hasFocus(link('Plan'));
    await keyboard.press('ArrowUp');
    await hasFocus(link('Notes'));
    await keyboard.press('e');
    await hasFocus(ada.page.getByRole('list', { name: 'Documents' }).getByRole('textbox'));
    await keyboard.type('Minutes');
    await keyboard.press('Enter');
    await list(bob, ['Minutes', 'Plan']);
    await hasFocus(link('Minutes'));
    await keyboard.press('ArrowDown');
    await hasFocus(link('Plan'));
    await keyboard.press('Delete');
    // It waits for whoever is at it.
    await ada.page.getByRole('button', { name: 'Undo' }).focus();
    await list(bob, ['Minutes']);
    await ada.page.getByRole('status').getByText('“Plan” is in the bin.').waitFor();
    await ada.page.getByRole('button', { name: 'Undo' }).press('Enter');
    await list(bob, ['Minutes', 'Plan']);
    await ada.page.getByRole('link', { name: 'Plan' }).press('Enter');
    await ada.reads('the words');
  });

  it('have titles that two people write at once; one that is emptied comes back', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const document = await documentIn(ada, project, 'Plan');
    const [mine, theirs] = [ada, bob].map((one) => one.page.getByRole('textbox', { name: 'Title' })) as [Locator, Locator];
    for (const one of [ada, bob]) await one.open(`${url}/p/${project}/d/${document}`);
    await mine.press('End');
    await theirs.press('Home');
    await ada.page.keyboard.type(' for the');
    await eventually('Bob sees it', async () => (await theirs.inputValue()) === 'Plan for the');
    await bob.page.keyboard.type('A new ');
    await eventually('Ada sees it', async () => (await mine.inputValue()) === 'A new Plan for the');
    await ada.page.keyboard.type(' year');
    for (const field of [mine, theirs])
      await eventually('both are there', async () => (await field.inputValue()) === 'A new Plan for the year');
    await mine.fill('');
    await mine.press('Enter');
    await expect.poll(() => mine.inputValue()).toBe('A new Plan for the year');
    await ada.saved();
    await expect.poll(() => theirs.inputValue()).toBe('A new Plan for the year');
  });

  it('in the bin can be read by whoever has the address, restored, or deleted for good under a reader’s eyes', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob', {}, /404/)]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan', 'what it says')}`;
    await bob.open(url + page);
    await bob.reads('what it says');
    await ada.visit(`/p/${project}/d`);
    await ada.page.getByRole('button', { name: 'What to do with “Plan”' }).click();
    await ada.page.getByRole('menuitem', { name: 'Move to the bin' }).click();
    const note = bob.page.getByText('This document is in the bin. It can be read, not changed.');
    await note.waitFor();
    await bob.page.locator('.editor-text[contenteditable=false]').waitFor();
    await bob.page.getByRole('heading', { name: 'Plan', level: 2 }).waitFor();
    await bob.page.getByRole('button', { name: 'Restore' }).click();
    await list(ada, ['Plan']);
    await bob.type(' now');
    await bob.saved();
    await bob.reads('what it says now');

    await ada.page.getByRole('link', { name: 'Plan' }).press('Delete');
    await ada.page.getByRole('button', { name: 'Bin: 1' }).click();
    await ada.page.getByRole('button', { name: 'Delete “Plan” for good' }).click();
    const sure = ada.page.getByRole('group', { name: 'Delete “Plan” for good? Nobody can bring it back.' });
    await sure.getByRole('button', { name: 'Delete for good' }).click();
    await bob.page.getByRole('heading', { name: 'This document doesn’t exist.' }).waitFor();
    await bob.page.getByRole('link', { name: 'All documents' }).click();
    await bob.page.getByRole('heading', { name: 'Write the first document together' }).waitFor();
  });

  it('can’t be changed by who may only read; a new one says that it needs the connection; many can be filtered', async () => {
    const server = await appServer('accounts');
    const { url } = server;
    const [ada, eve] = await Promise.all([member(url, 'Ada'), member(url, 'Eve')]);
    const project = await projectOf(ada, 'Alpha', [[eve, 'viewer']]);
    const numbers = Array.from({ length: 11 }, (_, at) => `Meeting ${at + 1}`);
    for (const title of numbers) await documentIn(ada, project, title);
    await eve.visit(`/p/${project}/d`);
    await list(eve, numbers);
    expect(await eve.page.getByRole('main').getByRole('button').count()).toBe(0);
    await eve.page.getByRole('searchbox', { name: 'Find a document' }).fill('meeting 11');
    await list(eve, ['Meeting 11']);
    await eve.page.getByRole('link', { name: 'Meeting 11' }).press('Delete');
    await eve.page.keyboard.press('Enter');
    await eve.page.getByRole('heading', { name: 'Meeting 11', level: 2 }).waitFor();
    expect(await eve.page.getByRole('textbox', { name: 'Title' }).count()).toBe(0);

    // Whoever follows a link makes nothing; the palette makes one.
    await ada.visit(`/p/${project}/d#new`);
    await list(ada, numbers);
    await ada.page.keyboard.press('Control+k');
    await hasFocus(ada.page.getByRole('combobox', { name: 'Search and commands' }));
    await ada.page.keyboard.type('New document');
    await ada.page.getByRole('option', { name: 'New document', selected: true }).waitFor();
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('textbox', { name: 'Title' }).fill('From the palette');
    await ada.saved();
    await ada.visit(`/p/${project}/d`);
    const all = [...numbers, 'From the palette'];
    await list(ada, all);
    await server.kill();
    await ada.page.getByRole('button', { name: 'New document' }).click();
    await ada.page.getByRole('alert').getByText('A new document needs the connection.').waitFor();
    await list(ada, all);
  });
});
