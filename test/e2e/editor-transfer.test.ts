import fs from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { png } from '../support/images.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, PATIENCE } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

const MARKDOWN = `Intro with **bold** and a [link](https://example.org/a).

## Part

- one
  1. deep
- two

- [ ] open
- [x] done

> A quote
> of two lines

> [!WARNING]
> Take care

\`\`\`
a
  b
\`\`\`

---

| Name | Count |
| --- | --- |
| a | 1 |

End.`;

/** As Word puts it on the clipboard. */
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p { color: red }</style></head><body>
<h2 style="color:#2F5496">Report<o:p></o:p></h2>
<p class=MsoNormal style="text-align:center"><span style="font-family:'Comic Sans MS';color:red">Some <b>bold</b> and <u>lined</u> words</span></p>
<p style="text-indent:-18pt;mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">·<span>&nbsp; </span></span><![endif]>First</p>
<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o<span>&nbsp; </span></span>Inner</p>
<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>Second</p>
<p>Between</p>
<p style="mso-list:l1 level1 lfo2"><span style="mso-list:Ignore">1.<span>&nbsp; </span></span>Numbered</p>
<table><tr><td colspan=2 style="background:yellow"><p>Wide</p></td></tr><tr><td><p>x</p></td><td><p>y</p></td></tr></table>
<p><a href="https://example.org/"><span style="text-decoration:underline;color:blue">site</span></a> <a href="javascript:alert(1)">words</a></p>
</body></html>`;

const DOCS = `<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700;color:#f00">loud</span><span> soft</span></p>
<pre><code class="hljs language-TS"><span>let</span> a
let b</code></pre>
<ul><li dir="ltr" role="checkbox" aria-checked="true"><img src="data:image/png;base64,AAAA" alt="checked"><p dir="ltr"><span>finished</span></p></li></ul></b>`;

/** Pastes as a browser tells of it. */
function paste(page: Page, types: Readonly<Record<string, string>>): Promise<void> {
  return page.locator('.editor-text').evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    for (const [type, value] of Object.entries(data)) clipboardData.setData(type, value);
    element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  }, types);
}

/** Pastes a file, or drops it on the text, as a browser tells of it. @param bytes as base64 */
function give(page: Page, how: 'paste' | 'drop', name: string, bytes: string): Promise<void> {
  return page.locator('.editor-text').evaluate(
    (element, file) => {
      const given = new DataTransfer();
      given.items.add(new File([Uint8Array.from(atob(file.bytes), (byte) => byte.charCodeAt(0))], file.name));
      if (file.how === 'paste') given.setData('text/plain', file.name);
      const at = { bubbles: true, cancelable: true };
      if (file.how === 'paste') element.dispatchEvent(new ClipboardEvent('paste', { ...at, clipboardData: given }));
      else for (const type of ['dragover', 'drop']) element.dispatchEvent(new DragEvent(type, { ...at, dataTransfer: given }));
    },
    { how, name, bytes },
  );
}

/** The document as the server has it, without what an editor adds to be typed into. */
async function stored(who: Member, url: string, project: string, document: string): Promise<string> {
  const answer = await who.page.context().request.get(`${url}/api/projects/${project}/documents/${document}/content?format=html`);
  return (await answer.text()).replaceAll(' rel="noopener noreferrer"', '').replace(/(\s*<p><\/p>)+$/, '');
}

/** Has the project keep an image. @returns it as the editor's own HTML */
async function keep(who: Member, url: string, project: string, data: Buffer): Promise<string> {
  const headers = { origin: url, 'content-type': 'image/png' };
  const answer = await who.page.context().request.post(`${url}/api/projects/${project}/files`, { headers, data });
  const { file_id: file } = (await answer.json()) as { file_id: string };
  return `<figure data-file="${file}" data-width="30" data-height="20">The view</figure>`;
}

const menu = (page: Page): Locator => page.getByRole('button', { name: 'Export and import' });

/** Saves the open document by its menu. @returns where the file is, and what it is called */
async function saveAs(page: Page, kind: string): Promise<{ readonly path: string; readonly name: string }> {
  await menu(page).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: kind }).click()]);
  return { path: await download.path(), name: download.suggestedFilename() };
}

const openDocument = (page: Page): string => /\/d\/([^/?#]+)/.exec(page.url())?.[1] ?? '';

describe('documents in and out', { timeout: E2E_TIMEOUT }, () => {
  it('go to Word, a web page and Markdown, and come back the same, with their images; others see them', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(server.url, 'Ada'), member(server.url, 'Bob')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'viewer']]);
    const document = await documentIn(ada, project, 'Plan: autumn', MARKDOWN);
    await ada.open(`${server.url}/p/${project}/d/${document}`);
    await ada.reads(/End\./);
    await ada.type('');
    const image = await keep(ada, server.url, project, png(30, 20));
    await paste(ada.page, { 'text/html': WORD.replace('</body>', `${image}</body>`), 'text/plain': 'Report' });
    await ada.reads(/Numbered/);
    await ada.page.getByRole('img', { name: 'The view' }).waitFor();
    await ada.saved();
    const before = await stored(ada, server.url, project, document);
    expect(before).toContain('<td colspan="2"');
    expect(before).toContain('<u>lined</u>');

    const files = [await saveAs(ada.page, 'Word'), await saveAs(ada.page, 'Web page')];
    expect(files.map(({ name }) => name)).toEqual(['Plan autumn.docx', 'Plan autumn.html']);
    for (const { path, name } of files) {
      await ada.visit(`/p/${project}/d`);
      await ada.page.getByRole('button', { name: 'Import', exact: true }).click();
      const file = { name, mimeType: 'application/octet-stream', buffer: fs.readFileSync(path) };
      await ada.page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
      // A single file opens by itself.
      await eventually('the document opens', async () => !['', document].includes(openDocument(ada.page)));
      await ada.reads(/Numbered/);
      await expect.poll(() => ada.page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Plan: autumn');
      await expect.poll(() => stored(ada, server.url, project, openDocument(ada.page)), { message: name }).toBe(before);
    }
    await bob.open(ada.page.url());
    await bob.reads(/Numbered/);
    await bob.page.getByRole('img', { name: 'The view' }).waitFor();

    // Without a connection, too.
    await ada.page.context().setOffline(true);
    const { path } = await saveAs(ada.page, 'Markdown');
    expect(fs.readFileSync(path, 'utf8')).toContain('# Plan: autumn\n\nIntro with **bold** and a [link](https://example.org/a).');
    const page = fs.readFileSync((await saveAs(ada.page, 'Web page')).path, 'utf8');
    expect(page).toContain('<h1>Plan: autumn</h1>');
    expect(page).toContain('src="data:image/png;base64,');
    expect(fs.readFileSync((await saveAs(ada.page, 'Word')).path).subarray(0, 2)).toEqual(Buffer.from('PK'));
  });

  it('are imported several at once; what can’t be is told, and leaves nothing behind; viewers import nothing', async () => {
    const server = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(server.url, 'Ada'), member(server.url, 'Bob')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'viewer']]);
    await ada.visit(`/p/${project}/d`);
    // Who may write is known.
    await ada.page.getByRole('button', { name: 'Import', exact: true }).first().waitFor();
    // Dropped on the list.
    await ada.page.locator('.documents-page').evaluate((element) => {
      const dataTransfer = new DataTransfer();
      const give = (name: string, text: string): void => void dataTransfer.items.add(new File([text], name));
      give('broken.docx', 'not a document');
      give('picture.pdf', 'no');
      give('empty.md', '\n\n');
      give('notes.txt', 'one\ntwo');
      give('guide.md', '# The guide\n\n- step');
      for (const type of ['dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    });
    const dialog = ada.page.getByRole('dialog', { name: 'Import documents' });
    await dialog.getByText('2 imported, 3 not imported').waitFor({ state: 'attached' });
    const rows = await dialog.getByRole('listitem').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^broken\.docx .*can’t be read/),
      expect.stringMatching(/^picture\.pdf .*can’t be imported/),
      expect.stringMatching(/^empty\.md .*no text/),
      'notes.txt Open',
      'guide.md Open',
    ]);
    await dialog.getByRole('button', { name: 'Open The guide' }).click();
    await ada.reads(/^step$/);
    await ada.visit(`/p/${project}/d`);
    const listed = ada.page.getByRole('list', { name: 'Documents' }).getByRole('link');
    await eventually('both are listed', async () => (await listed.count()) === 2);
    expect(await listed.allInnerTexts()).toEqual(expect.arrayContaining(['notes', 'The guide']));

    await bob.visit(`/p/${project}/d`);
    await bob.page.getByRole('link', { name: 'The guide' }).waitFor();
    expect(await bob.page.getByRole('button', { name: 'Import', exact: true }).count()).toBe(0);
    const [zip] = await Promise.all([bob.page.waitForEvent('download'), bob.page.getByRole('link', { name: 'Download all' }).click()]);
    expect(
      fs
        .readFileSync(await zip.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    await bob.page.getByRole('link', { name: 'The guide' }).click();
    await bob.reads(/^step$/);
    await menu(bob.page).click();
    await bob.page.getByRole('menuitem').first().waitFor();
    expect(await bob.page.getByRole('menuitem').allInnerTexts()).toEqual(['Markdown', 'Web page', 'Word', 'Print or save as PDF']);
  });

  it('take what is pasted without its looks, and Markdown as what it means; on paper there is the text alone', async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada', { colorScheme: 'dark' });
    const project = await projectOf(ada, 'Alpha');
    const document = await documentIn(ada, project, 'Plan');
    await ada.open(`${server.url}/p/${project}/d/${document}`);
    await ada.shows('Saved');
    await ada.type('');
    await paste(ada.page, { 'text/html': DOCS, 'text/plain': 'loud' });
    await ada.reads('loud soft\nfinished');
    await ada.page.locator('.editor-text [data-language=ts]', { hasText: 'let a' }).waitFor();
    const item = ada.page.getByRole('checkbox', { name: 'finished' });
    expect(await item.isChecked()).toBe(true);
    expect(await ada.page.locator('.editor-text [style]').count()).toBe(0);

    await ada.page.keyboard.press('Control+a');
    await ada.page.keyboard.press('Delete');
    await ada.type('before  after');
    for (const _ of 'after ') await ada.page.keyboard.press('ArrowLeft');
    await paste(ada.page, { 'text/plain': '# Head\n\n- one\n- two\n\nlast' });
    await ada.page.getByRole('listitem').filter({ hasText: 'two' }).waitFor();
    expect(await ada.text()).toBe('before Head\none\ntwo\nlast after');
    await ada.page.keyboard.press('Control+z');
    await ada.reads('before # Head- one- twolast after');
    await ada.page.keyboard.press('Control+z');
    await ada.reads('before  after');
    // By the browser's own clipboard: that key alone pastes already.
    await ada.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await ada.page.evaluate(() => navigator.clipboard.writeText('- one\n- two'));
    await ada.page.keyboard.press('Control+Shift+v');
    await ada.reads(/- one/);
    expect(await ada.page.getByRole('listitem').filter({ hasText: 'one' }).count()).toBe(0);
    await ada.page.keyboard.press('Control+z');
    await ada.reads('before  after');
    // A long text is what it means at once.
    await paste(ada.page, { 'text/plain': `# Long\n\n${'## Part\n\nof it\n\n'.repeat(1_300)}- last` });
    await ada.page.getByRole('listitem').filter({ hasText: 'last' }).waitFor();
    await ada.page.keyboard.press('Control+z');
    await ada.reads('before  after');

    // A file into the text, by the document's menu: all of it or nothing.
    await menu(ada.page).click();
    const [chooser] = await Promise.all([
      ada.page.waitForEvent('filechooser'),
      ada.page.getByRole('menuitem', { name: 'Import a file here' }).click(),
    ]);
    await chooser.setFiles({ name: 'broken.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('no') });
    const dialog = ada.page.getByRole('dialog', { name: 'Export and import' });
    await dialog.getByText('This file can’t be read.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await chooser.setFiles({ name: 'more.md', mimeType: 'text/markdown', buffer: Buffer.from('## More\n\n1. first') });
    await ada.page.getByRole('heading', { name: 'More' }).waitFor();
    await ada.page.getByRole('listitem').filter({ hasText: 'first' }).waitFor();
    // Files that are pasted, with their names as some systems give them, or dropped.
    const word = fs.readFileSync((await saveAs(ada.page, 'Word')).path).toString('base64');
    await give(ada.page, 'paste', 'plan.docx', word);
    await expect.poll(() => ada.page.getByRole('heading', { name: 'More' }).count(), { timeout: PATIENCE }).toBe(2);
    await give(ada.page, 'drop', 'page.html', btoa('<h3>Dropped</h3><p>and its words</p>'));
    await ada.page.getByRole('heading', { name: 'Dropped' }).waitFor();
    await ada.page.locator('.editor-text').getByText('and its words').waitFor();
    // A page's images that it holds whole are kept in the project.
    const chart = `<img alt="Chart" src="data:image/png;base64,${png(300, 200).toString('base64')}">`;
    await paste(ada.page, { 'text/html': `<p>drawn</p><p>${chart}</p>`, 'text/plain': 'drawn' });
    const image = ada.page.getByRole('img', { name: 'Chart' });
    await image.waitFor();
    expect(await image.getAttribute('src')).toMatch(new RegExp(`^/api/projects/${project}/files/[0-9a-f]{64}$`));
    await ada.saved();

    await ada.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await ada.page.getByText('before').first().isVisible()).toBe(true);
    expect(await ada.page.locator('.editor-text').evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 0, 0)');
    expect(await ada.page.getByRole('toolbar').count()).toBe(0);
    expect(await ada.page.getByRole('navigation').count()).toBe(0);
    expect(await ada.page.getByRole('button').count()).toBe(0);
  });
});
