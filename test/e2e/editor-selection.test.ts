import { describe, expect, it } from 'vitest';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

async function together(markdown: string): Promise<{ ada: Member; bob: Member }> {
  const { url } = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
  const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
  const page = `${url}/p/${project}/d/${await documentIn(ada, project, 'Plan', markdown)}`;
  await Promise.all([ada.open(page), bob.open(page)]);
  await Promise.all([ada.reads(markdown.replaceAll('\n\n', '\n')), bob.reads(markdown.replaceAll('\n\n', '\n'))]);
  await Promise.all([ada, bob].map((one) => one.page.locator('.editor-text[contenteditable=true]').waitFor()));
  return { ada, bob };
}

describe('where the caret is', { timeout: E2E_TIMEOUT }, () => {
  it('no step of it is lost while somebody else types as fast as they can', async () => {
    const { ada, bob } = await together('one\n\ntwo');
    await ada.page.getByText('one').click();
    await ada.page.keyboard.press('Control+Home');
    await ada.goOn('abcdefghijklmnopqrstuvwxyz ');
    await ada.reads('abcdefghijklmnopqrstuvwxyz one\ntwo');
    await bob.reads('abcdefghijklmnopqrstuvwxyz one\ntwo');
    const typed = 'quick brown foxes jump over the lazy dogs '.repeat(4);
    const typing = bob.type(typed, 1);
    for (let step = 0; step < 20; step++) await ada.page.keyboard.press('ArrowLeft');
    await ada.goOn('#');
    await typing;
    await ada.reads(`abcdefg#hijklmnopqrstuvwxyz one\ntwo${typed}`);
    await bob.reads(await ada.text());
  });

  it('counts for what follows it at once, before the browser has said so', async () => {
    const { ada } = await together('before after');
    await ada.page.getByText('before after').click();
    await ada.page.keyboard.press('Control+End');
    await ada.goOn('.');
    await ada.reads('before after.');
    await ada.page.locator('.editor-text').evaluate((editor) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'and ');
      // In one task: the browser tells of the caret in a later one.
      for (const _ of 'after.') document.getSelection()?.modify('move', 'backward', 'character');
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await ada.reads('before and after.');
    expect(await ada.page.evaluate(() => document.getSelection()?.anchorOffset)).toBe('before and '.length);
  });
});
