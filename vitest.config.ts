import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // Generous, because no test may depend on the machine's speed.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Nothing leaves the machine by accident: outside names do not resolve (see test/no-network.ts).
    setupFiles: ['test/no-network.ts'],
  },
});
