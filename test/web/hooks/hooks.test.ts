import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { binTask, changeTask, createTask, moveTask } from '../../../shared/model/task-edits.ts';
import { E2E_TIMEOUT, person } from '../../e2e/browser.ts';
import type { DocClient } from '../../support/doc-client.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { harnessPage } from '../harness/page.ts';

const ROOM = 'p/home';

interface Opened {
  readonly server: TestServer;
  readonly page: Page;
  /** Somebody else on the same board. */
  readonly bob: DocClient;
  /** The rooms that the page opened a socket to, in order. */
  readonly sockets: readonly string[];
  /** Waits until the page shows these titles in the first column. */
  shows(titles: readonly string[]): Promise<void>;
  /** What rendered since the counts were forgotten. */
  renders(): Promise<Record<string, number>>;
}

/** A board with these cards in Chromium, and Bob. */
async function opened(titles: readonly string[] = [], query = ''): Promise<Opened> {
  const server = await testServer();
  const bob = await server.join(ROOM, 'bob:editor');
  for (const title of titles) add(bob, title);
  const [address, { page }] = await Promise.all([harnessPage('hooks/board-page.tsx'), person()]);
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(decodeURIComponent(new URL(socket.url()).pathname.slice(1))));
  await page.goto(`${address}/?ws=${server.url}${query}`);
  await page.locator('main').waitFor({ state: 'attached' });
  const shown = (): Promise<string[]> => page.locator('[data-column=todo] li').allInnerTexts();
  const shows = async (wanted: readonly string[]): Promise<void> => {
    let last: string[] = [];
    const check = async (): Promise<boolean> => {
      last = await shown();
      return last.join('\n') === wanted.join('\n');
    };
    await eventually(`the page shows ${wanted.join()}`, check, { every: 20, seen: () => last });
  };
  await shows(titles);
  return { server, page, bob, sockets, shows, renders: () => page.evaluate(() => window.harness.renders) };
}

function add({ doc }: DocClient, title: string): void {
  createTask(doc, `task_${title}`, { title }, { now: Date.now(), by: 'bob' });
}

/** Forgets what rendered, when all that opens with the page is there and nothing renders any more. */
async function forget(page: Page, renders: Opened['renders']): Promise<void> {
  let last = '';
  const rests = async (): Promise<boolean> => {
    const isThere = await page.evaluate(() => window.wsInstance?.getState().rooms.every(({ kind }) => kind === 'saved') === true);
    const now = JSON.stringify(await renders());
    const isSame = now === last;
    last = now;
    return isThere && isSame;
  };
  await eventually('nothing renders any more', rests, { every: 200 });
  await page.evaluate(() => window.harness.forget());
}

/** The project rooms that are open in the page. */
async function projectsIn(page: Page): Promise<string[] | undefined> {
  const rooms = await page.evaluate(() => window.wsInstance?.getState().rooms.map(({ room }) => room));
  return rooms?.filter((room) => room.startsWith('p/'));
}

const LETTERS = [...'abcdefghijklmnop'];

describe('the hooks in a page', { timeout: E2E_TIMEOUT }, () => {
  it('a remote change of one task renders one card, and neither its column nor the board', async () => {
    const { page, bob, shows, renders } = await opened(LETTERS);
    await forget(page, renders);
    changeTask(bob.doc, 'task_c', { title: 'changed' });
    await shows(LETTERS.map((letter) => (letter === 'c' ? 'changed' : letter)));
    expect(Object.keys(await renders())).toEqual(['card task_c']);
  });

  it('a remote move renders its two columns and no other card', async () => {
    const { page, bob, shows, renders } = await opened(LETTERS);
    await forget(page, renders);
    moveTask(bob.doc, 'task_c', { status: 'done' });
    await shows(LETTERS.filter((letter) => letter !== 'c'));
    expect(Object.keys(await renders()).sort()).toEqual(['card task_c', 'column done', 'column todo']);
  });

  it('StrictMode and many components open one socket a room', async () => {
    const { sockets, bob, shows } = await opened();
    add(bob, 'later');
    await shows(['later']);
    expect(sockets).toEqual([ROOM]);
  });

  it('all readers of a store agree at every moment, also while they mount and it changes', async () => {
    const { page, bob } = await opened([], '&alone');
    for (let index = 0; index < 20; index++) {
      add(bob, `t${index}`);
      binTask(bob.doc, `task_t${index}`, Date.now());
    }
    await eventually('the page has them', () => page.evaluate(() => window.harness.binned() === 20));
    await page.evaluate(() => window.harness.crowd());
    await page.locator('footer span', { hasText: /^0$/ }).nth(19).waitFor();
    expect(await page.evaluate(() => window.harness.torn)).toBe(false);
  });

  it('an action shows at once, and its promise settles when it is saved', async () => {
    const { server, page, bob, shows } = await opened();
    const release = server.store.holdWrites();
    await page.evaluate(() => window.harness.create({ title: 'mine' }));
    await shows(['mine']);
    await eventually('the write waits', () => server.store.writing > 0);
    expect(await page.evaluate(() => window.harness.made)).toBeNull();
    release();
    const id = await eventually('it is saved', () => page.evaluate(() => window.harness.made));
    await eventually('bob has it', () => bob.doc.getMap('tasks').has(id));
  });

  it('an action that can not be done rejects with what is wrong', async () => {
    const { page } = await opened();
    await page.evaluate(() => window.harness.create({ title: ' ' }));
    const said = await eventually('it is refused', () => page.evaluate(() => window.harness.made));
    expect(said).toContain('Problem');
  });

  it('everything ends with the provider', async () => {
    const { server, page } = await opened(['one']);
    await page.evaluate(() => window.harness.context?.joinProjectRoom('other', 'Other'));
    await server.counted('two sockets of the page and bob’s', ({ connections }) => connections === 3);
    expect(await projectsIn(page)).toEqual(['p/home', 'p/other']);
    await page.evaluate(() => window.harness.show(null));
    await server.counted('only bob’s is left', ({ connections }) => connections === 1);
    expect(await page.evaluate(() => window.wsInstance === undefined)).toBe(true);
  });

  it('another name is told without connecting anew, another person connects anew', async () => {
    const { page, sockets } = await opened();
    await page.locator('[data-online]', { hasText: 'Ada online' }).waitFor();
    await page.evaluate(() => window.harness.show({ userId: 'cid', username: 'Cid' }));
    await page.locator('[data-online]', { hasText: 'Cid online' }).waitFor();
    await eventually('there is a connection of one’s own', () => sockets.filter((room) => room === ROOM).length === 2);
    expect(await page.evaluate(() => window.wsInstance?.getState().user?.id)).toBe('cid');
    await page.evaluate(() => window.harness.show({ userId: 'cid', username: 'Cidney' }));
    await eventually('it is told', () => page.evaluate(() => window.wsInstance?.getState().user?.name === 'Cidney'));
    expect(sockets.filter((room) => room === ROOM)).toHaveLength(2);
  });

  it('a listener of events is the one that was passed last', async () => {
    const { page, bob, shows } = await opened();
    add(bob, 'one');
    await shows(['one']);
    await eventually('it is heard', () => page.evaluate(() => window.harness.heard.length > 0));
    await page.evaluate(() => window.harness.listenAs('second'));
    await page.locator('[data-listens=second]').waitFor({ state: 'attached' });
    add(bob, 'two');
    await eventually('it is heard', () => page.evaluate(() => window.harness.heard.length > 1));
    expect(await page.evaluate(() => window.harness.heard)).toEqual(['first: one', 'second: two']);
    await page.locator('[data-updates="2"][data-connected=true]', { hasText: 'one,two' }).waitFor();
  });

  it('a project that was joined by name stays open until it is left as often', async () => {
    const { server, page } = await opened();
    await page.evaluate(() => {
      window.harness.context?.joinProjectRoom('other', 'Other');
      window.harness.context?.joinProjectRoom('other', 'The other');
    });
    await page.locator('[data-status=connected]', { hasText: 'The other' }).waitFor();
    await page.evaluate(() => window.harness.context?.leaveProjectRoom('other'));
    expect(await projectsIn(page)).toEqual(['p/home', 'p/other']);
    await page.evaluate(() => window.harness.context?.leaveProjectRoom('other'));
    await server.counted('it is left', ({ connections }) => connections === 2);
    expect(await projectsIn(page)).toEqual(['p/home']);
  });

  it('the context opens one’s inbox when it is read, and not before', async () => {
    const { server, page } = await opened();
    const inboxes = (): Promise<number> =>
      page.evaluate(() => window.wsInstance?.getState().rooms.filter(({ room }) => room.startsWith('u/')).length ?? -1);
    await page.locator('[data-status=connected]').waitFor({ state: 'attached' });
    expect(await inboxes()).toBe(0);
    expect(await page.evaluate(() => window.harness.context?.notifications)).toEqual([]);
    await server.counted('the page’s three sockets and bob’s', ({ connections }) => connections === 4);
    expect(await inboxes()).toBe(2);
  });

  it('an update is written into a board that nobody looks at, and is there when its promise has settled', async () => {
    const { server, page } = await opened();
    await page.evaluate(() =>
      window.harness.context?.sendTaskUpdate({ task_id: 'task_far', project_id: 'far', title: 'Far away' }, 'task_created'),
    );
    await page.evaluate(() => window.harness.context?.sendTaskUpdate({ task_id: 'task_far', project_id: 'far', new_status: 'done' }));
    const eve = await server.join('p/far', 'eve:editor');
    expect(eve.doc.getMap('tasks').toJSON().task_far).toMatchObject({ title: 'Far away', status: 'done' });
  });
});
