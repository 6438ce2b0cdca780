// npm start: installs and builds what is missing or changed, then becomes the server. The server runs in this very process, so
// signals reach it and its exit code is ours.
import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT, script } from './project.mjs';

script(async () => {
  ensureInstalled();
  ensureBuilt();
  const main = `${ROOT}/dist/server/main.js`;
  process.argv[1] = main;
  await import(pathToFileURL(main).href);
});
