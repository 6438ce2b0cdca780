import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createThread } from '../../../shared/model/comments.ts';
import { changeTask, moveTask } from '../../../shared/model/task-edits.ts';
import { readTask } from '../../../shared/model/tasks.ts';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { testServer } from '../../support/server.ts';
import { addCards, openBoard, ROOM } from './boards.ts';

const DOING = { now: 1_700_000_000_000, by: 'bob' };

/** What of a fiber of React's tells whether its component was called. */
interface Fiber {
  readonly type: unknown;
  readonly flags: number;
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

type Harness = Window & typeof globalThis & { rendered: string[]; glided: string[] };

/** Notes the name of each component that renders, by the same means as React's developer tools. */
async function noteRenders(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const rendered: string[] = [];
    const PERFORMED_WORK = 1;
    const visit = (fiber: Fiber): void => {
      const { type, flags, alternate } = fiber;
      if (typeof type === 'function' && (flags & PERFORMED_WORK) !== 0) rendered.push(type.name);
      // Where nothing below was looked at, both hold the same children.
      if (alternate !== null && alternate.child === fiber.child) return;
      for (let child = fiber.child; child !== null; child = child.sibling) visit(child);
    };
    const hook = {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberRoot: (_: number, root: { readonly current: Fiber }) => visit(root.current),
      onCommitFiberUnmount: () => undefined,
    };
    Object.assign(window, { rendered, __REACT_DEVTOOLS_GLOBAL_HOOK__: hook });
  });
}

/** Waits until all that opens with the page is there and nothing renders any more. */
async function comesToRest(page: Page): Promise<void> {
  let last = -1;
  const rests = async (): Promise<boolean> => {
    const [isThere, count] = await page.evaluate(() => [
      window.wsInstance?.getState().rooms.every(({ kind }) => kind === 'saved') === true,
      (window as Harness).rendered.length,
    ]);
    const isSame = count === last;
    last = count;
    return isThere && isSame;
  };
  await eventually('nothing renders any more', rests, { every: 200 });
}

/** The components that rendered while `change` came to be seen, but for those that are no parts of ours. */
async function rendersDuring(page: Page, change: () => Promise<void>): Promise<string[]> {
  await comesToRest(page);
  await page.evaluate(() => {
    (window as Harness).rendered.length = 0;
  });
  await change();
  const rendered = await page.evaluate(() => (window as Harness).rendered);
  return rendered.filter((name) => /^(?:Task|Live|Board|Column|Card|Comment|Quick|Add)/.test(name));
}

/** Notes which cards glide. */
async function noteGliding(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const glided: string[] = [];
    const { animate } = Element.prototype;
    Element.prototype.animate = function (...how) {
      glided.push(this.getAttribute('data-task') ?? this.className);
      return animate.apply(this, how);
    };
    Object.assign(window, { glided });
  });
}

const glidedIn = (page: Page): Promise<string[]> => page.evaluate(() => (window as Harness).glided);

describe('2,000 cards', { timeout: E2E_TIMEOUT }, () => {
  it('what somebody else does to one renders that card alone; a comment or a look at it, not even the card', async () => {
    const server = await testServer();
    const bob = await server.join(ROOM, 'bob:editor');
    addCards(
      bob,
      Array.from({ length: 2_000 }, (_, index) => `Card ${index}`),
    );
    // A card that grew would have the column put those below it elsewhere.
    changeTask(bob.doc, 'card_todo_3', { labels: ['paper'] });
    const talk = await server.join(`${ROOM}/c`, 'bob:editor');
    const { page, card } = await openBoard(server, { viewport: { width: 1440, height: 900 }, prepare: noteRenders });
    await card('Card 5').waitFor();

    const changed = await rendersDuring(page, async () => {
      changeTask(bob.doc, 'card_todo_3', { title: 'Changed' });
      await card('Changed').waitFor();
    });
    expect(changed.sort()).toEqual(['BoardCard', 'CardButton', 'CardFace', 'CommentCount', 'TaskViewers']);

    const talked = await rendersDuring(page, async () => {
      createThread(talk.doc, 't', { task_id: 'card_todo_3', comment_id: 'c', text: 'Words' }, DOING);
      await card('Changed').getByText('1 comment').waitFor({ state: 'attached' });
    });
    expect(talked).toEqual(['CommentCount']);

    const other = await openBoard(server, { user: 'bob' });
    const looked = await rendersDuring(page, async () => {
      await other.card('Changed').click();
      await card('Changed').getByText('Bob').waitFor({ state: 'attached' });
    });
    expect(looked).toEqual(['TaskViewers']);
  });
});

describe('cards that move', { timeout: E2E_TIMEOUT }, () => {
  const TITLES = ['One', 'Two', 'Three'];

  it('glide to where others put them, but not what one puts down oneself', async () => {
    const server = await testServer();
    const bob = await server.join(ROOM, 'bob:editor');
    addCards(bob, TITLES);
    const { page, card, titles, column } = await openBoard(server, { prepare: noteGliding });
    await card('One').waitFor();
    moveTask(bob.doc, 'card_todo_2', { status: 'todo', after: null });
    await expect.poll(() => glidedIn(page)).toContain('card_todo_2');
    await page.evaluate(() => {
      (window as Harness).glided.length = 0;
    });
    const target = await column('Done').boundingBox();
    if (target === null) throw new Error('The column is not in sight.');
    await card('Three').hover();
    await page.mouse.down();
    await page.mouse.move(target.x + 80, target.y + 60, { steps: 5 });
    await page.mouse.move(target.x + 82, target.y + 70, { steps: 3 });
    await page.mouse.up();
    await expect.poll(() => titles('Done')).toEqual(['Three']);
    await expect.poll(() => glidedIn(page)).toContain('card_todo_0');
    expect(await glidedIn(page)).not.toContain('card_todo_2');
  });

  it('are there at once where people want no motion', async () => {
    const server = await testServer();
    const bob = await server.join(ROOM, 'bob:editor');
    addCards(bob, TITLES);
    const { page, titles, card } = await openBoard(server, { prepare: noteGliding, reducedMotion: 'reduce' });
    await card('One').waitFor();
    moveTask(bob.doc, 'card_todo_2', { status: 'todo', after: null });
    await expect.poll(() => titles('To do')).toEqual(['Three', 'One', 'Two']);
    moveTask(bob.doc, 'card_todo_1', { status: 'done' });
    await expect.poll(() => titles('Done')).toEqual(['Two']);
    expect(await glidedIn(page)).toEqual([]);
  });
});

describe('a board in somebody else’s application', { timeout: E2E_TIMEOUT }, () => {
  it('has what that application puts on its cards, and a card stands alone', async () => {
    const server = await testServer();
    addCards(await server.join(ROOM), ['Plain', 'Own look']);
    const { page, card } = await openBoard(server, { slots: true });
    await card('Plain').getByText('Id card_todo_0').waitFor();
    await card('Own look').getByText('Own look, in another way').waitFor();
    expect(await card('Own look').getByText('Id card_todo_1').count()).toBe(0);
    await card('Own look').press('Enter');
    await page.getByRole('dialog', { name: 'Card details' }).waitFor();

    const alone = await openBoard(server, { user: 'bob', card: 'card_todo_1' });
    const button = alone.page.getByRole('button', { name: 'Own look' });
    await button.getByText('More').waitFor();
    expect(await button.getAttribute('class')).toContain('mine');
    await button.getByText('Ada').waitFor({ state: 'attached' });
    await button.press('Enter');
    expect(await alone.page.title()).toBe('Opened card_todo_1');
  });
});

describe('undo of what somebody else has changed since', { timeout: E2E_TIMEOUT }, () => {
  it('leaves theirs as it is and says so; what they left alone comes back, as near to where it was as may be', async () => {
    const server = await testServer();
    const bob = await server.join(ROOM, 'bob:editor');
    addCards(bob, ['Map', 'Bags', 'Food', 'Boots']);
    const { page, card, titles, said } = await openBoard(server);
    const [map, bags, food, boots] = ['card_todo_0', 'card_todo_1', 'card_todo_2', 'card_todo_3'] as const;
    const move = async (title: string): Promise<void> => {
      await card(title).focus();
      await page.keyboard.press('Control+ArrowRight');
      await expect.poll(() => titles('In progress')).toContain(title);
    };
    await move('Map');
    await move('Food');
    await move('Boots');
    await card('Bags').focus();
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Title of the card' }).fill('Sacks');
    await page.keyboard.press('Enter');
    await card('Sacks').waitFor();
    await expect
      .poll(() => [map, bags, food, boots].map((id) => readTask(bob.doc, id)?.status))
      .toEqual(['in_progress', 'todo', 'in_progress', 'in_progress']);
    await expect.poll(() => readTask(bob.doc, bags)?.title).toBe('Sacks');

    changeTask(bob.doc, bags, { title: 'Rucksacks' });
    moveTask(bob.doc, food, { status: 'done' });
    await card('Rucksacks').waitFor();
    await expect.poll(() => titles('Done')).toEqual(['Food']);
    const stays = 'Somebody has changed that since, so it stays as it is.';
    await card('Rucksacks').focus();
    await page.keyboard.press('z');
    await expect.poll(said).toBe(stays);
    expect(await titles('To do')).toEqual(['Rucksacks']);
    // The boots stood behind the food, which is elsewhere now.
    await page.keyboard.press('z');
    await expect.poll(() => titles('To do')).toEqual(['Rucksacks', 'Boots']);
    await expect.poll(said).toBe('Undone.');
    await page.keyboard.press('z');
    await expect.poll(said).toBe(stays);
    expect(await titles('Done')).toEqual(['Food']);
    await page.keyboard.press('z');
    await expect.poll(() => titles('To do')).toEqual(['Map', 'Rucksacks', 'Boots']);

    // A field of a card's details.
    await card('Map').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Priority', { exact: true }).selectOption('High');
    await expect.poll(() => readTask(bob.doc, map)?.priority).toBe('high');
    changeTask(bob.doc, map, { priority: 'low' });
    await expect.poll(() => page.getByLabel('Priority', { exact: true }).inputValue()).toBe('low');
    await page.keyboard.press('Escape');
    await card('Map').press('z');
    await expect.poll(said).toBe(stays);
    expect(readTask(bob.doc, map)?.priority).toBe('low');
  });
});
