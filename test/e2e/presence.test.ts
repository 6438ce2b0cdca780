import { describe, expect, it } from 'vitest';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { member, projectOf } from './members.ts';

describe('who is in a project', { timeout: E2E_TIMEOUT }, () => {
  it('is one entry a person however many tabs, where they were last; a click goes there; gone when the last tab closes', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
    const project = await projectOf(ada, 'Roadmap', [[bob, 'editor']]);
    const { document_id: plan } = await ada.api<{ document_id: string }>('POST', `/projects/${project}/documents`, { title: 'The plan' });
    const { task_id: map } = await ada.api<{ task_id: string }>('POST', `/projects/${project}/tasks`, { title: 'Draw the map' });
    await ada.visit(`/p/${project}/activity`);
    await bob.visit(`/p/${project}/t/${map}`);

    const stack = ada.page.getByRole('button', { name: 'Here now: Bob' });
    await stack.click();
    const dialog = ada.page.getByRole('dialog', { name: 'Here now' });
    const bobIs = (where: string) => dialog.getByRole('link', { name: `Bob Online · ${where}` });
    await bobIs('on Draw the map').waitFor();

    // A second tab: still one Bob, who is where he is now.
    const second = await bob.page.context().newPage();
    await second.goto(`${url}/p/${project}/d/${plan}`);
    await bobIs('in The plan').waitFor();
    expect(await dialog.getByText('Bob').count()).toBe(1);
    await bob.page.getByRole('link', { name: 'Board' }).click();
    await bobIs('on the board').waitFor();
    await second.bringToFront();
    await second.evaluate(() => window.dispatchEvent(new FocusEvent('focus')));
    await bobIs('in The plan').click();
    await ada.page.waitForURL(`${url}/p/${project}/d/${plan}`);
    await dialog.waitFor({ state: 'hidden' });

    await second.close();
    await stack.click();
    await bobIs('on the board').waitFor();
    await bob.page.close();
    await dialog.getByRole('list', { name: 'Not here now' }).getByText('Bob').waitFor();
    await ada.page.keyboard.press('Escape');
    await stack.waitFor({ state: 'detached' });
  });

  it('knows who is busy, also after a reload, in all their tabs, until they take it back', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
    const project = await projectOf(ada, 'Roadmap', [[bob, 'editor']]);
    await Promise.all([ada.visit(`/p/${project}`), bob.visit(`/p/${project}`)]);
    await ada.page.getByRole('button', { name: 'Here now: Bob' }).click();
    const bobIs = (how: string) => ada.page.getByRole('dialog').getByRole('link', { name: `Bob ${how} · on the board` });
    await bobIs('Online').waitFor();

    const second = await bob.page.context().newPage();
    await second.goto(`${url}/p/${project}`);
    const choose = async (page: typeof second, how: string): Promise<void> => {
      await page.getByRole('button', { name: 'You are Bob.' }).click();
      await page.getByRole('radio', { name: how }).click();
      await page.keyboard.press('Escape');
    };
    await choose(bob.page, 'Busy');
    await bobIs('Busy').waitFor();
    await bob.page.close();
    await second.reload();
    await bobIs('Busy').waitFor();
    await choose(second, 'Online');
    await bobIs('Online').waitFor();
  });
});
