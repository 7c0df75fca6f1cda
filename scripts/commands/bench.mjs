import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { UserError } from '../lib/output.mjs';

const benches = {
  /** How a sandbox with many services starts and runs. */
  sandbox: args =>
    runToEnd(process.execPath, [
      '--import',
      'tsx',
      'examples/sandbox/src/bench.ts',
      ...args,
    ]),
  /** What the backend asks of AWS, and how long it takes. */
  backend: args =>
    runToEnd(
      process.execPath,
      [
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        'bench/main.ts',
        ...args,
      ],
      { cwd: join(root, 'plugins/hybrid-backend') },
    ),
};

/** `npm run bench`: all; `npm run bench -- backend evacuation`: a part of one. */
export async function run([name, ...args]) {
  if (name === undefined) {
    const codes = [];
    for (const bench of Object.values(benches)) codes.push(await bench([]));
    return Math.max(...codes);
  }
  const bench = benches[name];
  if (!bench) {
    throw new UserError(
      `There is nothing to measure by the name “${name}”.`,
      `Choose one of: ${Object.keys(benches).join(', ')}.`,
    );
  }
  return bench(args);
}
