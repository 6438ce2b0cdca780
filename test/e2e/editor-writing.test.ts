import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

interface Two {
  readonly ada: Member;
  readonly bob: Member;
}

/** Two people in one document. */
async function two(role: 'editor' | 'commenter' | 'viewer' = 'editor', options: BrowserContextOptions = {}): Promise<Two> {
  const { url } = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(url, 'Ada', options), member(url, 'Bob')]);
  const project = await projectOf(ada, 'Alpha', [[bob, role]]);
  const address = `${url}/p/${project}/d/${await documentIn(ada, project, 'Plan')}`;
  await Promise.all([ada.open(address), bob.open(address)]);
  await ada.saved();
  return { ada, bob };
}

const text = (page: Page): ReturnType<Page['locator']> => page.locator('.editor-text');
const toolbar = (page: Page): ReturnType<Page['locator']> => page.getByRole('toolbar', { name: 'Formatting' });

/** What the blocks of a text are, in their order. */
function blocks(page: Page): Promise<string[]> {
  return page.locator('.editor-text > *').evaluateAll((all) => all.map((one) => one.getAttribute('data-callout') ?? one.tagName));
}

/** What screen readers say before the items of lists: those of outer lists first. */
async function markers(page: Page): Promise<unknown[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter(({ role }) => role?.value === 'ListMarker').map(({ name }) => name?.value);
}

async function becomes<T>(what: string, read: () => Promise<T>, wanted: T): Promise<void> {
  let last: T;
  const check = async (): Promise<boolean> => {
    last = await read();
    return JSON.stringify(last) === JSON.stringify(wanted);
  };
  await eventually(what, check, { every: 50, seen: () => last });
}

describe('writing', { timeout: E2E_TIMEOUT }, () => {
  it('understands Markdown, for both; undo right after gives back what was typed', async () => {
    const { ada, bob } = await two();
    await ada.type('### Steps\n[ ] one\n[x] two\n\n> said\nmore\n\n> [!TIP]use it\n\n---\n```ts\n# no heading, **no bold**');
    await ada.page.keyboard.press('Control+Enter');
    await ada.goOn('~~old~~ `code` [site](https://example.com) https://example.org/a, [bad](javascript:alert(1)) # end');
    await becomes('Bob has the blocks', () => blocks(bob.page), ['H3', 'UL', 'BLOCKQUOTE', 'tip', 'HR', 'CODE', 'P']);
    await bob.page.locator('.editor-text p', { hasText: '# end' }).waitFor();
    expect(await text(bob.page).getByRole('checkbox', { checked: true }).allInnerTexts()).toEqual(['two']);
    expect(await text(bob.page).getByRole('checkbox', { checked: false }).allInnerTexts()).toEqual(['one']);
    const links = await bob.page
      .locator('.editor-text a')
      .evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute('href')]));
    expect(links).toEqual([
      ['site', 'https://example.com'],
      ['https://example.org/a', 'https://example.org/a'],
    ]);
    expect(await bob.page.locator('.editor-text p', { hasText: 'bad' }).innerText()).toContain('[bad](javascript:alert(1))');

    await ada.goOn('\n## ');
    await becomes('a heading', async () => (await blocks(ada.page)).at(-1), 'H2');
    await ada.page.keyboard.press('Control+z');
    await becomes('no heading', async () => (await blocks(ada.page)).at(-1), 'P');
    await becomes('what was typed is there', () => ada.page.locator('.editor-text > p').last().innerText(), '## ');

    await ada.page.locator('.editor-text .callout').click({ position: { x: 26, y: 24 } });
    await ada.page.getByRole('menuitemradio', { name: 'Warning' }).click();
    await becomes('a warning', async () => (await blocks(bob.page))[3], 'warning');
  });

  it('has keys for formats and blocks, and a toolbar that is one stop and tells what is so', async () => {
    const { ada, bob } = await two();
    await ada.type('');
    await ada.page.keyboard.press('Control+b');
    await ada.goOn('bold');
    await ada.page.keyboard.press('Control+b');
    await ada.page.keyboard.press('Control+Alt+2');
    await becomes('a heading', () => blocks(bob.page), ['H2']);
    await becomes('it is bold', () => bob.page.locator('.editor-text strong').allInnerTexts(), ['bold']);
    await ada.page.keyboard.press('Control+Shift+9');
    await becomes('a checklist', () => blocks(bob.page), ['UL']);

    await ada.page.keyboard.press('Alt+F10');
    const bar = toolbar(ada.page);
    const kind = bar.getByRole('button', { name: 'Kind of block: Checklist' });
    await becomes('the toolbar has the focus', () => kind.evaluate((one) => one === document.activeElement), true);
    expect(await bar.locator('button[tabindex="0"]').count()).toBe(1);
    await ada.page.keyboard.press('Escape');
    await becomes('the text has the focus', () => text(ada.page).evaluate((one) => one === document.activeElement), true);
    await ada.page.keyboard.press('Alt+F10');
    await becomes('the toolbar has the focus again', () => kind.evaluate((one) => one === document.activeElement), true);
    await ada.page.keyboard.press('ArrowRight');
    await ada.page.keyboard.press('ArrowRight');
    await ada.page.keyboard.press('Enter');
    await becomes('italic is pressed', () => bar.getByRole('button', { name: 'Italic' }).getAttribute('aria-pressed'), 'true');
    await becomes('the text has the focus again', () => text(ada.page).evaluate((one) => one === document.activeElement), true);
    await ada.goOn('slanted');
    await bob.page.locator('.editor-text em', { hasText: 'slanted' }).waitFor();
    await bar.getByRole('button', { name: 'Kind of block: Checklist' }).click();
    await ada.page.getByRole('menuitemradio', { name: 'Quote' }).click();
    await becomes('a quote', () => blocks(bob.page), ['BLOCKQUOTE']);
  });

  it('links what is selected to safe addresses only, opens and removes links', async () => {
    const { ada, bob } = await two();
    await ada.type('read the docs');
    await ada.page.keyboard.press('Shift+Home');
    const bar = ada.page.getByRole('toolbar', { name: 'Selected text' });
    await bar.getByRole('button', { name: 'Link' }).waitFor();
    await ada.page.keyboard.press('Control+k');
    const field = ada.page.getByRole('textbox', { name: 'Address' });
    await field.fill('javascript:alert(1)');
    await field.press('Enter');
    await ada.page.getByRole('alert').filter({ hasText: 'can’t be used' }).waitFor();
    await field.fill('docs.example.com');
    await field.press('Enter');
    await bob.page.locator('.editor-text a[href="https://docs.example.com"]', { hasText: 'read the docs' }).waitFor();
    await ada.page.locator('.editor-text a').click();
    await ada.page.getByRole('button', { name: 'Remove link' }).click();
    await becomes('Bob has no link', () => bob.page.locator('.editor-text a').count(), 0);
    await bob.reads('read the docs');

    await ada.page.locator('.editor-text').click();
    await ada.page.keyboard.press('Control+a');
    await paste(ada.page, 'just words');
    await bob.reads('just words');
    await ada.page.keyboard.press('Control+a');
    await paste(ada.page, 'https://example.net/x');
    await bob.page.locator('.editor-text a[href="https://example.net/x"]', { hasText: 'just words' }).waitFor();
  });

  it('ticks by mouse and keyboard; lists nest with Tab, which leaves the text elsewhere', async () => {
    const { ada, bob } = await two();
    await ada.type('[ ] milk');
    const item = text(ada.page).getByRole('checkbox');
    await item.click({ position: { x: 8, y: 12 } });
    await text(bob.page).getByRole('checkbox', { name: 'milk', checked: true }).waitFor();
    await ada.page.keyboard.press('Space');
    await text(bob.page).getByRole('checkbox', { name: 'milk', checked: false }).waitFor();
    await ada.page.keyboard.press('Escape');
    await ada.type('\n');
    await becomes('there is a second item', () => text(ada.page).locator('li').count(), 2);
    await ada.page.keyboard.press('Tab');
    await ada.goOn('skimmed');
    await bob.page.locator('.editor-text li li', { hasText: 'skimmed' }).waitFor();
    await ada.goOn('\n\n\n');
    await becomes('a paragraph', async () => (await blocks(ada.page)).at(-1), 'P');
    await ada.page.keyboard.press('Tab');
    await becomes('the text has no focus', () => text(ada.page).evaluate((one) => one.contains(document.activeElement)), false);
  });

  it('numbers lists from where they start, nested ones by themselves, and writes no number onto an item: long lists would be slow', async () => {
    const { url } = await appServer('accounts');
    const ada = await member(url, 'Ada');
    const project = await projectOf(ada, 'Alpha');
    const list = await documentIn(ada, project, 'Plan', '- dot\n\n5. five\n6. six\n   1. one\n   2. two');
    await ada.open(`${url}/p/${project}/d/${list}`);
    await becomes('the items have numbers', () => markers(ada.page), ['• ', '5. ', '6. ', '1. ', '2. ']);
    await ada.type('\nseven');
    await becomes('there is a third inner one', () => markers(ada.page), ['• ', '5. ', '6. ', '1. ', '2. ', '3. ']);
    await text(ada.page).getByText('seven', { exact: true }).waitFor();
    await ada.page.keyboard.press('Shift+Tab');
    await becomes('the third has left the inner list', () => markers(ada.page), ['• ', '5. ', '6. ', '7. ', '1. ', '2. ']);
    expect(await text(ada.page).locator('li[value]').count()).toBe(0);
  });

  it('colours code over the text, also what another writes, and sends nothing for it', async () => {
    const { ada, bob } = await two('viewer');
    await ada.type('```js\nconst one');
    for (const { page } of [ada, bob]) await becomes('the keyword is coloured', () => colored(page, 'weft-code-keyword'), ['const']);
    // Words that change inside of the block are seen too.
    await ada.goOn(' = 1;');
    await bob.page.locator('.editor-text code', { hasText: 'const one = 1;' }).waitFor();
    for (const { page } of [ada, bob]) {
      await becomes('the keyword is coloured', () => colored(page, 'weft-code-keyword'), ['const']);
      await becomes('the number is coloured', () => colored(page, 'weft-code-number'), ['1']);
    }
    await ada.goOn('\n// so');
    await becomes('the comment is coloured', () => colored(bob.page, 'weft-code-comment'), ['// so']);
    expect(await bob.page.locator('.editor-text code span').evaluateAll((all) => all.map((one) => one.className))).toEqual(['', '']);
    expect(await toolbar(bob.page).getByRole('button', { name: 'Bold' }).count()).toBe(0);

    await ada.saved();
    await ada.page.addInitScript(countUpdates);
    await ada.page.reload();
    await becomes('coloured anew', () => colored(ada.page, 'weft-code-comment'), ['// so']);
    await ada.saved();
    expect(await ada.page.evaluate(() => Reflect.get(window, 'updates'))).toBe(0);
    await ada.type('!');
    await ada.saved();
    expect(await ada.page.evaluate(() => Reflect.get(window, 'updates'))).toBeGreaterThan(0);
  });
});

describe('bars', { timeout: E2E_TIMEOUT }, () => {
  it('have no fault that axe finds, light and dark, and fit a phone', async () => {
    // axe is a script that the page itself would refuse.
    const { ada } = await two('editor', { bypassCSP: true });
    await ada.type('> [!CAUTION]careful\n\n```ts\nconst a: string = "b"; // c');
    await ada.page.keyboard.press('Control+Enter');
    await ada.goOn('[ ] some words');
    await ada.page.keyboard.press('Shift+Home');
    for (const colorScheme of ['light', 'dark'] as const) {
      await ada.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await ada.page.getByRole('toolbar', { name: 'Selected text' }).waitFor();
      expect(await violations(ada.page)).toEqual([]);
    }
    await ada.page.keyboard.press('Control+k');
    await ada.page.getByRole('textbox', { name: 'Address' }).waitFor();
    expect(await violations(ada.page)).toEqual([]);
    await ada.page.keyboard.press('Escape');
    await ada.page.setViewportSize({ width: 360, height: 640 });
    await toolbar(ada.page).getByRole('button', { name: 'More' }).click();
    await ada.page.getByRole('menuitem', { name: 'Undo' }).waitFor();
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  it('offer a commenter a comment and nothing else, and open links for readers', async () => {
    const { ada, bob } = await two('commenter');
    await ada.type('see https://example.com/nowhere and words');
    const words = bob.page.locator('.editor-text span', { hasText: 'and words' });
    await words.dblclick();
    const bar = bob.page.getByRole('toolbar', { name: 'Selected text' });
    await bar.waitFor();
    expect(await bar.getByRole('button').allInnerTexts()).toEqual(['Comment']);
    expect(
      await toolbar(bob.page)
        .getByRole('button', { name: /Kind of block/ })
        .count(),
    ).toBe(0);
    await bob.page.context().route('https://example.com/**', (route) => route.fulfill({ body: 'there' }));
    const opened = bob.page.context().waitForEvent('page');
    await bob.page.locator('.editor-text a').click();
    const page = await opened;
    await page.waitForURL('https://example.com/nowhere');
    expect(await page.evaluate(() => window.opener)).toBe(null);
  });

  it('stand above the keyboard on touch screens, in buttons that a finger hits', async () => {
    const { ada } = await two('editor', { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
    const { page } = ada;
    await page.locator('.editor-text p').tap();
    const bold = toolbar(page).getByRole('button', { name: 'Bold' });
    await bold.waitFor();
    const box = await bold.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await bold.tap();
    await page.keyboard.type('!');
    await page.locator('.editor-text strong', { hasText: '!' }).waitFor();
    await toolbar(page).getByRole('button', { name: 'Hide the keyboard' }).tap();
    await bold.waitFor({ state: 'detached' });
  });
});

/** Runs in the page: counts what is sent to the server that changes a document. */
function countUpdates(): void {
  Reflect.set(window, 'updates', 0);
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data): void {
    // A sync message (0) that holds an update (2).
    if (data instanceof Uint8Array && data[0] === 0 && data[1] === 2) Reflect.set(window, 'updates', Reflect.get(window, 'updates') + 1);
    send.call(this, data);
  };
}

/** The words painted under a name, in their order. */
function colored(page: Page, name: string): Promise<string[]> {
  return page.evaluate((key) => [...(CSS.highlights.get(key) ?? [])].map(String), name);
}

/** Pastes plain text where the caret is. */
async function paste(page: Page, words: string): Promise<void> {
  await page.evaluate((plain) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', plain);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('.editor-text')?.dispatchEvent(event);
  }, words);
}
