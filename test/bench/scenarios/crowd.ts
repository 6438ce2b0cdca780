import { chromium, type Page } from 'playwright-core';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, createRelativePositionFromTypeIndex, Doc, mergeUpdates, XmlElement, XmlText } from 'yjs';
import { awarenessFrame, updateFrame } from '../../../shared/protocol.ts';
import { Client } from '../load/client.ts';
import { Latencies } from '../load/latencies.ts';
import { sleep } from '../load/wait.ts';
import { frameBytes } from '../load/websocket-frame.ts';
import type { Scenario } from '../scenario.ts';
import { ARGS, BETWEEN, makeDocument, openPage, WATCH } from './editor.ts';

/** Who types beside the one whose page is measured. */
const OTHERS = 19;
/** ms between two keys of each of them. */
const OTHERS_BETWEEN = 200;

/** The first of their paragraphs: they are around the one that is typed in here. */
const FIRST = 20;

/** Somebody who types at the end of a paragraph of their own, with a caret that all see. What the others write is let pass: it costs them nothing. */
class Neighbour {
  readonly #client: Client;
  readonly #doc = new Doc();
  readonly #awareness = new Awareness(this.#doc);
  readonly #at: number;
  #timer: ReturnType<typeof setInterval> | undefined;

  private constructor(client: Client, content: Uint8Array, at: number) {
    this.#client = client;
    this.#at = at;
    applyUpdate(this.#doc, content);
    this.#doc.on('update', (update: Uint8Array) => client.write(frameBytes(updateFrame(update), { masked: true })));
  }

  static async join(port: number, room: string, at: number): Promise<Neighbour> {
    const contents: Uint8Array[] = [];
    const client = await Client.join({ port, room, onContent: (update) => contents.push(update) });
    return new Neighbour(client, mergeUpdates(contents), at);
  }

  begin(): void {
    const text = this.#text();
    const own = this.#doc.clientID;
    this.#timer = setInterval(() => {
      const end = text.length;
      text.insert(end, (end + 1) % 6 === 0 ? ' ' : 'n');
      const place = createRelativePositionFromTypeIndex(text, end + 1);
      this.#awareness.setLocalState({
        user: { id: `n${this.#at}`, name: `Neighbour ${this.#at}` },
        ...{ anchorPos: place, focusPos: place, focused: true },
      });
      this.#client.tell(frameBytes(awarenessFrame(encodeAwarenessUpdate(this.#awareness, [own])), { masked: true }));
    }, OTHERS_BETWEEN);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#awareness.destroy();
    await this.#client.close();
  }

  #text(): XmlText {
    const block = this.#doc.get('root-v2', XmlElement).get(this.#at);
    const text = block instanceof XmlElement ? block.get(0) : null;
    if (!(text instanceof XmlText)) throw new Error('The paragraph has no text.');
    return text;
  }
}

/** What one's own keys take until they are painted. */
async function typed(page: Page, keys: number): Promise<Latencies> {
  await page.evaluate('painted.length = 0');
  await page.keyboard.type('x'.repeat(keys), { delay: BETWEEN });
  await sleep(500);
  const own = new Latencies();
  for (const ms of await page.evaluate<number[]>('painted')) own.add(ms);
  return own;
}

/** One types alone, then among others. */
export const crowd: Scenario = {
  name: 'crowd',
  title: `a browser in a document in which ${OTHERS} others type, each ${1000 / OTHERS_BETWEEN} keys a second`,
  kinds: ['weft'],
  rounds: { full: 3, quick: 1 },
  run: async (bench, kind) => {
    const server = await bench.start(kind, { pages: true });
    const paragraphs = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} has some words.`);
    const address = await makeDocument(
      `http://127.0.0.1:${server.port}`,
      [...paragraphs.slice(0, 30), 'This is the middle.', ...paragraphs.slice(30), 'This is the end.'].join('\n\n'),
    );
    const room = `ws/p/home/d/${address.split('/').at(-1)}`;
    const neighbours = await Promise.all(Array.from({ length: OTHERS }, (_, at) => Neighbour.join(server.port, room, at + FIRST)));
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: ARGS });
    try {
      const { page } = await openPage(browser, address);
      await page.getByText('This is the middle.').click();
      await page.evaluate(WATCH);
      const keys = bench.quick ? 60 : 200;
      const alone = await typed(page, keys);
      for (const one of neighbours) one.begin();
      await sleep(1000);
      const among = await typed(page, keys);
      return { alone: alone.at(0.5), p50: among.at(0.5), p99: among.at(0.99) };
    } finally {
      await Promise.all(neighbours.map((one) => one.stop()));
      await browser.close();
      await server.end();
    }
  },
  rows: [
    { what: 'own key painted, alone, p50', figure: 'alone', unit: 'ms', target: '', met: () => true },
    { what: 'own key painted, among the others, p50', figure: 'p50', unit: 'ms', target: '≤ 50 ms', met: ({ weft }) => weft <= 50 },
    { what: 'own key painted, among the others, p99', figure: 'p99', unit: 'ms', target: '≤ 100 ms', met: ({ weft }) => weft <= 100 },
  ],
};
