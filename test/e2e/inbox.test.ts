import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { type Member, member, projectOf } from './members.ts';

interface House {
  readonly ada: Member;
  readonly bob: Member;
  readonly project: string;
  /** Bob gives Ada something to do. @returns the task's id */
  assign(title: string): Promise<string>;
}

async function house(): Promise<House> {
  const { url } = await appServer('accounts');
  const [ada, bob] = [await member(url, 'Ada'), await member(url, 'Bob')];
  const project = await projectOf(bob, 'Alpha', [[ada, 'editor']]);
  // To be let in may be news too.
  await ada.api('POST', '/notifications/read-all');
  const assign = async (title: string): Promise<string> =>
    (await bob.api<{ task_id: string }>('POST', `/projects/${project}/tasks`, { title, assignee_id: ada.id })).task_id;
  return { ada, bob, project, assign };
}

const bell = (page: Page, unread: number): Locator =>
  page.getByRole('button', { name: unread === 0 ? 'Inbox' : `Inbox, ${unread} unread`, exact: true });

/** Waits until all that there was has come: what comes then is news. */
const isThere = (page: Page): Promise<void> => page.locator('[data-sync=saved]').waitFor();

const toast = (page: Page, title: string): Locator => page.locator('.weft-toast', { hasText: title });

describe('the inbox of the app', { timeout: E2E_TIMEOUT }, () => {
  it('tells on return what came while one was away, and leads to the card', async () => {
    const { ada, bob, project, assign } = await house();
    const { page } = ada;
    await ada.visit(`/p/${project}`);
    await ada.saved();
    await page.goto('about:blank');
    const task = await assign('Draw the map');
    const [, second] = (await bob.api<{ items: { id: string }[] }>('GET', `/projects/${project}/columns`)).items;
    await bob.api('POST', `/projects/${project}/tasks/${task}/move`, { status: second?.id });
    await ada.visit(`/p/${project}`);
    await bell(page, 2).click();
    const inbox = page.getByRole('dialog', { name: 'Inbox' });
    await inbox.getByText('Bob moved this from To do to In progress').waitFor();
    await inbox.getByRole('link', { name: /Draw the map.*assigned this to you/ }).click();
    await page.waitForURL(`**/p/${project}/t/${task}`);
    await page.getByRole('dialog', { name: 'Card details' }).waitFor();
    await inbox.waitFor({ state: 'detached' });
    await bell(page, 1).click();
    await inbox.waitFor();
    await page.getByRole('dialog', { name: 'Card details' }).waitFor({ state: 'detached' });
    const read = async (): Promise<unknown> => {
      const { items } = await ada.api<{ items: { kind: string; read: boolean }[] }>('GET', '/notifications');
      return items.slice(0, 2).map(({ kind, read }) => [kind, read]);
    };
    // What was read is so on the server too, when it has heard of it.
    await expect.poll(read).toEqual([
      ['status', false],
      ['assigned', true],
    ]);
  });

  it('counts right in two tabs; a toast leads to the document, and what is read in one tab is read in the other', async () => {
    const { ada, bob, project, assign } = await house();
    const other = await ada.page.context().newPage();
    await ada.visit(`/p/${project}/people`);
    await other.goto(ada.page.url());
    const tabs = [ada.page, other];
    for (const page of tabs) await isThere(page);
    await assign('Draw the map');
    await Promise.all(tabs.map((page) => toast(page, 'Draw the map').waitFor()));
    const markdown = `For [@Ada](weft:user/${ada.id}) to read`;
    const { document_id: document } = await bob.api<{ document_id: string }>('POST', `/projects/${project}/documents`, {
      title: 'Roadmap',
      markdown,
    });
    // It waits for whoever is on it.
    await Promise.all(tabs.map((page) => toast(page, 'Roadmap').hover()));
    for (const page of tabs) await bell(page, 2).waitFor();
    await toast(ada.page, 'Roadmap').getByRole('link', { name: 'Open' }).click();
    await ada.page.waitForURL(`**/p/${project}/d/${document}`);
    await ada.reads('For @Ada to read');
    for (const page of tabs) await bell(page, 1).waitFor();
    await toast(other, 'Roadmap').waitFor({ state: 'detached' });
  });

  it('shows no toast to who is busy, nor about what one looks at; it counts all the same', async () => {
    const { ada, bob, project, assign } = await house();
    const { page } = ada;
    await ada.visit(`/p/${project}`);
    await isThere(page);
    const task = await assign('First');
    await toast(page, 'First').getByRole('link', { name: 'Open' }).click();
    await page.getByRole('dialog', { name: 'Card details' }).waitFor();
    await bell(page, 0).waitFor();
    await toast(page, 'First').waitFor({ state: 'detached' });
    await bob.api('PATCH', `/projects/${project}/tasks/${task}`, { description: `@[Ada](user:${ada.id}), look` });
    await bell(page, 1).waitFor();
    expect(await toast(page, 'First').count()).toBe(0);

    await page.getByRole('button', { name: 'You are Ada. Profile and settings' }).click();
    await page.getByRole('radio', { name: 'Busy' }).check();
    await page.keyboard.press('Escape');
    await assign('Second');
    await bell(page, 2).waitFor();
    expect(await page.locator('.weft-toast').count()).toBe(0);
  });
});
