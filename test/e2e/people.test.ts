import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus, person } from './browser.ts';
import { type Member, member, projectOf } from './members.ts';
import { sticksOut } from './page-checks.ts';

const MAY_COPY = { permissions: ['clipboard-read', 'clipboard-write'] };

const row = (page: Page, name: string) => page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: name });
const roleOf = (page: Page, name: string) => page.getByRole('combobox', { name: `Role of ${name}` });
const newCard = (page: Page) => page.getByRole('region', { name: 'To do' }).getByRole('button', { name: 'New card', exact: true });
const clipboardOf = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** Presses Tab until what has the focus is called `name`. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? (element instanceof HTMLElement ? element.innerText : '');
    });
  for (let presses = 0; presses < 60; presses++) {
    if (name.test(await focused())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`60 × Tab didn't lead to ${name}, but to “${await focused()}”.`);
}

/** A project of Ada's with one card in To do. */
async function withCard(ada: Member, project: string, title: string): Promise<string> {
  const { task_id } = await ada.api<{ task_id: string }>('POST', `/projects/${project}/tasks`, { title });
  return task_id;
}

/** Makes somebody a viewer. */
async function letIn(owner: Member, other: Member, project: string): Promise<void> {
  const { secret } = await owner.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role: 'viewer' });
  await other.api('POST', '/invites/accept', { secret });
}

describe('people of a project', { timeout: E2E_TIMEOUT }, () => {
  it('come by a link as what it says; their role changes and ends at once, and can be had back', async () => {
    const server = await appServer('accounts');
    const [ada, cy, bob] = await Promise.all([member(server.url, 'Ada', MAY_COPY), member(server.url, 'Cy'), person()]);
    const project = await projectOf(ada, 'Alpha');
    await ada.visit(`/p/${project}/people`);
    await ada.page.getByText('Only you are here so far').waitFor();
    await ada.page.getByRole('button', { name: 'Invite people' }).click();
    const share = ada.page.getByRole('dialog', { name: 'Invite people to Alpha' });
    await share.getByRole('radio', { name: /^Viewer/ }).check();
    await share.getByRole('button', { name: 'Copy link' }).click();
    await share.getByText('Copied. The link lets people in as Viewer').waitFor();
    const link = await clipboardOf(ada.page);
    await share.getByRole('button', { name: 'Close' }).click();

    await bob.page.goto(link);
    await bob.page.getByRole('textbox', { name: 'Your name' }).fill('Bob');
    await bob.page.keyboard.press('Enter');
    await bob.page.getByRole('heading', { name: 'Join Alpha' }).waitFor();
    await bob.page.getByText('You will be able to read.').waitFor();
    await bob.page.getByRole('button', { name: 'Join' }).click();
    await bob.page.getByRole('region', { name: 'To do' }).waitFor();
    await bob.shows('Read-only');
    expect(await bob.page.getByRole('button', { name: /^New card/ }).count()).toBe(0);

    await row(ada.page, 'Bob').getByText('Online').waitFor();
    await letIn(ada, cy, project);
    await cy.visit(`/p/${project}/people`);
    await row(cy.page, 'Bob').getByText('Viewer').waitFor();
    await roleOf(ada.page, 'Bob').selectOption('editor');
    await row(cy.page, 'Bob').getByText('Editor').waitFor();
    await bob.shows('Saved');
    await newCard(bob.page).click();
    await hasFocus(bob.page.getByRole('textbox', { name: 'New card in To do' }));
    await bob.goOn('Made as an editor');
    await bob.page.keyboard.press('Enter');
    await bob.saved();

    await ada.page.getByRole('button', { name: 'Remove Bob' }).click();
    await ada.page.getByRole('status').getByText('Removed Bob.').waitFor();
    // It waits for whoever is at it.
    await ada.page.getByRole('button', { name: 'Undo' }).focus();
    await bob.page.getByText('You are no longer a member of this project.').waitFor();
    expect(await bob.page.getByText('Made as an editor').count()).toBe(0);
    await row(cy.page, 'Bob').waitFor({ state: 'detached' });
    await ada.page.getByRole('button', { name: 'Undo' }).click();
    await row(cy.page, 'Bob').getByText('Editor').waitFor();
    await bob.page.getByRole('link', { name: 'To your projects' }).click();
    await bob.page
      .getByRole('main')
      .getByRole('link', { name: /^Alpha/ })
      .click();
    await bob.page.getByText('Made as an editor').waitFor();
  });

  it('include an owner always: the last one sees why they stay, and a refusal says why', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(server.url, 'Ada', {}, /409/), member(server.url, 'Bob')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    await ada.visit(`/p/${project}/people`);
    await ada.page.getByText('A project needs an owner').waitFor();
    expect(await roleOf(ada.page, 'Ada').count()).toBe(0);
    expect(await ada.page.getByRole('button', { name: 'Leave project' }).count()).toBe(0);

    await roleOf(ada.page, 'Bob').selectOption('owner');
    await ada.page.getByRole('button', { name: 'Leave project' }).click();
    const leave = ada.page.getByRole('dialog', { name: 'Leave Alpha?' });
    await bob.api('PUT', `/projects/${project}/members/${bob.id}`, { role: 'editor' });
    await leave.getByRole('button', { name: 'Leave project' }).click();
    await leave.getByRole('alert').getByText('A project needs an owner. Make somebody else one first.').waitFor();
    await leave.getByRole('button', { name: 'Cancel' }).click();

    await roleOf(ada.page, 'Bob').selectOption('owner');
    await roleOf(ada.page, 'Ada').selectOption('viewer');
    await ada.page.getByRole('dialog', { name: 'Become Viewer?' }).getByRole('button', { name: 'Change my role' }).click();
    await ada.shows('Read-only');
    await roleOf(ada.page, 'Bob').waitFor({ state: 'detached' });
    await ada.page.getByRole('button', { name: 'Leave project' }).click();
    await leave.getByRole('button', { name: 'Leave project' }).click();
    await ada.page.getByText('No projects yet').waitFor();
  });

  it('are whoever is here, where nobody signs in', async () => {
    const server = await appServer('open');
    const [ada, bob] = await Promise.all([person(), person()]);
    await ada.page.goto(`${server.url}/p/home/people`);
    await bob.page.goto(`${server.url}/p/home/people`);
    const here = ada.page.getByRole('main').getByRole('list', { name: 'Here now' }).getByRole('listitem');
    await eventually('both are listed', async () => (await here.count()) === 2);
    await ada.page.getByText('Nobody signs in on this server').waitFor();
  });
});

describe('invites', { timeout: E2E_TIMEOUT }, () => {
  it('can be taken back, lead members straight in, and can be copied by hand', async () => {
    const server = await appServer('accounts');
    const [ada, bob, eve] = await Promise.all([
      member(server.url, 'Ada'),
      member(server.url, 'Bob'),
      member(server.url, 'Eve', {}, /410|404/),
    ]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    // As on a page that came without encryption: there is no clipboard.
    await ada.page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await ada.visit(`/p/${project}/people`);
    await ada.page.getByRole('button', { name: 'Invite people' }).click();
    const share = ada.page.getByRole('dialog');
    await share.getByRole('button', { name: 'Take back' }).click();
    await share.getByText('That link no longer lets anybody in.').waitFor();
    await share.getByRole('combobox', { name: 'The link is good for' }).selectOption('A day');
    await share.getByRole('button', { name: 'Copy link' }).click();
    const field = share.getByRole('textbox', { name: 'Invite link' });
    await field.waitFor();
    const link = await field.inputValue();
    await expect.poll(() => ada.page.evaluate(() => getSelection()?.toString())).toBe(link);
    const open = share.getByRole('button', { name: /^Take back: Editor/ });
    await eventually('there is one open link', async () => (await open.count()) === 1);
    await share.getByRole('button', { name: 'Copy link' }).click();
    expect(await field.inputValue()).toBe(link);

    await bob.page.goto(link);
    await bob.page.getByRole('region', { name: 'To do' }).waitFor();
    await eve.page.goto(link);
    await eve.page.getByRole('heading', { name: 'Join Alpha' }).waitFor();
    await open.click();
    await open.waitFor({ state: 'detached' });
    await eve.page.getByRole('button', { name: 'Join' }).click();
    await eve.page.getByText('This invite was taken back.').waitFor();
    await eve.page.goto(`${server.url}/invite#no-such-secret-as-this-one-anywhere`);
    await eve.page.getByText('There is no such invite.').waitFor();
    await eve.page.getByRole('link', { name: 'To your projects' }).click();
    await eve.page.getByText('No projects yet').waitFor();
  });
});

describe('the activity of a project', { timeout: E2E_TIMEOUT }, () => {
  it('tells at once who did what, in both languages, with links to what still exists', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(server.url, 'Ada'), member(server.url, 'Bob', { locale: 'zh-CN' })]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    await ada.visit(`/p/${project}/activity`);
    await ada.page.getByText('Nothing has happened yet').waitFor();
    const task = await withCard(ada, project, 'Pack the bags');
    const lines = ada.page.getByRole('main').getByRole('listitem');
    await lines.first().getByText('Ada added Pack the bags').waitFor();

    await bob.visit(`/p/${project}`);
    await bob.page.getByText('Pack the bags').first().click();
    await bob.api('PATCH', `/projects/${project}/tasks/${task}`, { status: 'in_progress' });
    await lines.first().getByText('Bob moved Pack the bags from To do to In progress').waitFor();
    await bob.api('PATCH', `/projects/${project}/tasks/${task}`, { assignee_id: ada.id, priority: 'high', due: '2030-01-02' });
    await ada.page.getByText('Bob assigned Pack the bags to Ada').waitFor();
    await ada.page.getByText('Bob changed the priority and due date of Pack the bags').waitFor();
    const { document_id } = await bob.api<{ document_id: string }>('POST', `/projects/${project}/documents`, { title: 'Plan' });
    const made = lines.filter({ hasText: 'Bob created the document Plan' });
    await made.getByRole('link', { name: 'Plan' }).waitFor();
    await bob.api('DELETE', `/projects/${project}/documents/${document_id}?forever=true`);
    await made.getByRole('link', { name: 'Plan' }).waitFor({ state: 'detached' });

    await bob.visit(`/p/${project}/activity`);
    await bob.page.getByText('Bob 将“Pack the bags”从“待办”移到“').waitFor();
    await ada.page.getByRole('combobox', { name: 'Show what was done by' }).selectOption('Ada');
    await lines.filter({ hasText: 'Bob' }).first().waitFor({ state: 'detached' });
    await lines.getByRole('link', { name: 'Pack the bags' }).click();
    await ada.page.waitForURL(`**/p/${project}/t/${task}`);
  });
});

describe('by keyboard, to axe, and at 360 px', { timeout: E2E_TIMEOUT }, () => {
  it('people are managed and invited', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', MAY_COPY);
    const bob = await member(server.url, 'Donaudampfschifffahrtsgesellschaft Bob');
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const { page } = ada;
    const looksRight = async (): Promise<void> => {
      for (const colorScheme of ['light', 'dark'] as const) {
        // Without motion: colours that are on their way are nobody's.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await violations(page), colorScheme).toEqual([]);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await sticksOut(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    await ada.visit(`/p/${project}/people`);
    await page.getByRole('button', { name: /^Remove Donau/ }).waitFor();
    await tabTo(page, /^Remove Donau/);
    await page.keyboard.press('Enter');
    await page.getByText(/^Removed Donau/).waitFor();
    // It waits for whoever is at it, also while all rules are looked at.
    await tabTo(page, /^Undo$/);
    await looksRight();
    await page.keyboard.press('Enter');
    await page.getByText('Bob is a member again.').waitFor();

    await tabTo(page, /^Invite people$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('radio', { name: /^Editor/ }).focus();
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^Copy link$/);
    await page.keyboard.press('Enter');
    await page.getByText('The link lets people in as Commenter').waitFor();
    await looksRight();
    await page.keyboard.press('Escape');
    await hasFocus(page.getByRole('button', { name: 'Invite people' }));
  });
});
