// npm run dev: the server is compiled and restarted, the web app reloaded, at each change. The app is on Vite's port, the server on its own.
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT, script } from './project.mjs';

script(() => {
  ensureInstalled();
  ensureBuilt();
  const modules = `${ROOT}/node_modules`;
  const children = [
    [`${modules}/typescript/bin/tsc`, '-p', 'server', '--noEmit', 'false', '--watch', '--preserveWatchOutput'],
    ['--watch', 'dist/server/main.js', ...process.argv.slice(2)],
    [`${modules}/vite/bin/vite.js`, '--config', 'web/vite.config.ts'],
    // Each in a group of its own: some start a process that would outlive them.
  ].map((args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', detached: true }));
  let stopped = false;
  const stop = () => {
    if (stopped) return;
    stopped = true;
    for (const { pid } of children) process.kill(-pid, 'SIGTERM');
  };
  for (const child of children) child.once('exit', stop);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
});
