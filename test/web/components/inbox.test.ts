import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addNotification, fold } from '../../../shared/model/inbox.ts';
import { readSettings } from '../../../shared/model/inbox-settings.ts';
import { E2E_TIMEOUT } from '../../e2e/browser.ts';
import { testServer } from '../../support/server.ts';
import { violations } from '../harness/axe.ts';
import { INBOX, notice, openInbox, send } from './inboxes.ts';

const TITLES = ['Pack the bags', 'Feed the cat', 'Draw the map'];
type Box = Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3);

async function boxOf(element: Locator): Promise<Box> {
  return (await element.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
}

describe('an inbox', { timeout: E2E_TIMEOUT }, () => {
  it('is walked, read, archived and undone by keys, and gives the focus back', async () => {
    const server = await testServer();
    send(await server.join(INBOX), ...TITLES.map((title) => notice(title)));
    const { page, openPanel, panel, focused, said } = await openInbox(server);
    await page.getByRole('button', { name: 'Inbox, 3 unread' }).waitFor();
    await openPanel();
    await panel.getByRole('heading', { name: 'Draw the map' }).waitFor();
    await page.keyboard.press('j');
    await expect.poll(focused).toMatch(/^Draw the map \| Unread\.\s+Bob assigned this to you/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('u');
    await page.getByRole('button', { name: 'Inbox, 2 unread' }).waitFor();
    await expect.poll(focused).toMatch(/^Feed the cat \| Bob assigned this to you/);
    await page.keyboard.press('u');
    await page.getByRole('button', { name: 'Inbox, 3 unread' }).waitFor();

    await page.keyboard.press('e');
    await panel.getByRole('status').getByText('Archived.').waitFor();
    await expect.poll(focused).toMatch(/^Pack the bags/);
    await expect.poll(said).toHaveLength(2);
    await page.keyboard.press('z');
    await expect.poll(said).toHaveLength(3);
    await page.keyboard.press('k');
    await expect.poll(focused).toMatch(/^Feed the cat/);
    await page.keyboard.press('Enter');
    await page.getByText('Opened Feed the cat').waitFor();
    await page.getByRole('button', { name: 'Inbox, 2 unread' }).waitFor();

    await panel.getByRole('button', { name: 'Mark all as read' }).click();
    await page.getByRole('button', { name: 'Inbox', exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Inbox, 2 unread' }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Inbox, 2 unread');
  });

  it('says who did what, grouped by item with the newest first, in either language and in plain text', async () => {
    const server = await testServer();
    const system = { kind: 'system', item: 'system:1', actors: [], facts: {}, project_id: null, task_id: null } as const;
    send(
      await server.join(INBOX),
      notice('Backup done', { ...system, message: 'All is well.' }),
      notice('Draw the map'),
      notice('Home', { kind: 'invited', item: 'project:home', task_id: null, facts: { name: 'Cy', role: 'viewer' } }),
      notice('<b>Bold</b>', { kind: 'reply', facts: { name: 'Eve', quote: '<img src=x onerror="document.title=1">' } }),
      notice('From elsewhere', { facts: {}, message: 'Robot gave you this.' }),
      notice('Draw the map', { kind: 'status', facts: { name: 'Cy', from: 'To do', to: 'Done' }, count: 3 }),
    );
    const [en, zh] = [await openInbox(server), await openInbox(server, { language: 'zh-CN' })];
    for (const one of [en, zh]) {
      await one.openPanel();
      await one.panel.locator('.weft-inbox-row').first().waitFor();
    }
    expect(await en.panel.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Draw the map',
      'From elsewhere',
      '<b>Bold</b>',
      'Home',
      'Backup done',
    ]);
    await expect
      .poll(() => en.said())
      .toEqual([
        'Cy moved this from To do to Done',
        'Bob assigned this to you',
        'Robot gave you this.',
        'Eve commented: “<img src=x onerror="document.title=1">”',
        'Cy added you as a viewer',
        'All is well.',
      ]);
    expect((await zh.said()).slice(0, 2)).toEqual(['Cy 将此卡片从“待办”移到“已完成”', 'Bob 将此卡片指派给你']);
    await en.panel.getByText('3 updates').waitFor();
    expect(await en.panel.locator('img, b').count()).toBe(0);
  });

  it('has tabs for what is unread, what speaks to one, and what is done with; each says what it is for', async () => {
    const server = await testServer();
    const inbox = await server.join(INBOX);
    const { page, openPanel, panel, tab, said } = await openInbox(server);
    await openPanel();
    await panel.getByText('Nothing here yet').waitFor();
    send(inbox, notice('Draw the map'), notice('Plan', { kind: 'mention' }));
    await expect.poll(said).toHaveLength(2);
    await tab('All').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tab('Unread 2').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowRight');
    await expect.poll(said).toEqual(['Bob mentioned you']);
    await panel.locator('.weft-inbox-row').hover();
    await panel.getByRole('button', { name: 'Archive: Plan' }).click();
    await panel.getByText('No mentions').waitFor();
    await tab('Archived').click();
    await expect.poll(said).toEqual(['Bob mentioned you']);
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await panel.getByText('Nothing archived').waitFor();
    await tab('All').click();
    await expect.poll(said).toHaveLength(2);
  });

  it('shows thirty of two hundred, more on demand, and says what is kept', async () => {
    const server = await testServer();
    send(await server.join(INBOX), ...Array.from({ length: 200 }, (_, index) => notice(`Card ${index}`)));
    const { page, openPanel, panel, said, focused } = await openInbox(server);
    await page.getByRole('button', { name: 'Inbox, 200 unread' }).getByText('99+').waitFor();
    await openPanel();
    await expect.poll(said).toHaveLength(30);
    await panel.getByRole('button', { name: 'Show older (170)' }).click();
    await expect.poll(said).toHaveLength(60);
    await expect.poll(focused).toMatch(/^Card 170/);
    await page.keyboard.press('j');
    await expect.poll(focused).toMatch(/^Card 169/);
    for (const left of [140, 110, 80, 50, 20]) await panel.getByRole('button', { name: `Show older (${left})` }).click();
    await expect.poll(said).toHaveLength(200);
    await panel.getByText('The newest 200 are kept').waitFor();
  });

  it('mutes what an entry came from, and lifts it again, as the server is told', async () => {
    const server = await testServer();
    send(await server.join(INBOX), notice('Draw the map'));
    const settings = await server.join(`${INBOX}/s`);
    const muted = () => readSettings(settings.doc).muted;
    const { page, openPanel, panel } = await openInbox(server);
    await openPanel();
    const mute = async (what: string | RegExp): Promise<void> => {
      await panel.locator('.weft-inbox-row').hover();
      await panel.getByRole('button', { name: 'More for “Draw the map”' }).click();
      await page.getByRole('menuitem', { name: what }).click();
    };
    await mute('This card');
    await panel.getByRole('status').getByText('Muted: Card “Draw the map”.').waitFor();
    await expect.poll(muted).toEqual(['task:home/draw-the-map']);
    await panel.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(muted).toEqual([]);
    await mute('This project');
    await mute(/^All of this kind/);
    await expect.poll(muted).toEqual(['kind:assigned', 'project:home']);
    await panel.getByRole('button', { name: 'Muted (2)' }).click();
    await panel.getByText('Cards assigned to you', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Unmute: Project “Home”' }).click();
    await expect.poll(muted).toEqual(['kind:assigned']);
  });

  it('is the same in two tabs of one person: what is read in one is read in the other', async () => {
    const server = await testServer();
    const inbox = await server.join(INBOX);
    send(inbox, notice('Old'));
    const [first, second] = [await openInbox(server), await openInbox(server)];
    for (const { page } of [first, second]) await page.getByRole('button', { name: 'Inbox, 1 unread' }).waitFor();
    send(inbox, notice('Draw the map'));
    for (const { page } of [first, second]) await page.locator('.weft-toast').getByText('Draw the map').waitFor();
    await first.page.locator('.weft-toast').getByRole('button', { name: 'Open' }).click();
    await first.page.getByText('Opened Draw the map').waitFor();
    await second.page.locator('.weft-toast').waitFor({ state: 'detached' });
    for (const { page } of [first, second]) await page.getByRole('button', { name: 'Inbox, 1 unread' }).waitFor();
    await second.openPanel();
    expect(await second.panel.locator('[data-unread] .weft-inbox-sentence').count()).toBe(1);
  });
});

describe('toasts', { timeout: E2E_TIMEOUT }, () => {
  it('tell what comes, three at most and each item once; they go by Escape and stay away from what one writes', async () => {
    const server = await testServer();
    const inbox = await server.join(INBOX);
    send(inbox, notice('Old'));
    const { page, openPanel, panel } = await openInbox(server);
    await page.getByRole('button', { name: 'Inbox, 1 unread' }).waitFor();
    const titles = (): Promise<string[]> => page.locator('[data-removed=false] .weft-toast strong').allInnerTexts();
    const first = notice('Draw the map', { kind: 'status', facts: { name: 'Bob', from: 'To do', to: 'In progress' } });
    send(inbox, first);
    await page.locator('.weft-toast').getByText('Bob moved this from To do to In progress').waitFor();
    addNotification(
      inbox.doc,
      fold(first, notice('Draw the map', { facts: { name: 'Cy', from: 'In progress', to: 'Done' }, kind: 'status' })),
    );
    await page.locator('.weft-toast').getByText('Cy moved this from In progress to Done').waitFor();
    await expect.poll(titles).toEqual(['Draw the map']);
    send(inbox, notice('Pack'), notice('Feed'), notice('Leave'));
    await expect.poll(async () => (await titles()).sort()).toEqual(['Feed', 'Leave', 'Pack']);

    const field = page.getByLabel('Note');
    await field.focus();
    const note = await boxOf(field);
    const covers = async (): Promise<boolean> => {
      const boxes = await Promise.all((await page.locator('.weft-toast').all()).map(boxOf));
      return boxes.some(
        ({ x, y, width, height }) => x < note.x + note.width && note.x < x + width && y < note.y + note.height && note.y < y + height,
      );
    };
    await expect.poll(covers).toBe(false);
    send(inbox, notice('Last'));
    await expect.poll(titles).toContain('Last');
    await page.keyboard.press('Alt+t');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await expect.poll(titles).not.toContain('Last');
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);

    await openPanel();
    await expect.poll(titles).toEqual([]);
    send(inbox, notice('Quiet'));
    await panel.getByText('Quiet').waitFor();
    await expect.poll(titles).toEqual([]);
  });
});

describe.each([
  ['light', 'en'],
  ['dark', 'zh-CN'],
] as const)('the inbox in the %s theme, in %s', (colorScheme, language) => {
  it('breaks none of axe’s rules, and fits a phone', { timeout: E2E_TIMEOUT }, async () => {
    const server = await testServer();
    const inbox = await server.join(INBOX);
    send(inbox, notice('Draw the map'), notice(LONG, { kind: 'mention', facts: { name: LONG, quote: LONG } }));
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const { page, openPanel, panel } = await openInbox(server, { colorScheme, language, ...phone });
    await page.locator('.weft-bell-count').waitFor();
    send(inbox, notice(LONG, { kind: 'reply', facts: { name: LONG, quote: LONG } }));
    // It waits for whoever is at it, also while all rules are looked at.
    await page.locator('.weft-toast button').last().focus();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const toasts = await boxOf(page.locator('.weft-toasts'));
    expect(toasts.x + toasts.width).toBeLessThanOrEqual(360);
    expect((await boxOf(page.locator('.weft-toast'))).width).toBe(328);
    await openPanel();
    await panel.locator('.weft-inbox-row').nth(2).waitFor();
    await panel.locator('.weft-inbox-row').first().getByRole('button').last().tap();
    await page.getByRole('menu').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('menuitem').last().tap();
    await panel.locator('.weft-inbox-mutes-button').tap();
    expect(await violations(page)).toEqual([]);
    const boxes = await panel.locator('button, a').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
    expect(boxes.filter(({ right, left }) => right > 360 || left < 0)).toEqual([]);
    const small = await panel
      .locator('button:not(.weft-inbox-open)')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML));
    expect(small).toEqual([]);
  });
});
