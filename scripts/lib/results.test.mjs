import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  formatSummary,
  parseSummary,
  readJest,
  readPlaywright,
  readTap,
} from './results.mjs';

describe('what a run of tests says', () => {
  it('counts Jest’s tests, and names those that passed at a second try', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          name: '/repository/plugins/hybrid/src/card.test.tsx',
          assertionResults: [
            { fullName: 'the card shows', status: 'passed', invocations: 1 },
            { fullName: 'the card waits', status: 'passed', invocations: 2 },
            { fullName: 'the card fails', status: 'failed', invocations: 2 },
            { fullName: 'the card skips', status: 'pending' },
          ],
        },
      ],
    };
    assert.deepEqual(readJest(JSON.stringify(report), '/repository'), {
      passed: 2,
      failed: 2,
      secondTries: ['plugins/hybrid/src/card.test.tsx: the card waits'],
    });
  });

  it('counts browser tests, and names those that Playwright calls flaky', () => {
    const spec = (title, status) => ({
      file: 'story.test.ts',
      title,
      tests: [{ status }],
    });
    const report = {
      stats: { expected: 1, flaky: 2, unexpected: 1, skipped: 0 },
      suites: [
        {
          specs: [spec('fails over', 'expected'), spec('resets', 'flaky')],
          suites: [
            {
              specs: [spec('drills', 'flaky'), spec('aborts', 'unexpected')],
            },
          ],
        },
      ],
    };
    assert.deepEqual(readPlaywright(JSON.stringify(report)), {
      passed: 3,
      failed: 1,
      secondTries: ['story.test.ts: resets', 'story.test.ts: drills'],
    });
  });

  it('counts TAP', () => {
    assert.deepEqual(readTap('ok 1 - a\n# pass 4\n# fail 1\n'), {
      passed: 4,
      failed: 1,
      secondTries: [],
    });
  });
});

describe('the end of the output', () => {
  it('is read as it was written', () => {
    const summary = {
      passed: 7,
      failed: 0,
      secondTries: ['unit: a.test.ts: a › b', 'browser: story.test.ts: resets'],
    };
    assert.deepEqual(parseSummary(`noise\n${formatSummary(summary)}`), summary);
  });

  it('says nothing of second tries where there was none', () => {
    const summary = { passed: 7, failed: 0, secondTries: [] };
    assert.equal(formatSummary(summary), '\n7 passed, 0 failed\n');
    assert.deepEqual(parseSummary(formatSummary(summary)), summary);
  });

  it('counts what was said last, as a check says it', () => {
    const output = '1 passed, 0 failed\nvpn: 12 passed, 3 failed\nbye\n';
    assert.deepEqual(parseSummary(output), {
      passed: 12,
      failed: 3,
      secondTries: [],
    });
  });

  it('is no summary where nothing was counted', () => {
    assert.equal(parseSummary('Cannot find module\n'), undefined);
  });
});
