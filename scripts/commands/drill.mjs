import { runToEnd } from '../lib/processes.mjs';

export async function run(args) {
  return runToEnd(process.execPath, [
    '--import',
    'tsx',
    'examples/sandbox/src/drill/main.ts',
    ...args,
  ]);
}
