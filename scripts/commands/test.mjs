import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { paint, say, UserError } from '../lib/output.mjs';
import { cacheDir, root, yarn } from '../lib/paths.mjs';
import { runToEnd, toolEnv } from '../lib/processes.mjs';
import {
  formatSummary,
  readJest,
  readPlaywright,
  readTap,
} from '../lib/results.mjs';
import { installSkeleton, skeleton } from '../lib/skeleton.mjs';

const results = join(cacheDir, 'test-results');

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

/**
 * Each suite with a way to run it and a way to read what it ran. A suite without a
 * countable result has failed, whatever its exit code: tests that did not run prove nothing.
 */
export const suites = {
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
    read: text => readJest(text, root),
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
    read: readTap,
  },
  scripts: {
    title: 'tests of these scripts',
    file: 'scripts.tap',
    run: (file, args) =>
      runNodeTests(['scripts/**/*.test.mjs'], { file, args, cwd: root }),
    read: readTap,
  },
  browser: {
    title: 'browser tests of the running example',
    file: 'browser.json',
    run: (file, args) =>
      runToEnd(process.execPath, [yarn, 'playwright', 'test', ...args], {
        env: toolEnv({ PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
      }),
    read: readPlaywright,
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

  const total = { passed: 0, failed: 0, secondTries: [] };
  for (const [name, suite] of Object.entries(chosen)) {
    say(paint('bold', `${name}: ${suite.title}`));
    const file = join(results, suite.file);
    rmSync(file, { force: true });
    const startedAt = Date.now();
    const code = await suite.run(file, args);
    const { passed, failed, secondTries } = count(suite, file, code);
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    say(`${name}: ${passed} passed, ${failed} failed in ${seconds} s`);
    total.passed += passed;
    total.failed += failed;
    total.secondTries.push(...secondTries.map(test => `${name}: ${test}`));
  }
  process.stdout.write(formatSummary(total));
  return total.failed === 0 ? 0 : 1;
}

function count(suite, file, code) {
  const { passed, failed, secondTries } = existsSync(file)
    ? suite.read(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 0 };
  if (!(passed + failed > 0)) return { passed: 0, failed: 1, secondTries: [] };
  return {
    passed,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    secondTries,
  };
}
