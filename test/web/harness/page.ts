import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type Rolldown } from 'vite';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../support/house.ts';

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

type Files = ReadonlyMap<string, string | Uint8Array>;

/** Each entry is built once a test file. */
const built = new Map<string, Promise<Files>>();

/**
 * Serves a page whose script is `entry`, with React as in development (StrictMode does everything twice), until the test has finished.
 * The script renders into `#root`; what a test wants to tell it goes into the address, as in `?ws=…`.
 * @param entry below test/web: `hooks/board-page.tsx`
 * @returns the page's address, without a slash at its end
 */
export async function harnessPage(entry: string): Promise<string> {
  const building = built.get(entry) ?? buildPage(path.join(ROOT, 'test/web', entry));
  built.set(entry, building);
  const files = await building;
  const server = http.createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://page').pathname;
    const file = files.get(name) ?? (name === '/favicon.ico' ? '' : undefined);
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': TYPES[path.extname(name)] ?? 'text/html' });
    response.end(file);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function buildPage(entry: string): Promise<Files> {
  const result = await build({
    root: ROOT,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    mode: 'development',
    plugins: [react()],
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]' } },
    },
  });
  const files = new Map<string, string | Uint8Array>();
  for (const file of (result as Rolldown.RolldownOutput).output)
    files.set(`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source);
  const styles = files.has('/page.css') ? '<link rel="stylesheet" href="/page.css">' : '';
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Harness</title>${styles}`;
  files.set(
    '/',
    `<!doctype html><html lang="en"><head>${head}</head><body><div id="root"></div><script type="module" src="/page.js"></script></body></html>`,
  );
  return files;
}
