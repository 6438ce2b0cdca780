import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { ROOT } from './house.ts';

/** Builds what changed: the named parts, or all. Rejects with what the build said. */
export async function build(...parts: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'server/scripts/build.mjs'), ...parts]);
}

/** Builds the server where its sources changed, and answers the path of its main file. */
export async function builtMain(): Promise<string> {
  await build('server');
  return path.join(ROOT, 'dist/server/main.js');
}

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Command {
  /** What it wrote so far. */
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<Ended>;
  /** Waits until stdout shows `pattern`, and answers the match. Rejects with what it wrote if it ends first. */
  shows(pattern: RegExp): Promise<RegExpMatchArray>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs a program with a bare environment. It is killed when the test has finished. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, cwd = ROOT }: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Command {
  // In a group of its own: npm's children outlive it.
  const child = spawn(program, args, {
    detached: true,
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  const output = { stdout: '', stderr: '' };
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }) as Ended);
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  onTestFinished(async () => {
    killGroup(child.pid);
    await ended;
  });
  const shows = (pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = output.stdout.match(pattern);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      look();
      void ended.then(({ code }) =>
        reject(new Error(`It ended with ${code} before it showed ${pattern}: ${output.stdout}${output.stderr}`)),
      );
    });
  return { output, ended, shows, kill: (signal) => child.kill(signal) };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nobody is left: it had ended.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
