import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { say, UserError } from '../output.mjs';
import { capture } from './capture.mjs';

const VERSION = '1.58.0';

/**
 * AWS's linter of CloudFormation templates, a Python package, in an environment of its own
 * that is kept.
 *
 * @returns its executable
 */
export async function installCfnLint() {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const venv = join(cache, 'hybrid-platform', `cfn-lint-${VERSION}`);
  const executable = join(venv, 'bin', 'cfn-lint');
  if (existsSync(executable)) {
    const { code } = await capture(executable, ['--version']);
    if (code === 0) return executable;
  }
  say(`Installing cfn-lint ${VERSION} into ${venv}`);
  const made = await capture('python3', ['-m', 'venv', '--clear', venv]).catch(
    error => ({ code: 1, output: error.message }),
  );
  if (made.code !== 0) {
    throw new UserError(
      `cfn-lint needs Python 3 with its venv module: ${made.output}`,
      'On Debian: apt-get install python3-venv',
    );
  }
  const pip = await capture(join(venv, 'bin', 'pip'), [
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `cfn-lint==${VERSION}`,
  ]);
  if (pip.code !== 0) {
    throw new UserError(
      `cfn-lint could not be installed: ${pip.output}`,
      "Check the network, or set pip's index for yours (PIP_INDEX_URL), and run the command again.",
    );
  }
  return executable;
}
