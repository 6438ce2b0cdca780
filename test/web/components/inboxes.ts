import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { addNotification } from '../../../shared/model/inbox.ts';
import type { Notification } from '../../../shared/model/records.ts';
import { person } from '../../e2e/browser.ts';
import type { DocClient } from '../../support/doc-client.ts';
import type { TestServer } from '../../support/server.ts';
import { harnessPage } from '../harness/page.ts';

export const INBOX = 'u/ada';

export interface OpenInbox {
  readonly page: Page;
  /** Opens the bell's panel. */
  openPanel(): Promise<Locator>;
  readonly panel: Locator;
  tab(name: string | RegExp): Locator;
  /** What entries say, from top to bottom. */
  said(): Promise<string[]>;
  /** The title and words of the entry that has the focus. */
  focused(): Promise<string>;
}

export interface InboxOptions extends BrowserContextOptions {
  readonly language?: string;
}

/** Ada, with her inbox closed, in a page that isn't the app's. */
export async function openInbox(server: TestServer, { language = 'en', ...context }: InboxOptions = {}): Promise<OpenInbox> {
  const { page } = await person(context);
  const address = new URLSearchParams({ ws: `${server.url}/ws`, token: 'ada:editor', language });
  await page.goto(`${await harnessPage('components/inbox-page.tsx')}/?${address}`);
  const panel = page.locator('.weft-inbox');
  return {
    page,
    panel,
    openPanel: async () => {
      await page.locator('.weft-bell').click();
      await panel.waitFor();
      return panel;
    },
    tab: (name) => panel.getByRole('tab', { name }),
    said: () => panel.locator('.weft-inbox-sentence').allInnerTexts(),
    focused: () =>
      page.evaluate(() => {
        const ids = document.activeElement?.getAttribute('aria-labelledby')?.split(' ') ?? [];
        return ids.map((id) => document.getElementById(id)?.innerText ?? '').join(' | ');
      }),
  };
}

let newest = 1_700_000_000_000;

/** A notification about the task of that title; each is newer than those made before. */
export function notice(title: string, more: Partial<Notification> = {}): Notification {
  newest += 60_000;
  const id = title.toLowerCase().replaceAll(/\W/g, '-');
  return {
    notification_id: `n-${newest}`,
    kind: 'assigned',
    level: 'info',
    item: `task:home/${id}`,
    title,
    message: 'Bob assigned this task to you',
    time: newest,
    count: 1,
    actors: ['bob'],
    facts: { name: 'Bob' },
    project_id: 'home',
    task_id: id,
    document_id: null,
    thread_id: null,
    ...more,
  };
}

/** Puts notifications into an inbox, as the server does. */
export function send(inbox: DocClient, ...notices: readonly Notification[]): void {
  inbox.doc.transact(() => {
    for (const one of notices) addNotification(inbox.doc, one);
  });
}
