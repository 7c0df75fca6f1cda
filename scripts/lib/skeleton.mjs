import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './output.mjs';
import { root } from './paths.mjs';
import { runToEnd } from './processes.mjs';

/** The repository that the platform template makes, as it is kept here. */
export const skeleton = join(root, 'templates', 'hybrid-platform', 'skeleton');

/**
 * It has dependencies of its own, and a lock for them.
 *
 * @returns the exit code of the installation; 0 where there was nothing to do
 */
export async function installSkeleton() {
  const lock = join(skeleton, 'package-lock.json');
  const done = join(skeleton, 'node_modules', '.package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) {
    return 0;
  }
  say("Installing the platform template's own dependencies");
  return runToEnd(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: skeleton, shell: process.platform === 'win32' },
  );
}
