import { describe, expect, it } from 'vitest';
import { addComment, createThread } from '../../../shared/model/comments.ts';
import { createTask } from '../../../shared/model/task-edits.ts';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { violations } from '../harness/axe.ts';
import { openBoard, ROOM } from './boards.ts';

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(2);

async function fullBoard(server: TestServer): Promise<void> {
  const { doc } = await server.join(ROOM);
  const doing = { now: 1_700_000_000_000, by: 'ada' };
  createTask(doc, 'full', { title: 'Draw the map', labels: [LONG, 'bug', 'map'], due: '2024-02-29', assignee_id: 'bob' }, doing);
  createTask(doc, 'long', { title: LONG.repeat(3) }, doing);
  createTask(doc, 'chinese', { title: '把看板翻译成中文，然后请同事检查一遍', status: 'done' }, doing);
  const talk = (await server.join(`${ROOM}/c`)).doc;
  createThread(talk, 'thread', { task_id: 'full', comment_id: 'one', text: `Ask @[Bob](user:bob), ${LONG}` }, doing);
  addComment(talk, 'thread', 'two', '好的', { ...doing, by: 'bob' });
}

describe.each(['light', 'dark'] as const)('the board in the %s theme', (colorScheme) => {
  it.each(['en', 'zh-CN'])('breaks none of axe’s rules (%s)', { timeout: E2E_TIMEOUT }, async (language) => {
    const server = await testServer();
    await fullBoard(server);
    const { page, card } = await openBoard(server, { colorScheme, language });
    await card('Draw the map').focus();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('m');
    await page.getByRole('menu').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.getByText('@Bob').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('[data-field=assignee]').click();
    await page.getByRole('listbox').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').press('Escape');
    await page.keyboard.press('c');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Delete');
    await page.locator('.weft-bin-button').click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-task]').first().focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe('on a phone', { timeout: E2E_TIMEOUT }, () => {
  it('a column fills the width, nothing sticks out of it, and fingers have 44 px', async () => {
    const server = await testServer();
    await fullBoard(server);
    const { page, column, card } = await openBoard(server, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const box = await column('To do').boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(360);
    const out = await column('To do').evaluate((element) => {
      const edge = element.getBoundingClientRect().right + 0.5;
      return [...element.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().right > edge).map((part) => part.className);
    });
    expect(out).toEqual([]);
    const small = await page
      .getByRole('button')
      .or(page.getByRole('searchbox'))
      .evaluateAll((buttons) => buttons.filter((button) => button.getBoundingClientRect().height < 44).length);
    expect(small).toBe(0);

    await card('Draw the map').tap({ position: { x: 20, y: 20 } });
    const panel = page.getByRole('dialog');
    expect((await panel.boundingBox())?.width).toBe(360);
    expect(await panel.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(360);
    await panel.getByRole('button', { name: 'Close' }).tap();

    await card('Draw the map').getByRole('button').tap();
    await page.getByRole('menuitemradio', { name: 'Done' }).tap();
    const moved = column('Done').getByRole('group', { name: 'Draw the map' });
    await moved.waitFor();
    await expect.poll(async () => (await moved.boundingBox())?.x ?? 0).toBeLessThan(180);
  });

  it('snaps to one column at a time', async () => {
    const server = await testServer();
    await fullBoard(server);
    const { page, column } = await openBoard(server, { viewport: { width: 360, height: 740 } });
    await page.locator('.weft-columns').evaluate((columns) => columns.scrollBy(200, 0));
    await expect.poll(async () => (await column('In progress').boundingBox())?.x).toBe(12);
  });
});
