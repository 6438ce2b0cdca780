import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTask } from '../../../shared/model/tasks.ts';
import { mapOffset, rebase } from '../../../web/components/board/text-rebase.ts';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { testServer } from '../../support/server.ts';
import { addCards, openBoard, ROOM } from './boards.ts';

const ID = 'card_todo_0';

describe('the details of a card', { timeout: E2E_TIMEOUT }, () => {
  it('are changed by keyboard alone, seen by everyone, and undone', async () => {
    const server = await testServer();
    const client = await server.join(ROOM);
    addCards(client, ['Draw the map']);
    const task = () => readTask(client.doc, ID);
    const { page, card, focused } = await openBoard(server);
    await card('Draw the map').focus();
    await page.keyboard.press('l');
    await page.keyboard.type('paper');
    await page.keyboard.press('Enter');
    await expect.poll(() => task()?.labels).toEqual(['paper']);
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Draw the map');

    await page.keyboard.press('d');
    await page.getByLabel('Due').fill('2030-05-01');
    await expect.poll(() => task()?.due).toBe('2030-05-01');
    await page.getByLabel('Priority').selectOption('High');
    await expect.poll(() => task()?.priority).toBe('high');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Title of the card' }).press('End');
    await page.keyboard.type(' again');
    await expect.poll(() => task()?.title).toBe('Draw the map again');
    await page.getByLabel('Column', { exact: true }).selectOption('Done');
    await expect.poll(() => task()?.status).toBe('done');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Draw the map again');
    for (const _ of ['column', 'priority']) await page.keyboard.press('z');
    await expect.poll(() => [task()?.status, task()?.priority]).toEqual(['todo', 'none']);
  });

  it('a due day that is typed is told once, with all of its year', async () => {
    const server = await testServer();
    const client = await server.join(ROOM);
    addCards(client, ['Draw the map']);
    const seen = new Set<unknown>();
    client.doc.getMap('tasks').observeDeep(() => seen.add(readTask(client.doc, ID)?.due));
    const { page, card } = await openBoard(server);
    await card('Draw the map').focus();
    await page.keyboard.press('d');
    // The same in whatever order the browser's language has day and month.
    await page.keyboard.type('11112031');
    await expect.poll(() => readTask(client.doc, ID)?.due).toBe('2031-11-11');
    expect([...seen]).toEqual(['2031-11-11']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await expect.poll(() => readTask(client.doc, ID)?.due).toBeNull();
  });

  it('two people type in one description, and see that the other is there', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), ['Draw the map']);
    const [ada, bob] = [await openBoard(server), await openBoard(server, { user: 'bob' })];
    const fields = [];
    for (const { page, card } of [ada, bob]) {
      await card('Draw the map').click();
      fields.push(page.getByLabel('Description'));
    }
    const [adas, bobs] = fields as [(typeof fields)[0], (typeof fields)[0]];
    await adas?.pressSequentially('middle');
    await expect.poll(() => bobs?.inputValue()).toBe('middle');
    await bobs?.press('Home');
    // Each at their own end of the text, at once.
    await Promise.all([adas?.pressSequentially(' and the end', { delay: 5 }), bobs?.pressSequentially('beginning and ', { delay: 5 })]);
    for (const field of fields) await expect.poll(() => field.inputValue()).toBe('beginning and middle and the end');
    await ada.page
      .getByRole('dialog')
      .getByRole('list', { name: 'Also looking at this card' })
      .getByText('Bob')
      .waitFor({ state: 'attached' });
    await ada.page.keyboard.press('Escape');
    await ada.card('Draw the map').getByText('Bob').waitFor({ state: 'attached' });
    await bob.page.keyboard.press('Escape');
    await expect.poll(() => ada.page.getByRole('list', { name: 'Also looking at this card' }).count()).toBe(0);
  });

  it('a viewer reads them', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), ['Draw the map']);
    const { page, card } = await openBoard(server, { role: 'viewer' });
    await card('Draw the map').click();
    await page.keyboard.type('x');
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('select:enabled, input:enabled, textarea:not([readonly])').count()).toBe(0);
    expect(await dialog.getByRole('textbox', { name: 'Title of the card' }).inputValue()).toBe('Draw the map');
  });

  it('the status of a task stands alone on a page of its own', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), ['Draw the map']);
    const [ada, bob] = [await openBoard(server), await openBoard(server, { user: 'bob', task: ID })];
    await bob.page.getByLabel('Status of “Draw the map”').selectOption('Done');
    await expect.poll(() => ada.titles('Done')).toEqual(['Draw the map']);
    await ada.card('Draw the map').click();
    await bob.page.getByRole('list', { name: 'Also looking at this card' }).getByText('Ada').waitFor({ state: 'attached' });
    await bob.page.getByText('Somebody moved it to Done.').waitFor();
  });
});

describe('texts that two people change', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', ' ') });

  it('one’s own change alone is kept as it is, and so is the other’s', () => {
    fc.assert(
      fc.property(word, word, (base, other) => {
        expect(rebase(base, other, base)).toBe(other);
        expect(rebase(base, base, other)).toBe(other);
      }),
    );
  });

  it('what both write in different places is all there', () => {
    fc.assert(
      fc.property(word, word, word, word, (head, tail, mine, theirs) => {
        const base = `${head}|middle|${tail}`;
        expect(rebase(base, `${head}<${mine}>|middle|${tail}`, `${head}|middle|[${theirs}]${tail}`)).toBe(
          `${head}<${mine}>|middle|[${theirs}]${tail}`,
        );
      }),
    );
  });

  it('a caret stays between the same words', () => {
    expect(mapOffset('one two', 'zero one two', 4)).toBe(9);
    expect(mapOffset('one two', 'one two three', 4)).toBe(4);
    expect(mapOffset('one two', 'one', 7)).toBe(3);
  });
});
