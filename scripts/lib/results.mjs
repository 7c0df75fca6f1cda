import { relative } from 'node:path';

/**
 * What the test runners say of a run: how many passed and failed, and by name which of them
 * passed only at a second try. A second try is allowed, as a busy machine can make a test late;
 * it is told, as a test that needs it often is one to mend.
 */

/** Reads Jest's `--json`; the files are named from `root`. */
export function readJest(text, root) {
  const {
    numPassedTests,
    numFailedTests,
    numRuntimeErrorTestSuites,
    testResults = [],
  } = JSON.parse(text);
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    secondTries: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(
          ({ status, invocations }) => status === 'passed' && invocations > 1,
        )
        .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
    ),
  };
}

/** Reads Playwright's JSON report. */
export function readPlaywright(text) {
  const { stats, suites = [] } = JSON.parse(text);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    secondTries: suites.flatMap(flakySpecs),
  };
}

function flakySpecs({ specs = [], suites = [] }) {
  return [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ file, title }) => `${file}: ${title}`),
    ...suites.flatMap(flakySpecs),
  ];
}

/** Reads TAP of Node.js's own runner, which has no second try. */
export function readTap(text) {
  return {
    passed: Number(/^# pass (\d+)/m.exec(text)?.[1]),
    failed: Number(/^# fail (\d+)/m.exec(text)?.[1]),
    secondTries: [],
  };
}

const SECOND_TRIES = 'Passed only at a second try:';

/** The end of every run's output, which `parseSummary` reads. */
export function formatSummary({ passed, failed, secondTries }) {
  const told =
    secondTries.length > 0
      ? `\n${SECOND_TRIES}\n${secondTries.map(name => `  ${name}\n`).join('')}`
      : '';
  return `${told}\n${passed} passed, ${failed} failed\n`;
}

/**
 * Finds the summary in what a run printed.
 *
 * @returns undefined where it has none
 */
export function parseSummary(output) {
  const counts = [
    ...output.matchAll(/^(?:[a-z0-9-]+: )?(\d+) passed, (\d+) failed$/gm),
  ].at(-1);
  if (!counts) return undefined;
  const told = output.split(`\n${SECOND_TRIES}\n`).slice(1).at(-1) ?? '';
  return {
    passed: Number(counts[1]),
    failed: Number(counts[2]),
    secondTries: /^(?: {2}.+\n)*/
      .exec(told)[0]
      .split('\n')
      .filter(Boolean)
      .map(line => line.trim()),
  };
}
