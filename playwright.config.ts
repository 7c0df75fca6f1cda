import { defineConfig } from '@playwright/test';

/**
 * The browser tests run against the whole example: sandbox, back end and app, started by
 * the command that users type. One that already runs is used as it is.
 */
export default defineConfig({
  testDir: 'examples/app/e2e-tests',
  testMatch: process.env.PICTURES ? '**/*.shots.ts' : '**/*.test.ts',
  outputDir: 'test-results',
  // All tests break and mend the same sandbox.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // What a busy machine makes late is tried once more; `npm test` ends with the names of those.
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    [
      'json',
      {
        outputFile:
          process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ??
          'test-results/browser-tests.json',
      },
    ],
  ],
  use: {
    // What cannot be pressed fails there, and not when the whole test is out of time.
    actionTimeout: 30_000,
    baseURL: 'http://localhost:3000',
    viewport: { width: 1400, height: 1000 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  webServer: {
    command: 'node scripts/run.mjs start',
    url: 'http://localhost:3000',
    reuseExistingServer: true,
    // The first start compiles the app.
    timeout: 300_000,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
