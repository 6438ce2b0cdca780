import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readClientFrame } from '../../shared/protocol.ts';
import { eventually } from '../support/eventually.ts';
import { png } from '../support/images.ts';
import { testServer } from '../support/server.ts';
import { harnessPage } from '../web/harness/page.ts';
import { type AppServer, appServer } from './app-server.ts';
import { E2E_TIMEOUT, type Person, person, undoUntil } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';
import { steeredLine } from './steered-line.ts';

/* What an editor that is bound to a shared document does wrong by itself, each seen in other systems or in Lexical’s own binding. */

interface House {
  readonly server: AppServer;
  readonly ada: Member;
  readonly bob: Member;
  readonly project: string;
  readonly document: string;
  readonly path: string;
}

/** Ada and Bob, who may both write, in one document. */
async function house(markdown: string): Promise<House> {
  const server = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(server.url, 'Ada'), member(server.url, 'Bob')]);
  const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
  const document = await documentIn(ada, project, 'Plan', markdown);
  return { server, ada, bob, project, document, path: `/p/${project}/d/${document}` };
}

/** Waits until all is saved and all show the same, and answers it. */
async function converged(...people: readonly Person[]): Promise<string> {
  let texts: string[] = [];
  const agree = async (): Promise<boolean> => {
    texts = await Promise.all(people.map((one) => one.text()));
    return texts.every((text) => text === texts[0]);
  };
  await Promise.all(people.map((one) => one.saved()));
  await eventually('all show the same', agree, { every: 100, seen: () => texts });
  return texts[0] ?? '';
}

/** What a page’s line to a document carries from now on: each insertion at its clock, letters as they are, the rest as `#`. */
function insertionsOf(page: Page, document: string): string[] {
  const sent: string[] = [];
  page.on('websocket', (socket) => {
    if (!new URL(socket.url()).pathname.endsWith(encodeURIComponent(document))) return;
    socket.on('framesent', ({ payload }) => {
      if (typeof payload === 'string') return;
      const frame = readClientFrame(payload);
      if (frame.type !== 'update' && frame.type !== 'step2') return;
      for (const struct of Y.decodeUpdate(frame.update).structs) {
        const words =
          struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : '#'.repeat(struct.length);
        for (const [at, letter] of [...words].entries()) sent[struct.id.clock + at] = letter;
      }
    });
  });
  return sent;
}

/** A block of each kind. @param image a file of the project */
const everything = (bob: string, image: string): string => `# Plan

Some **bold** words, a [link](https://example.org/), \`code\`, and [@Bob](weft:user/${bob}).

- [ ] to do
- [x] done

> said

> [!WARNING]
> Mind the gap.

\`\`\`js
const two = 1 + 1;
\`\`\`

---

| a | b |
| - | - |
| c | d |

![A picture](weft:file/${image})

The end.
`;

describe('those who may not write', { timeout: E2E_TIMEOUT }, () => {
  it('write nothing, whatever they click and whatever comes in; who may from now on types at once', async () => {
    const { server, ada, bob, project } = await house('');
    const { request } = ada.page.context();
    const headers = { origin: server.url, 'content-type': 'image/png' };
    const upload = await request.post(`${server.url}/api/projects/${project}/files`, { headers, data: png(60, 40) });
    const { file_id: image } = (await upload.json()) as { file_id: string };
    const document = await documentIn(ada, project, 'Everything', everything(bob.id, image));
    const path = `/p/${project}/d/${document}`;
    const readers = await Promise.all((['Vic', 'Com'] as const).map((name) => member(server.url, name)));
    const sent = readers.map(({ page }) => insertionsOf(page, document));
    for (const [at, role] of (['viewer', 'commenter'] as const).entries()) {
      const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role });
      await readers[at]?.api('POST', '/invites/accept', { secret });
    }
    await Promise.all([ada, ...readers].map((one) => one.open(server.url + path)));
    await Promise.all([ada, ...readers].map((one) => one.reads(/The end\.$/)));
    for (const { page } of readers) {
      await page.locator('.editor-text[contenteditable=false]').waitFor();
      expect(await page.getByRole('button', { name: 'Bold' }).count()).toBe(0);
      expect(await page.getByRole('checkbox', { checked: false }).count()).toBe(1);
      await clickEverything(page);
      await page.keyboard.type('not for me');
      for (const key of ['Delete', 'Enter', 'Control+b', 'Control+z', 'Tab', 'Control+Alt+1']) await page.keyboard.press(key);
    }
    await ada.type(' Or is it?\n\nNo.');
    await ada.page
      .getByRole('checkbox')
      .first()
      .click({ position: { x: 4, y: 10 } });
    // What stands beside each other in one format is one text to every editor, and readers must not write that down.
    await ada.page.locator('.editor-text').getByText('bold', { exact: true }).dblclick();
    await ada.page.keyboard.press('Control+b');
    for (const one of readers)
      await eventually('it is bold no more', async () => (await one.page.locator('.editor-text strong').count()) === 0);
    for (const one of readers) {
      await one.reads(/Or is it\?\n+No\.$/);
      await eventually('it is checked', async () => (await one.page.getByRole('checkbox', { checked: true }).count()) === 2);
    }
    await readers[0]?.shows('Read-only');
    expect(sent).toEqual([[], []]);

    for (const [at, one] of readers.entries()) {
      await ada.api('PUT', `/projects/${project}/members/${one.id}`, { role: 'editor' });
      await one.page.locator('.editor-text[contenteditable=true]').waitFor();
      await one.type(` ${one.name} too.`);
      await ada.reads(new RegExp(`${one.name} too\\.$`));
      // From clock 0 on, which is the first thing that this page ever did to the document, there is what is typed now and nothing else.
      await one.saved();
      expect(sent[at]?.join('')).toBe(` ${one.name} too.`);
    }
    expect(await converged(ada, ...readers)).toMatch(/No\. Vic too\. Com too\.$/);
  });
});

/** Clicks each block, mark, cell and box of the text, twice. */
async function clickEverything(page: Page): Promise<void> {
  const parts = page.locator('.editor-text :is(h1, p, li, blockquote, strong, code, td, th, hr, img, figure)');
  const count = await parts.count();
  for (let at = 0; at < count; at++) {
    await parts.nth(at).dblclick({ force: true, position: { x: 3, y: 1 } });
    await page.keyboard.press('Escape');
  }
}

describe('a document that is left while one types', { timeout: E2E_TIMEOUT }, () => {
  it('keeps its own words and takes none of the next one’s, however fast one goes to and fro', async () => {
    const { server, ada, project, path } = await house('First: ');
    const second = `/p/${project}/d/${await documentIn(ada, project, 'Second', 'Second: ')}`;
    await ada.open(server.url + path);
    await ada.reads('First:');
    for (const [here, there, letter] of [
      [path, second, 'a'],
      [second, path, 'B'],
      [path, second, 'c'],
      [second, path, 'D'],
    ] as const) {
      await ada.page.locator('.editor-text[contenteditable=true]').waitFor();
      await ada.reads(here === path ? /^First/ : /^Second/);
      await ada.type(letter.repeat(20));
      await ada.page.evaluate((to) => history.pushState(null, '', to), there);
      // Into whatever has the focus just now.
      await ada.goOn(letter.repeat(5));
    }
    for (const [at, words] of [
      [path, /^First: ?a{20,25}c{20,25}$/],
      [second, /^Second: ?B{20,25}D{20,25}$/],
    ] as const) {
      await ada.open(server.url + at);
      await ada.reads(words);
    }
  });
});

describe('two people apart', { timeout: E2E_TIMEOUT }, () => {
  it('make the same block a heading: no word is lost, all see the same, and each can take back their own', async () => {
    const { server, ada, bob, path } = await house('the very same words\n\nbelow');
    const lines = await Promise.all([ada, bob].map(({ page }) => steeredLine(page.context())));
    await Promise.all([ada.open(server.url + path), bob.open(server.url + path)]);
    await Promise.all([ada.reads(/below/), bob.reads(/below/)]);
    await Promise.all([ada.saved(), bob.saved()]);
    for (const line of lines) line.set('refused');
    await Promise.all([ada.shows(/^Offline/), bob.shows(/^Offline/)]);
    for (const [one, key] of [
      [ada, '1'],
      [bob, '2'],
    ] as const) {
      await one.page.getByText('the very same words').click();
      await one.page.keyboard.press(`Control+Alt+${key}`);
      await one.page.locator(`.editor-text h${key}`).waitFor();
      await one.page.keyboard.press('End');
      await one.goOn(` of ${one.name}`);
    }
    for (const line of lines) line.set('free');
    const shown = await converged(ada, bob);
    // Each made a block of their own of it: both stand, with the words of both.
    expect(shown.split('\n').sort()).toEqual(['below', 'the very same words of Ada', 'the very same words of Bob']);
    await eventually(
      'Bob has taken back his own',
      async () => {
        await bob.page.locator('.editor-text').focus();
        await bob.page.keyboard.press('Control+z');
        return !(await bob.text()).includes('of Bob');
      },
      { every: 100 },
    );
    expect(await converged(ada, bob)).toContain('the very same words of Ada');
  });
});

describe('an input method', { timeout: E2E_TIMEOUT }, () => {
  it('goes on composing while others write in the same block and in another; what all wrote stands', async () => {
    const { server, ada, bob, path } = await house('one\n\ntwo');
    await Promise.all([ada.open(server.url + path), bob.open(server.url + path)]);
    await Promise.all([ada.reads('one\ntwo'), bob.reads('one\ntwo')]);
    await Promise.all([ada, bob].map(({ page }) => page.locator('.editor-text[contenteditable=true]').waitFor()));
    const input = await ada.page.context().newCDPSession(ada.page);
    const compose = (text: string): Promise<unknown> =>
      input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await bob.page.getByText('one').click();
    await bob.page.keyboard.press('Home');
    await ada.type(' ');
    await compose('n');
    await compose('ni');
    await bob.goOn('number ');
    // Lexical keeps a character of no width behind what is composed, on that page alone.
    await ada.reads(/^number one\ntwo ni\u200b?$/);
    await compose('nih');
    await bob.page.getByText('two').click();
    await bob.page.keyboard.press('Home');
    await bob.goOn('and ');
    await ada.reads(/and two nih\u200b?$/);
    await compose('nihao');
    await input.send('Input.insertText', { text: '你好' });
    await bob.reads('number one\nand two 你好');
    await ada.goOn('，世界');
    await bob.goOn('also ');
    expect(await converged(ada, bob)).toBe('number one\nand also two 你好，世界');
  });
});

describe('a document whose content is replaced whole', { timeout: E2E_TIMEOUT }, () => {
  it('shows what is there now, to those too who write in it, and takes what they type next', async () => {
    const { server, ada, bob, project, document, path } = await house('old one\n\nold two');
    await Promise.all([ada.open(server.url + path), bob.open(server.url + path)]);
    await Promise.all([ada.reads(/old two/), bob.reads(/old two/)]);
    await ada.type(' is going');
    await bob.type('');
    const headers = { origin: server.url, 'content-type': 'text/markdown' };
    const address = `${server.url}/api/projects/${project}/documents/${document}/content`;
    const replacing = ada.page.context().request.put(address, { headers, data: '# New\n\n- first\n- last' });
    await bob.goOn('while it goes');
    expect((await replacing).ok()).toBe(true);
    // What Bob typed into the old text went with it; what came later stands where his caret then was.
    await Promise.all([ada.reads(/New\nfirst\nlast/), bob.reads(/New\nfirst\nlast/)]);
    await ada.type(' of Ada');
    await ada.reads(/of Ada/);
    await bob.page.getByText('New', { exact: true }).click();
    await bob.page.keyboard.press('End');
    await bob.goOn(' plan');
    expect(await converged(ada, bob)).toMatch(/New plan\nfirst\nlast/);
    await bob.page.reload();
    await bob.reads(await ada.text());
  });
});

describe('an editor on a document that is filled already', { timeout: E2E_TIMEOUT }, () => {
  it('shows it at each mount, everything done twice as StrictMode does, and its first key deletes nothing', async () => {
    const server = await testServer();
    const ada = await person();
    const query = new URLSearchParams({ ws: `${server.url}/ws`, token: 'ada:editor' });
    await ada.page.goto(`${await harnessPage('editor/editor-page.tsx')}/?${query}`);
    await ada.page.locator('.editor-text[contenteditable=true]').waitFor();
    await ada.type('First words.\nSecond words.');
    const button = ada.page.getByRole('button', { name: 'Document', exact: true });
    for (const more of [' More.', ' And more.']) {
      const before = await ada.text();
      await button.click();
      await ada.page.locator('.editor-text').waitFor({ state: 'detached' });
      await button.click();
      await ada.reads(before);
      await ada.page.locator('.editor-text[contenteditable=true]').waitFor();
      await ada.type(more);
      await ada.reads(before + more);
    }
    await undoUntil(ada, 'First words.\nSecond words. More.');
    await ada.page.reload();
    await ada.reads('First words.\nSecond words. More.');
  });
});
