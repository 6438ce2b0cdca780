import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../support/house.ts';

/** What stays of axe's answer: which rules are broken, and where. */
interface Axe {
  run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** Runs axe in the page over the rules of WCAG 2.2 AA. The page mustn't forbid scripts of others. @returns a line a broken rule */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: path.join(ROOT, 'node_modules/axe-core/axe.min.js') });
  return page.evaluate(async () => {
    const { axe } = window as Window & typeof globalThis & { readonly axe: Axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const found = await axe.run(document, { runOnly: tags });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
