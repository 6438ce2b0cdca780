import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT, hasFocus } from './browser.ts';
import { documentIn, member, projectOf } from './members.ts';
import { steeredLine } from './steered-line.ts';

describe('words written into a block that somebody else removes or changes meanwhile', { timeout: E2E_TIMEOUT }, () => {
  it('stand in a paragraph of their own and say so, or go with their block; one step of undo takes them away', async () => {
    const { url } = await appServer('accounts');
    const [ada, bob] = await Promise.all([member(url, 'Ada'), member(url, 'Bob')]);
    const project = await projectOf(ada, 'Alpha', [[bob, 'editor']]);
    const plan = await documentIn(ada, project, 'Plan', 'Bread\n\nMilk and honey\n\nSalt');
    const line = await steeredLine(ada.page.context());
    await Promise.all([ada, bob].map((one) => one.open(`${url}/p/${project}/d/${plan}`)));
    await Promise.all([ada, bob].map((one) => one.reads('Bread\nMilk and honey\nSalt')));
    await Promise.all([ada, bob].map(({ page }) => page.locator('.editor-text[contenteditable=true]').waitFor()));
    const block = (one: typeof ada, words: string) => one.page.locator('.editor-text > *', { hasText: words });
    const caretIn = (one: typeof ada, words: string) =>
      eventually(`the caret is in “${words}”`, () =>
        one.page.evaluate(
          (wanted) => getSelection()?.anchorNode?.parentElement?.closest('.editor-text > *')?.textContent === wanted,
          words,
        ),
      );
    const typeBehind = async (one: typeof ada, words: string, typed: string): Promise<void> => {
      await block(one, words).click();
      await caretIn(one, words);
      await one.page.keyboard.press('End');
      await one.page.keyboard.type(typed);
      await block(one, words + typed).waitFor();
    };

    // Ada is away, and Bob makes a heading of what she writes in: her words go with it.
    await ada.saved();
    line.set('refused');
    await ada.shows(/^Offline/);
    await typeBehind(ada, 'Salt', ' and pepper');
    await block(bob, 'Salt').click();
    await caretIn(bob, 'Salt');
    await bob.page.keyboard.press('Control+Alt+1');
    await bob.page.getByRole('heading', { name: 'Salt', level: 1 }).waitFor();
    await bob.saved();
    line.set('free');
    await ada.page.getByRole('heading', { name: 'Salt and pepper', level: 1 }).waitFor();
    await bob.page.getByRole('heading', { name: 'Salt and pepper', level: 1 }).waitFor();
    expect(await ada.page.getByRole('region', { name: 'Words kept' }).count()).toBe(0);

    // Bob removes what she writes in: they have a paragraph of their own.
    await Promise.all([ada.saved(), bob.saved()]);
    line.set('refused');
    await ada.shows(/^Offline/);
    await typeBehind(ada, 'Milk and honey', ' for Carol');
    await block(bob, 'Milk and honey').click();
    await caretIn(bob, 'Milk and honey');
    await bob.page.keyboard.press('End');
    await bob.page.keyboard.press('Shift+Home');
    await eventually('the words are selected', () => bob.page.evaluate(() => getSelection()?.toString() === 'Milk and honey'));
    await bob.page.keyboard.press('Delete');
    await bob.reads('Bread\n\nSalt and pepper');
    await bob.page.keyboard.press('Backspace');
    await bob.reads('Bread\nSalt and pepper');
    await bob.saved();
    line.set('free');
    const note = ada.page.getByRole('region', { name: 'Words kept' });
    await note.getByText(/^What you wrote was in a block that was moved or removed/).waitFor();
    await bob.reads('Bread\nfor Carol\nSalt and pepper');
    await ada.reads('Bread\nfor Carol\nSalt and pepper');
    expect(await bob.page.getByRole('region', { name: 'Words kept' }).count()).toBe(0);
    await note.getByRole('button', { name: 'Show' }).click();
    await caretIn(ada, 'for Carol');

    // Taken away by the notice; that is a step of undo as well as the rescue itself.
    await note.getByRole('button', { name: 'Undo' }).click();
    await bob.reads('Bread\nSalt and pepper');
    await note.waitFor({ state: 'detached' });
    await hasFocus(ada.page.locator('.editor-text'));
    await ada.page.keyboard.press('Control+z');
    await bob.reads('Bread\nfor Carol\nSalt and pepper');
    await ada.page.keyboard.press('Control+z');
    await bob.reads('Bread\nSalt and pepper');
  });
});
