import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, run } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT, readSource } from '../support/house.ts';
import { temporaryFolder } from '../support/whole-server.ts';
import { E2E_TIMEOUT, person } from './browser.ts';

/** What an integrator has beside the package. */
const THEIRS = ['react', 'react-dom', 'vite', '@types/react', '@types/react-dom'];

const TYPES = [
  ...['--strict', '--noEmit', '--jsx', 'react-jsx', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'es2023'],
  ...['--lib', 'es2023,dom,dom.iterable,esnext.disposable', '--types', 'react'],
];

const PAGE =
  '<!doctype html><html lang="en"><title>Theirs</title><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/main.tsx"></script></html>';

const APP = `
import { createRoot } from 'react-dom/client';
import { TaskBoard, useOnlineUsers, useTaskUpdates, WebSocketProvider } from 'weft/react';
import 'weft/styles.css';

const name = location.hash.slice(1);

function Tasks() {
  const { tasks, isConnected, actions } = useTaskUpdates('home');
  const { onlineUsers } = useOnlineUsers('home');
  const add = () => actions?.createTask({ title: \`From \${name}\` });
  return (
    <main data-online={onlineUsers.map((user) => user.name).sort().join()}>
      <ol>{tasks.map((task) => <li key={task.task_id}>{task.title}</li>)}</ol>
      <button type="button" disabled={!isConnected} onClick={add}>Add mine</button>
      <TaskBoard projectId="home" language="zh-CN" />
    </main>
  );
}

const root = document.getElementById('root') ?? document.body;
createRoot(root).render(<WebSocketProvider userInfo={{ userId: name, username: name }}><Tasks /></WebSocketProvider>);
`;

const SERVER = `
import fs from 'node:fs';
import http from 'node:http';
import { initializeWebSocketSystem } from 'weft/server';

const types = { js: 'text/javascript', html: 'text/html', css: 'text/css' };
const server = http.createServer((request, response) => {
  const file = 'dist' + (request.url === '/' ? '/index.html' : request.url);
  response.writeHead(fs.existsSync(file) ? 200 : 404, { 'content-type': types[file.split('.').at(-1)] ?? 'text/plain' });
  response.end(fs.existsSync(file) ? fs.readFileSync(file) : '');
});
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  await initializeWebSocketSystem('127.0.0.1', port, { server, auth: 'open', data: null });
  console.log('http://127.0.0.1:' + port);
});
`;

/** Packs this package and installs it in an empty folder, with what it depends on and nothing else of ours. */
async function installed(): Promise<string> {
  const place = temporaryFolder();
  const modules = path.join(place, 'node_modules');
  await succeeds('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', place]);
  const [tarball = ''] = fs.readdirSync(place);
  await succeeds('tar', ['-xzf', tarball], place);
  fs.mkdirSync(modules);
  fs.renameSync(path.join(place, 'package'), path.join(modules, 'weft'));
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(modules, 'weft/package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), ...THEIRS]) {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  }
  return place;
}

/** Runs in the page: the rules of its style sheets that could touch what is not ours. */
function foreignRules(): string[] {
  const selectorsOf = (rules: CSSRuleList): string[] =>
    [...rules].flatMap((rule) => {
      if (rule instanceof CSSStyleRule) return rule.selectorText.split(/,(?![^(]*\))/);
      return rule instanceof CSSGroupingRule ? selectorsOf(rule.cssRules) : [];
    });
  const selectors = [...document.styleSheets].flatMap((sheet) => selectorsOf(sheet.cssRules));
  if (selectors.length === 0) return ['There are no styles at all.'];
  return selectors.filter((selector) => !selector.trim().startsWith('.weft-'));
}

/** An application around this script, built and running. @returns its address */
async function application(main: string): Promise<string> {
  const place = await installed();
  const files = { 'index.html': PAGE, 'main.tsx': main, 'server.mjs': SERVER, 'package.json': '{ "type": "module" }' };
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(place, file), text);
  await succeeds(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), ...TYPES, 'main.tsx'], place);
  await succeeds(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], place);
  const [, url = ''] = await run(process.execPath, ['server.mjs'], { cwd: place }).shows(/^(http:\S+)$/m);
  return url;
}

async function succeeds(program: string, args: readonly string[], cwd = ROOT): Promise<void> {
  const command = run(program, args, { cwd });
  const { code } = await command.ended;
  expect(code, command.output.stdout + command.output.stderr).toBe(0);
}

describe('the kit in an application of one’s own', { timeout: E2E_TIMEOUT }, () => {
  beforeAll(() => build('server', 'kit'), E2E_TIMEOUT);

  it('is installed from its tarball, type-checks, builds with Vite, and two people work together', async () => {
    const url = await application(APP);
    const [ada, bob] = await Promise.all([person(), person()]);
    await Promise.all([ada.page.goto(`${url}/#ada`), bob.page.goto(`${url}/#bob`)]);
    await ada.page.locator('main[data-online="ada,bob"]').waitFor();
    await ada.page.getByRole('button', { name: 'Add mine' }).click();
    await bob.page.locator('.weft-board').getByText('From ada').waitFor();
    await bob.page.getByRole('button', { name: 'Add mine' }).click();
    const titles = (): Promise<string[]> => ada.page.locator('ol > li').allInnerTexts();
    await eventually('ada sees both', async () => (await titles()).join() === 'From ada,From bob', { every: 20 });
    expect(await ada.page.evaluate(foreignRules)).toEqual([]);
  });

  it('does what the README shows', async () => {
    const [, snippet = ''] = /^```tsx\n(.*?)^```$/ms.exec(readSource('README.md')) ?? [];
    const url = await application(snippet);
    const { page } = await person();
    await page.goto(url);
    await page.getByText('Here now: Ada').waitFor();
    await page.locator('.weft-board').getByText('In progress').waitFor();
  });
});
