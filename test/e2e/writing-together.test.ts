import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, type Person, undoUntil } from './browser.ts';
import { LOWER, only, UPPER } from './letters.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

/** Two people in one document, and the document's path. */
async function together(): Promise<{ ada: Member; bob: Member; url: string; project: string; page: string }> {
  const { url } = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob Builder')]);
  const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
  const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan')}`;
  await Promise.all([ada.open(url + page), bob.open(url + page)]);
  await Promise.all([ada.saved(), bob.saved()]);
  return { ada, bob, url, project, page };
}

/** Waits until all is saved and all show the same, and answers it. */
async function converged(...people: readonly Person[]): Promise<string> {
  await Promise.all(people.map((one) => one.saved()));
  let texts: string[] = [];
  const agree = async (): Promise<boolean> => {
    texts = await Promise.all(people.map((one) => one.text()));
    return texts.every((text) => text === texts[0]);
  };
  await eventually('all show the same', agree, { every: 100, seen: () => texts });
  return texts[0] ?? '';
}

/** Waits until something stands still, and answers how far down. */
async function restsAt(element: Locator): Promise<number> {
  let last = Number.NaN;
  const check = async (): Promise<boolean> => {
    const { y = Number.NaN } = (await element.boundingBox()) ?? {};
    const rests = y === last;
    last = y;
    return rests;
  };
  await eventually('it stands still', check, { every: 100 });
  return last;
}

describe('two people in one document', { timeout: E2E_TIMEOUT }, () => {
  it('type at the same time, and both see every letter in the order it was typed', async () => {
    const { ada, bob } = await together();
    await ada.type('');
    await bob.type('');
    await Promise.all([ada.goOn(UPPER.repeat(4), 15), bob.goOn(LOWER.repeat(4), 12)]);
    const text = await converged(ada, bob);
    expect(only(UPPER, text)).toBe(UPPER.repeat(4));
    expect(only(LOWER, text)).toBe(LOWER.repeat(4));
    expect(text).toHaveLength(26 * 8);
  });

  it('undo takes back one’s own words only', async () => {
    const { ada, bob } = await together();
    await ada.type('mine');
    await bob.reads('mine');
    await bob.type(' and yours');
    await ada.reads('mine and yours');
    await undoUntil(ada, ' and yours');
    expect(await converged(ada, bob)).toBe(' and yours');
    await undoUntil(ada, 'mine and yours', 'Control+Shift+z');
    expect(await converged(ada, bob)).toBe('mine and yours');
  });

  it('headings, lists and formats arrive as what they are', async () => {
    const { ada, bob } = await together();
    await ada.type('# Plan\nWe **must** and *may*\n- one\ntwo\n\n1. first\n\n> said');
    expect(await converged(ada, bob)).toBe('Plan\nWe must and may\none\ntwo\nfirst\nsaid');
    const tags = await bob.page.locator('.editor-text > *').evaluateAll((blocks) => blocks.map((block) => block.tagName));
    expect(tags).toEqual(['H1', 'P', 'UL', 'OL', 'BLOCKQUOTE']);
    expect(await bob.page.locator('.editor-text strong').innerText()).toBe('must');
    expect(await bob.page.locator('.editor-text em').innerText()).toBe('may');
  });

  it('see each other’s caret with the name, which fades and comes back with the next move', async () => {
    const { ada, bob } = await together();
    await bob.type('here');
    const name = ada.page.locator('[data-caret="Bob Builder"] .remote-name');
    await name.waitFor({ state: 'attached' });
    await eventually('the name has faded', async () => !(await name.isVisible()), { every: 50 });
    const caret = ada.page.locator('[data-caret="Bob Builder"]');
    const before = await caret.boundingBox();
    // It shows for two seconds: he moves until it is seen.
    const isBack = async (): Promise<boolean> => {
      for (const key of ['End', 'Home']) await bob.page.keyboard.press(key);
      return name.isVisible();
    };
    await eventually('the name is back', isBack, { every: 100 });
    await eventually('the caret has moved', async () => ((await caret.boundingBox())?.x ?? Infinity) < (before?.x ?? 0), { every: 20 });
    const here = ada.page.getByRole('button', { name: /^Here now: .*Bob Builder/ });
    await here.waitFor();

    await bob.page.close();
    await eventually('the caret is gone', async () => (await caret.count()) === 0, { every: 20 });
    await eventually('the avatar is gone', async () => (await here.count()) === 0, { every: 20 });
  });
});

describe('a long document', { timeout: E2E_TIMEOUT }, () => {
  it('stays where one reads it while somebody writes above', async () => {
    const { ada, bob } = await together();
    await ada.type(Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n'));
    await converged(ada, bob);
    const place = bob.page.getByText('line 50', { exact: true });
    await place.scrollIntoViewIfNeeded();
    const before = await restsAt(place);
    await ada.page.keyboard.press('Control+Home');
    await ada.goOn('new\n'.repeat(15));
    const whole = await converged(ada, bob);
    expect(whole.startsWith('new\n'.repeat(15))).toBe(true);
    expect(Math.abs((await restsAt(place)) - before)).toBeLessThan(3);

    // So does one's own line, with the caret in it.
    await place.click();
    await bob.page.keyboard.press('End');
    const own = await restsAt(place);
    await ada.goOn('newer\n'.repeat(15));
    await bob.reads(/(newer\n){15}/);
    await bob.goOn('!');
    await converged(ada, bob);
    expect(Math.abs((await restsAt(bob.page.getByText(/^line 50/))) - own)).toBeLessThan(3);
  });
});

describe('a document that was left', { timeout: E2E_TIMEOUT }, () => {
  it('opens again as it was, and typing into it keeps it whole', async () => {
    const { ada, bob, url, project, page } = await together();
    await ada.type('# Title\nfirst paragraph\nsecond paragraph');
    const whole = await converged(ada, bob);
    await ada.page.reload();
    await ada.reads(whole);
    await ada.type(' goes on');
    await bob.reads(`${whole} goes on`);
    const eve = await member(url, 'Eve');
    const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role: 'editor' });
    await eve.api('POST', '/invites/accept', { secret });
    await eve.open(url + page);
    await eve.reads(`${whole} goes on`);
    await eve.type('!');
    expect(await converged(ada, bob, eve)).toBe(`${whole} goes on!`);
  });

  it('is not mixed up with the next one that is opened', async () => {
    const { ada, url, project, page } = await together();
    await documentIn(ada, project, 'Second');
    await ada.type('the first document');
    await ada.saved();
    await ada.page.goto(`${url}/p/${project}/d`);
    await ada.page.getByRole('link', { name: 'Plan' }).click();
    await ada.reads('the first document');
    await ada.page.goBack();
    await ada.page.getByRole('link', { name: 'Second' }).click();
    await ada.page.getByRole('heading', { name: 'Second', level: 1 }).waitFor();
    await ada.page.locator('.editor-text[contenteditable=true]').waitFor();
    await ada.type('the second');
    await ada.saved();
    await ada.page.goBack();
    await ada.page.goBack();
    await ada.reads('the first document');
    expect(new URL(ada.page.url()).pathname).toBe(page);
    await ada.page.goForward();
    await ada.page.goForward();
    await ada.reads('the second');
  });
});
