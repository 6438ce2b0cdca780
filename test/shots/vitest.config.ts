import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run shots` runs through Vitest for what the tests' people and servers need of it: they end with the run. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { environment: 'node', include: ['test/shots/shots.ts'], testTimeout: 1_800_000 },
});
