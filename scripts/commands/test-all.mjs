import { runToEnd } from '../lib/processes.mjs';

/** Everything: what CI runs, and what is too dear for it. As CI, as root on Debian. */
export async function run(args) {
  return runToEnd('bash', ['.ci/run', '--all', ...args]);
}
