import type { Page } from 'playwright-core';

/* Commenting on a document as a person does it. */

/** Selects words of the text, as the pointer does, when they are there. */
export async function select(page: Page, words: string): Promise<void> {
  const text = page.locator('.editor-text');
  await text.getByText(words).first().waitFor();
  await text.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at === -1) continue;
      if (root instanceof HTMLElement) root.focus();
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
      return;
    }
    throw new Error(`The text has no “${wanted}”.`);
  }, words);
}

/** Comments on words of the text, by the keyboard. `title` is what the page calls a new comment. */
export async function comment(page: Page, words: string, said: string, title = 'New comment'): Promise<void> {
  await select(page, words);
  await page.keyboard.press('Control+Alt+m');
  const field = page.getByRole('dialog', { name: title }).getByRole('textbox');
  await field.fill(said);
  await field.press('Control+Enter');
  await field.waitFor({ state: 'detached' });
}

/** Clicks into the middle of words that are commented on, when they are painted so. */
export async function clickMark(page: Page, words: string): Promise<void> {
  const isMarked = (wanted: string): boolean => [...(CSS.highlights.get('weft-thread') ?? [])].some((one) => String(one) === wanted);
  await page.waitForFunction(isMarked, words);
  const place = await page.evaluate((wanted) => {
    const range = [...(CSS.highlights.get('weft-thread') ?? [])].find((one) => String(one) === wanted);
    if (!(range instanceof Range)) throw new Error(`“${wanted}” isn't marked.`);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, words);
  await page.mouse.click(place.x, place.y);
}
