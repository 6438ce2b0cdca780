import fs from 'node:fs';
import { ROOT, say } from './project.mjs';

/** ms between two looks at a lock that another process holds. */
const LOOK_AGAIN = 100;
/** ms after which a lock file without a process id was left behind by a process that died while writing it. */
const HALF_WRITTEN = 5_000;

/**
 * Runs `task` while no other process of this project does: two starts of one clone install and build once.
 * A lock whose process has ended is taken over.
 */
export function locked(task) {
  const file = `${ROOT}/dist/.lock`;
  fs.mkdirSync(`${ROOT}/dist`, { recursive: true });
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === 'nobody') {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (holder !== '' && !told) {
      told = true;
      say(`Waiting for process ${holder}, which installs or builds. (If there is no such process, remove dist/.lock.)`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN);
  }
  try {
    return task();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The process id in the lock, '' while it is being written, or 'nobody'. */
function holderOf(file) {
  try {
    const pid = fs.readFileSync(file, 'utf8');
    if (pid === '') return Date.now() - fs.statSync(file).mtimeMs > HALF_WRITTEN ? 'nobody' : '';
    return isAlive(Number(pid)) ? pid : 'nobody';
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
