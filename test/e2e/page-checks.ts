import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../support/house.ts';

/** What stays of axe's answer: which rules are broken, and where. */
interface Axe {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; target: string[] }[] }[] }>;
}

/** The rules of WCAG 2.2 AA that the page breaks as it is now. */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  // Not as a script of the page: its policy wouldn't let it in.
  await page.evaluate(fs.readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    const { axe } = window as Window & typeof globalThis & { readonly axe: Axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run(document, { runOnly: tags });
    // Axe knows nothing of a caret, which scrolls what it is in.
    const hasCaret = ([selector = 'html']: readonly string[]): boolean =>
      document.querySelector(selector)?.closest('.editor-text[contenteditable=true]') != null;
    return violations.flatMap(({ id, nodes }) => {
      const found = nodes.filter(({ target }) => id !== 'scrollable-region-focusable' || !hasCaret(target));
      return found.length === 0 ? [] : [`${id}: ${found.map(({ html }) => html).join(' ')}`];
    });
  });
}

/** Everything that sticks out of the window to the side; what can be scrolled to, as a board's columns, doesn't. */
export function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // What makes room for itself does so in the frame in which it learns that it has to.
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const width = document.documentElement.clientWidth;
    const isOut = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      return box.width > 1 && (box.right > width + 0.5 || box.left < -0.5);
    };
    // The page itself must not need to be moved aside.
    const pages = [document.documentElement, ...document.querySelectorAll('body, main')];
    const wide = pages.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `${one.tagName} scrolls sideways`);
    const isScroller = (element: Element): boolean =>
      !pages.includes(element) && /auto|scroll/.test(getComputedStyle(element).overflowX) && !isOut(element);
    const isReached = (element: Element): boolean => {
      for (let at = element.parentElement; at !== null; at = at.parentElement) if (isScroller(at)) return true;
      return false;
    };
    const out = [...document.querySelectorAll('body *')].filter((element) => isOut(element) && !isReached(element));
    return [...wide, ...out.map((element) => `${element.tagName}.${element.getAttribute('class')}`)];
  });
}
