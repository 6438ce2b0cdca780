import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { type AppServer, appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus } from './browser.ts';
import { clickMark, comment, select } from './commenting.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';
import { sticksOut } from './page-checks.ts';
import { steeredLine } from './steered-line.ts';

const TEXT = 'We ship on Thursday, after the last review.\n\nNobody loses a word of what they wrote.\n\nThe old editor goes in May.';

interface House {
  readonly server: AppServer;
  readonly ada: Member;
  readonly bob: Member;
  readonly project: string;
  readonly document: string;
  readonly path: string;
}

/** Ada, who owns the project, and Bob, both in a document of three paragraphs. */
async function house(role: 'editor' | 'commenter' = 'editor'): Promise<House> {
  const server = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(server.url, 'Ada'), member(server.url, 'Bob Builder')]);
  const project = await projectOf(ada, 'Alpha', [[bob, role]]);
  const document = await documentIn(ada, project, 'Plan', TEXT);
  const path = `/p/${project}/d/${document}`;
  await Promise.all([ada, bob].map((one) => one.open(server.url + path)));
  await Promise.all([ada.reads(/May/), bob.reads(/May/)]);
  await Promise.all([ada.saved(), bob.saved()]);
  return { server, ada, bob, project, document, path };
}

/** The words that are painted as commented on. */
function marked({ page }: Member): Promise<readonly string[]> {
  return page.evaluate(() => [...(CSS.highlights.get('weft-thread') ?? [])].map(String));
}

async function marks(one: Member, ...words: string[]): Promise<void> {
  let seen = '';
  const check = async (): Promise<boolean> => {
    seen = [...(await marked(one))].sort().join('|');
    return seen === [...words].sort().join('|');
  };
  await eventually(`${one.name} sees ${words.join('|')} marked`, check, { every: 50, seen: () => seen });
}

const button = ({ page }: Member, open: number): Locator =>
  page.getByRole('button', { name: open === 0 ? 'Comments' : `Comments, ${open} open`, exact: true });

const panel = ({ page }: Member): Locator => page.getByRole('complementary', { name: 'Comments' });

const thread = (one: Member, quote: string): Locator => panel(one).getByRole('article', { name: `Comments on “${quote}”` });

/** Puts the caret before or behind words. */
async function caretAt({ page }: Member, words: string, key: 'ArrowLeft' | 'ArrowRight'): Promise<void> {
  await select(page, words);
  await page.keyboard.press(key);
}

describe('comments on a text that two people write', { timeout: E2E_TIMEOUT }, () => {
  it('stay at their words while both edit, move them, make them a heading and take them out', async () => {
    const { ada, bob } = await house();
    await comment(ada.page, 'the last review', 'Which one is that?');
    await comment(bob.page, 'Nobody loses a word', 'Too bold?');
    for (const one of [ada, bob]) await marks(one, 'the last review', 'Nobody loses a word');

    // Around the words, in them, and right behind them.
    await caretAt(bob, 'We ship', 'ArrowLeft');
    await caretAt(ada, 'last', 'ArrowRight');
    await Promise.all([bob.goOn('So: '), ada.goOn(' big')]);
    await caretAt(bob, 'review', 'ArrowRight');
    await bob.goOn('s');
    for (const one of [ada, bob]) await marks(one, 'the last big review', 'Nobody loses a word');

    // A heading is another text for all who hold positions in it.
    await caretAt(bob, 'Nobody', 'ArrowLeft');
    await bob.goOn('## ');
    await bob.page.locator('.editor-text h2').waitFor();
    for (const one of [ada, bob]) await marks(one, 'the last big review', 'Nobody loses a word');
    // And there they may be changed, since who made it one says where they are.
    await caretAt(ada, 'loses', 'ArrowRight');
    await ada.goOn(' ever');
    for (const one of [ada, bob]) await marks(one, 'the last big review', 'Nobody loses ever a word');

    // Who leaves the text ends a step of undo.
    await button(ada, 2).click();
    await select(ada.page, 'Nobody loses ever a word');
    await ada.page.keyboard.press('Delete');
    for (const one of [ada, bob]) await marks(one, 'the last big review');
    await button(bob, 2).click();
    await thread(bob, 'Nobody loses a word').getByText('The text was removed.').waitFor();
    await thread(bob, 'the last review')
      .getByRole('button', { name: /^Go to the text/ })
      .waitFor();
    await ada.page.keyboard.press('Control+z');
    for (const one of [ada, bob]) await marks(one, 'the last big review', 'Nobody loses ever a word');
  });

  it('are answered at the words and beside them by both at once, resolved, opened again, changed and deleted, live', async () => {
    const { ada, bob } = await house();
    await comment(ada.page, 'Thursday', 'Why not Friday?');
    await marks(bob, 'Thursday');
    await button(ada, 1).click();
    await clickMark(bob.page, 'Thursday');
    const card = bob.page.getByRole('dialog', { name: 'Comments on “Thursday”' });
    await card.getByText('Why not Friday?').waitFor();
    await thread(ada, 'Thursday').getByRole('button', { name: 'Answer' }).click();
    await hasFocus(thread(ada, 'Thursday').getByRole('textbox', { name: 'Answer' }));
    await ada.page.keyboard.type('Or Monday?');
    await card.getByRole('textbox', { name: 'Answer' }).fill('People are away.');
    await Promise.all([ada.page.keyboard.press('Control+Enter'), card.getByRole('textbox', { name: 'Answer' }).press('Control+Enter')]);
    for (const place of [thread(ada, 'Thursday'), card]) {
      await place.getByText('Or Monday?').waitFor();
      await place.getByText('People are away.').waitFor();
    }

    const own = thread(ada, 'Thursday').getByRole('listitem').filter({ hasText: 'Or Monday?' });
    await own.getByRole('button', { name: 'Edit comment' }).click();
    await thread(ada, 'Thursday').getByRole('textbox', { name: 'Edit comment' }).fill('Or next Monday?');
    await thread(ada, 'Thursday').getByRole('button', { name: 'Save' }).click();
    await card.getByText('Or next Monday?').waitFor();
    expect(await card.getByRole('listitem').filter({ hasText: 'Monday' }).getByRole('button').count()).toBe(0);
    // The owner may take away what others said.
    const theirs = thread(ada, 'Thursday').getByRole('listitem').filter({ hasText: 'People are away.' });
    await theirs.getByRole('button', { name: 'Delete comment' }).click();
    await theirs.getByRole('group').getByRole('button', { name: 'Delete comment' }).click();
    await card.getByText('People are away.').waitFor({ state: 'detached' });

    await card.getByRole('button', { name: 'Resolve' }).click();
    await card.waitFor({ state: 'detached' });
    await button(ada, 0).waitFor();
    await marks(ada);
    await panel(ada)
      .getByRole('tab', { name: /^Resolved/ })
      .click();
    await thread(ada, 'Thursday').getByText('Resolved by Bob Builder').waitFor();
    await thread(ada, 'Thursday').getByRole('button', { name: 'Reopen' }).click();
    for (const one of [ada, bob]) await marks(one, 'Thursday');
    await panel(ada).getByRole('tab', { name: /^Open/ }).click();
    await thread(ada, 'Thursday').waitFor();

    const faults: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await ada.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      faults.push(...(await violations(ada.page)).map((fault) => `${colorScheme}: ${fault}`));
    }
    await ada.page.setViewportSize({ width: 360, height: 740 });
    faults.push(...(await sticksOut(ada.page)));
    expect(faults).toEqual([]);
    // Over the text it makes way for it.
    await thread(ada, 'Thursday')
      .getByRole('button', { name: /^Go to the text/ })
      .click();
    await panel(ada).waitFor({ state: 'detached' });
    await eventually('the caret is at the words', () =>
      ada.page.evaluate(() => /Thursday/.test(getSelection()?.anchorNode?.textContent ?? '')),
    );
  });
});

describe('comments of those who may not write', { timeout: E2E_TIMEOUT }, () => {
  it('a commenter says something, a viewer reads it, and neither writes a thing into the document; a mention leads to the thread', async () => {
    const { server, ada, bob, project, path, document } = await house('commenter');
    const vic = await member(server.url, 'Vic');
    const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role: 'viewer' });
    await vic.api('POST', '/invites/accept', { secret });
    const written: string[] = [];
    for (const one of [bob, vic]) {
      one.page.on('websocket', (socket) => {
        if (!decodeURIComponent(socket.url()).split('?')[0]?.endsWith(`/d/${document}`)) return;
        // Kind sync, step update.
        socket.on('framesent', ({ payload }) => {
          if (typeof payload !== 'string' && payload[0] === 0 && payload[1] === 2) written.push(one.name);
        });
      });
    }
    await Promise.all([bob.open(server.url + path), vic.open(server.url + path)]);
    await Promise.all([bob.reads(/May/), vic.reads(/May/)]);
    await vic.api('POST', '/notifications/read-all');

    await comment(bob.page, 'goes in May', 'Is that enough time, @Vic?');
    for (const one of [ada, bob, vic]) await marks(one, 'goes in May');
    await select(vic.page, 'Thursday');
    await vic.page.keyboard.press('Control+Alt+m');
    await thread(vic, 'goes in May').getByText('@Vic').waitFor();
    expect(
      await panel(vic)
        .getByRole('button', { name: /Answer|Resolve|Edit|Delete/ })
        .count(),
    ).toBe(0);
    expect(await vic.page.getByRole('dialog', { name: 'New comment' }).count()).toBe(0);
    await ada.type(' Yes.');
    await Promise.all([bob.reads(/Yes/), vic.reads(/Yes/)]);
    expect(written).toEqual([]);

    await vic.visit(`/p/${project}`);
    await vic.page.getByRole('button', { name: /^Inbox, \d+ unread/ }).click();
    await vic.page
      .getByRole('dialog', { name: 'Inbox' })
      .getByRole('link', { name: /mentioned you/ })
      .first()
      .click();
    await thread(vic, 'goes in May').getByText('@Vic').waitFor();
    await eventually(
      'the thread is the one that is looked at',
      async () => (await thread(vic, 'goes in May').getAttribute('aria-current')) === 'true',
    );
    await vic.page.waitForURL(`**${path}`);
    expect((await ada.text()).split('\n')).toHaveLength(3);
  });
});

describe('a comment made without a line to the server', { timeout: E2E_TIMEOUT }, () => {
  it('stands at once, and is there for the others when the line is back', async () => {
    const { server, ada, bob, path } = await house();
    const line = await steeredLine(ada.page.context());
    await ada.open(server.url + path);
    await ada.reads(/May/);
    await ada.saved();
    line.set('refused');
    await ada.shows(/^Offline/);
    await comment(ada.page, 'old editor', 'Said offline');
    await marks(ada, 'old editor');
    await ada.shows(/unsent/);
    await bob.type(' Or June.');
    line.set('free');
    await ada.saved();
    await marks(bob, 'old editor');
    await button(bob, 1).click();
    await thread(bob, 'old editor').getByText('Said offline').waitFor();
  });
});
