import fs from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, type Person, person } from './browser.ts';
import { member, projectOf } from './members.ts';

async function openProfile(page: Page): Promise<Locator> {
  await page.locator('.me').click();
  const dialog = page.getByRole('dialog', { name: /^(Profile|个人资料)$/ });
  await dialog.waitFor();
  return dialog;
}

/** The hue in which somebody's element is painted. */
function hueOf(element: Locator, property: string): Promise<string> {
  return element.evaluate((it, name) => getComputedStyle(it).getPropertyValue(name).trim(), property);
}

describe('the profile', { timeout: E2E_TIMEOUT }, () => {
  it('renames and recolours a person before everybody’s eyes: caret, avatar, assignee', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = [await member(server.url, 'Ada'), await member(server.url, 'Bob')];
    const project = await projectOf(ada, 'Website', [[bob, 'editor']]);
    await ada.api('POST', `/projects/${project}/tasks`, { title: 'Hers', assignee_id: ada.id });
    const { document_id: document } = await ada.api<{ document_id: string }>('POST', `/projects/${project}/documents`, { title: 'Plan' });
    await ada.visit(`/p/${project}/d/${document}`);
    await bob.visit(`/p/${project}/d/${document}`);
    await ada.type('words');
    const caret = bob.page.locator('.remote-caret');
    await caret.waitFor();

    const dialog = await openProfile(ada.page);
    const name = dialog.getByRole('textbox', { name: 'Your name' });
    await name.fill('Ada Lovelace');
    await name.press('Enter');
    await dialog.getByText('Name saved.').waitFor();
    const teal = dialog.getByRole('radio', { name: 'Teal' });
    const hue = await teal.getAttribute('value');
    await teal.check({ force: true });
    // Left empty, it stays as it was.
    await name.fill('');
    await name.press('Tab');
    await expect.poll(() => name.inputValue()).toBe('Ada Lovelace');
    await ada.page.keyboard.press('Escape');
    await ada.type(' more');
    await bob.page.locator('.remote-caret[data-caret="Ada Lovelace"]').waitFor();
    await eventually('her caret has the colour', async () => (await hueOf(caret, '--hue')) === hue);
    const avatar = bob.page.getByRole('button', { name: 'Here now: Ada Lovelace' }).locator('.weft-avatar').first();
    await eventually('her avatar has it', async () => (await hueOf(avatar, '--weft-hue')) === hue);
    const own = ada.page.locator('.me .weft-avatar');
    await eventually('her own has it', async () => (await hueOf(own, '--weft-hue')) === hue);

    await bob.visit(`/p/${project}`);
    const assignee = bob.page.locator('[data-task] .weft-avatar');
    await eventually('her card has it', async () => (await hueOf(assignee, '--weft-hue')) === hue);
    await ada.page.reload();
    await ada.page.getByRole('button', { name: /^You are Ada Lovelace/ }).waitFor();
  });

  it('keeps theme, language and status in this browser, and offers in an open one what makes sense there', async () => {
    const server = await appServer('open');
    const ada = await person();
    await ada.page.goto(`${server.url}/p/home`);
    const dialog = await openProfile(ada.page);
    const radio = (name: string): Locator => dialog.getByRole('radio', { name, exact: true });
    const other = await ada.page.context().newPage();
    await other.goto(`${server.url}/p/home`);
    await other.getByRole('heading', { name: 'Board' }).waitFor();
    await radio('Dark').check({ force: true });
    await radio('Busy').check({ force: true });
    await radio('中文').check({ force: true });
    await dialog.getByRole('heading', { name: '个人资料' }).waitFor();
    expect(await dialog.getByRole('button', { name: '退出登录' }).count()).toBe(0);
    // The other tab of the same browser looks the same.
    await other.locator('html[data-theme=dark][lang=zh-CN]').waitFor();
    await other.getByRole('heading', { name: '看板' }).waitFor();
    await other.close();
    const name = dialog.getByRole('textbox', { name: '你的名字' });
    await name.fill('艾达');
    await ada.page.keyboard.press('Tab');
    await ada.page.reload();
    await ada.page.locator('html[data-theme=dark][lang=zh-CN]').waitFor();
    await openProfile(ada.page);
    await expect.poll(() => name.inputValue()).toBe('艾达');
    for (const word of ['深色', '忙碌', '中文']) await expect.poll(() => radio(word).isChecked()).toBe(true);
  });

  it('carries the account to another browser by a link that is good once', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const project = await projectOf(ada, 'Website');
    await ada.visit(`/p/${project}`);
    const dialog = await openProfile(ada.page);
    await dialog.getByRole('button', { name: 'Make a link' }).click();
    const link = await dialog.getByRole('textbox', { name: 'Link for your other device' }).inputValue();
    expect(link).toMatch(new RegExp(`^${server.url}/recover#.{20,}$`));
    await dialog.getByText(/^Good once, until /).waitFor();

    // Whoever is signed in already isn't put out of the way.
    const eve = await member(server.url, 'Eve');
    await eve.page.goto(link);
    await eve.page.getByRole('heading', { name: 'Eve is signed in here' }).waitFor();

    const [phone, thief] = [await person(), await person({}, /404/)];
    await phone.page.goto(link);
    await phone.page.getByRole('button', { name: 'Sign in here' }).click();
    await phone.page.getByRole('link', { name: 'Website' }).first().waitFor();
    await expect.poll(() => phone.page.url()).not.toContain('#');
    await thief.page.goto(link);
    await thief.page.getByRole('button', { name: 'Sign in here' }).click();
    await thief.page.getByRole('alert').filter({ hasText: 'This link is used or too old.' }).waitFor();
  });
});

describe('signing out', { timeout: E2E_TIMEOUT }, () => {
  it('offline asks about what was never sent, saves it as a file, and leaves nothing of the person here', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', {}, /Failed to fetch|net::ERR/);
    const { page } = ada;
    const project = await projectOf(ada, 'Website');
    const { document_id: document } = await ada.api<{ document_id: string }>('POST', `/projects/${project}/documents`, { title: 'Plan' });
    await ada.visit(`/p/${project}/d/${document}`);
    await ada.type('Saved. ');
    await ada.saved();
    await server.kill();
    await ada.shows(/^Offline/);
    await ada.goOn('Never sent');
    await ada.shows(/^Offline · \d+ unsent$/);
    expect(await databases(page)).not.toEqual([]);

    const leaving = await askToLeave(ada);
    await leaving.getByText(/haven’t reached the server/).waitFor();
    await leaving.getByRole('button', { name: 'Stay' }).click();
    expect(await databases(page)).not.toEqual([]);
    const again = await askToLeave(ada);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      again.getByRole('button', { name: 'Save file and sign out' }).click(),
    ]);
    const text = await fs.readFile(await file.path(), 'utf8');
    expect(text).toContain(document);
    expect(text).toContain('Saved. Never sent');

    await page.getByRole('textbox', { name: 'Your name' }).waitFor();
    await expect.poll(() => databases(page)).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/Ada|Website|Plan|usr_/);

    // The server, when it is back, is told before it is asked who is here.
    await server.start();
    await page.goto(server.url);
    await page.getByRole('textbox', { name: 'Your name' }).waitFor();
    const { user } = await page.evaluate(async () => (await fetch('/api/session')).json());
    expect(user).toBe(null);
  });

  it('with everything saved says how to come back, ends the session on the server, and leaves all tabs', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const project = await projectOf(ada, 'Website');
    const second = await ada.page.context().newPage();
    await second.goto(`${server.url}/p/${project}`);
    await second.getByRole('button', { name: 'New card in To do' }).click();
    await second.getByRole('textbox', { name: 'New card in To do' }).fill('What Ada began');
    expect(await second.evaluate(() => JSON.stringify(sessionStorage))).toContain('What Ada began');
    await ada.visit(`/p/${project}`);
    await ada.saved();
    const leaving = await askToLeave(ada);
    await leaving.getByText(/There is no password to come back with/).waitFor();
    await leaving.getByRole('button', { name: 'Sign out' }).click();
    await ada.page.getByRole('textbox', { name: 'Your name' }).waitFor();
    await second.getByRole('textbox', { name: 'Your name' }).waitFor();
    await expect.poll(() => databases(ada.page)).toEqual([]);
    await expect.poll(() => new URL(ada.page.url()).pathname).toBe('/');
    expect(await second.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toMatch(/Ada|Website|usr_/);
    await expect(ada.api('GET', '/session/tokens')).rejects.toThrow('401');
  });

  it('is nobody’s doing where a session ended by itself: whoever signs in then has all tabs, and what was kept waits for its owner', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const project = await projectOf(ada, 'Website');
    await ada.visit(`/p/${project}`);
    await ada.saved();
    await ada.page.context().clearCookies();
    const second = await ada.page.context().newPage();
    await second.goto(server.url);
    await second.getByRole('textbox', { name: 'Your name' }).fill('Cara');
    await second.keyboard.press('Enter');
    await second.getByRole('button', { name: /^You are Cara/ }).waitFor();
    await ada.page.getByRole('button', { name: /^You are Cara/ }).waitFor();
    expect(await ada.page.getByText('Website').count()).toBe(0);
    expect(await databases(ada.page)).toContain(`weft:${ada.id}`);
  });
});

async function askToLeave({ page }: Person): Promise<Locator> {
  await (await openProfile(page)).getByRole('button', { name: 'Sign out' }).click();
  const leaving = page.getByRole('dialog', { name: 'Sign out of this browser?' });
  await leaving.waitFor();
  return leaving;
}

function databases(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
}
