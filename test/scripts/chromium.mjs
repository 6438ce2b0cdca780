// Finds or installs the browser that the tests drive. Run by itself it prints the browser's path.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure, say, script } from '../../server/scripts/project.mjs';

const PACKAGES = ['chromium', 'fonts-noto-cjk'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** ms between two tries while another process holds apt's lock, and how many tries. */
const LOCK_WAIT = 3_000;
const LOCK_TRIES = 200;

/**
 * The path of a Chromium: CHROMIUM_PATH, else the system's, which is installed by apt where we have the rights.
 * @throws Failure saying what to install
 */
export function ensureChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!isProgram(given)) throw new Failure(`CHROMIUM_PATH is '${given}', which is no program. Set it to the path of a Chromium.`);
    return given;
  }
  if (canInstall()) installMissing();
  const found = onPath();
  if (found) return found;
  throw new Failure(
    `There is no Chromium here, and the tests drive one. Install it (Debian: apt install ${PACKAGES.join(' ')}), or set CHROMIUM_PATH to any Chromium.`,
  );
}

function isProgram(file) {
  return fs.existsSync(file) && (fs.statSync(file).mode & 0o111) !== 0;
}

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of NAMES) if (isProgram(`${folder}/${name}`)) return `${folder}/${name}`;
  }
  return null;
}

function canInstall() {
  return process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get') && fs.existsSync('/usr/bin/dpkg-query');
}

function isInstalled(name) {
  return spawnSync('dpkg-query', ['--status', name], { encoding: 'utf8' }).stdout.includes('Status: install ok installed');
}

function installMissing() {
  const missing = PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  say(`Installing ${missing.join(' and ')} …`);
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...missing);
}

function apt(...args) {
  for (let tries = 1; ; tries++) {
    const result = spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=600', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
    if (result.status === 0) return;
    // Another apt at work is waited for; DPkg::Lock::Timeout does not cover the lock of the package lists.
    if (!/could not get lock|is another process using it/i.test(result.stderr) || tries === LOCK_TRIES) {
      process.stderr.write(result.stderr);
      throw new Failure(`apt-get ${args[0]} failed: what it said is above. Or install ${PACKAGES.join(' and ')} by hand.`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_WAIT);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) script(() => process.stdout.write(`${ensureChromium()}\n`) && 0);
