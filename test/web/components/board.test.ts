import { describe, expect, it } from 'vitest';
import { binTask, moveTask } from '../../../shared/model/task-edits.ts';
import { readTask } from '../../../shared/model/tasks.ts';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { testServer } from '../../support/server.ts';
import { addCards, openBoard, ROOM } from './boards.ts';

const TITLES = ['Draw the map', 'Pack the bags', 'Leave at dawn'];

describe('two people on one board', { timeout: E2E_TIMEOUT }, () => {
  it('see what the other adds, renames, moves and bins', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const [ada, bob] = [await openBoard(server), await openBoard(server, { user: 'bob' })];

    await ada.column('To do').getByRole('button', { name: 'New card', exact: true }).click();
    await ada.page.keyboard.type('Feed the cat');
    await ada.page.keyboard.press('Enter');
    await expect.poll(() => bob.titles('To do')).toEqual([...TITLES, 'Feed the cat']);

    await bob.card('Draw the map').focus();
    await bob.page.keyboard.press('e');
    await bob.page.keyboard.type('Draw a better map');
    await bob.page.keyboard.press('Enter');
    await ada.card('Draw a better map').waitFor();

    await bob.page.keyboard.press('Control+ArrowRight');
    await expect.poll(() => ada.titles('In progress')).toEqual(['Draw a better map']);
    await bob.card('Pack the bags').focus();
    await bob.page.keyboard.press('Delete');
    await expect.poll(() => ada.titles('To do')).toEqual(['Leave at dawn', 'Feed the cat']);
  });

  it('end with the same order, and every card once, when both move at once', async () => {
    const server = await testServer();
    const titles = Array.from({ length: 6 }, (_, index) => `Card ${index}`);
    addCards(await server.join(ROOM), titles);
    const [ada, bob] = [await openBoard(server), await openBoard(server, { user: 'bob' })];
    await ada.card('Card 0').focus();
    await bob.card('Card 5').focus();
    const press = async (page: typeof ada.page, keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await Promise.all([
      press(ada.page, ['Control+ArrowDown', 'Control+ArrowDown', 'Control+ArrowRight', 'Control+ArrowLeft']),
      press(bob.page, ['Control+ArrowUp', 'Control+ArrowUp', 'Control+ArrowUp', 'Control+ArrowUp']),
    ]);
    await expect.poll(async () => [...(await ada.titles('To do'))].sort()).toEqual(titles);
    await expect.poll(async () => [...(await bob.titles('To do'))].sort()).toEqual(titles);
    await expect.poll(async () => String(await ada.titles('To do')) === String(await bob.titles('To do'))).toBe(true);
    await expect.poll(async () => [await ada.focused(), await bob.focused()]).toEqual(['Card 0', 'Card 5']);
  });

  it('don’t lose the focus when the other moves the card that they are on', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const [ada, bob] = [await openBoard(server), await openBoard(server, { user: 'bob' })];
    await ada.card('Pack the bags').focus();
    await bob.card('Pack the bags').focus();
    await bob.page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => ada.titles('In progress')).toEqual(['Pack the bags']);
    await expect.poll(() => ada.focused()).toBe('Pack the bags');
  });
});

describe('by keyboard alone', { timeout: E2E_TIMEOUT }, () => {
  it('one walks, moves, edits, bins and undoes, and is told what happened', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const { page, titles, focused, said, column } = await openBoard(server);
    const keys = async (...pressed: string[]): Promise<void> => {
      for (const key of pressed) await page.keyboard.press(key);
    };
    // Three filters, the column's two buttons, then its first card.
    await keys('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    await expect.poll(focused).toBe('Draw the map');
    await keys('ArrowDown', 'ArrowDown', 'ArrowDown');
    await expect.poll(focused).toBe('Leave at dawn');
    await keys('Home', 'Control+ArrowDown');
    await expect.poll(() => titles('To do')).toEqual(['Pack the bags', 'Draw the map', 'Leave at dawn']);
    await expect.poll(said).toBe('“Draw the map” is now in To do, 2 of 3.');
    await keys('Control+ArrowRight');
    await expect.poll(focused).toBe('Draw the map');
    await keys('ArrowLeft', 'm', 'ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => titles('Done')).toEqual(['Pack the bags']);
    await expect.poll(focused).toBe('Pack the bags');

    await keys('e');
    await page.keyboard.type('Given up');
    await keys('Escape');
    await expect.poll(focused).toBe('Pack the bags');
    await keys('Delete');
    await expect.poll(() => titles('Done')).toEqual([]);
    await expect.poll(said).toBe('“Pack the bags” is in the bin.');
    await column('To do').getByRole('group').first().focus();
    await keys('z');
    await expect.poll(() => titles('Done')).toEqual(['Pack the bags']);
    await keys('z', 'z', 'z');
    await expect.poll(() => titles('To do')).toEqual(TITLES);

    await keys('c');
    await page.keyboard.type('One');
    await keys('Enter');
    await page.keyboard.type('Two');
    await keys('Enter', 'Escape');
    await expect.poll(() => titles('To do')).toEqual([...TITLES, 'One', 'Two']);
    await expect.poll(focused).toBe('Two');
    await keys('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await keys('Escape');
    await expect.poll(focused).toBe('Two');
  });

  it('columns are added, renamed, moved and removed with their cards kept, and that is undone', async () => {
    const server = await testServer();
    const client = await server.join(ROOM);
    addCards(client, TITLES, 'in_progress');
    binTask(client.doc, 'card_in_progress_1', 1);
    const { page, titles, column } = await openBoard(server);
    const headings = (): Promise<string[]> => page.getByRole('heading').allInnerTexts();
    const choose = async (title: string, item: string): Promise<void> => {
      await page.getByRole('button', { name: `Change column ${title}` }).press('Enter');
      await page.getByRole('menuitem', { name: item }).press('Enter');
    };
    await page.getByRole('button', { name: 'New column' }).press('Enter');
    await page.keyboard.type('Later');
    await page.keyboard.press('Enter');
    await choose('Later', 'Move left');
    await choose('Later', 'Rename');
    await page.keyboard.type('Some day');
    await page.keyboard.press('Enter');
    await expect.poll(headings).toEqual(['To do', 'In progress', 'Some day', 'Done']);
    await choose('In progress', 'Remove column');
    await expect.poll(headings).toEqual(['To do', 'Some day', 'Done']);
    await expect.poll(() => titles('To do')).toEqual(['Draw the map', 'Leave at dawn']);
    // What somebody moves on meanwhile stays there.
    moveTask(client.doc, 'card_in_progress_2', { status: 'done' });
    await expect.poll(() => titles('Done')).toEqual(['Leave at dawn']);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await column('In progress').waitFor();
    await expect.poll(() => titles('In progress')).toEqual(['Draw the map']);
    await expect.poll(() => titles('Done')).toEqual(['Leave at dawn']);
    expect(readTask(client.doc, 'card_in_progress_1')?.status).toBe('in_progress');
    await expect.poll(headings).toEqual(['To do', 'In progress', 'Some day', 'Done']);
  });

  it('the focus stays near what one does to columns, and to the only card of one', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), ['Draw the map']);
    const { page, card, column } = await openBoard(server);
    const focused = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? '');
    const choose = async (title: string, item: string): Promise<void> => {
      await page.getByRole('button', { name: `Change column ${title}` }).press('Enter');
      await page.getByRole('menuitem', { name: item }).press('Enter');
    };
    for (const end of ['Escape', 'Enter']) {
      await page.getByRole('button', { name: 'New column' }).press('Enter');
      await page.keyboard.type('Later');
      await page.keyboard.press(end);
      await expect.poll(focused).toBe('New column');
    }
    await choose('Later', 'Move left');
    await expect.poll(focused).toBe('Change column Later');
    for (const [end, title] of [
      ['Escape', 'Later'],
      ['Enter', 'Some day'],
    ] as const) {
      await choose('Later', 'Rename');
      await page.keyboard.type('Some day');
      await page.keyboard.press(end);
      await expect.poll(focused).toBe(`Change column ${title}`);
    }
    await page.getByRole('button', { name: 'New card in Some day' }).press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('New card');
    await choose('Some day', 'Remove column');
    await expect.poll(focused).toBe('New card');
    await card('Draw the map').focus();
    await page.keyboard.press('Delete');
    await expect.poll(focused).toBe('New card');
    await expect.poll(() => column('To do').evaluate((element) => element.contains(document.activeElement))).toBe(true);
  });

  it('a viewer walks, and changes nothing', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const { page, titles, focused } = await openBoard(server, { role: 'viewer' });
    for (const _ of ['search', 'assignee', 'labels', 'card']) await page.keyboard.press('Tab');
    for (const key of ['Control+ArrowDown', 'Delete', 'e', 'c', 'm', 'ArrowDown']) await page.keyboard.press(key);
    await expect.poll(focused).toBe('Pack the bags');
    await expect.poll(() => titles('To do')).toEqual(TITLES);
    // What is left chooses which cards show.
    expect(await page.getByRole('button').all()).toHaveLength(1);
    await page.getByRole('button', { name: 'Assignee: Anybody' }).waitFor();
  });
});

describe('by mouse', { timeout: E2E_TIMEOUT }, () => {
  it('a card is dragged to a place in another column; a placeholder shows where', async () => {
    const server = await testServer();
    const client = await server.join(ROOM);
    addCards(client, TITLES);
    addCards(client, ['First', 'Second'], 'done');
    const { page, card, titles, focused } = await openBoard(server);
    const target = await card('Second').boundingBox();
    if (target === null) throw new Error('The card is not in sight.');
    await card('Draw the map').hover();
    await page.mouse.down();
    await page.mouse.move(target.x + 60, target.y - 20, { steps: 5 });
    await page.mouse.move(target.x + 60, target.y + 10, { steps: 3 });
    await page.mouse.move(target.x + 62, target.y + 10);
    await expect.poll(() => page.locator('.weft-placeholder').count()).toBe(1);
    await page.mouse.up();
    await expect.poll(() => titles('Done')).toEqual(['First', 'Draw the map', 'Second']);
    await expect.poll(() => page.locator('.weft-placeholder').count()).toBe(0);
    await expect.poll(focused).toBe('Draw the map');
  });
});

describe('the bin', { timeout: E2E_TIMEOUT }, () => {
  it('gives back what anyone put into it, to where it was', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), TITLES);
    const [ada, bob] = [await openBoard(server), await openBoard(server, { user: 'bob' })];
    await ada.card('Pack the bags').focus();
    await ada.page.keyboard.press('Delete');
    await bob.page.getByRole('button', { name: 'In the bin: 1' }).press('Enter');
    await bob.page.getByRole('button', { name: 'Take it out: “Pack the bags”' }).press('Enter');
    await expect.poll(() => ada.titles('To do')).toEqual(TITLES);
    await bob.page.getByText('The bin is empty.').waitFor();
    await bob.page.keyboard.press('Escape');
    await expect.poll(() => bob.page.getByRole('dialog').count()).toBe(0);
    expect(await bob.page.getByRole('button', { name: /In the bin/ }).count()).toBe(0);
  });

  it('deletes a card for good only after asking, and opens it with a note', async () => {
    const server = await testServer();
    const client = await server.join(ROOM);
    addCards(client, TITLES);
    const { page, card } = await openBoard(server);
    await card('Pack the bags').focus();
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'In the bin: 1' }).press('Enter');
    await page.getByRole('button', { name: 'Pack the bags', exact: true }).press('Enter');
    const panel = page.getByRole('dialog', { name: 'Card details' });
    await panel.getByText('This card is in the bin.').waitFor();
    await panel.getByRole('button', { name: 'Delete for good' }).press('Enter');
    // The focus is on what does no harm.
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Delete for good' }).press('Enter');
    expect(client.doc.getMap('tasks').has('card_todo_1')).toBe(true);
    await panel.getByRole('group').getByRole('button', { name: 'Delete for good' }).press('Enter');
    await expect.poll(() => client.doc.getMap('tasks').has('card_todo_1')).toBe(false);
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });
});

describe('a filter', { timeout: E2E_TIMEOUT }, () => {
  it('shows what fits to the one who set it, and keys move among what shows', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), ['Red one', 'Blue', 'Red two', 'Green', 'Red three']);
    const [ada, bob] = [await openBoard(server), await openBoard(server, { user: 'bob' })];
    await bob.card('Green').focus();
    await bob.page.keyboard.press('l');
    await bob.page.keyboard.type('paint');
    await bob.page.keyboard.press('Enter');

    await ada.page.getByRole('searchbox').fill('red');
    await expect.poll(() => ada.titles('To do')).toEqual(['Red one', 'Red two', 'Red three']);
    await ada.card('Red one').focus();
    await ada.page.keyboard.press('Control+ArrowDown');
    await expect.poll(() => ada.titles('To do')).toEqual(['Red two', 'Red one', 'Red three']);
    await expect.poll(() => bob.titles('To do')).toEqual(['Blue', 'Red two', 'Red one', 'Green', 'Red three']);
    await ada.page.keyboard.press('z');
    await expect.poll(() => bob.titles('To do')).toEqual(['Red one', 'Blue', 'Red two', 'Green', 'Red three']);

    await ada.page.getByRole('button', { name: 'New card in To do' }).click();
    await ada.page.keyboard.type('Yellow');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByText('Added “Yellow” to To do. It doesn’t show').first().waitFor();
    await ada.page.keyboard.type('Red four');
    await ada.page.keyboard.press('Enter');
    await expect.poll(() => ada.titles('To do')).toEqual(['Red one', 'Red two', 'Red three', 'Red four']);
    expect(await ada.page.getByText('It doesn’t show').count()).toBe(0);

    await ada.page.getByRole('searchbox').fill('');
    await ada.page.getByLabel('Labels').selectOption('paint');
    await expect.poll(() => ada.titles('To do')).toEqual(['Green']);
    await bob.card('Blue').focus();
    await bob.page.keyboard.press('l');
    await bob.page.keyboard.type('paint');
    await bob.page.keyboard.press('Enter');
    await expect.poll(() => ada.titles('To do')).toEqual(['Blue', 'Green']);
    await ada.page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await ada.titles('To do')).length).toBe(7);
  });
});

describe('2,000 cards', { timeout: E2E_TIMEOUT }, () => {
  it('are at most 60 in the page, and every one is reached', async () => {
    const server = await testServer();
    const client = await server.join(ROOM);
    for (const [status, count] of [
      ['todo', 1000],
      ['in_progress', 500],
      ['done', 500],
    ] as const) {
      addCards(
        client,
        Array.from({ length: count }, (_, index) => `${status} ${index}`),
        status,
      );
    }
    const { page, card, focused } = await openBoard(server, { viewport: { width: 1440, height: 900 } });
    const inPage = (): Promise<number> => page.locator('[data-task]').count();
    await card('done 0').waitFor();
    await expect.poll(inPage).toBeGreaterThan(20);
    await expect.poll(inPage).toBeLessThanOrEqual(60);
    await card('todo 0').focus();
    await page.keyboard.press('End');
    await expect.poll(focused).toBe('todo 999');
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('todo 998');
    await expect.poll(() => card('todo 998').isVisible()).toBe(true);
    await expect.poll(inPage).toBeLessThanOrEqual(60);
  });
});
