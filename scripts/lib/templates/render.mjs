import { join } from 'node:path';
import { root } from '../paths.mjs';
import { capture } from './capture.mjs';

const program = join(
  root,
  'plugins',
  'scaffolder-backend-module-hybrid',
  'dev',
  'renderTemplates.ts',
);

/**
 * Makes a repository of the template with each parameter set.
 *
 * @returns for each: `{ set, seconds, path }`, or `error` in place of the path
 */
export async function render(templateFile, directory, sets) {
  const { code, stdout, output } = await capture(process.execPath, [
    '--import',
    'tsx',
    program,
    templateFile,
    directory,
    ...sets,
  ]);
  const rendered = stdout
    .split('\n')
    .filter(line => line.startsWith('{"set"'))
    .map(line => JSON.parse(line));
  if (code !== 0 || rendered.length !== sets.length) {
    throw new Error(`The scaffolder back end failed:\n${output}`);
  }
  return rendered;
}
