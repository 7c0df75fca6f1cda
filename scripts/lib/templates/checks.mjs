import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { succeed } from './capture.mjs';

/** A synth should take ten seconds; only one that takes far longer, on any machine, fails. */
const SYNTH_GOAL_SECONDS = 10;
const SYNTH_LIMIT_SECONDS = 60;

/** What a form replaces in the skeleton: its example. */
const REPLACED = /^config\/services\//;

/** What a repository that the template made is held to, in order. */
export function checksOf({ path, source, cfnLint }) {
  const npm = args => succeed('npm', args, { cwd: path, env: userEnv() });
  return [
    {
      title: 'it has every file of the skeleton, in one clean commit',
      check: () => compareFiles(path, source.skeletonFiles),
    },
    {
      title: 'npm ci',
      check: async () => {
        await npm(['ci', '--prefer-offline', '--no-audit', '--no-fund']);
      },
    },
    {
      title: 'it type-checks',
      check: async () => {
        await npm(['run', 'build']);
      },
    },
    {
      title: 'it lints',
      check: async () => {
        await npm(['run', 'lint']);
      },
    },
    {
      title: 'its tests pass',
      check: async () => {
        const { output } = await npm(['test']);
        const passed = Number(/^\S* ?pass (\d+)$/m.exec(output)?.[1]);
        if (!(passed > 0)) throw new Error(`No test ran:\n${output}`);
        return ` (${passed})`;
      },
    },
    { title: 'cdk synth without network or account', check: () => synth(path) },
    { title: 'cdk-nag and CDK complain of nothing', check: () => audit(path) },
    {
      title: 'cfn-lint finds no error',
      check: async () => {
        const templates = readdirSync(join(path, 'cdk.out')).filter(name =>
          name.endsWith('.template.json'),
        );
        if (templates.length === 0) throw new Error('There is no template');
        await succeed(
          cfnLint,
          ['--non-zero-exit-code', 'error', '--', ...templates],
          { cwd: join(path, 'cdk.out') },
        );
        return ` (${templates.length} templates)`;
      },
    },
  ];
}

/**
 * The environment of somebody who has cloned the repository: Node.js and nothing of this one,
 * no credentials and no Region. The registry may be one that npm's settings name.
 */
function userEnv() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AWS_|CDK_|NODE_OPTIONS$|npm_(?!config_))/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    AWS_EC2_METADATA_DISABLED: 'true',
    // Whatever asks for Docker fails.
    CDK_DOCKER: '/bin/false',
  };
}

async function compareFiles(path, skeletonFiles) {
  const git = args =>
    succeed('git', ['-c', 'safe.directory=*', ...args], { cwd: path });
  const { stdout: status } = await git(['status', '--porcelain']);
  if (status) throw new Error(`Not everything is committed:\n${status}`);
  const { stdout: commits } = await git(['rev-list', '--count', 'HEAD']);
  if (commits.trim() !== '1') throw new Error(`It has ${commits} commits`);
  const { stdout } = await git(['ls-files', '-z']);
  const files = new Set(stdout.split('\0'));
  const missing = skeletonFiles.filter(
    file => !files.has(file) && !REPLACED.test(file),
  );
  if (missing.length > 0) {
    throw new Error(`The repository lacks: ${missing.join(', ')}`);
  }
  const placeholders = [...files].filter(
    file => file && /\$\{\{ *values\./.test(readFileSync(join(path, file))),
  );
  if (placeholders.length > 0) {
    throw new Error(`Not filled in: ${placeholders.join(', ')}`);
  }
}

async function synth(path) {
  const args = ['npm', 'run', 'synth'];
  // A network of its own, in which there is nothing, where the system lets us have one.
  const offline = spawnSync('unshare', ['-rn', 'true']).status === 0;
  if (offline) args.unshift('unshare', '-rn');
  const startedAt = Date.now();
  const [command, ...rest] = args;
  await succeed(command, rest, { cwd: path, env: userEnv() });
  const seconds = (Date.now() - startedAt) / 1000;
  if (seconds > SYNTH_LIMIT_SECONDS) {
    throw new Error(
      `The synth took ${seconds} s; ${SYNTH_GOAL_SECONDS} s is the goal`,
    );
  }
  const notes = [
    ...(offline ? [] : ['with network: this system has no unshare']),
    ...(seconds > SYNTH_GOAL_SECONDS
      ? [`over the goal of ${SYNTH_GOAL_SECONDS} s`]
      : []),
  ];
  return notes.length > 0 ? ` (${notes.join('; ')})` : '';
}

/** CDK writes what its plugins found; one without a finding may be left out. */
function audit(path) {
  const program = readFileSync(join(path, 'bin', 'platform.ts'), 'utf8');
  if (!program.includes('new AwsSolutionsChecks(')) {
    throw new Error('bin/platform.ts does not run cdk-nag');
  }
  const file = join(path, 'cdk.out', 'validation-report.json');
  if (!existsSync(file)) throw new Error('CDK wrote no validation report');
  const { pluginReports } = JSON.parse(readFileSync(file, 'utf8'));
  const violations = pluginReports.flatMap(report => report.violations);
  if (violations.length > 0) {
    throw new Error(JSON.stringify(violations, null, 2));
  }
}
