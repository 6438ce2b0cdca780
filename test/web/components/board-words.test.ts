import { describe, expect, it } from 'vitest';
import { renameColumn } from '../../../shared/model/project.ts';
import { binTask, changeTask, removeColumn } from '../../../shared/model/task-edits.ts';
import { readTask } from '../../../shared/model/tasks.ts';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { testServer } from '../../support/server.ts';
import { addCards, openBoard, ROOM } from './boards.ts';

const TITLES = ['Pack the bags', 'Draw the map'];

describe('words in a board', { timeout: E2E_TIMEOUT }, () => {
  it('a title that is emptied and written anew holds the new words alone; one that is left empty is as it was', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const { page, card, titles } = await openBoard(server);
    await card('Pack the bags').click();
    const title = page.getByRole('textbox', { name: 'Title' });
    await title.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type('Leave');
    await expect.poll(() => titles('To do')).toEqual(['Leave', 'Draw the map']);
    expect(await title.inputValue()).toBe('Leave');

    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.getByRole('textbox', { name: 'Description' }).click();
    await expect.poll(() => title.inputValue()).toBe('Leave');
    await expect.poll(() => titles('To do')).toEqual(['Leave', 'Draw the map']);
  });

  it('what others call a card or a column meanwhile stays, where one typed nothing', async () => {
    const server = await testServer();
    const bob = await server.join(ROOM, 'bob:editor');
    addCards(bob, TITLES);
    const { page, card, column, titles } = await openBoard(server);
    await card('Pack the bags').press('e');
    await page.getByRole('textbox', { name: 'Title' }).waitFor();
    changeTask(bob.doc, 'card_todo_0', { title: 'Unpack the bags' });
    await card('Unpack the bags').waitFor();
    await page.getByRole('searchbox').click();
    await page.getByRole('textbox', { name: 'Title' }).waitFor({ state: 'detached' });
    await expect.poll(() => titles('To do')).toEqual(['Unpack the bags', 'Draw the map']);

    await page.getByRole('button', { name: 'Change column Done' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Title of the column' }).waitFor();
    renameColumn(bob.doc, 'done', 'Behind us');
    await page.getByRole('button', { name: 'Change column Behind us' }).waitFor();
    await page.getByRole('searchbox').click();
    await column('Behind us').getByRole('heading', { name: 'Behind us' }).waitFor();
  });

  it('a card that somebody puts into the bin takes along what is typed into its title', async () => {
    const server = await testServer();
    const bob = await server.join(ROOM, 'bob:editor');
    addCards(bob, TITLES);
    const { page, card, titles } = await openBoard(server);
    await card('Pack the bags').press('e');
    await page.keyboard.type('Pack the bags tonight');
    binTask(bob.doc, 'card_todo_0', 1);
    await expect.poll(() => titles('To do')).toEqual(['Draw the map']);
    await expect.poll(() => readTask(bob.doc, 'card_todo_0')?.title).toBe('Pack the bags tonight');
  });

  it('a card that is being written for a column becomes one of the first column when somebody removes that', async () => {
    const server = await testServer();
    const client = await server.join(ROOM);
    addCards(client, ['Draw the map']);
    const { page, column, titles } = await openBoard(server);
    await page.getByRole('button', { name: 'New card in Done' }).click();
    await page.keyboard.type('Half a thought');
    removeColumn(client.doc, 'done');
    await column('Done').waitFor({ state: 'detached' });
    await expect.poll(() => titles('To do')).toEqual(['Draw the map', 'Half a thought']);
  });

  it('a new card that was begun is there again after a reload, where it was begun, until it is added or given up', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const { page, card, column, titles } = await openBoard(server);
    const field = page.getByRole('textbox', { name: 'New card in' });
    const begin = (where: string): Promise<void> =>
      column(where)
        .getByRole('button', { name: `New card in ${where}` })
        .click();
    await begin('To do');
    await field.fill('Buy a');
    await page.reload();
    await card('Draw the map').waitFor();
    await begin('Done');
    await expect.poll(() => field.inputValue()).toBe('');
    await field.press('Escape');
    await begin('To do');
    await expect.poll(() => field.inputValue()).toBe('Buy a');
    await field.pressSequentially(' tent');
    await field.press('Enter');
    await expect.poll(() => titles('To do')).toEqual([...TITLES, 'Buy a tent']);
    expect(await field.inputValue()).toBe('');

    await field.fill('And a stove');
    await field.press('Escape');
    await begin('To do');
    await expect.poll(() => field.inputValue()).toBe('');
  });

  it('a comment that was begun is there again when the card is opened again, also after a reload, until it is sent', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const { page, card } = await openBoard(server);
    const field = page.getByRole('textbox', { name: 'Write a comment' });
    await card('Pack the bags').click();
    await field.fill('Who has the');
    await page.keyboard.press('Escape');
    await card('Draw the map').click();
    await expect.poll(() => field.inputValue()).toBe('');
    await page.reload();
    await card('Pack the bags').click();
    await expect.poll(() => field.inputValue()).toBe('Who has the');
    await field.fill('Who has the keys?');
    await field.press('ControlOrMeta+Enter');
    await page.getByRole('listitem').getByText('Who has the keys?').waitFor();
    await page.keyboard.press('Escape');
    await card('Pack the bags').click();
    expect(await field.inputValue()).toBe('');
  });

  it('taking a label back leaves alone what others put on since', async () => {
    const server = await testServer();
    const bob = await server.join(ROOM, 'bob:editor');
    addCards(bob, TITLES);
    const { page, card } = await openBoard(server);
    await card('Pack the bags').press('l');
    await page.keyboard.type('mine');
    await page.keyboard.press('Enter');
    await expect.poll(() => readTask(bob.doc, 'card_todo_0')?.labels).toEqual(['mine']);
    changeTask(bob.doc, 'card_todo_0', { labels: ['mine', 'theirs'] });
    await page.getByRole('button', { name: 'theirs' }).waitFor();
    await page.keyboard.press('Escape');
    await card('Pack the bags').press('z');
    await expect.poll(() => readTask(bob.doc, 'card_todo_0')?.labels).toEqual(['theirs']);
  });
});
