import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { violations } from '../web/harness/axe.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus } from './browser.ts';
import { documentIn, type Member, member, projectOf } from './members.ts';

interface Opened {
  readonly ada: Member;
  /** Opens the document for somebody else. */
  readonly withRole: (name: string, role: 'editor' | 'commenter' | 'viewer') => Promise<Member>;
}

/** Ada at a document of her own. */
async function opened(markdown: string): Promise<Opened> {
  const { url } = await appServer('accounts');
  const ada = await member(url, 'Ada');
  const project = await projectOf(ada, 'Alpha');
  const page = `${url}/p/${project}/d/${await documentIn(ada, project, 'Plan', markdown)}`;
  await ada.open(page);
  await ada.page.locator('.editor-text[contenteditable=true]').waitFor();
  return {
    ada,
    withRole: async (name, role) => {
      const one = await member(url, name);
      const { secret } = await ada.api<{ secret: string }>('POST', `/projects/${project}/invites`, { role });
      await one.api('POST', '/invites/accept', { secret });
      await one.open(page);
      if (role === 'editor') await one.page.locator('.editor-text[contenteditable=true]').waitFor();
      else await one.page.locator('.editor-text').getByText('one').waitFor();
      return one;
    },
  };
}

/** The blocks as they stand there, each with its tag where it is no paragraph. */
function blocks({ page }: Member): Promise<string> {
  return page.locator('.editor-text').evaluate((text) => {
    const said = (block: Element): string => {
      const inner = [...block.children].filter((child) => child.matches('li'));
      const words =
        inner.length > 0
          ? inner.map((item) => (item.matches('.list-nested') ? `(${said(item.children[0] ?? item)})` : item.textContent)).join(',')
          : block.textContent;
      return block.tagName === 'P' || block.tagName === 'LI' ? (words ?? '') : `${block.tagName.toLowerCase()}:${words}`;
    };
    return [...text.children].map(said).join('|');
  });
}

async function show(wanted: string, ...people: readonly Member[]): Promise<void> {
  for (const one of people) {
    let seen = '';
    const check = async (): Promise<boolean> => {
      seen = await blocks(one);
      return seen === wanted;
    };
    await eventually(`${one.name} sees ${wanted}`, check, { every: 50, seen: () => seen });
  }
}

/** Clicks on the line of these words and waits until the caret is there, at its end. */
async function goTo({ page }: Member, words: string): Promise<void> {
  const line = page.locator('.editor-text').getByText(words, { exact: true });
  await line.click();
  await page.keyboard.press('End');
  const isThere = (): Promise<boolean> =>
    line.evaluate((element) => {
      const { anchorNode = null, anchorOffset = 0 } = document.getSelection() ?? {};
      return element.contains(anchorNode) && anchorOffset === anchorNode?.textContent?.length;
    });
  await eventually(`the caret is behind “${words}”`, isThere, { every: 50 });
}

/** Points at the line of these words and waits until the handle stands beside it. */
async function handleAt({ page }: Member, words: string): Promise<{ readonly x: number; readonly y: number }> {
  const line = page.locator('.editor-text').getByText(words, { exact: true });
  const handle = page.getByRole('button', { name: 'Block menu' });
  let middle: { readonly x: number; readonly y: number } | null = null;
  const isBeside = async (): Promise<boolean> => {
    await line.hover();
    const [block, box] = [await line.boundingBox(), (await handle.count()) === 0 ? null : await handle.boundingBox()];
    middle = box === null ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    return block !== null && middle !== null && middle.x < block.x && middle.y > block.y && middle.y < block.y + block.height;
  };
  await eventually(`the handle is beside “${words}”`, isBeside, { every: 50 });
  if (middle === null) throw new Error('There is no handle.');
  return middle;
}

/** Drags the block of these words to the upper or lower part of another. */
async function drag(one: Member, words: string, to: string, part: 'upper' | 'lower'): Promise<void> {
  const { page } = one;
  const from = await handleAt(one, words);
  const target = await page.locator('.editor-text').getByText(to, { exact: true }).boundingBox();
  if (target === null) throw new Error(`“${to}” is not in sight.`);
  const y = part === 'upper' ? target.y + 3 : target.y + target.height - 3;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(target.x + 30, y - 10, { steps: 5 });
  await page.mouse.move(target.x + 30, y, { steps: 3 });
  const line = page.locator('.block-gap');
  // The last place is told with the next movement.
  const isAt = async (): Promise<boolean> => {
    await page.mouse.move(target.x + 30 + Math.random() * 10, y);
    const box = (await line.count()) === 0 ? null : await line.boundingBox();
    return box !== null && (part === 'upper' ? box.y < target.y + 3 : box.y > target.y + target.height - 6);
  };
  await eventually(`a line shows the place beside “${to}”`, isAt, { every: 50 });
  await page.mouse.up();
}

const isSaid = ({ page }: Member, words: string): Promise<void> => page.getByRole('status').getByText(words, { exact: true }).waitFor();

describe('blocks', { timeout: E2E_TIMEOUT }, () => {
  it('move by keys, and with them the caret; whoever writes beside them goes on there, and undo moves them back', async () => {
    const { ada, withRole } = await opened('one\n\ntwo\n\n- a\n    - under\n- b\n\nlast');
    const bob = await withRole('Bob', 'editor');
    await goTo(bob, 'two');
    await goTo(ada, 'one');
    await ada.page.keyboard.press('Alt+Shift+ArrowDown');
    await ada.goOn('!');
    await show('two|one!|ul:a,(ul:under),b|last', ada, bob);
    await bob.goOn('?');
    await show('two?|one!|ul:a,(ul:under),b|last', ada, bob);
    await ada.page.keyboard.press('Alt+Shift+ArrowDown');
    await ada.page.keyboard.press('Alt+Shift+ArrowDown');
    await ada.goOn('!');
    await show('two?|ul:a,(ul:under),b|last|one!!', ada, bob);
    await ada.page.keyboard.press('Alt+Shift+ArrowDown');

    await goTo(ada, 'a');
    await ada.page.keyboard.press('Alt+Shift+ArrowDown');
    await show('two?|ul:b,a,(ul:under)|last|one!!', ada, bob);
    await ada.page.keyboard.press('Control+z');
    await show('two?|ul:a,(ul:under),b|last|one!!', ada, bob);
  });

  it('have a menu by keyboard: what they turn into, copies, places; Escape leads back to the text', async () => {
    const { ada } = await opened('one\n\ntwo\n\nthree');
    await goTo(ada, 'two');
    const menu = ada.page.getByRole('menu', { name: 'Block menu' });
    const choose = async (name: string): Promise<void> => {
      await ada.page.keyboard.press('Control+Alt+b');
      const line = menu.getByRole('menuitem', { name });
      await line.waitFor();
      await line.focus();
      await ada.page.keyboard.press('Enter');
      await menu.waitFor({ state: 'detached' });
    };
    const isBack = (): Promise<void> => hasFocus(ada.page.locator('.editor-text'));
    await ada.page.keyboard.press('Control+Alt+b');
    await menu.getByRole('menuitem', { name: 'Duplicate' }).waitFor();
    expect(await violations(ada.page)).toEqual([]);
    await ada.page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await isBack();
    await ada.goOn('!');
    await show('one|two!|three', ada);

    await choose('Turn into…');
    const kinds = ada.page.getByRole('menu', { name: 'Turn into' });
    await hasFocus(kinds.getByRole('menuitemradio', { name: 'Text', checked: true }));
    await kinds.getByRole('menuitemradio', { name: 'Heading 2' }).focus();
    await ada.page.keyboard.press('Enter');
    await kinds.waitFor({ state: 'detached' });
    await isBack();
    await show('one|h2:two!|three', ada);
    await choose('Duplicate');
    await isBack();
    await show('one|h2:two!|h2:two!|three', ada);
    await choose('Move down');
    await isBack();
    await isSaid(ada, 'Moved below ‘three’');
    await show('one|h2:two!|three|h2:two!', ada);
    await choose('Delete');
    await isBack();
    await isSaid(ada, 'Block deleted');
    await show('one|h2:two!|three', ada);
    await ada.page.keyboard.press('Control+z');
    await show('one|h2:two!|three|h2:two!', ada);

    await goTo(ada, 'one');
    await ada.page.keyboard.press('Alt+Shift+ArrowUp');
    await isSaid(ada, 'Already first here');
  });

  it('are dragged by the handle beside them, which is there for the mouse; a line shows where they come', async () => {
    const { ada } = await opened('one\n\n- a\n- b\n\n| Who |\n|---|\n| Bob |\n\nlast');
    await goTo(ada, 'one');
    await drag(ada, 'one', 'last', 'lower');
    await isSaid(ada, 'Moved below ‘last’');
    await show('ul:a,b|div:WhoBob|last|one', ada);
    await drag(ada, 'b', 'last', 'upper');
    await isSaid(ada, 'Moved above ‘last’');
    await show('ul:a|div:WhoBob|ul:b|last|one', ada);
    // The next key is for the text, where the caret was.
    await hasFocus(ada.page.locator('.editor-text'));
    await ada.goOn('!');
    await show('ul:a|div:WhoBob|ul:b|last|one!', ada);
  });

  it('are only read by readers: no handle, no keys, nothing written', async () => {
    const { ada, withRole } = await opened('one\n\ntwo');
    for (const [name, role] of [
      ['Vera', 'viewer'],
      ['Carl', 'commenter'],
    ] as const) {
      const reader = await withRole(name, role);
      await reader.page.locator('.editor-text').getByText('one').click();
      await reader.page.keyboard.press('Alt+Shift+ArrowDown');
      await reader.page.keyboard.press('Control+Alt+b');
      await reader.page.locator('.editor-text').getByText('two').hover();
      expect(await reader.page.getByRole('button', { name: 'Block menu' }).count()).toBe(0);
      expect(await reader.page.getByRole('menu').count()).toBe(0);
      await show('one|two', reader);
    }
    await goTo(ada, 'one');
    await ada.page.keyboard.press('Alt+Shift+ArrowDown');
    await show('two|one', ada);
  });
});
