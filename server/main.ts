#!/usr/bin/env node
import fs from 'node:fs';
import os from 'node:os';
import { ConfigError, readConfig } from './config.ts';
import { ListenError } from './http/listen.ts';
import { type RunningServer, startServer } from './server.ts';
import { StoreError } from './store/store.ts';

/** Exit codes: what was asked for makes no sense; it can't be done. */
const EXIT = { wrongUse: 2, failed: 1 } as const;

async function main(): Promise<void> {
  const version = packageVersion();
  const config = readConfig(process.argv.slice(2), process.env, { version, print: (text) => process.stdout.write(text) });
  if (config === null) return;
  const stopAsked = stopSignal();
  const server = await startServer(config, { version });
  process.stdout.write(`Weft is running at ${server.url} (data in ${config.data})\n`);
  await stopAsked;
  await stop(server);
}

async function stop(server: RunningServer): Promise<void> {
  await server.stop();
  process.exit(0);
}

/** Resolves at the first SIGTERM or SIGINT; the second ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(128 + os.constants.signals[signal]);
        asked = true;
        resolve();
      });
    }
  });
}

function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}

/** One line for what the person who started this can mend; the stack for what is our fault. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof ListenError || error instanceof StoreError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`weft: ${explain(error)}\n`);
  process.exitCode = error instanceof ConfigError ? EXIT.wrongUse : EXIT.failed;
}
