import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { paint, say, UserError } from '../lib/output.mjs';
import { cacheDir, root, yarn } from '../lib/paths.mjs';
import { runToEnd, toolEnv } from '../lib/processes.mjs';

const results = join(cacheDir, 'test-results');

const skeleton = join(root, 'templates', 'hybrid-platform', 'skeleton');

/** The repository that the template makes has dependencies of its own, and a lock for them. */
async function installSkeleton() {
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

/** Runs tests with Node.js's own runner; the counts are in the file. */
function runNodeTests(patterns, { file, args, cwd }) {
  return runToEnd(
    process.execPath,
    [
      '--import',
      'tsx',
      '--test',
      '--test-reporter=dot',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${file}`,
      ...patterns,
      ...args,
    ],
    { cwd },
  );
}

function countTap(text) {
  return {
    passed: Number(/^# pass (\d+)/m.exec(text)?.[1]),
    failed: Number(/^# fail (\d+)/m.exec(text)?.[1]),
  };
}

/**
 * Each suite with a way to run it and a way to count what it ran. A suite without a
 * countable result has failed, whatever its exit code: tests that did not run prove nothing.
 */
const suites = {
  unit: {
    title: 'unit, integration and component tests',
    file: 'jest.json',
    run: (file, args) =>
      runToEnd(
        process.execPath,
        [
          yarn,
          'backstage-cli',
          'repo',
          'test',
          '--watchAll=false',
          '--json',
          `--outputFile=${file}`,
          ...args,
        ],
        { env: toolEnv({ CI: '1' }) },
      ),
    count: text => {
      const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } =
        JSON.parse(text);
      return {
        passed: numPassedTests,
        failed: numFailedTests + numRuntimeErrorTestSuites,
      };
    },
  },
  platform: {
    title: "the platform template's own tests, in place",
    file: 'platform.tap',
    run: async (file, args) => {
      const installed = await installSkeleton();
      if (installed !== 0) return installed;
      const folders = ['lambda', 'onprem', 'gitops', 'test'];
      return runNodeTests(
        folders.map(folder => `${folder}/**/*.test.ts`),
        { file, args, cwd: skeleton },
      );
    },
    count: countTap,
  },
  scripts: {
    title: 'tests of these scripts',
    file: 'scripts.tap',
    run: (file, args) =>
      runNodeTests(['scripts/**/*.test.mjs'], { file, args, cwd: root }),
    count: countTap,
  },
  browser: {
    title: 'browser tests of the running example',
    file: 'browser.json',
    run: (file, args) =>
      runToEnd(process.execPath, [yarn, 'playwright', 'test', ...args], {
        env: toolEnv({ PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
      }),
    count: text => {
      const { expected, flaky, unexpected } = JSON.parse(text).stats;
      return { passed: expected + flaky, failed: unexpected };
    },
  },
};

/** `test`, `test unit …`, `test platform …`, `test scripts …` or `test browser …` with the runner's own options. */
export async function run([only, ...rest]) {
  const named = only !== undefined && !only.startsWith('-');
  if (named && !suites[only]) {
    throw new UserError(
      `There is no test suite “${only}”.`,
      `Choose one of: ${Object.keys(suites).join(
        ', ',
      )}; or none, to run them all.`,
    );
  }
  const chosen = named ? { [only]: suites[only] } : suites;
  const args = named ? rest : [];
  mkdirSync(results, { recursive: true });

  const total = { passed: 0, failed: 0 };
  for (const [name, suite] of Object.entries(chosen)) {
    say(paint('bold', `${name}: ${suite.title}`));
    const file = join(results, suite.file);
    rmSync(file, { force: true });
    const startedAt = Date.now();
    const code = await suite.run(file, args);
    const { passed, failed } = count(suite, file, code);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    say(`${name}: ${passed} passed, ${failed} failed in ${seconds} s`);
    total.passed += passed;
    total.failed += failed;
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed === 0 ? 0 : 1;
}

function count(suite, file, code) {
  const { passed, failed } = existsSync(file)
    ? suite.count(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0 };
  if (!(passed + failed > 0)) return { passed: 0, failed: 1 };
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}
