import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Config } from '../../server/config.ts';
import { type Overrides, type RunningServer, startServer } from '../../server/server.ts';
import { createMemoryStore } from '../../server/store/memory.ts';
import type { Log } from '../../shared/log.ts';
import { temporaryFolder } from './folder.ts';
import { TEST_CONFIG } from './test-config.ts';

export { temporaryFolder } from './folder.ts';
export { TEST_CONFIG } from './test-config.ts';

/** One line of a log that a test keeps. */
export interface LogLine {
  readonly level: keyof Log;
  readonly fields: object;
  readonly message: string;
}

/** A log that keeps its lines. */
export function keptLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const keep = (level: keyof Log) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** The whole server in this process, at a port of its own, until the test has finished. In memory unless a store is given. */
export async function startWhole(overrides: Overrides = {}, config: Partial<Config> = {}): Promise<RunningServer> {
  const parts = { store: createMemoryStore(), log: keptLog(), web: null, ...overrides };
  const server = await startServer({ ...TEST_CONFIG, ...config }, parts);
  onTestFinished(() => server.stop());
  return server;
}

/** What a page of the app needs: an `index.html`, a file with a hash in its name, and some without. */
export function builtWeb(): string {
  const folder = temporaryFolder();
  fs.mkdirSync(path.join(folder, 'assets'));
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Weft</title>');
  fs.writeFileSync(path.join(folder, 'assets', 'index-Ab12Cd34.js'), 'export {};\n');
  fs.writeFileSync(path.join(folder, 'sw.js'), 'self.skipWaiting();\n');
  fs.writeFileSync(path.join(folder, 'manifest.webmanifest'), '{ "name": "Weft" }\n');
  fs.writeFileSync(path.join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  return folder;
}
