import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { ROOT } from '../support/house.ts';

/** The built server in a process of its own, with a data folder that outlives its deaths. */
export interface AppServer {
  /** `http://127.0.0.1:port`, the same after each start. */
  readonly url: string;
  /** SIGKILL: it has no chance to save anything. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Has it take connections and answer nothing, until `goOn`. */
  hold(): void;
  goOn(): void;
}

/** Builds server and app where their sources changed. */
export async function buildAll(): Promise<void> {
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'server/scripts/build.mjs')]);
}

/** Builds what changed and starts the server, open to anyone unless it is told otherwise. It ends with the test. */
export async function appServer(auth: 'open' | 'accounts' = 'open'): Promise<AppServer> {
  await buildAll();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weft-e2e-'));
  const port = await freePort();
  let end = async (): Promise<void> => {};
  let signal = (_name: NodeJS.Signals): void => {};

  const start = async (): Promise<void> => {
    const main = path.join(ROOT, 'dist/server/main.js');
    const child = spawn(process.execPath, [main, '--auth', auth, '--port', String(port), '--data', folder], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
    });
    const output: string[] = [];
    child.stderr.on('data', (chunk) => output.push(String(chunk)));
    const closed = once(child, 'close');
    signal = (name) => void child.kill(name);
    end = async () => {
      child.kill('SIGKILL');
      await closed;
    };
    const said = await Promise.race([once(child.stdout, 'data'), closed.then(() => null)]);
    if (said === null) throw new Error(`The server ended before it ran: ${output.join('')}`);
  };

  onTestFinished(async () => {
    await end();
    fs.rmSync(folder, { recursive: true, force: true });
  });
  await start();
  return { url: `http://127.0.0.1:${port}`, start, kill: () => end(), hold: () => signal('SIGSTOP'), goOn: () => signal('SIGCONT') };
}
