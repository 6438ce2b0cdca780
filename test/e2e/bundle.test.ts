import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/house.ts';
import { appServer } from './app-server.ts';
import { E2E_TIMEOUT } from './browser.ts';
import { member, projectOf } from './members.ts';

/** Bytes, gzipped: all that a board's page loads before it stands. */
const MOST = 250 * 1024;

/** What only Lexical's code says, and Yjs where it notices a second copy of itself. */
const LEXICAL = '__lexicalEditor';
const YJS = 'Yjs was already imported';

const BUILT = path.join(ROOT, 'dist/web');

describe('what is loaded', { timeout: E2E_TIMEOUT }, () => {
  it(`for a board is at most ${MOST / 1024} KB, without the editor, and with one Yjs`, async () => {
    const server = await appServer('accounts');
    const ada = await member(server.url, 'Ada');
    const project = await projectOf(ada, 'Alpha');
    await ada.api('POST', `/projects/${project}/tasks`, { title: 'Pack the bags' });
    await ada.visit(`/p/${project}`);
    await ada.page.getByRole('main').getByText('Pack the bags').waitFor();
    await ada.saved();
    const loaded = await ada.page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((name) => name.startsWith('/assets/')),
    );
    const files = ['index.html', 'theme.js', ...new Set(loaded)];
    const sizes = files.map((file) => [file, gzipSync(fs.readFileSync(path.join(BUILT, file))).length] as const);
    const sum = sizes.reduce((all, [, size]) => all + size, 0);
    const account = sizes.map(([file, size]) => `${file}: ${(size / 1024).toFixed(1)}`).join('\n');
    expect(sum, `${(sum / 1024).toFixed(1)} KB, of which\n${account}`).toBeLessThanOrEqual(MOST);
    expect(files.some((file) => /board-page/.test(file))).toBe(true);
    expect(holding(files, YJS)).toHaveLength(1);
    expect(holding(files, LEXICAL)).toEqual([]);

    const all = fs.readdirSync(path.join(BUILT, 'assets')).map((file) => `/assets/${file}`);
    expect(holding(all, LEXICAL)).not.toEqual([]);
    expect(holding(all, YJS)).toHaveLength(1);
  });
});

function holding(files: readonly string[], words: string): readonly string[] {
  return files.filter((file) => fs.readFileSync(path.join(BUILT, file), 'utf8').includes(words));
}
