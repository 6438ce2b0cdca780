import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createLevelStore } from '../../../server/store/level.ts';
import type { Store } from '../../../server/store/store.ts';

/** A new folder, removed when the test has finished. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'weft-store-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** An open LevelDB store in a folder, closed when the test has finished. */
export async function openLevel(folder: string): Promise<Store> {
  const store = createLevelStore({ folder });
  await store.open();
  onTestFinished(() => store.close());
  return store;
}
