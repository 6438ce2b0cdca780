import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

const WIDE = 'alpha beta gamma delta epsilon zeta eta theta iota kappa'.split(' ');
const TEXT = `First words.

| ${WIDE.join(' | ')} |
|${' - |'.repeat(WIDE.length)}
| ${WIDE.map((word) => word.toUpperCase()).join(' | ')} |

---

${Array.from({ length: 300 }, (_, at) => `Line ${at}`).join('\n\n')}
`;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(one: Locator): Promise<Box> {
  const box = await one.boundingBox();
  if (box === null) throw new Error('It isn’t shown.');
  return box;
}

/** Somebody’s caret as another one sees it. */
const caretOf = (writer: Member, seenBy: Member): Locator => seenBy.page.locator(`[data-caret="${writer.name}"]`);

/** Waits until somebody’s caret stands at the left (or right) end of some words, for another one. */
async function standsAt(writer: Member, seenBy: Member, words: Locator, side: 'left' | 'right'): Promise<void> {
  let seen: unknown;
  const check = async (): Promise<boolean> => {
    const [caret, place] = [await caretOf(writer, seenBy).boundingBox(), await words.boundingBox()];
    seen = { caret, place };
    if (caret === null || place === null) return false;
    const x = side === 'left' ? place.x : place.x + place.width;
    return Math.abs(caret.x - x) < 3 && caret.y > place.y - 4 && caret.y + caret.height < place.y + place.height + 4;
  };
  await eventually(`the caret stands at the ${side} of it`, check, { every: 50, seen: () => seen });
}

describe('the carets of others', { timeout: E2E_TIMEOUT }, () => {
  it('keep to their places, beside each other, in what scrolls, after edits; of a long selection only what is seen is drawn', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob, chen] = await Promise.all([member(url, 'Ada'), member(url, 'Bob Builder'), member(url, '陈思远')]);
    const project = await projectOf(ada, 'Alpha', [
      [bob, 'editor'],
      [chen, 'editor'],
    ]);
    const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan', TEXT)}`;
    await Promise.all([ada, bob, chen].map((one) => one.open(url + page)));
    await Promise.all([ada, bob, chen].map((one) => one.page.locator('.editor-text[contenteditable=true]').waitFor()));
    const first = ada.page.getByText('First words.');

    // Two at one place: both names can be read.
    for (const { page: theirs } of [bob, chen]) {
      await theirs.getByText('First words.').click();
      await theirs.keyboard.press('Home');
    }
    for (const one of [bob, chen]) await standsAt(one, ada, first, 'left');
    await eventually('their names are beside each other', async () => {
      const boxes = await Promise.all([bob, chen].map((whose) => caretOf(whose, ada).locator('.remote-name').boundingBox()));
      const [one = null, other = null] = boxes;
      return one !== null && other !== null && (one.y >= other.y + other.height || other.y >= one.y + one.height);
    });

    // In a cell out of sight there is none; it comes with the cell, and goes where the cell goes.
    await bob.page.getByText('KAPPA', { exact: true }).click();
    await bob.page.keyboard.press('End');
    await eventually('it is out of sight', async () => !(await caretOf(bob, ada).isVisible()), { every: 50 });
    const cell = ada.page.getByText('KAPPA', { exact: true });
    await cell.evaluate((element) => element.scrollIntoView({ inline: 'end', block: 'nearest' }));
    await standsAt(bob, ada, cell, 'right');
    await ada.page.setViewportSize({ width: 700, height: 600 });
    await cell.evaluate((element) => element.scrollIntoView({ inline: 'end', block: 'nearest' }));
    await standsAt(bob, ada, cell, 'right');
    await first.click();
    await ada.page.keyboard.press('Enter');
    await ada.goOn('One more.\n');
    await standsAt(bob, ada, cell, 'right');

    // Everything is selected, and a screen of it is drawn.
    await chen.page.getByText('Line 0', { exact: true }).click();
    await chen.page.keyboard.press('Control+a');
    const washes = ada.page.locator('.remote-selection');
    await eventually('the selection is drawn', async () => (await washes.count()) > 10, { every: 50 });
    expect(await washes.count()).toBeLessThan(100);
    await ada.page.getByText('Line 299', { exact: true }).scrollIntoViewIfNeeded();
    await standsAt(chen, ada, ada.page.getByText('Line 299', { exact: true }), 'right');
  });
});

describe('following somebody', { timeout: E2E_TIMEOUT }, () => {
  it('scrolls along with their caret, until one scrolls oneself, presses Escape, or they leave', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob Builder')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan', TEXT)}`;
    await Promise.all([ada, bob].map((one) => one.open(url + page)));
    await Promise.all([ada, bob].map((one) => one.page.locator('.editor-text[contenteditable=true]').waitFor()));
    const strip = ada.page.getByRole('region', { name: 'Following Bob Builder' });
    const line = (at: number) => ada.page.getByText(`Line ${at}`, { exact: true });
    const isSeen = async (at: number): Promise<boolean> => {
      const { y } = await boxOf(line(at));
      return y > 50 && y < 780;
    };
    const bobGoesTo = (at: number): Promise<void> => bob.page.getByText(`Line ${at}`, { exact: true }).click();
    // By keyboard: the button is in the toolbar, the first person has the focus.
    const begin = async (): Promise<void> => {
      await ada.page.getByRole('button', { name: '1 other person in this document' }).focus();
      await ada.page.keyboard.press('Enter');
      await ada.page.getByRole('menuitemradio', { name: 'Follow Bob Builder' }).waitFor();
      await ada.page.keyboard.press('Enter');
      await strip.waitFor();
    };

    await bobGoesTo(200);
    await begin();
    await ada.page.getByRole('status').filter({ hasText: 'Following Bob Builder' }).waitFor();
    await eventually('Ada sees where Bob is', () => isSeen(200), { every: 50 });
    await bobGoesTo(20);
    await eventually('Ada sees where Bob went', () => isSeen(20), { every: 50 });

    await ada.page.mouse.move(640, 400);
    await ada.page.mouse.wheel(0, 40);
    await strip.waitFor({ state: 'detached' });
    await bobGoesTo(250);
    await eventually('Bob is there', async () => !(await caretOf(bob, ada).isVisible()), { every: 50 });
    expect(await isSeen(250)).toBe(false);

    await begin();
    await eventually('Ada sees where Bob is now', () => isSeen(250), { every: 50 });
    await ada.page.keyboard.press('Escape');
    await strip.waitFor({ state: 'detached' });
    await ada.page.getByRole('status').filter({ hasText: 'No longer following Bob Builder.' }).waitFor();

    await begin();
    await bob.page.close();
    await strip.waitFor({ state: 'detached' });
  });
});
