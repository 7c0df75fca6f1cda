import { yarn } from '../lib/paths.mjs';
import { runToEnd, toolEnv } from '../lib/processes.mjs';

/** Renews docs/images from the running example; starts it where it does not run. */
export async function run(args) {
  return runToEnd(process.execPath, [yarn, 'playwright', 'test', ...args], {
    env: toolEnv({ PICTURES: '1' }),
  });
}
