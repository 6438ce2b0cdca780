import type { BrowserContext, Page } from 'playwright-core';
import { person } from '../../e2e/browser.ts';
import { eventually } from '../../support/eventually.ts';
import type { TestServer } from '../../support/server.ts';
import { harnessPage } from '../harness/page.ts';
import type {} from './service-page.ts';

/** A tab with the page of `service-page.ts`. */
export interface Tab {
  readonly page: Page;
  write(text: string): Promise<void>;
  text(): Promise<string>;
  /** Waits until what the page knows is as wanted. */
  is(wanted: Readonly<Record<string, unknown>>): Promise<void>;
  reload(): Promise<void>;
  /** Waits until this browser's disk says that the server has everything: a tab that ends before counts it as unsent. */
  hasNoted(): Promise<void>;
}

/** One browser of somebody: its tabs share what it keeps. */
export interface SomebodysBrowser {
  /** @param room null opens none */
  tab(room: string | null): Promise<Tab>;
}

/**
 * A browser whose pages come from the server's own address, though not from the server: they can be loaded while it is away.
 * @param init runs in each page before its own script
 */
export async function browserOf(server: TestServer, user = 'ada', role = 'editor', init?: () => void): Promise<SomebodysBrowser> {
  const served = await harnessPage('browser/service-page.ts');
  const { page } = await person();
  const context = page.context();
  await context.route(`${server.http}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: served + pathname }) });
  });
  // A page that was put in the server's place counts as a stranger's, which may not talk to this machine.
  await context.grantPermissions(['local-network-access'], { origin: server.http });
  if (init !== undefined) await context.addInitScript(init);
  return { tab: (room) => openTab(context, server.http, { user, token: `${user}:${role}`, ...(room !== null && { room }) }) };
}

async function openTab(context: BrowserContext, origin: string, asked: Record<string, string>): Promise<Tab> {
  const page = await context.newPage();
  await page.goto(`${origin}/?${new URLSearchParams(asked)}`);
  const now = () =>
    page.evaluate(() => {
      const { kit } = window;
      const { status, rooms } = kit.service.getState();
      const open = rooms.length > 0 && location.search.includes('room=');
      const { failures, refused, mostUnsent } = kit;
      const allKept = kit.service.kept.getSnapshot();
      return {
        ...kit.status(),
        link: status,
        kept: open && kit.kept(),
        allKept,
        text: open ? kit.text() : '',
        failures,
        refused,
        mostUnsent,
      };
    });
  return {
    page,
    write: (text) => page.evaluate((written) => window.kit.write(written), text),
    text: () => page.evaluate(() => window.kit.text()),
    is: async (wanted) => {
      let seen: Readonly<Record<string, unknown>> = {};
      await eventually(
        `the page has ${JSON.stringify(wanted)}`,
        async () => {
          seen = await now();
          return Object.entries(wanted).every(([key, value]) => JSON.stringify(seen[key]) === JSON.stringify(value));
        },
        { within: 30_000, every: 20, seen: () => seen },
      );
    },
    reload: async () => {
      await page.reload();
    },
    hasNoted: async () => {
      const marks = (): Promise<number> => page.evaluate(() => window.kit.marks());
      await eventually('this browser knows that all is sent', async () => (await marks()) === 0, { every: 20, seen: marks });
    },
  };
}
