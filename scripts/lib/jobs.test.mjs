import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { outcomeOf, runJobs, sumUp } from './jobs.mjs';

describe('jobs side by side', () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'hybrid-jobs-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (jobs, slots = 2) => {
    let printed = '';
    const outcomes = await runJobs(jobs, {
      slots,
      logs: join(folder, 'logs'),
      print: text => {
        printed += text;
      },
    });
    return { outcomes, printed };
  };
  // Says that it runs, and goes on when the other does; in vain, it gives up.
  const meets = (own, other) => ({
    name: own,
    command: `cd ${folder}; touch ${own}; for i in $(seq 300); do [ -e ${other} ] && exit 0; sleep 0.1; done; exit 1`,
  });
  // Fails if another of its kind runs.
  const alone = name => ({
    name,
    command: `mkdir ${folder}/taken; sleep 0.3; rmdir ${folder}/taken`,
  });

  it('run at once as far as there are slots', async () => {
    const { outcomes } = await run([meets('a', 'b'), meets('b', 'a')]);
    assert.deepEqual(
      outcomes.map(({ failed }) => failed),
      [0, 0],
    );
  });

  it('run one after the other where there is one slot', async () => {
    const { outcomes } = await run([alone('a'), alone('b'), alone('c')], 1);
    assert.equal(sumUp(outcomes).failed, 0);
  });

  it('run alone where they take all slots, even more than there are', async () => {
    const jobs = [
      alone('first'),
      { ...alone('wide'), slots: 2 },
      { ...alone('wider'), slots: 3 },
    ];
    const { outcomes } = await run(jobs);
    assert.equal(sumUp(outcomes).failed, 0);
  });

  it('show the output of each as a whole, with its name and duration, and keep it in a log', async () => {
    const { printed } = await run([
      { name: 'one: it', command: 'echo 1a; sleep 0.5; echo 1b >&2' },
      { name: 'two', command: 'echo 2a; sleep 0.2; echo 2b' },
    ]);
    assert.match(printed, /=== passed in +\d+ s {2}one: it\n1a\n1b\n/);
    assert.match(printed, /=== passed in +\d+ s {2}two\n2a\n2b\n/);
    const logs = join(folder, 'logs');
    assert.ok(readdirSync(logs).includes('one-it.log'));
    assert.equal(readFileSync(join(logs, 'two.log'), 'utf8'), '2a\n2b\n');
  });

  it('all run though one fails, and are added up', async () => {
    const { outcomes, printed } = await run([
      { name: 'lint', command: 'echo wrong; false; echo not reached' },
      { name: 'good', counted: true, command: 'echo "3 passed, 0 failed"' },
      {
        name: 'bad',
        counted: true,
        command:
          'printf "\\nPassed only at a second try:\\n  unit: a\\n\\n5 passed, 2 failed\\n"; exit 1',
      },
    ]);
    assert.deepEqual(sumUp(outcomes), {
      passed: 8,
      failed: 3,
      secondTries: ['unit: a'],
    });
    assert.match(printed, /=== FAILED in +\d+ s {2}lint\nwrong\n\n/);
  });
});

describe('the outcome of a job', () => {
  const of = (job, end) =>
    outcomeOf(
      { name: 'it', ...job },
      { code: 0, seconds: 1, output: '', ...end },
    );

  it('is a failure where nothing was counted that should have been', () => {
    assert.equal(of({ counted: true }, { output: 'skipped' }).failed, 1);
    const none = '0 passed, 0 failed\n';
    assert.equal(of({ counted: true }, { output: none }).failed, 1);
  });

  it('is a failure where the job ended with an exit code, whatever it counted', () => {
    const output = '4 passed, 0 failed\n';
    const { passed, failed } = of({ counted: true }, { code: 2, output });
    assert.deepEqual({ passed, failed }, { passed: 4, failed: 1 });
    assert.equal(of({}, { code: 1 }).failed, 1);
  });

  it('takes no count from a job that has none to give', () => {
    const { passed, failed } = of({}, { output: '4 passed, 1 failed\n' });
    assert.deepEqual({ passed, failed }, { passed: 0, failed: 0 });
  });
});
