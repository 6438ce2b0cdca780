import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // Waits are generous: only a failing test pays them.
    expect: { poll: { timeout: 10_000, interval: 10 } },
    // Servers, databases and browsers run beside the tests: more workers than this make each other wait.
    maxWorkers: 2,
  },
});
