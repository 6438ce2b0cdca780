import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { startServer } from '../../server/server.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import { ROOT_NAME } from '../../shared/lexical/seed.ts';
import { eventually } from '../support/eventually.ts';
import { element, run } from '../support/hostile-nodes.ts';
import { TEST_CONFIG } from '../support/test-config.ts';
import { testLog } from '../support/test-log.ts';
import { violations } from '../web/harness/axe.ts';
import { buildAll } from './app-server.ts';
import { E2E_TIMEOUT, person } from './browser.ts';

const ROOM = 'p/home/d/welcome';

/** A server on whose disk is a document with parts that nobody knows. @returns its address */
async function serverWith(...blocks: readonly Y.XmlElement[]): Promise<string> {
  await buildAll();
  const doc = new Y.Doc();
  doc.get(ROOT_NAME, Y.XmlElement).insert(0, [...blocks]);
  const store = createMemoryStore();
  await store.open();
  const record = { seq: 1, time: Date.now(), author: '', sender: '', update: Y.encodeStateAsUpdate(doc) };
  await store.write({ rooms: [{ room: ROOM, records: [record] }] });
  const web = path.join(import.meta.dirname, '../../dist/web');
  const server = await startServer({ ...TEST_CONFIG, data: os.tmpdir() }, { store, web, log: testLog() });
  onTestFinished(() => server.stop());
  return `http://127.0.0.1:${server.port}`;
}

it('a part that this version doesn’t know is a placeholder that keyboards reach, and everything around it can be written', {
  timeout: E2E_TIMEOUT,
}, async () => {
  const chart = element('chart', { __title: 'Sales' }, [element('axis', {}, [run('x')])]);
  const line = element('paragraph', {}, [run('between '), element('sparkle', { __n: 1 }), run(' words')]);
  const url = await serverWith(element('paragraph', {}, [run('first')]), chart, line, element('paragraph', {}, [run('last')]));
  const [ada, bob] = await Promise.all([person({ bypassCSP: true }), person({ locale: 'zh-CN' })]);
  await Promise.all([ada.open(`${url}/${ROOM}`), bob.open(`${url}/${ROOM}`)]);
  const notes = ada.page.getByRole('note', { name: 'This part was made by a newer version of Weft. Reload to see it.' });
  await eventually('both are shown', async () => (await notes.count()) === 2);
  await bob.page
    .getByRole('note', { name: /更新版本的 Weft/ })
    .first()
    .waitFor();
  expect(await violations(ada.page)).toEqual([]);

  await ada.type(', written on');
  await bob.page.getByText('last, written on').waitFor();
  const marked = ada.page.locator('.unknown-part-words[data-selected]');
  // Lexical hears of where the caret is a moment after the browser: keys that come at once find it where it was.
  await eventually('an arrow key reaches it', async () => {
    await ada.page.getByText('first').click();
    await ada.page.keyboard.press('End');
    await ada.page.keyboard.press('ArrowDown');
    return marked.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    );
  });
  await ada.page.keyboard.press('Delete');
  await eventually(
    'the chart has gone for both',
    async () => (await notes.count()) === 1 && (await bob.page.getByRole('note').count()) === 1,
  );
  await ada.page.keyboard.press('Control+z');
  await eventually('it is back for both', async () => (await notes.count()) === 2 && (await bob.page.getByRole('note').count()) === 2);
  await notes.first().click();
  await marked.waitFor();
  await ada.page.getByText('last').click();
  await eventually('it is marked no more', async () => (await marked.count()) === 0);
  await ada.page.keyboard.press('End');
  await ada.goOn('!');
  // How much one undo took back depends on the pace.
  await bob.page.getByText(/^last.*!$/).waitFor();
  await ada.saved();
});
