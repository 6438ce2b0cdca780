import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { png } from '../support/images.ts';
import { type AppServer, appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

interface Together {
  readonly server: AppServer;
  readonly ada: Member;
  readonly bob: Member;
  readonly page: string;
}

/** An editor and a viewer in one document. */
async function together(expected: RegExp | null = null, markdown = 'Above.\n\nBelow.'): Promise<Together> {
  const server = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(server.url, 'Ada', {}, expected), member(server.url, 'Bob')]);
  const project = await projectOf(ada, 'Alpha', [[bob, 'viewer']]);
  const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan', markdown)}`;
  await Promise.all([ada.open(server.url + page), bob.open(server.url + page)]);
  await Promise.all([ada.reads(/Above/), bob.reads(/Above/)]);
  await ada.page.locator('.editor-text[contenteditable=true]').waitFor();
  return { server, ada, bob, page };
}

/** Pastes or drops files, as a browser tells of it. */
async function give(
  page: Page,
  how: 'paste' | 'drop',
  target: string,
  files: readonly { name: string; type: string; bytes: Buffer }[],
): Promise<void> {
  const data = await page.evaluateHandle(
    (list) => {
      const transfer = new DataTransfer();
      for (const { name, type, bytes } of list) {
        transfer.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name, { type }));
      }
      return transfer;
    },
    files.map(({ bytes, ...file }) => ({ ...file, bytes: bytes.toString('base64') })),
  );
  await page
    .locator(target)
    .first()
    .evaluate(
      (element, { transfer, event }) => {
        const { left, bottom } = element.getBoundingClientRect();
        const at = { bubbles: true, cancelable: true, clientX: left + 5, clientY: bottom - 2 };
        if (event === 'paste')
          element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer }));
        else for (const type of ['dragover', 'drop']) element.dispatchEvent(new DragEvent(type, { ...at, dataTransfer: transfer }));
      },
      { transfer: data, event: how },
    );
}

/** Waits until an image is drawn, and answers its size in pixels of its own. */
async function drawn(image: Locator): Promise<readonly [number, number]> {
  await image.scrollIntoViewIfNeeded();
  await eventually('the image is drawn', () => image.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0));
  return image.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight] as const);
}

/** The blocks of the document by their elements. */
const blocks = (page: Page): Promise<string[]> => page.locator('.editor-text > *').evaluateAll((all) => all.map(({ tagName }) => tagName));

const imageFile = (name: string, bytes = png(300, 200, name)) => ({ name, type: 'image/png', bytes });

describe('images in a document', { timeout: E2E_TIMEOUT }, () => {
  it('come by paste, drop and dialog; others see them, and so does whoever comes later', async () => {
    const { server, ada, bob, page } = await together();
    await ada.page.getByText('Above.').click();
    await give(ada.page, 'paste', '.editor-text', [imageFile('a.png'), imageFile('b.png', png(600, 50))]);
    const here = ada.page.locator('.editor-text figure img');
    await eventually('both are there', async () => (await here.count()) === 2);
    expect(await blocks(ada.page)).toEqual(['P', 'FIGURE', 'FIGURE', 'P']);
    expect(await drawn(bob.page.locator('.editor-text figure img').first())).toEqual([300, 200]);
    expect(await drawn(bob.page.locator('.editor-text figure img').nth(1))).toEqual([600, 50]);

    // An SVG is drawn before it leaves the browser.
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>');
    await give(ada.page, 'drop', '.editor-text > p:last-of-type', [{ name: 'c.svg', type: 'image/svg+xml', bytes: svg }]);
    await eventually('the dropped one is there', async () => (await here.count()) === 3);
    expect(await blocks(ada.page)).toEqual(['P', 'FIGURE', 'FIGURE', 'P', 'FIGURE', 'P']);
    expect(await drawn(here.nth(2))).toEqual([40, 20]);
    // A third by the dialog, with words.
    await ada.page.getByText('Below.').click();
    await ada.page.getByRole('button', { name: 'More', exact: true }).click();
    await ada.page.getByRole('menuitem', { name: 'Image' }).click();
    const dialog = ada.page.getByRole('dialog', { name: 'Add images' });
    await dialog.locator('input[type=file]').setInputFiles([{ name: 'e.png', mimeType: 'image/png', buffer: png(50, 60) }]);
    await dialog.getByRole('textbox', { name: 'Description of e.png' }).fill('Our garden');
    await dialog.getByRole('button', { name: 'Add image' }).click();
    expect(await drawn(ada.page.getByRole('img', { name: 'Our garden' }))).toEqual([50, 60]);
    expect(await blocks(ada.page)).toEqual(['P', 'FIGURE', 'FIGURE', 'P', 'FIGURE', 'FIGURE', 'P']);
    // A click into the text leaves a marked image, and its caret is where one clicked.
    await here.first().click();
    await ada.page.getByText('Below.').click();
    await ada.goOn('x');
    await ada.reads(/^Above\.\n(?=[^\n]*x)[Belowx.]+/);
    await ada.saved();

    await bob.page.reload();
    const seen = bob.page.locator('.editor-text figure img');
    await eventually('all are there after a reload', async () => (await seen.count()) === 4);
    expect(await drawn(seen.first())).toEqual([300, 200]);
    // A reader enlarges it, and puts nothing in.
    await seen.first().click();
    await bob.page.getByRole('dialog', { name: 'Image without a description' }).waitFor();
    await bob.page.keyboard.press('Escape');
    await give(bob.page, 'paste', '.editor-text', [imageFile('d.png')]);
    await give(bob.page, 'drop', '.editor-text', [imageFile('d.png')]);
    expect(await bob.page.getByRole('list', { name: 'Images being added' }).count()).toBe(0);
    expect(await seen.count()).toBe(4);

    // What is in the text is on the server's disk.
    await server.kill();
    await server.start();
    await ada.page.goto(server.url + page);
    expect(await drawn(here.first())).toEqual([300, 200]);
  });

  it('are described, walked past, copied and removed by keyboard', async () => {
    const { ada, bob } = await together();
    const { keyboard } = ada.page;
    await ada.page.getByText('Above.').click();
    await give(ada.page, 'paste', '.editor-text', [imageFile('a.png')]);
    const image = ada.page.locator('.editor-text figure img');
    const marked = ada.page.locator('.editor-text figure').filter({ has: ada.page.locator('[data-selected]') });
    await image.waitFor();
    const bar = ada.page.getByRole('toolbar', { name: 'Image without a description' });
    await image.click();
    await bar.waitFor();
    await ada.page.getByRole('button', { name: 'Kind of block: Image' }).waitFor();
    // Its buttons show for a pointer, too: that goes elsewhere.
    await ada.page.mouse.move(0, 0);
    await keyboard.press('ArrowLeft');
    await bar.waitFor({ state: 'hidden' });
    await keyboard.press('ArrowRight');
    await bar.waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await ada.page.getByRole('textbox', { name: 'Description' }).fill('A garden in May');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await bob.page.getByRole('button', { name: 'Full size: A garden in May' }).waitFor();
    await ada.page.getByRole('toolbar', { name: 'A garden in May' }).waitFor();
    await ada.page.locator('.editor-text:focus').waitFor();
    await keyboard.press('Tab');
    await ada.page.locator('.image-bar button:focus').waitFor();
    await keyboard.press('Escape');
    await ada.page.locator('.editor-text:focus').waitFor();
    await marked.waitFor();

    // Copied in the document: the same file, nothing is sent.
    await keyboard.press('Control+c');
    await keyboard.press('ArrowRight');
    await ada.goOn('Far ');
    await ada.reads('Above.\nFar Below.');
    await keyboard.press('Control+v');
    await eventually('there are two', async () => (await image.count()) === 2);
    const sources = await image.evaluateAll((all) => all.map((one) => [one.getAttribute('src'), one.getAttribute('alt')]));
    expect(sources[1]).toEqual(sources[0]);

    await image.first().click();
    await marked.first().waitFor();
    await keyboard.press('Enter');
    await ada.goOn('Between');
    await ada.reads(/^Above\.\nBetween\nFar \nBelow\.$/);
    await image.first().click();
    await marked.first().waitFor();
    await keyboard.press('Delete');
    await eventually('one is left', async () => (await image.count()) === 1);
    await eventually('with the other person, too', async () => (await bob.page.locator('.editor-text figure img').count()) === 1);
    await keyboard.press('Control+z');
    await eventually('it is back', async () => (await image.count()) === 2);
  });

  it('wait while the server is away, say why one isn’t taken, and never stand half in the text', async () => {
    const { ada, bob } = await together(/Failed to load resource/);
    const context = ada.page.context();
    await ada.page.getByText('Above.').click();
    await context.setOffline(true);
    await give(ada.page, 'paste', '.editor-text', [
      imageFile('a.png'),
      { name: 'notes.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF') },
      { name: 'torn.svg', type: 'image/svg+xml', bytes: Buffer.from('<svg') },
    ]);
    const notes = ada.page.getByRole('list', { name: 'Images being added' });
    await notes.getByText('You’re offline. It’s sent when you’re back.').first().waitFor();
    const torn = notes.getByRole('listitem').filter({ hasText: 'torn.svg' });
    await torn.locator('.upload-none').waitFor();
    await notes.getByText('This can’t be added. Use a PNG, JPEG, GIF, WebP or AVIF image.').waitFor();
    expect(await blocks(ada.page)).toEqual(['P', 'P']);
    expect((await notes.boundingBox())?.y).toBeLessThan((await ada.page.getByText('Below.').boundingBox())?.y ?? 0);
    await context.setOffline(false);
    await notes.getByText('a.png').waitFor({ state: 'detached' });
    expect(await drawn(bob.page.locator('.editor-text figure img'))).toEqual([300, 200]);
    await torn.getByText('This can’t be added. Use a PNG, JPEG, GIF, WebP or AVIF image.').waitFor();
    for (const name of ['notes.pdf', 'torn.svg']) await notes.getByRole('button', { name: `Don’t add ${name}` }).click();
    await notes.waitFor({ state: 'detached' });

    // A file that isn't there (any more) leaves a calm place.
    await ada.page.route('**/files/*', (route) => route.fulfill({ status: 404 }));
    await ada.page.reload();
    await ada.page.getByRole('img', { name: /^This image can’t be shown/ }).waitFor();
  });
});
