import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ended, nextMessage, startChild } from './child.ts';
import { cpuTime, residentMemory } from './proc.ts';
import type { Kind, Server, StartOptions } from './scenario.ts';
import type { Order } from './servers/serve.ts';

const MODULES: Readonly<Record<Kind, string>> = {
  relay: './servers/relay.js',
  batching: './servers/batching-relay.js',
  weft: './servers/weft.js',
};

/** Characters of a server's log that are kept. */
const LAST_WORDS = 4000;

export interface ServerFolders {
  /** Where data folders are made. */
  readonly folder: string;
  /** Where CPU profiles go, or null for none. */
  readonly profiles: string | null;
}

/** Starts a server in a process of its own. It ends with this process at the latest. */
export async function startServerProcess(kind: Kind, options: StartOptions, { folder, profiles }: ServerFolders): Promise<Server> {
  const pages = options.pages === true ? ['pages'] : [];
  const data = kind === 'weft' ? [options.data ?? fs.mkdtempSync(path.join(folder, 'data-')), ...pages] : [];
  const holds = options.holds === undefined ? [] : [options.holds.room, options.holds.file];
  const nodeFlags = ['--expose-gc', ...(profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`])];
  const child = startChild({ part: 'server', module: MODULES[kind], args: kind === 'weft' ? data : holds, nodeFlags });
  tellWhyItEnds(child, kind);
  const port = await nextMessage(child);
  const { pid } = child;
  if (typeof port !== 'number' || pid === undefined) throw new Error(`The ${kind} server told no port.`);
  return {
    port,
    cpu: () => cpuTime(pid),
    memory: () => residentMemory(pid),
    collect: async () => {
      child.send('collect' satisfies Order);
      await nextMessage(child);
    },
    stop: async () => {
      child.send('stop' satisfies Order);
      await ended(child);
    },
    end: async () => {
      child.disconnect();
      await ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

/** A server that ends by itself is a finding: what it wrote last says why. */
function tellWhyItEnds(child: ChildProcess, kind: Kind): void {
  let last = '';
  child.stderr?.on('data', (text: Buffer) => {
    last = (last + text.toString()).slice(-LAST_WORDS);
  });
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) process.stderr.write(`The ${kind} server ended with ${code}:\n${last}\n`);
  });
}
