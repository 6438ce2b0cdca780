import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { createTask } from '../../../shared/model/task-edits.ts';
import { person } from '../../e2e/browser.ts';
import type { DocClient } from '../../support/doc-client.ts';
import type { TestServer } from '../../support/server.ts';
import { harnessPage } from '../harness/page.ts';

export const ROOM = 'p/home';

export interface OpenBoard {
  readonly page: Page;
  column(title: string): Locator;
  card(title: string): Locator;
  /** The titles of a column's cards, as they stand from top to bottom. */
  titles(column: string): Promise<string[]>;
  /** The card that has the focus, or what else has it. */
  focused(): Promise<string>;
  said(): Promise<string>;
}

export interface OpenOptions extends BrowserContextOptions {
  readonly user?: string;
  readonly role?: string;
  readonly language?: string;
  /** Opens the status of this task instead of the board. */
  readonly task?: string;
  /** Opens this card alone instead of the board. */
  readonly card?: string;
  /** Cards have more on them, and one of them looks its own way. */
  readonly slots?: boolean;
  /** What is done to the page before anything of it runs. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Somebody with the board before them, in a page that isn't the app's. */
export async function openBoard(server: TestServer, options: OpenOptions = {}): Promise<OpenBoard> {
  const { user = 'ada', role = 'editor', language = 'en', task, card, slots = false, prepare, ...context } = options;
  const { page } = await person(context);
  await prepare?.(page);
  const address = new URLSearchParams({
    ws: `${server.url}/ws`,
    user,
    token: `${user}:${role}`,
    language,
    ...(task !== undefined && { task }),
    ...(card !== undefined && { card }),
    ...(slots && { slots: 'yes' }),
  });
  await page.goto(`${await harnessPage('components/board-page.tsx')}/?${address}`);
  await page.locator('.weft-column, .weft-status select, .weft-card').first().waitFor();
  const column = (title: string): Locator => page.getByRole('region', { name: title, exact: true });
  return {
    page,
    column,
    card: (title) => page.getByRole('group', { name: title, exact: true }),
    titles: (title) =>
      column(title)
        .locator('[data-task]')
        .evaluateAll((cards) =>
          cards
            // Where it comes to rest, whatever glides just now.
            .map((card) => ({ name: card.ariaLabel ?? '', top: card.closest('li')?.offsetTop ?? 0 }))
            .sort((a, b) => a.top - b.top)
            .map(({ name }) => name),
        ),
    focused: () => page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.tagName ?? ''),
    said: () => page.locator('.weft-board > [role=status]').innerText(),
  };
}

/** Writes cards into a board that is open in `client`. */
export function addCards(client: DocClient, titles: readonly string[], status = 'todo'): void {
  client.doc.transact(() => {
    for (const [index, title] of titles.entries()) {
      createTask(client.doc, `card_${status}_${index}`, { title, status }, { now: 1_700_000_000_000, by: 'ada' });
    }
  });
}
