import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../support/house.ts';

/** What stays of axe's answer: which rules are broken, and where. */
interface Axe {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string; target: string[] }[] }[] }>;
}

/** Runs axe in the page over the rules of WCAG 2.2 AA, on what is painted and stays. @returns a line a broken rule */
export async function violations(page: Page): Promise<string[]> {
  // Not as a script of the page: its policy may forbid those of others.
  await page.evaluate(fs.readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8'));
  const found = await brokenRules(page);
  // It takes seconds, in which a page may change under its eyes: what is broken is so when it looks once more.
  return found.length === 0 ? found : brokenRules(page);
}

function brokenRules(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = window as Window & typeof globalThis & { readonly axe: Axe };
    // What came since the last frame has no place yet: bars make room right before they are painted. A frame without changes is what people see.
    let changed = true;
    const changes = new MutationObserver(() => {
      changed = true;
    });
    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    for (let frames = 0; changed && frames < 60; frames++) {
      changed = false;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    }
    changes.disconnect();
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const found = await axe.run(document, { runOnly: tags });
    // Axe knows nothing of a caret, which scrolls what it is in.
    const hasCaret = ([selector = 'html']: readonly string[]): boolean =>
      document.querySelector(selector)?.closest('.editor-text[contenteditable=true]') != null;
    return found.violations.flatMap(({ id, nodes }) => {
      const broken = nodes.filter(({ target }) => id !== 'scrollable-region-focusable' || !hasCaret(target));
      return broken.length === 0 ? [] : [`${id}: ${broken.map(({ html }) => html).join(' ')}`];
    });
  });
}
