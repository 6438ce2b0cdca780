import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus, PATIENCE } from './browser.ts';
import { type Member, member, projectOf } from './members.ts';

/** A board before somebody. */
interface Board {
  readonly page: Member['page'];
  card(title: string): Locator;
  column(title: string): Locator;
  /** The titles of a column's cards, from top to bottom. */
  titles(column: string): Promise<string[]>;
  /** Waits until the column has these cards, in this order. */
  has(column: string, titles: readonly string[]): Promise<void>;
  /** Adds cards to the first column. */
  add(...titles: readonly string[]): Promise<void>;
  /** Waits until that is what screen readers were told last. */
  said(words: string): Promise<void>;
  /** Waits until that has the focus. */
  isAt(name: string): Promise<void>;
}

async function boardOf(who: Member, path: string): Promise<Board> {
  await who.visit(path);
  const { page } = who;
  await page.locator('.weft-column').first().waitFor();
  const column = (title: string): Locator => page.getByRole('region', { name: title, exact: true });
  const titles = (title: string): Promise<string[]> =>
    column(title)
      .locator('[data-task]')
      .evaluateAll((cards) =>
        cards
          .map((card) => ({ name: card.ariaLabel ?? '', top: card.closest('li')?.offsetTop ?? 0 }))
          .sort((a, b) => a.top - b.top)
          .map(({ name }) => name),
      );
  return {
    page,
    column,
    titles,
    card: (title) => page.getByRole('group', { name: title, exact: true }),
    has: (title, wanted) => expect.poll(() => titles(title), { timeout: PATIENCE }).toEqual(wanted),
    add: async (...cards) => {
      await page.keyboard.press('c');
      await hasFocus(page.getByRole('textbox', { name: /^New card in/ }));
      for (const card of cards) {
        await page.keyboard.type(card);
        await page.keyboard.press('Enter');
      }
      await page.keyboard.press('Escape');
    },
    said: (words) => expect.poll(() => page.locator('.weft-board > [role=status]').innerText()).toBe(words),
    isAt: (name) => expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.tagName)).toBe(name),
  };
}

describe('two people on one board', { timeout: E2E_TIMEOUT }, () => {
  it('create, edit, drag and filter at once, and see the same', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = [await member(server.url, 'Ada'), await member(server.url, 'Bob')];
    const project = await projectOf(ada, 'Roadmap', [[bob, 'editor']]);
    const [adas, bobs] = [await boardOf(ada, `/p/${project}`), await boardOf(bob, `/p/${project}`)];
    await Promise.all([adas.add('Map', 'Bags'), bobs.add('Boat')]);
    await expect.poll(async () => [...(await adas.titles('To do'))].sort(), { timeout: PATIENCE }).toEqual(['Bags', 'Boat', 'Map']);
    await bobs.has('To do', await adas.titles('To do'));

    // Bob looks for bags alone, while Ada drags the map away and he gives the bags to her.
    await bobs.page.keyboard.press('/');
    await bobs.page.keyboard.type('bag');
    await bobs.has('To do', ['Bags']);
    const target = await adas.column('Done').boundingBox();
    if (target === null) throw new Error('The column is not in sight.');
    await adas.card('Map').hover();
    await adas.page.mouse.down();
    await adas.page.mouse.move(target.x + 80, target.y + 60, { steps: 5 });
    await adas.page.mouse.move(target.x + 82, target.y + 70, { steps: 3 });
    await bobs.card('Bags').focus();
    await bobs.page.keyboard.press('a');
    await bobs.page.getByRole('combobox', { name: 'Find a person' }).fill('ad');
    await bobs.page.getByRole('option', { name: 'Ada' }).waitFor();
    await bobs.page.keyboard.press('Enter');
    await adas.page.mouse.up();
    await adas.card('Bags').getByText('Assigned to Ada').waitFor({ state: 'attached' });
    await bobs.page.getByRole('searchbox').fill('');
    await bobs.has('Done', ['Map']);
    await bobs.has('To do', await adas.titles('To do'));
    // Ada sees who has which card open.
    await adas.card('Bags').getByRole('list', { name: 'Also looking at this card' }).getByText('Bob').waitFor({ state: 'attached' });

    await adas.page.getByRole('button', { name: 'Assignee: Anybody' }).press('Enter');
    await adas.page.getByRole('combobox', { name: 'Find a person' }).fill('Ada');
    await adas.page.getByRole('option', { name: 'Anybody' }).waitFor({ state: 'detached' });
    await adas.page.keyboard.press('Enter');
    await adas.has('To do', ['Bags']);
  });

  it('each sees within a second what the other did', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = [await member(server.url, 'Ada'), await member(server.url, 'Bob')];
    const project = await projectOf(ada, 'Roadmap', [[bob, 'editor']]);
    const [adas, bobs] = [await boardOf(ada, `/p/${project}`), await boardOf(bob, `/p/${project}`)];
    const [inAdas, inBobs] = [await firstSights(ada.page), await firstSights(bob.page)];
    const titles = Array.from({ length: 6 }, (_, at) => `Card ${at}`);
    await adas.add(...titles.slice(0, 3));
    // A card goes below those that its writer sees: Bob's stand last only if he has seen Ada's.
    await bobs.has('To do', titles.slice(0, 3));
    await bobs.add(...titles.slice(3));
    for (const board of [adas, bobs]) await board.has('To do', titles);
    const [first, second] = [await inAdas(), await inBobs()];
    const delays = titles.map((title) => Math.abs((first[title] ?? Number.NaN) - (second[title] ?? Number.NaN))).sort((a, b) => a - b);
    // The one in the middle: a pause of a busy machine may fall on some of them.
    expect(delays[titles.length / 2], `ms: ${delays.join(', ')}`).toBeLessThan(1_000);
  });

  it('what both did offline is all there when they are back', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = [await member(server.url, 'Ada'), await member(server.url, 'Bob')];
    const project = await projectOf(ada, 'Roadmap', [[bob, 'editor']]);
    const [adas, bobs] = [await boardOf(ada, `/p/${project}`), await boardOf(bob, `/p/${project}`)];
    await adas.add('Map', 'Bags');
    await bobs.has('To do', ['Map', 'Bags']);
    // Comments are a room of their own: who never had it can't write into it.
    await Promise.all([ada.saved(), bob.saved()]);
    await server.kill();
    await Promise.all([ada.shows(/Offline/), bob.shows(/Offline/)]);

    await adas.card('Map').focus();
    await adas.page.keyboard.press('e');
    await hasFocus(adas.column('To do').getByRole('textbox'));
    await adas.page.keyboard.type('A better map');
    await adas.page.keyboard.press('Enter');
    await adas.add('Boat');
    await bobs.card('Map').focus();
    await bobs.page.keyboard.press('Control+ArrowRight');
    await bobs.card('Bags').click();
    await bobs.page.getByLabel('Write a comment').fill('Both of them, @Ada');
    await bobs.page.keyboard.press('Control+Enter');
    await server.start();
    for (const board of [adas, bobs]) {
      await board.has('To do', ['Bags', 'Boat']);
      await board.has('In progress', ['A better map']);
    }
    await adas.card('Bags').getByText('1 comment').waitFor({ state: 'attached' });
    await Promise.all([ada.saved(), bob.saved()]);
    const { items } = await ada.api<{ items: { title: string; status: string }[] }>('GET', `/projects/${project}/tasks`);
    expect(items.map(({ title, status }) => `${title}: ${status}`).sort()).toEqual([
      'A better map: in_progress',
      'Bags: todo',
      'Boat: todo',
    ]);
  });
});

describe('by keyboard alone', { timeout: E2E_TIMEOUT }, () => {
  it('a card is written, moved, filled in, talked about, binned and brought back, and each step is told', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const project = await projectOf(ada, 'Roadmap');
    const { page, add, has, said, isAt } = await boardOf(ada, `/p/${project}`);
    const keys = async (...pressed: string[]): Promise<void> => {
      for (const key of pressed) await page.keyboard.press(key);
    };
    await add('Map', 'Bags');
    await said('Added “Bags” to To do.');
    await isAt('Bags');
    await keys('Control+ArrowUp');
    await said('“Bags” is now in To do, 1 of 2.');
    await isAt('Bags');
    await keys('Alt+ArrowRight');
    await has('In progress', ['Bags']);
    await isAt('Bags');
    await keys('a');
    await hasFocus(page.getByRole('combobox', { name: 'Find a person' }));
    await page.keyboard.type('Ada');
    await page.getByRole('option', { name: 'Ada' }).waitFor();
    await keys('Enter', 'Escape');
    await isAt('Bags');
    await keys('l');
    await hasFocus(page.getByRole('dialog').getByRole('combobox', { name: 'Labels' }));
    await page.keyboard.type('travel');
    await keys('Enter', 'Escape');
    await isAt('Bags');
    await keys('Enter');
    const comment = page.getByLabel('Write a comment');
    // A mention takes more room than it shows: what doesn't fit is told, and stays.
    await comment.fill(`${'word '.repeat(1_998)}@Ada`);
    await keys('Control+Enter');
    await page.getByText('This comment is too long').first().waitFor();
    expect((await comment.inputValue()).length).toBeGreaterThan(9_000);
    await comment.fill('');
    await page.keyboard.type('With @A');
    await page.getByRole('option', { name: 'Ada' }).waitFor();
    await keys('Enter', 'Control+Enter');
    await page.getByRole('list').getByText('@Ada').waitFor();
    await page.getByRole('button', { name: 'Edit comment' }).press('Enter');
    await page.getByRole('textbox', { name: 'Edit comment' }).press('Control+End');
    await page.keyboard.type(' and Bob');
    await keys('Control+Enter');
    await page.getByText('@Ada and Bob').waitFor();
    await page.getByRole('button', { name: 'Delete comment' }).press('Enter');
    await page
      .getByRole('group', { name: /for good/ })
      .getByRole('button', { name: 'Delete comment' })
      .press('Enter');
    await expect.poll(() => page.getByText('@Ada and Bob').count()).toBe(0);
    // What took the focus is gone: it is still in the details.
    await keys('Escape');
    await isAt('Bags');
    await keys('Delete');
    await said('“Bags” is in the bin.');
    await has('In progress', []);
    await keys('z');
    await said('Undone.');
    await has('In progress', ['Bags']);
    await keys('?');
    await page.getByRole('dialog').waitFor();
  });
});

describe('the address of a card', { timeout: E2E_TIMEOUT }, () => {
  it('opens it, and the browser’s way back closes it; one that is gone says so', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const project = await projectOf(ada, 'Roadmap');
    const { task_id: id } = await ada.api<{ task_id: string }>('POST', `/projects/${project}/tasks`, { title: 'Map' });
    const { page, card, column, isAt } = await boardOf(ada, `/p/${project}/t/${id}`);
    const panel = page.getByRole('dialog', { name: 'Card details' });
    const path = (): string => new URL(page.url()).pathname;
    await expect.poll(() => panel.getByRole('textbox', { name: 'Title of the card' }).inputValue()).toBe('Map');
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect.poll(path).toBe(`/p/${project}`);
    await card('Map').click();
    await panel.waitFor();
    await expect.poll(path).toBe(`/p/${project}/t/${id}`);
    await page.goBack();
    await expect.poll(() => panel.count()).toBe(0);
    await isAt('Map');
    await page.goForward();
    await panel.waitFor();
    // Never two panels on the right: whichever opens closes the other.
    const bell = page.getByRole('button', { name: /^Inbox/ });
    await bell.click();
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    await expect.poll(() => panel.count()).toBe(0);
    await expect.poll(path).toBe(`/p/${project}`);
    await card('Map').click();
    await panel.waitFor();
    await expect.poll(() => page.getByRole('heading', { name: 'Inbox' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await expect.poll(path).toBe(`/p/${project}`);

    await page.goto(`${server.url}/p/${project}/t/task_never`);
    await page.getByText('That card isn’t on this board.').first().waitFor();
    await expect.poll(path).toBe(`/p/${project}`);
    await page.goto(`${server.url}/p/${project}#new`);
    await column('To do').getByRole('textbox', { name: 'New card in To do' }).waitFor();
    await expect.poll(() => new URL(page.url()).hash).toBe('');
  });
});

describe('who may not change the board', { timeout: E2E_TIMEOUT }, () => {
  it('comments as a commenter, watches as a viewer', async () => {
    const server = await appServer('accounts');
    const [ada, cleo, vic] = [await member(server.url, 'Ada'), await member(server.url, 'Cleo'), await member(server.url, 'Vic')];
    const project = await projectOf(ada, 'Roadmap', [
      [cleo, 'commenter'],
      [vic, 'viewer'],
    ]);
    const { task_id: id } = await ada.api<{ task_id: string }>('POST', `/projects/${project}/tasks`, { title: 'Map' });
    const [cleos, vics] = [await boardOf(cleo, `/p/${project}/t/${id}`), await boardOf(vic, `/p/${project}/t/${id}`)];
    await cleos.page.getByLabel('Write a comment').fill('Which scale?');
    await cleos.page.getByRole('button', { name: 'Comment', exact: true }).click();
    await vics.page.getByRole('list').getByText('Which scale?').waitFor();
    await vics.card('Map').getByText('1 comment').waitFor({ state: 'attached' });
    expect(await vics.page.getByLabel('Write a comment').count()).toBe(0);
    expect(await vics.page.getByRole('button', { name: /comment$/ }).count()).toBe(0);
    await vics.page.getByRole('button', { name: 'Watch this card', pressed: false }).click();
    await vics.page.getByRole('button', { name: 'Watch this card', pressed: true }).waitFor();
  });
});

describe('on a phone', { timeout: E2E_TIMEOUT }, () => {
  it('a finger opens the card, moves it by its menu, and nothing sticks out', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const project = await projectOf(ada, 'Roadmap');
    await ada.api('POST', `/projects/${project}/tasks`, { title: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3), labels: ['map'] });
    const { page, column } = await boardOf(ada, `/p/${project}`);
    const widest = (): Promise<number> =>
      page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector('.weft-panel')?.scrollWidth ?? 0));
    expect(await widest()).toBe(360);
    await page
      .getByRole('group')
      .first()
      .tap({ position: { x: 20, y: 20 } });
    const panel = page.getByRole('dialog', { name: 'Card details' });
    await panel.waitFor();
    // No field has the focus: the keys on the screen would hide what one came to look at.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('dialog');
    await panel.getByLabel('Write a comment').fill('One @');
    await page.getByRole('option', { name: 'Ada' }).tap();
    await panel.getByRole('button', { name: 'Comment', exact: true }).tap();
    await panel.getByRole('list').getByText('@Ada').waitFor();
    expect(await widest()).toBe(360);
    await panel.getByRole('button', { name: 'Close' }).tap();
    await column('To do').getByRole('group').getByRole('button').tap();
    await page.getByRole('menuitemradio', { name: 'Done' }).tap();
    await column('Done').getByRole('group').waitFor();
    // Above the page's name stands the project's: both lines lead to the board.
    await ada.visit(`/p/${project}/people`);
    const heading = await page.getByRole('heading', { name: 'People', level: 1 }).boundingBox();
    await page.touchscreen.tap((heading?.x ?? 0) + 10, (heading?.y ?? 0) + (heading?.height ?? 0) - 2);
    await page.waitForURL(`**/p/${project}`);
  });
});

/** Notes when a card first shows in a page. Answers what asks for it: ms since 1970, by the card's title. */
async function firstSights(page: Member['page']): Promise<() => Promise<Record<string, number>>> {
  const seen = await page.evaluateHandle(() => {
    const sights: Record<string, number> = {};
    new MutationObserver(() => {
      for (const card of document.querySelectorAll('[data-task]')) sights[card.ariaLabel ?? ''] ??= Date.now();
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-label'] });
    return sights;
  });
  return () => seen.jsonValue();
}
