import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The CPU that each kind of process has for itself, where `taskset` is there to pin it. */
const CPU = { server: '0', load: '1' } as const;

let pinned: boolean | null = null;

/** True where processes can be kept on a CPU of their own. */
export function canPin(): boolean {
  pinned ??= Object.values(CPU).every((cpu) => spawnSync('taskset', ['-c', cpu, 'true']).status === 0);
  return pinned;
}

export interface ChildOptions {
  readonly part: keyof typeof CPU;
  /** Relative to this folder. */
  readonly module: string;
  readonly args: readonly string[];
  readonly nodeFlags?: readonly string[];
}

/** Starts a module of the bench in a Node of its own, with a channel for messages. */
export function startChild({ part, module, args, nodeFlags = [] }: ChildOptions): ChildProcess {
  const node = [process.execPath, ...nodeFlags, fileURLToPath(new URL(module, import.meta.url)), ...args];
  const [command = '', ...rest] = canPin() ? ['taskset', '-c', CPU[part], ...node] : node;
  return spawn(command, rest, { stdio: ['ignore', 'ignore', part === 'server' ? 'pipe' : 'inherit', 'ipc'] });
}

/** The child's next message. Rejects when it ends first. */
export function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void => reject(new Error(`It ended with ${signal ?? code}.`));
    child.once('exit', ended);
    child.once('error', reject);
    child.once('message', (message) => {
      child.off('exit', ended);
      child.off('error', reject);
      resolve(message);
    });
  });
}

/** Resolves when the child has ended. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
  });
}
