import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder, without a slash at its end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** A script's failure that one line explains: no stack is shown for it. */
export class Failure extends Error {}

/** One line about what a script is doing. On stderr: stdout belongs to the program that is started. */
export function say(line) {
  process.stderr.write(`weft: ${line}\n`);
}

/**
 * Runs a program to its end with our own input and output.
 * @param aside where true, what it writes to stdout goes to stderr
 * @returns its exit code, 1 where a signal ended it
 */
export function run(command, args, { aside = false, env = {} } = {}) {
  const stdio = ['inherit', aside ? 2 : 'inherit', 'inherit'];
  const result = spawnSync(command, args, { cwd: ROOT, stdio, env: { ...process.env, ...env } });
  if (result.error) throw new Failure(`'${command}' can't be run: ${result.error.message}`);
  return result.status ?? 1;
}

/** Runs a package's program (its file inside node_modules) with this Node, like `run`. With `quiet` its output is shown only where it fails; `env` adds to ours. */
export function runTool(file, args, { quiet = false, aside = false, env = {} } = {}) {
  const path = `${ROOT}/node_modules/${file}`;
  if (!quiet) return run(process.execPath, [path, ...args], { aside, env });
  const result = spawnSync(process.execPath, [path, ...args], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } });
  if (result.status !== 0) process.stderr.write(`${result.stdout}${result.stderr}`);
  return result.status ?? 1;
}

/** Runs `main`; a Failure becomes one line and exit code 1. */
export async function script(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
