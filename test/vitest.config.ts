import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    // Longer than one wait in it: what was waited for in vain is told, and not only that there was no more time.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    // Waits are generous: only a failing test pays them.
    expect: { poll: { timeout: 30_000, interval: 10 } },
    // Servers, databases and browsers run beside the tests: more workers than this make each other wait.
    maxWorkers: 2,
  },
});
