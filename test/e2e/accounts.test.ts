import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus, type Person, person } from './browser.ts';
import { type Member, member, projectOf } from './members.ts';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

const column = (one: Person, name: string) => one.page.getByRole('region', { name });
const sidebar = (one: Person) => one.page.getByRole('navigation', { name: 'Projects and pages' });
const alert = (one: Person) => one.page.getByRole('main').getByRole('alert');

/** Says a name on the page that asks for it. */
async function sayName(one: Person, name: string): Promise<void> {
  await one.page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await one.page.keyboard.press('Enter');
}

describe('the first minute', { timeout: E2E_TIMEOUT }, () => {
  it('a name leads to a sample board, a copied link lets somebody in, and both work on it at once', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([person(CLIPBOARD), person()]);
    await ada.page.goto(server.url);
    await sayName(ada, 'Ada');
    await column(ada, 'To do').getByText('Drag this card to “In progress”').waitFor();
    expect(await ada.page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual(['Board']);
    expect(await ada.page.title()).toBe('Board · Sample project · Weft');
    await column(ada, 'In progress').getByText('Assigned to you').waitFor();

    await ada.page.getByRole('button', { name: 'Invite someone', exact: true }).click();
    await ada.page.getByRole('button', { name: 'Copy link' }).click();
    await ada.page.getByText(/^Copied/).waitFor();
    const link = await ada.page.evaluate(() => navigator.clipboard.readText());
    await ada.page.keyboard.press('Escape');

    await bob.page.goto(link);
    await sayName(bob, 'Bob');
    await bob.page.getByRole('heading', { name: 'Join Sample project' }).waitFor();
    await bob.page.getByRole('button', { name: 'Join' }).click();
    await column(bob, 'To do').getByText('Open this card').waitFor();
    // Who was invited gets no sample of their own, and isn't told that this one could be thrown away.
    expect(await sidebar(bob).getByRole('link', { name: 'Sample project' }).count()).toBe(1);
    expect(await bob.page.getByText('This is a sample to look around in.').count()).toBe(0);

    await column(bob, 'To do').getByRole('group').first().focus();
    await bob.page.keyboard.press('Control+ArrowRight');
    await column(ada, 'In progress').getByText('Drag this card').waitFor();
    await ada.page.getByRole('button', { name: /^Here now: Bob/ }).waitFor();

    await sidebar(bob).getByRole('link', { name: 'Documents' }).click();
    await bob.page.getByRole('link', { name: 'Read me' }).click();
    await bob.type(' Bob was here.');
    await sidebar(ada).getByRole('link', { name: 'Documents' }).click();
    await ada.page.getByRole('link', { name: 'Read me' }).click();
    await ada.reads(await bob.text());
    expect(await ada.text()).toContain('Bob was here.');
  });

  it('under an address that the server does not serve says so, and what to do about it', async () => {
    const server = await appServer('accounts');
    // A page that a service worker serves already asks the server past the proxy below.
    const ada = await person({ serviceWorkers: 'block' }, /status of 403/);
    // As through a proxy whose name the server doesn't know: it passes the page on, and with each call the browser's origin.
    const abroad = { origin: 'https://elsewhere.example' };
    await ada.page.goto(server.url);
    // The proxy is there from now on: what the page asked before has been answered.
    await ada.page.getByRole('textbox', { name: 'Your name' }).waitFor();
    await ada.page.route('**/api/**', async (route) => {
      const headers = { ...route.request().headers(), ...abroad };
      await route.fulfill({ response: await route.fetch({ headers }) });
    });
    await sayName(ada, 'Ada');
    await alert(ada).getByText('This server isn’t set up for this address. Ask whoever runs it to allow it.').waitFor();
    await ada.page.reload();
    await ada.page.getByRole('heading', { name: 'This server isn’t set up for this address.' }).waitFor();
    await ada.page.getByText('or ask whoever runs the server to allow this one').waitFor();
  });

  it('the sample goes in one click, can be had back for some seconds, and is gone after them', async () => {
    const server = await appServer('accounts');
    const ada = await person({ locale: 'zh-CN' });
    await ada.page.goto(server.url);
    await ada.page.getByRole('textbox', { name: '你的名字' }).fill('小明');
    await ada.page.getByRole('button', { name: '开始' }).click();
    const card = ada.page.getByText('添加一张自己的卡片');
    await card.waitFor();
    expect(await violations(ada.page)).toEqual([]);
    await ada.page.clock.install();
    const board = ada.page.url();

    await ada.page.getByRole('button', { name: '删除示例' }).click();
    await ada.page.getByRole('heading', { name: '还没有项目' }).waitFor();
    // It waits for whoever is at it, also while all rules are looked at.
    await ada.page.getByRole('button', { name: '撤销' }).focus();
    expect(await violations(ada.page)).toEqual([]);
    await ada.page.getByRole('button', { name: '撤销' }).click();
    await card.waitFor();
    expect(ada.page.url()).toBe(board);
    await ada.page.clock.fastForward(60_000);
    expect(await ada.page.request.get(`${server.url}/api/projects`).then((answer) => answer.json())).toMatchObject({ items: [{}] });

    await ada.page.getByRole('button', { name: '删除示例' }).click();
    await ada.page.getByRole('heading', { name: '还没有项目' }).waitFor();
    await ada.page.clock.fastForward(60_000);
    const left = async (): Promise<boolean> => {
      const { items } = await ada.page.request.get(`${server.url}/api/projects`).then((answer) => answer.json());
      return items.length === 0;
    };
    await eventually('the sample is deleted', left);
    await ada.page.getByText('示例已删除。').waitFor({ state: 'detached' });
    await ada.page.reload();
    await ada.page.getByRole('button', { name: '创建示例项目' }).click();
    await card.waitFor();
  });
});

describe('projects', { timeout: E2E_TIMEOUT }, () => {
  it('are made, renamed for everybody, left, and deleted after their name was typed', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(server.url, 'Ada'), member(server.url, 'Bob')]);
    await ada.visit('/');
    await ada.page.getByRole('main').getByRole('button', { name: 'New project' }).click();
    await hasFocus(ada.page.getByRole('dialog').getByRole('textbox'));
    await ada.page.keyboard.type('Alpha');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('heading', { name: 'Board', level: 1 }).waitFor();
    const project = new URL(ada.page.url()).pathname.split('/')[2] ?? '';

    // Bob is at his start page when he is let in.
    await bob.visit('/');
    await bob.page.getByRole('heading', { name: 'No projects yet' }).waitFor();
    await letIn(ada, project, bob);
    await sidebar(bob).getByRole('link', { name: 'Alpha' }).click();
    await column(bob, 'To do').waitFor();

    await sidebar(ada).getByRole('button', { name: 'Settings' }).click();
    await ada.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Alpha two');
    await ada.page.keyboard.press('Enter');
    await sidebar(ada).getByRole('link', { name: 'Alpha two' }).waitFor();
    await sidebar(bob).getByRole('link', { name: 'Alpha two' }).waitFor();
    await ada.page.keyboard.press('Escape');

    await sidebar(bob).getByRole('button', { name: 'Settings' }).click();
    await bob.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await bob.page.getByRole('heading', { name: 'No projects yet' }).waitFor();
    await expect(bob.api('GET', `/projects/${project}`)).rejects.toThrow('404');

    await sidebar(ada).getByRole('button', { name: 'Settings' }).click();
    const forGood = ada.page.getByRole('button', { name: 'Delete for good' });
    await ada.page.getByRole('textbox', { name: /^Type/ }).fill('Alpha');
    await expect.poll(() => forGood.isDisabled()).toBe(true);
    await ada.page.getByRole('textbox', { name: /^Type/ }).fill('Alpha two');
    await forGood.click();
    await ada.page.getByRole('heading', { name: 'No projects yet' }).waitFor();
    await expect(ada.api('GET', `/projects/${project}`)).rejects.toThrow('404');
  });

  it('of others can’t be seen, nor their documents by address; who is removed is told so and loses it', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = [await member(server.url, 'Ada'), await member(server.url, 'Bob')];
    const eve = await member(server.url, 'Eve', {}, /404/);
    const project = await projectOf(ada, 'Secret', [[bob, 'editor']]);
    await ada.api('POST', `/projects/${project}/tasks`, { title: 'Pack' });
    const { document_id: plan } = await ada.api<{ document_id: string }>('POST', `/projects/${project}/documents`, { title: 'Plan' });
    await eve.visit('/');
    await eve.page.getByRole('heading', { name: 'No projects yet' }).waitFor();
    for (const path of [`/p/${project}`, `/p/${project}/d/${plan}`, `/p/${project}/people`]) {
      await eve.visit(path);
      await alert(eve).getByText('This project doesn’t exist, or you are no member of it.').waitFor();
      await expect.poll(() => eve.page.locator('[aria-busy="true"]').count()).toBe(0);
      expect(await eve.page.getByText(/Secret|Plan/).count()).toBe(0);
    }
    // An address that can't even be decoded.
    await eve.visit('/p/%E0%A4%A');
    await eve.page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();

    await bob.visit(`/p/${project}`);
    await column(bob, 'To do').getByRole('group', { name: 'Pack' }).focus();
    await bob.page.keyboard.press('e');
    await hasFocus(column(bob, 'To do').getByRole('textbox'));
    await bob.page.keyboard.type('Half a thought');
    await ada.api('DELETE', `/projects/${project}/members/${bob.id}`);
    await alert(bob).getByText('You are no longer a member of this project.').waitFor();
    expect(await bob.page.getByRole('button', { name: 'Share' }).count()).toBe(0);
    // What was being typed was never written: there is nothing that could still be saved.
    expect(await bob.badge()).not.toBe('Not saved');
    await sidebar(bob).getByRole('link', { name: 'Secret' }).waitFor({ state: 'detached' });
    await bob.page.getByRole('link', { name: 'To your projects' }).click();
    await bob.page.getByRole('heading', { name: 'No projects yet' }).waitFor();
  });
});

/** Makes somebody a member, as an owner's page of people does. */
async function letIn(owner: Member, project: string, other: Member): Promise<void> {
  await owner.api('PUT', `/projects/${project}/members/${other.id}`, { role: 'editor' });
}
