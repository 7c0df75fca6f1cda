import { test as base, expect } from '@playwright/test';
import { chromiumArgs, findChromium } from './chromium';

export { expect };

/** Playwright's `test` in the Chromium that this machine has. */
export const test = base.extend({
  launchOptions: [
    async ({}, use) => {
      await use({ executablePath: await findChromium(), args: chromiumArgs });
    },
    { scope: 'worker' },
  ],
});
