import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';

/** Random actions and faults against two replicas, all from one printed seed. */
export async function run(args) {
  return runToEnd(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      'soak/main.ts',
      ...args,
    ],
    { cwd: join(root, 'plugins/hybrid-backend') },
  );
}
