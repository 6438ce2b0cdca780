import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, run } from '../support/command.ts';
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

/** Each of the seven components, in a page whose own styles say something of every element. */
const APP = `
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { NotificationCenter, OnlineUsers, SyncBadge, TaskBoard, TaskCard, TaskStatusIndicator, useTaskUpdates, WebSocketProvider } from 'weft/react';
import 'weft/styles.css';

const name = location.hash.slice(1);

function Page() {
  const { tasks, isConnected, actions } = useTaskUpdates('home');
  const [inbox, setInbox] = useState(false);
  const [first] = tasks;
  return (
    <main>
      <SyncBadge />
      <OnlineUsers roomId="home" projectName="Home" showCollaborators />
      <button type="button" disabled={!isConnected} onClick={() => actions?.createTask({ title: \`From \${name}\` })}>Add mine</button>
      <button type="button" onClick={() => setInbox(true)}>My inbox</button>
      {first && <TaskCard projectId="home" taskId={first.task_id} />}
      {first && <TaskStatusIndicator projectId="home" taskId={first.task_id} initialStatus="To do" showCollaborators showStatusHistory />}
      <TaskBoard projectId="home" language="zh-CN" />
      <NotificationCenter isOpen={inbox} onClose={() => setInbox(false)} />
    </main>
  );
}

const root = document.getElementById('root') ?? document.body;
createRoot(root).render(<WebSocketProvider token={name} userInfo={{ userId: name, username: name }}><Page /></WebSocketProvider>);
`;

/** Whoever comes is who they say; a request for `/tell` sends Ada a notification. */
const SERVER = `
import fs from 'node:fs';
import http from 'node:http';
import { initializeWebSocketSystem, sendNotificationToUser } from 'weft/server';

const types = { js: 'text/javascript', html: 'text/html', css: 'text/css' };
const server = http.createServer(async (request, response) => {
  if (request.url === '/tell') await sendNotificationToUser('ada', 'Shipping', 'Everything is packed', 'success');
  const file = 'dist' + (request.url === '/' ? '/index.html' : request.url);
  response.writeHead(fs.existsSync(file) ? 200 : 404, { 'content-type': types[file.split('.').at(-1)] ?? 'text/plain' });
  response.end(fs.existsSync(file) ? fs.readFileSync(file) : '');
});
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  await initializeWebSocketSystem('127.0.0.1', port, {
    server,
    data: null,
    authenticateUser: async ({ token }) => ({ userId: token || 'ada', username: token || 'Ada' }),
    canUserAccessRoom: () => 'editor',
  });
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
  return selectors.filter((selector) => !/^(:where\()?\.weft-/.test(selector.trim()));
}

/** What other applications say of every element of a kind. */
const THEIR_STYLES = `
button, input, select, textarea { font: 700 20px serif; color: red; letter-spacing: 2px; text-transform: uppercase; border: 4px dashed red; border-radius: 0; background: yellow; box-shadow: 0 0 4px red; padding: 12px 24px; margin: 8px; }
h1, h2, h3, h4, p, figure { margin: 24px; padding: 8px; font: 700 30px serif; color: red; text-transform: uppercase; }
ul, ol, dl { margin: 24px; padding: 40px; list-style: square; }
li, dd, dt { margin: 12px; padding: 12px; list-style: square; }
a { color: red; text-decoration: underline; font-weight: 700; }
header, section, footer, nav, aside, fieldset, form, label { margin: 12px; padding: 12px; border: 2px solid red; }
svg, img { display: block; }
`;

/** Runs in the page: what of the kit looks otherwise because of these styles. */
function changedBy(styles: string): string[] {
  const looks = [
    'font',
    'color',
    'letterSpacing',
    'textTransform',
    'textDecorationLine',
    'border',
    'borderRadius',
    'backgroundColor',
    'boxShadow',
    'padding',
    'margin',
    'listStyleType',
    'width',
    'height',
  ] as const;
  const all = [...document.querySelectorAll<HTMLElement>('.weft-root, .weft-root *')];
  if (all.length < 50) return ['There is too little to look at.'];
  const read = () => all.map((element) => looks.map((look) => getComputedStyle(element)[look]));
  const before = read();
  const sheet = document.head.appendChild(document.createElement('style'));
  sheet.textContent = styles;
  const after = read();
  sheet.remove();
  return all.flatMap((element, at) =>
    looks.flatMap((look, which) => {
      const [old, now] = [before[at]?.[which], after[at]?.[which]];
      return old === now ? [] : [`${element.tagName} ${element.getAttribute('class')}: ${look} ${old} → ${now}`];
    }),
  );
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
    const here = ada.page.getByRole('list', { name: 'Here now in Home' });
    await here.getByText('bob').waitFor();
    await ada.shows('Saved');

    await bob.page.getByRole('button', { name: 'Add mine' }).click();
    const status = ada.page.getByRole('combobox', { name: 'Status of “From bob”' });
    await status.waitFor();
    await ada.page.locator('.weft-card').first().getByText('From bob').waitFor();
    await status.selectOption('In progress');
    const column = bob.page.locator('.weft-board').getByRole('region', { name: '进行中' });
    await column.getByText('From bob').waitFor();
    await ada.page.getByRole('list', { name: 'History' }).getByText('ada', { exact: false }).waitFor();

    await fetch(`${url}/tell`);
    await ada.page.getByRole('button', { name: 'My inbox' }).click();
    await ada.page.getByText('Everything is packed').waitFor();
    expect(await ada.page.evaluate(foreignRules)).toEqual([]);
    expect(await bob.page.getByText('Everything is packed').count()).toBe(0);
    expect(await ada.page.evaluate(changedBy, THEIR_STYLES)).toEqual([]);
    await bob.page.close();
    await here.getByText('bob').waitFor({ state: 'detached' });
  });

  it('does what the README shows', async () => {
    const [, snippet = ''] = /^```tsx\n(.*?)^```$/ms.exec(readSource('README.md')) ?? [];
    const url = await application(snippet);
    const { page } = await person();
    await page.goto(url);
    await page.getByRole('list', { name: 'Here now in Shop' }).getByText('Ada').waitFor();
    await page.getByText('Open tasks: 0').waitFor();
    await page.locator('.weft-board').getByText('In progress').waitFor();
  });
});
