import { existsSync } from 'node:fs';

/** Chromium without a GPU, without a sandbox of its own (containers have none) and silent. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * A Chromium to test with: the one that `CHROMIUM_PATH` names, else an installed one, else
 * the Linux binary that comes with an npm package. Playwright's own is a download from
 * outside the package registry.
 */
export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
  }
  const installed = INSTALLED.find(path => existsSync(path));
  if (installed) return installed;
  if (process.platform !== 'linux') {
    throw new Error(
      'The browser tests need a Chromium: set CHROMIUM_PATH to the executable of Chromium or Chrome',
    );
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}
