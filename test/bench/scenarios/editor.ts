import { type Browser, chromium, type Page } from 'playwright-core';
import { Latencies } from '../load/latencies.ts';
import { sleep } from '../load/wait.ts';
import type { Figures, Scenario } from '../scenario.ts';

export const ARGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'];
const MB = 1024 * 1024;
/** ms between two keys of somebody who types fast. */
export const BETWEEN = 80;

/** In the page: keeps when something was painted, as clock times in ms, by what made it. */
export const WATCH = `
  window.keys = [];
  window.painted = [];
  window.changed = [];
  const afterPaint = (list, value) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => list.push(value());
    port2.postMessage(0);
  });
  const now = () => performance.timeOrigin + performance.now();
  addEventListener('keydown', () => {
    const at = now();
    keys.push(at);
    afterPaint(painted, () => now() - at);
  }, { capture: true });
  const text = document.querySelector('.editor-text');
  new MutationObserver(() => afterPaint(changed, now)).observe(text, { subtree: true, childList: true, characterData: true });
`;

/** Makes a document. @returns the address of its page */
export async function makeDocument(url: string, markdown: string): Promise<string> {
  const made = await fetch(`${url}/api/projects/home/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Long', markdown }),
  });
  if (!made.ok) throw new Error(`The document can't be made: ${made.status} ${await made.text()}`);
  const { document_id: document } = (await made.json()) as { readonly document_id: string };
  return `${url}/p/home/d/${document}`;
}

/** A page with the document open, as one who may write sees it. */
export async function openPage(browser: Browser, address: string): Promise<{ readonly page: Page; readonly ms: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const begun = performance.now();
  await page.goto(address);
  await page.locator('.editor-text[contenteditable=true]').getByText('This is the end.').waitFor({ timeout: 120_000 });
  return { page, ms: performance.now() - begun };
}

/** Two people in a document: one types in its middle, the other reads there. */
async function measure(browser: Browser, address: string, keys: number): Promise<Figures> {
  const writer = await openPage(browser, address);
  const reader = await openPage(browser, address);
  const middle = writer.page.getByText('This is the middle.');
  await middle.click();
  await reader.page.getByText('This is the middle.').scrollIntoViewIfNeeded();
  await sleep(2000);
  for (const { page } of [writer, reader]) await page.evaluate(WATCH);
  await writer.page.keyboard.type('x'.repeat(keys), { delay: BETWEEN });
  await sleep(1000);
  const own = new Latencies();
  for (const ms of await writer.page.evaluate<number[]>('painted')) own.add(ms);
  const theirs = new Latencies();
  const changes = await reader.page.evaluate<number[]>('changed');
  for (const key of await writer.page.evaluate<number[]>('keys')) {
    const seen = changes.find((at) => at >= key);
    if (seen !== undefined) theirs.add(seen - key);
  }
  const session = await writer.page.context().newCDPSession(writer.page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { open: writer.ms, p50: own.at(0.5), p99: own.at(0.99), remote: theirs.at(0.5), remoteLate: theirs.at(0.99), heap: usedSize / MB };
}

function editorScenario(name: string, title: string, markdown: string): Scenario {
  return {
    name,
    title,
    kinds: ['weft'],
    rounds: { full: 3, quick: 1 },
    run: async (bench, kind) => {
      const server = await bench.start(kind, { pages: true });
      const url = `http://127.0.0.1:${server.port}`;
      const address = await makeDocument(url, markdown);
      const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: ARGS });
      try {
        return await measure(browser, address, bench.quick ? 60 : 200);
      } finally {
        await browser.close();
        await server.end();
      }
    },
    rows: [
      { what: 'opened, until it can be typed in', figure: 'open', unit: 'ms', target: '≤ 2 s', met: ({ weft }) => weft <= 2000 },
      { what: 'own key painted, p50', figure: 'p50', unit: 'ms', target: '≤ 50 ms', met: ({ weft }) => weft <= 50 },
      { what: 'own key painted, p99', figure: 'p99', unit: 'ms', target: '≤ 100 ms', met: ({ weft }) => weft <= 100 },
      { what: 'key of another painted, p50', figure: 'remote', unit: 'ms', target: '≤ 100 ms', met: ({ weft }) => weft <= 100 },
      { what: 'key of another painted, p99', figure: 'remoteLate', unit: 'ms', target: '', met: () => true },
      { what: 'JavaScript heap of the page', figure: 'heap', unit: 'MB', target: '', met: () => true },
    ],
  };
}

/** A document with a line in its middle and one at its end that can be found. */
function documentOf(blocks: readonly string[]): string {
  const middle = blocks.length >> 1;
  return [...blocks.slice(0, middle), 'This is the middle.', ...blocks.slice(middle), 'This is the end.'].join('\n\n');
}

function words(count: number): string {
  return Array.from({ length: count }, (_, at) => ['we', 'write', 'together', 'in', 'one', 'document'][at % 6]).join(' ');
}

/** Many blocks. */
export const manyParagraphs: Scenario = editorScenario(
  'paragraphs',
  'two browsers in a document of 3,000 paragraphs',
  documentOf(Array.from({ length: 3000 }, (_, at) => (at % 30 === 0 ? `## Section ${at / 30}` : words(12)))),
);

/** Long blocks. */
export const manyCharacters: Scenario = editorScenario(
  'characters',
  'two browsers in a document of 250,000 characters',
  documentOf(Array.from({ length: 90 }, () => words(530))),
);
