import { UserError } from '../lib/output.mjs';
import { yarn } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';

/** Runs any of the repository's tools on the right Node.js: `exec tsc`, `exec yarn lint`. */
export async function run([command, ...args]) {
  if (!command) {
    throw new UserError(
      'Say what to run.',
      'For example: node scripts/run.mjs exec yarn lint',
    );
  }
  return command === 'yarn'
    ? runToEnd(process.execPath, [yarn, ...args])
    : runToEnd(command, args);
}
