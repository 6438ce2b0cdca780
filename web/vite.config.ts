import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where `npm run dev` finds the server. */
const SERVER = 'http://127.0.0.1:8765';

const WORKER = 'sw.js';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Tells the service worker what the build consists of, when all of it is written. */
function workerFiles(): Plugin {
  return {
    name: 'weft-worker-files',
    apply: 'build',
    writeBundle: ({ dir = '' }) => {
      const files = fs
        .readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .map((file) => file.split(path.sep).join('/'))
        .filter((file) => file !== WORKER && !file.endsWith('.map') && fs.statSync(path.join(dir, file)).isFile())
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(`${file}\0`).update(fs.readFileSync(path.join(dir, file)));
      const paths = files.map((file) => (file === 'index.html' ? '/' : `/${file}`));
      const worker = path.join(dir, WORKER);
      const code = fs.readFileSync(worker, 'utf8');
      const filled = code
        .replaceAll('__BUILD__', JSON.stringify(hash.digest('hex').slice(0, 16)))
        .replaceAll('__FILES__', JSON.stringify(paths));
      fs.writeFileSync(worker, filled);
    },
  };
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), workerFiles()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // The content security policy lets no inline data in but images.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: here('index.html'), worker: here('worker/service-worker.ts') },
      // A browser looks for a new service worker under the name that it knows.
      output: { entryFileNames: ({ name }) => (name === 'worker' ? WORKER : 'assets/[name]-[hash].js') },
    },
  },
  server: {
    proxy: {
      '/ws': { target: SERVER, ws: true },
      '/api': { target: SERVER },
    },
  },
});
