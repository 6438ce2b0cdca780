import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** ms. "Saving…" shows after 300; a page on a busy machine may need longer. */
const BADGE_ADMITS = 1_000;

/** What Chromium itself says when a server or the network is gone: no fault of the app's, and nothing that it could keep quiet. */
const SERVER_GONE =
  /WebSocket connection to .* failed|net::ERR_(CONNECTION|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|INTERNET_DISCONNECTED|NETWORK_CHANGED|INCOMPLETE_CHUNKED|CONTENT_LENGTH_MISMATCH)/;

let browser: Promise<Browser> | null = null;

afterAll(async () => {
  const running = browser;
  browser = null;
  await (await running)?.close();
});

/** ms. A browser on a busy machine takes its time; only failing tests wait this long. */
export const E2E_TIMEOUT = 300_000;

/** ms for each thing that is waited for: there is room for several in a test. */
export const PATIENCE = 60_000;

/** What a test sees must come from the server that it started: the service worker is for tests that are about it. */
const DEFAULTS: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' };

/** One headless Chromium for the test file, in a profile of its own that goes with it. */
function launch(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: ARGS });
  return browser;
}

/** Somebody with a browser. Nothing is shared with others: neither storage nor cookies. */
export interface Person {
  readonly page: Page;
  /** Opens a document and waits until it may be read. */
  open(url: string): Promise<void>;
  /** Clicks into the document as soon as one may write there, puts the caret at its end and types. */
  type(text: string, delay?: number): Promise<void>;
  /** Types where the caret is. */
  goOn(text: string, delay?: number): Promise<void>;
  /** The document as the page shows it, a line a block. */
  text(): Promise<string>;
  /** What the sync badge says. */
  badge(): Promise<string>;
  /** Waits until the sync badge's word is `word`. */
  shows(word: string | RegExp): Promise<void>;
  /** Waits until everything is saved: for as long as it takes the badge to admit that something isn't. */
  saved(): Promise<void>;
  /** Waits until the document shows `text`. */
  reads(text: string | RegExp): Promise<void>;
}

/** A new person. The test fails on any error in their console but those that it expects. */
export async function person(options: BrowserContextOptions = {}, expected: RegExp | null = null): Promise<Person> {
  const context = await (await launch()).newContext({ ...DEFAULTS, ...options });
  context.setDefaultTimeout(PATIENCE);
  const errors: string[] = [];
  const note = (error: string): void => {
    if (!SERVER_GONE.test(error) && expected?.test(error) !== true) errors.push(error);
  };
  onTestFinished(async () => {
    await context.close();
    if (errors.length > 0) throw new Error(`The browser's console had errors:\n${errors.join('\n')}`);
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') note(message.text());
  });
  page.on('pageerror', (error) => note(error.stack || error.message));

  const editor = page.locator('.editor-text');
  const text = (): Promise<string> => editor.evaluate(linesOf);
  const badge = async (): Promise<string> => (await page.locator('[data-sync]').innerText()).trim();
  const goOn = (typed: string, delay = 0): Promise<void> => page.keyboard.type(typed, { delay });
  return {
    page,
    text,
    badge,
    goOn,
    open: async (url) => {
      await page.goto(url);
      await editor.waitFor();
    },
    type: async (typed, delay) => {
      await page.locator('.editor-text[contenteditable=true]').click();
      await hasFocus(editor);
      await page.keyboard.press('Control+End');
      await goOn(typed, delay);
    },
    shows: (word) => comesTo('the badge', badge, word),
    saved: async () => {
      let since: number | null = null;
      const check = async (): Promise<boolean> => {
        if ((await badge()) !== 'Saved') since = null;
        else since ??= performance.now();
        return since !== null && performance.now() - since > BADGE_ADMITS;
      };
      await eventually('everything is saved', check, { within: PATIENCE, every: 50, seen: badge });
    },
    reads: (wanted) => comesTo('the document', text, wanted),
  };
}

/** Waits until the keys are for this element. */
export function hasFocus(element: Locator): Promise<void> {
  return element.and(element.page().locator(':focus')).waitFor();
}

/**
 * Undoes (or redoes) step by step until the document shows `wanted`. What was typed slowly, as on a busy machine, is
 * several steps.
 */
export async function undoUntil(one: Person, wanted: string, keys: 'Control+z' | 'Control+Shift+z' = 'Control+z'): Promise<void> {
  const check = async (): Promise<boolean> => {
    if ((await one.text()) === wanted) return true;
    await one.page.keyboard.press(keys);
    return (await one.text()) === wanted;
  };
  await eventually(`${keys} leads to ${wanted}`, check, { every: 100, seen: one.text });
}

/** Waits until `read` answers what is wanted. */
async function comesTo(what: string, read: () => Promise<string>, wanted: string | RegExp): Promise<void> {
  let last = '';
  const check = async (): Promise<boolean> => {
    last = await read();
    return typeof wanted === 'string' ? last === wanted : wanted.test(last);
  };
  await eventually(`${what} shows ${wanted}`, check, { within: PATIENCE, every: 50, seen: () => last });
}

/** Runs in the page: a line for each paragraph, heading or list item. */
function linesOf(editor: Element): string {
  const blocks = [...editor.querySelectorAll('p, h1, h2, h3, li, blockquote')];
  return blocks.map((block) => block.textContent).join('\n');
}
