import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { locked } from './lock.mjs';
import { Failure, ROOT, run, say } from './project.mjs';

const STAMP = 'node_modules/.weft-installed';

/** Installs the packages that package-lock.json names, unless they are there already. */
export function ensureInstalled() {
  if (isInstalled()) return;
  locked(() => {
    if (isInstalled()) return;
    if (!matchesLock()) install();
    fs.writeFileSync(`${ROOT}/${STAMP}`, lockHash());
  });
}

function lockHash() {
  return createHash('sha256')
    .update(fs.readFileSync(`${ROOT}/package-lock.json`))
    .digest('hex');
}

function isInstalled() {
  const stamp = `${ROOT}/${STAMP}`;
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lockHash();
}

/** True where somebody ran `npm ci` by hand: npm keeps a list of what it put into node_modules. */
function matchesLock() {
  const list = `${ROOT}/node_modules/.package-lock.json`;
  if (!fs.existsSync(list)) return false;
  const wanted = JSON.parse(fs.readFileSync(`${ROOT}/package-lock.json`, 'utf8')).packages;
  const present = JSON.parse(fs.readFileSync(list, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || present[path]?.version === entry.version,
  );
}

function install() {
  say('Installing packages …');
  // Under `npm start` this is the npm that runs us; by itself the one on the PATH.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--loglevel=error'];
  const code = npm?.endsWith('.js') ? run(process.execPath, [npm, ...args], { aside: true }) : run('npm', args, { aside: true });
  if (code !== 0) throw new Failure("The packages can't be installed: what npm said is above. Mend that, then run the same command again.");
}
