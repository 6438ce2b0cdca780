import { describe, expect, it } from 'vitest';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, person } from './browser.ts';

describe('people with accounts', { timeout: E2E_TIMEOUT }, () => {
  it('say a name, make a project and a document, invite somebody, and write together', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([person({ permissions: ['clipboard-read', 'clipboard-write'] }), person()]);
    await ada.page.goto(server.url);
    await ada.page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    await ada.page.getByRole('button', { name: 'Start' }).click();
    await ada.page.getByRole('textbox', { name: 'Name of the project' }).fill('Alpha');
    await ada.page.keyboard.press('Enter');
    const project = ada.page.getByRole('region', { name: 'Alpha' });
    await project.getByRole('button', { name: 'Copy invite link' }).click();
    await project.getByRole('status').getByText('Copied').waitFor();
    const link = await ada.page.evaluate(() => navigator.clipboard.readText());
    await project.getByRole('textbox', { name: 'Title of the document' }).fill('Plan');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('heading', { name: 'Plan' }).waitFor();
    await ada.type('Hello ');
    await ada.saved();

    await bob.page.goto(link);
    await bob.page.getByRole('textbox', { name: 'Your name' }).fill('Bob');
    await bob.page.keyboard.press('Enter');
    await bob.page.getByRole('heading', { name: 'Join Alpha' }).waitFor();
    await bob.page.getByRole('button', { name: 'Join' }).click();
    await bob.page.getByRole('link', { name: 'Plan' }).click();
    await bob.reads('Hello ');
    await bob.type('you');
    await ada.reads('Hello you');
    await ada.page.getByRole('list', { name: 'Here now' }).getByText('Bob').waitFor();

    await ada.page.reload();
    await ada.reads('Hello you');
    expect(await ada.page.getByRole('button', { name: /^You are Ada/ }).count()).toBe(1);
  });

  it('work on one board, and see each other’s cards and moves at once', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([person({ permissions: ['clipboard-read', 'clipboard-write'] }), person()]);
    await ada.page.goto(server.url);
    await ada.page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('textbox', { name: 'Name of the project' }).fill('Alpha');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('button', { name: 'Copy invite link' }).click();
    await ada.page.getByText('Copied').waitFor();
    const link = await ada.page.evaluate(() => navigator.clipboard.readText());
    await ada.page.getByRole('link', { name: 'Board of Alpha' }).click();
    const column = (one: typeof ada, name: string) => one.page.getByRole('region', { name });
    await column(ada, 'To do').getByRole('button', { name: 'New card', exact: true }).click();
    await ada.page.keyboard.type('Pack the bags');
    await ada.page.keyboard.press('Enter');
    await ada.page.keyboard.press('Escape');

    await bob.page.goto(link);
    await bob.page.getByRole('textbox', { name: 'Your name' }).fill('Bob');
    await bob.page.keyboard.press('Enter');
    await bob.page.getByRole('button', { name: 'Join' }).click();
    await bob.page.getByRole('link', { name: 'Board of Alpha' }).click();
    await bob.page.getByRole('heading', { name: 'Alpha', level: 1 }).waitFor();
    await column(bob, 'To do').getByText('Pack the bags').waitFor();
    await column(bob, 'To do').getByRole('group').first().focus();
    await bob.page.keyboard.press('Control+ArrowRight');
    await column(ada, 'In progress').getByText('Pack the bags').waitFor();
    await ada.page.getByRole('list', { name: 'Here now' }).getByText('Bob').waitFor();
    await ada.saved();
    await server.kill();
    await ada.shows(/Offline/);
    await server.start();
    await ada.saved();
    expect(await column(ada, 'In progress').getByText('Pack the bags').count()).toBe(1);
  });

  it('don’t see each other’s projects, nor their documents by address', async () => {
    const server = await appServer('accounts');
    const [ada, eve] = await Promise.all([person(), person({}, /404/)]);
    for (const [one, name] of [
      [ada, 'Ada'],
      [eve, 'Eve'],
    ] as const) {
      await one.page.goto(server.url);
      await one.page.getByRole('textbox', { name: 'Your name' }).fill(name);
      await one.page.keyboard.press('Enter');
      await one.page.getByRole('heading', { name: 'Projects' }).waitFor();
    }
    await ada.page.getByRole('textbox', { name: 'Name of the project' }).fill('Secret');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('textbox', { name: 'Title of the document' }).fill('Plan');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('heading', { name: 'Plan' }).waitFor();
    await eve.page.reload();
    await eve.page.getByRole('heading', { name: 'Projects' }).waitFor();
    expect(await eve.page.getByText('Secret').count()).toBe(0);
    await eve.page.goto(ada.page.url());
    await eve.page.getByText('This document doesn’t exist.').waitFor();
    await eve.page.goto(ada.page.url().replace(/\/d\/.*$/, ''));
    await eve.page.getByText('This project doesn’t exist, or you are no member of it.').waitFor();
    expect(await eve.page.locator('[aria-busy="true"]').count()).toBe(0);
  });
});
