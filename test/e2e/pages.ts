import type { Locator, Page } from 'playwright-core';
import type { Dictionary } from '../../web/i18n/dictionary.ts';
import { EDITOR_PAGES } from './editor-pages.ts';
import type { Stage } from './stage.ts';

/** One page or layer of the app, and how somebody gets there. */
export interface AppPage {
  readonly name: string;
  /** Whose browser shows it. Default: Ada's. */
  readonly who?: 'bob' | 'chen' | 'max' | 'nobody';
  /** Its address; what is open over it is opened by `open`. */
  readonly path: (stage: Stage) => string;
  /** What is to be done there until it shows what it is about. */
  readonly open?: (page: Page, text: Dictionary, stage: Stage) => Promise<void>;
  /** What undoes it. */
  readonly after?: (stage: Stage) => Promise<void>;
}

const board = ({ busy }: Stage): string => `/p/${busy}`;

/** Every page and every layer. */
export const PAGES: readonly AppPage[] = [
  { name: 'sign-in', who: 'nobody', path: () => '/', open: (page, text) => heading(page, text.session.title).waitFor() },
  { name: 'recover', who: 'nobody', path: () => '/recover#a-secret-that-is-good-once' },
  { name: 'start', path: () => '/' },
  { name: 'board', path: board, open: (page) => card(page, 'New navigation').waitFor() },
  { name: 'board-small', path: ({ small }) => `/p/${small}`, open: (page) => card(page, '确定配色').waitFor() },
  { name: 'board-empty', path: ({ empty }) => `/p/${empty}` },
  { name: 'card', path: ({ busy, task }) => `/p/${busy}/t/${task}` },
  {
    name: 'bin',
    path: board,
    open: async (page, text) => {
      await page.getByRole('button', { name: text.board.inTheBin(1) }).click();
      await page.getByText('Carousel').first().waitFor();
    },
  },
  {
    name: 'palette',
    path: board,
    open: async (page) => {
      await card(page, 'New navigation').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'palette-found',
    path: board,
    open: async (page) => {
      await card(page, 'New navigation').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('pa');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
    },
  },
  {
    name: 'keys',
    path: board,
    open: async (page) => {
      await card(page, 'New navigation').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'profile',
    path: board,
    open: async (page, text, { ada }) => {
      await page.getByRole('button', { name: text.person.open(ada.name) }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'sign-out',
    path: board,
    open: async (page, text, { ada }) => {
      await page.getByRole('button', { name: text.person.open(ada.name) }).click();
      await page.getByRole('button', { name: text.person.signOut }).click();
      await page.getByRole('dialog', { name: text.person.leaving.title }).waitFor();
    },
  },
  {
    name: 'share',
    path: board,
    open: async (page, text) => {
      await page.getByRole('button', { name: text.frame.share }).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'project-settings', path: board, open: (page, text) => fromSidebar(page, text, text.frame.settings) },
  { name: 'new-project', path: board, open: (page, text) => fromSidebar(page, text, text.frame.newProject) },
  { name: 'documents', path: ({ busy }) => `/p/${busy}/d`, open: (page) => page.getByText('Tone of voice').first().waitFor() },
  { name: 'documents-empty', path: ({ empty }) => `/p/${empty}/d` },
  {
    name: 'document',
    path: ({ busy, document }) => `/p/${busy}/d/${document}`,
    open: async (page, _text, { server, busy, document, bob }) => {
      await page.locator('.editor-text').getByText('Every page has an owner').click();
      await bob.open(`${server.url}/p/${busy}/d/${document}`);
      await bob.page.locator('.editor-text').getByText('Every page has an owner').click();
      await page.locator('.remote-name').first().waitFor({ state: 'attached' });
    },
    after: async ({ bob }) => void (await bob.page.goto('about:blank')),
  },
  ...EDITOR_PAGES,
  { name: 'people', path: ({ busy }) => `/p/${busy}/people` },
  { name: 'activity', path: ({ busy }) => `/p/${busy}/activity` },
  {
    name: 'inbox',
    path: board,
    open: async (page) => {
      await card(page, 'New navigation').waitFor();
      await page.locator('.weft-bell').click();
      await page.getByText('翻译帮助页面').nth(1).waitFor();
    },
  },
  {
    name: 'toast',
    path: board,
    open: async (page, _text, stage) => {
      await card(page, 'New navigation').waitFor();
      await stage.assignToAda();
      await page.locator('[data-sonner-toast]').first().waitFor();
    },
  },
  { name: 'invite', who: 'bob', path: ({ invite }) => invite },
  { name: 'refused', who: 'bob', path: ({ small }) => `/p/${small}`, open: (page) => page.getByRole('alert').first().waitFor() },
  { name: 'missing', path: () => '/nowhere/at/all' },
  {
    name: 'offline',
    path: board,
    open: async (page, text, { server }) => {
      await card(page, 'New navigation').waitFor();
      await server.kill();
      await page.locator('[data-sync]').getByText(text.sync.offline(0)).first().waitFor();
    },
    after: ({ server }) => server.start(),
  },
];

/** Shows a page to the person who is to see it. The page's language is that of its browser's setting. */
export async function showPage({ who, path, open }: AppPage, text: Dictionary, stage: Stage): Promise<Page> {
  const { page } = who === undefined ? stage.ada : stage[who];
  // From somewhere else: another # alone would load nothing.
  await page.goto('about:blank');
  await page.goto(stage.server.url + path(stage));
  await page.getByRole('main').first().waitFor();
  await open?.(page, text, stage);
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .skeleton') === null);
  return page;
}

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { name });
}

function card(page: Page, title: string): Locator {
  return page.getByRole('main').getByText(title).first();
}

/** On a narrow screen the sidebar comes when it is asked for. */
async function fromSidebar(page: Page, text: Dictionary, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: text.frame.openNavigation });
  if (await menu.isVisible()) await menu.click();
  await page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('link', { name, exact: true }))
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
}
