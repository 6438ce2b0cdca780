import type { Locator, Page } from 'playwright-core';
import { hasFocus } from './browser.ts';
import { clickMark, comment, select } from './commenting.ts';
import type { AppPage } from './pages.ts';
import type { Stage } from './stage.ts';

const guide = ({ busy, guide: document }: Stage): string => `/p/${busy}/d/${document}`;
const blank = ({ busy, blank: document }: Stage): string => `/p/${busy}/d/${document}`;

/** What the editor shows beside and over its text: its panels, menus, cards and bars. */
export const EDITOR_PAGES: readonly AppPage[] = [
  {
    name: 'editor-comments',
    path: guide,
    open: async (page, text) => {
      await writable(page).waitFor();
      await comment(page, 'ten people', 'Ten are too few. 至少二十个人，最好来自不同的团队。', text.threads.newComment);
      await comment(page, 'calm', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen?', text.threads.newComment);
      await page.locator('.comments-button[aria-expanded]:not([aria-haspopup])').click();
      await page.getByRole('complementary', { name: text.threads.title }).getByRole('article').first().waitFor();
      await select(page, 'Short words');
      await page.getByRole('toolbar', { name: text.writing.selectionBar }).waitFor();
    },
  },
  {
    name: 'editor-thread',
    path: guide,
    open: async (page, text) => {
      await writable(page).waitFor();
      await comment(page, 'on a Friday', 'And on a Thursday?', text.threads.newComment);
      await page.locator('.editor-text').getByText('Nothing is published').waitFor();
      await clickMark(page, 'on a Friday');
      await page.locator('.comments-in-place').getByText('And on a Thursday?').first().waitFor();
    },
  },
  {
    name: 'editor-find',
    path: guide,
    open: async (page, text) => {
      await caretIn(page, 'Ask ten');
      await page.getByRole('button', { name: text.find.outline }).click();
      await page.getByRole('complementary', { name: text.find.outline }).waitFor();
      await caretIn(page, 'Ask ten');
      await page.keyboard.press('Control+f');
      await page.getByRole('textbox', { name: text.find.words, exact: true }).fill('page');
      await page.getByRole('button', { name: text.find.showReplace }).click();
      await page.getByRole('textbox', { name: text.find.replacement }).fill('sheet');
      await page.locator('.find-place:not(:empty)').waitFor();
    },
  },
  { name: 'editor-slash', path: blank, open: (page) => typed(page, '/') },
  { name: 'editor-mention', path: blank, open: (page) => typed(page, '@') },
  {
    name: 'editor-empty',
    path: blank,
    open: async (page, text) => {
      await emptied(page);
      await page.getByText(text.editor.placeholder).waitFor();
      await page.getByRole('button', { name: text.threads.show(0), exact: true }).click();
      await page.getByText(text.threads.noneOpen).waitFor();
    },
  },
  {
    name: 'editor-link',
    path: guide,
    open: async (page, text) => {
      await caretIn(page, 'old handbook');
      await page.getByRole('button', { name: text.writing.linkEdit }).click();
      await page.getByRole('textbox', { name: text.writing.address }).fill('javascript:void(0)');
      await page.getByRole('button', { name: text.writing.linkSave, exact: true }).click();
      await page.getByRole('alert').filter({ hasText: text.writing.addressUnsafe }).waitFor();
    },
  },
  {
    name: 'editor-table',
    path: guide,
    open: async (page, text) => {
      await caretIn(page, '友好');
      await page.getByRole('button', { name: text.tables.menu }).waitFor();
      await page.locator('.editor-text td').getByText('友好').hover();
      await page.mouse.down();
      await page.locator('.editor-text td').getByText('short').hover();
      await page.mouse.up();
      await page.locator('.cell-chosen').nth(3).waitFor();
      await page.keyboard.press('Control+Alt+t');
      await page.getByRole('menu', { name: text.tables.menu }).waitFor();
    },
  },
  {
    name: 'editor-code',
    path: guide,
    open: async (page) => {
      await page.locator('.code-block').hover();
      await page.locator('.code-corner .bar-choice').click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'editor-block',
    path: guide,
    open: async (page, text) => {
      await caretIn(page, 'Ask ten');
      await page.keyboard.press('Control+Alt+b');
      await page.getByRole('menu', { name: text.blocks.menu }).waitFor();
    },
  },
  {
    name: 'editor-export',
    path: guide,
    open: async (page, text) => {
      await page.getByRole('button', { name: text.transfer.menu }).click();
      await page.getByRole('menu', { name: text.transfer.menu }).waitFor();
    },
  },
  {
    name: 'editor-follow',
    path: guide,
    open: async (page, text, { server, bob, ...stage }) => {
      await bob.open(server.url + guide({ server, bob, ...stage }));
      await bob.page.locator('.editor-text').getByText('Short words').click();
      await page.getByRole('button', { name: text.together.people(1) }).click();
      await page.getByRole('menuitemradio', { name: text.together.follow(bob.name) }).click();
      await page.getByRole('region', { name: text.together.following(bob.name) }).waitFor();
    },
    after: async ({ bob }) => void (await bob.page.goto('about:blank')),
  },
  { name: 'editor-reader', who: 'max', path: guide, open: (page) => page.getByText('Short words').waitFor() },
  {
    name: 'editor-touch',
    who: 'chen',
    path: guide,
    open: async (page) => {
      await page.locator('.editor-text[contenteditable=true]').getByText('Short words').tap();
      await page.locator('.touch-bar').waitFor();
    },
  },
  {
    name: 'import',
    path: ({ busy }) => `/p/${busy}/d`,
    open: async (page, text) => {
      await page.getByRole('button', { name: text.transfer.import, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: text.transfer.title });
      const file = {
        name: 'a-file-whose-name-is-as-long-as-names-of-files-become.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('-'),
      };
      await dialog.locator('input[type=file]').setInputFiles(file);
      await dialog.getByText(text.transfer.troubles.type).waitFor();
    },
  },
];

/** Clicks into words of the text, when it may be written. */
async function caretIn(page: Page, words: string): Promise<void> {
  await writable(page).getByText(words).first().click();
  await hasFocus(writable(page));
}

function writable(page: Page): Locator {
  return page.locator('.editor-text[contenteditable=true]');
}

async function emptied(page: Page): Promise<void> {
  await writable(page).click();
  await hasFocus(writable(page));
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.locator('.editor-placeholder').waitFor();
}

/** A sign, alone in the text, that opens a list. */
async function typed(page: Page, sign: string): Promise<void> {
  await emptied(page);
  await page.keyboard.type(sign);
  await page.getByRole('option', { selected: true }).waitFor();
}
