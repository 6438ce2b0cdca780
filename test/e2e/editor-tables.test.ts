import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';
import { sticksOut } from './page-checks.ts';

const TABLE = 'Before\n\n| What | Who |\n|---|---|\n| Servers | Bob |\n| Words | Ada |\n\nAfter';

interface Table {
  readonly ada: Member;
  readonly bob: Member;
  readonly project: string;
  readonly url: string;
  readonly page: string;
}

/** Ada and Bob at a document. */
async function table(markdown?: string): Promise<Table> {
  const { url } = await appServer('accounts');
  const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
  const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
  const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan', markdown)}`;
  await Promise.all([ada.open(url + page), bob.open(url + page)]);
  await Promise.all([ada.saved(), bob.saved()]);
  return { ada, bob, project, url, page };
}

/** The table as it stands there: rows by `/`, cells by `|`, header cells with `#`, cells over several with columns×rows. */
function cells(page: Page): Promise<string> {
  return page.locator('.editor-text table').evaluate((element) => {
    const said = (cell: HTMLTableCellElement): string => {
      const words = [...cell.children].map((block) => block.textContent).join('+');
      const span = cell.colSpan * cell.rowSpan > 1 ? `(${cell.colSpan}×${cell.rowSpan})` : '';
      return `${cell.tagName === 'TH' ? '#' : ''}${words}${span}`;
    };
    return [...(element as HTMLTableElement).rows].map((row) => [...row.cells].map(said).join('|')).join('/');
  });
}

async function shows(wanted: string, ...people: readonly Member[]): Promise<void> {
  for (const { page } of people) {
    let seen = '';
    const check = async (): Promise<boolean> => {
      seen = await cells(page);
      return seen === wanted;
    };
    await eventually(`the table is ${wanted}`, check, { every: 50, seen: () => seen });
  }
}

/** Puts the caret behind a cell's words. */
async function goTo({ page }: Member, words: string): Promise<void> {
  await page.locator('.editor-text[contenteditable=true] :is(td, th)', { hasText: words }).click();
  await hasFocus(page.locator('.editor-text'));
  const isThere = (wanted: string): boolean =>
    getSelection()?.anchorNode?.parentElement?.closest('td, th')?.textContent?.includes(wanted) === true;
  await eventually(`the caret is in ${words}`, () => page.evaluate(isThere, words), { every: 20 });
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Table menu' }).waitFor();
}

/** Chooses from the table's menu by keyboard alone. */
async function choose({ page }: Member, name: string): Promise<void> {
  await page.keyboard.press('Control+Alt+t');
  const menu = page.getByRole('menu', { name: 'Table menu' });
  await menu.getByRole('menuitem', { name, exact: true }).waitFor();
  for (let presses = 0; presses < 20; presses++) {
    if ((await page.evaluate(() => document.activeElement?.textContent)) === name) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await menu.waitFor({ state: 'detached' });
  await hasFocus(page.locator('.editor-text'));
}

/** Waits until so many cells are chosen. */
function areChosen({ page }: Member, ...counts: readonly number[]): Promise<true> {
  const chosen = page.locator('.cell-chosen');
  return eventually(`${counts} cells are chosen`, async () => counts.includes(await chosen.count()) || null, { every: 20 });
}

/** Moves the pointer over the cell with these words. */
async function pointAt({ page }: Member, words: string): Promise<void> {
  const box = await page.locator('.editor-text :is(td, th)', { hasText: words }).boundingBox();
  if (box === null) throw new Error(`There is no cell ${words}.`);
  await page.mouse.move(box.x + 30, box.y + 15, { steps: 4 });
}

/** Drags the pointer from a cell to another. @param hold leaves its button down */
async function drag(one: Member, from: string, to: string, hold?: 'hold'): Promise<void> {
  await pointAt(one, from);
  await one.page.mouse.down();
  await pointAt(one, to);
  if (hold === undefined) await one.page.mouse.up();
}

const isSaid = (one: Member, words: string): Promise<void> => one.page.getByRole('status').getByText(words, { exact: true }).waitFor();

describe('a table', { timeout: E2E_TIMEOUT }, () => {
  it('is made from the toolbar, walked and grown by keyboard alone, and can be left', async () => {
    const { ada, bob } = await table();
    await ada.type('');
    // The toolbar is one stop of the Tab key; in a browser, Shift+Tab goes there from the text.
    await ada.page.getByRole('toolbar').getByRole('button', { name: 'Table', exact: true }).focus();
    await ada.page.keyboard.press('Enter');
    const sizes = ada.page.getByRole('grid', { name: 'Table' });
    await hasFocus(sizes.getByRole('gridcell', { name: '3 rows, 3 columns' }));
    await ada.page.keyboard.press('ArrowRight');
    await hasFocus(sizes.getByRole('gridcell', { name: '3 rows, 4 columns' }));
    await ada.page.keyboard.press('ArrowLeft');
    await hasFocus(sizes.getByRole('gridcell', { name: '3 rows, 3 columns' }));
    await ada.page.keyboard.press('Enter');
    await shows('#|#|#/||/||', ada, bob);
    await hasFocus(ada.page.locator('.editor-text'));
    for (const letter of 'abcdefghi') {
      await ada.goOn(letter);
      await ada.page.keyboard.press('Tab');
    }
    await isSaid(ada, 'Row added');
    await ada.goOn('j');
    await ada.page.keyboard.press('Shift+Tab');
    await ada.goOn('!');
    await shows('#a|#b|#c/d|e|f/g|h|i!/j||', ada, bob);
    await choose(ada, 'Add column left');
    await isSaid(ada, 'Column added');
    await shows('#a|#b|#|#c/d|e||f/g|h||i!/j|||', ada, bob);
    await choose(ada, 'Delete column');
    await choose(ada, 'Turn header row off');
    await shows('a|b|/d|e|/g|h|/j||', ada, bob);
    await ada.page.keyboard.press('Control+z');
    await ada.page.keyboard.press('Escape');
    await ada.goOn('out');
    await bob.page.locator('.editor-text > p', { hasText: 'out' }).waitFor();
    await ada.page.keyboard.press('ArrowUp');
    await ada.page.getByRole('button', { name: 'Table menu' }).waitFor();
  });

  it('that is all there is: one can write before and after it', async () => {
    const { ada, bob } = await table('| a | b |\n|---|---|\n| c | d |');
    await goTo(ada, 'd');
    await ada.page.keyboard.press('Escape');
    await ada.page.getByRole('button', { name: 'Table menu' }).waitFor({ state: 'detached' });
    await ada.page.keyboard.press('Control+End');
    await ada.goOn('below');
    await goTo(ada, 'a');
    await ada.page.keyboard.press('ArrowUp');
    await ada.goOn('above');
    await bob.reads(/^above\n/);
    await bob.reads(/\nbelow$/);
    await shows('#a|#b/c|d', ada, bob);
  });

  it('takes rows of one and columns of the other at once; the short row is repaired by whoever goes at it', async () => {
    const { ada, bob, url, page, project } = await table(TABLE);
    await Promise.all([goTo(ada, 'Servers'), goTo(bob, 'Ada')]);
    await ada.page.context().setOffline(true);
    await choose(ada, 'Add row below');
    await choose(bob, 'Add column right');
    await shows('#What|#Who|#/Servers|Bob|/Words|Ada|', bob);
    await drag(ada, 'Servers', 'Ada', 'hold');
    await areChosen(ada, 6);
    await ada.page.context().setOffline(false);
    await shows('#What|#Who|#/Servers|Bob|/|/Words|Ada|', ada, bob);
    await areChosen(ada, 0);
    await Promise.all([ada.saved(), bob.saved()]);

    // Somebody who only reads, and somebody who only opens it, leave it as it is.
    const eve = await member(url, 'Eve');
    const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role: 'viewer' });
    await eve.api('POST', '/invites/accept', { secret });
    await eve.open(url + page);
    await bob.page.reload();
    await shows('#What|#Who|#/Servers|Bob|/|/Words|Ada|', bob, eve);
    await eve.page.locator('.editor-text td').first().click();
    await eve.page.locator('.editor-text td').nth(4).dragTo(eve.page.locator('.editor-text td').last());
    await bob.type('!');
    await ada.reads(/After!$/);
    await shows('#What|#Who|#/Servers|Bob|/|/Words|Ada|', ada, bob, eve);

    // The pointer that was choosing chooses no more, and what it does next finds a whole grid.
    await pointAt(ada, 'Words');
    await ada.page.mouse.up();
    await drag(ada, 'What', 'Who');
    await shows('#What|#Who|#/Servers|Bob|/||/Words|Ada|', ada, bob, eve);
    await areChosen(ada, 2);
  });

  it('has cells that are chosen by keys or pointer, cleared, merged and taken apart, but not merged under the other’s hands', async () => {
    const { ada, bob } = await table(TABLE);
    await goTo(bob, 'Ada');
    await bob.goOn(' L');
    await goTo(ada, 'Servers');
    await drag(ada, 'Servers', 'Ada L');
    await areChosen(ada, 4);
    await choose(ada, 'Merge cells');
    await isSaid(ada, 'Bob is writing in one of these cells. Merge them a little later.');
    await bob.page.locator('.editor-text > p', { hasText: 'After' }).click();
    await eventually('Bob has left', async () => {
      await choose(ada, 'Merge cells');
      return (await cells(ada.page)).includes('×');
    });
    await shows('#What|#Who/Servers+Bob+Words+Ada L(2×2)/', ada, bob);
    await isSaid(ada, '4 cells merged');
    await choose(ada, 'Split cell');
    await shows('#What|#Who/Servers+Bob+Words+Ada L|/|', ada, bob);

    await goTo(bob, 'What');
    await bob.page.keyboard.press('Shift+ArrowRight');
    await bob.page.keyboard.press('Shift+ArrowDown');
    await areChosen(bob, 2, 4);
    // A row that comes meanwhile makes a caret of it.
    await goTo(ada, 'Who');
    await choose(ada, 'Add row below');
    await shows('#What|#Who/|/Servers+Bob+Words+Ada L|/|', ada, bob);
    await areChosen(bob, 0);
    await choose(bob, 'Select row');
    await areChosen(bob, 2);
    await choose(bob, 'Delete table');
    await eventually('the table is gone', async () => (await ada.page.locator('.editor-text table').count()) === 0, { every: 50 });
  });

  it('has the words that are written into a cell while somebody merges it away in the merged cell', async () => {
    const { ada, bob } = await table(TABLE);
    await bob.page.context().setOffline(true);
    await goTo(bob, 'Ada');
    await bob.goOn(' again');
    await shows('#What|#Who/Servers|Bob/Words|Ada again', bob);
    await goTo(ada, 'Servers');
    await drag(ada, 'Servers', 'Ada');
    await areChosen(ada, 4);
    await choose(ada, 'Merge cells');
    await shows('#What|#Who/Servers+Bob+Words+Ada(2×2)/', ada);
    await ada.saved();
    await bob.page.context().setOffline(false);
    await shows('#What|#Who/Servers+Bob+Words+Ada again(2×2)/', ada, bob);
  });

  it('has chosen cells that are cut, emptied, typed over, and pasted over other cells and as a table', async () => {
    const { ada, bob } = await table(TABLE);
    const { keyboard } = ada.page;
    await goTo(ada, 'Servers');
    await keyboard.press('Shift+ArrowRight');
    await areChosen(ada, 2);
    await keyboard.press('Control+x');
    await shows('#What|#Who/|/Words|Ada', ada, bob);
    await keyboard.press('Control+z');
    await shows('#What|#Who/Servers|Bob/Words|Ada', ada, bob);
    await goTo(ada, 'What');
    await keyboard.press('Shift+ArrowRight');
    await areChosen(ada, 2);
    await keyboard.press('Shift+ArrowDown');
    await areChosen(ada, 4);
    await keyboard.press('Control+c');
    await keyboard.press('Delete');
    await shows('#|#/|/Words|Ada', ada, bob);
    await goTo(ada, 'Words');
    await keyboard.press('Shift+ArrowRight');
    await areChosen(ada, 2);
    await ada.goOn('typed');
    await shows('#|#/|/typed|', ada, bob);
    await keyboard.press('Control+v');
    await shows('#|#/|/What|Who/Servers|Bob', ada, bob);
    await ada.type('');
    await keyboard.press('Control+v');
    for (const { page } of [ada, bob]) {
      await page.locator('.editor-text table').nth(1).getByRole('columnheader', { name: 'Who' }).waitFor();
    }
    await bob.reads(/^Before\n/);
  });

  it('has chosen cells that stay chosen after a click where the caret was already', async () => {
    const { ada } = await table(TABLE);
    await goTo(ada, 'What');
    const isBehind = (): boolean => getSelection()?.anchorOffset === 'What'.length;
    await eventually('the caret is behind the word', () => ada.page.evaluate(isBehind), { every: 20 });
    await goTo(ada, 'What');
    await ada.page.locator('.editor-text').evaluate(async (editor) => {
      const key = { key: 'ArrowRight', code: 'ArrowRight', keyCode: 39, shiftKey: true, bubbles: true, cancelable: true };
      editor.dispatchEvent(new KeyboardEvent('keydown', key));
      // As Chromium does where nothing is selected, on a busy machine before it tells of that: it is all one task.
      for (let turns = 0; turns < 100 && getSelection()?.rangeCount !== 0; turns++) await Promise.resolve();
      if (getSelection()?.rangeCount !== 0) throw new Error('The key chose no cells.');
      getSelection()?.collapse(editor.querySelector('p')?.querySelector('span')?.firstChild ?? null, 0);
    });
    await areChosen(ada, 2);
    await ada.page.keyboard.press('Shift+ArrowDown');
    await areChosen(ada, 4);
  });

  it('comes from a spreadsheet, goes over the cells it is pasted on, and never into another table', async () => {
    const { ada, bob } = await table('After');
    await ada.page.locator('.editor-text').click();
    await paste(ada.page, { 'text/plain': 'a\tb\nc\td\n' });
    await shows('a|b/c|d', ada, bob);
    await goTo(ada, 'd');
    await paste(ada.page, {
      'text/html':
        '<table><colgroup><col width="300"></colgroup><tr><th style="background:red">1</th><th>2</th></tr><tr><td>3</td></tr></table>',
    });
    await shows('a|b|/c|1|2/|3|', ada, bob);
    await goTo(ada, 'a');
    await paste(ada.page, { 'text/html': '<p>x</p><table><tr><td>y</td><td>z</td></tr></table>' });
    await shows('ax+y+z|b|/c|1|2/|3|', ada, bob);
    expect(
      await ada.page.locator('.editor-text :is(td, th)[style*=background], .editor-text col, .editor-text td[style*=width]').count(),
    ).toBe(0);
  });

  it('is clean for screen readers, and as wide as a phone', async () => {
    const { url } = await appServer('accounts');
    const viewport = { width: 360, height: 720 };
    const ada = await member(url, 'Ada', { colorScheme: 'light', viewport });
    const project = await projectOf(ada, 'Alpha');
    const row = `|${' Wide column |'.repeat(8)}\n`;
    const page = `/p/${project}/d/${await documentIn(ada, project, 'Plan', `Before\n\n${row}|${'---|'.repeat(8)}\n${row}`)}`;
    await ada.open(url + page);
    await ada.page.locator('.editor-text[contenteditable=true] td').last().click();
    const handle = ada.page.getByRole('button', { name: 'Table menu' });
    await handle.waitFor();
    await ada.saved();
    expect(await sticksOut(ada.page)).toEqual([]);
    expect(await ada.page.getByRole('columnheader').count()).toBe(8);
    expect(await ada.page.locator('th[scope=col]').count()).toBe(8);
    // What its frame gets of the focus is the text’s.
    await hasFocus(ada.page.locator('.editor-text'));
    await ada.page.getByRole('button', { name: 'Outline' }).focus();
    await ada.page.locator('.table-scroll[tabindex="0"]').focus();
    await hasFocus(ada.page.locator('.editor-text'));
    await handle.click();
    await ada.page.getByRole('menuitem', { name: 'Add row below' }).waitFor();
    expect(await sticksOut(ada.page)).toEqual([]);
    expect(await violations(ada.page)).toEqual([]);

    const eve = await member(url, 'Eve', { colorScheme: 'dark', viewport });
    const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role: 'viewer' });
    await eve.api('POST', '/invites/accept', { secret });
    await eve.open(url + page);
    const table = eve.page.getByRole('region', { name: 'Table' });
    await table.focus();
    await eve.page.keyboard.press('ArrowRight');
    await eventually('it moves sideways', () => table.evaluate((frame) => frame.scrollLeft > 0), { every: 20 });
    expect(await violations(eve.page)).toEqual([]);
  });
});

/** Pastes as if it came from another program. */
async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.locator('.editor-text').evaluate((editor, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, words] of Object.entries(given)) clipboardData.setData(type, words);
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}
