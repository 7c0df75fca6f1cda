import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitOf, start, toolEnv } from './processes.mjs';
import { parseSummary } from './results.mjs';

/**
 * Runs jobs side by side and shows the whole output of each when it ends, so that nobody reads
 * two at once. A job is:
 *
 * - `name`: what it proves;
 * - `command`: one for bash;
 * - `counted`: whether its output ends with `N passed, N failed`. One that ends without has
 *   failed, whatever its exit code: tests that did not run prove nothing;
 * - `slots`: how many of the slots it takes, 1 unless told. What is sensitive to a busy machine
 *   takes all, and so runs alone.
 *
 * They start in their order, as far as there is room; a failure does not keep the others from
 * running.
 *
 * @returns in the order of the jobs, what `outcomeOf` says of each
 */
export async function runJobs(jobs, { slots, logs, print }) {
  mkdirSync(logs, { recursive: true });
  const waiting = [...jobs];
  const outcomes = new Map();
  const running = new Set();
  let free = slots;
  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.findIndex(job => sizeOf(job, slots) <= free);
    if (next < 0) {
      await Promise.race(running);
      continue;
    }
    const [job] = waiting.splice(next, 1);
    free -= sizeOf(job, slots);
    print(`▸ ${job.name}: started\n`);
    const run = runJob(job, logs).then(({ outcome, output }) => {
      running.delete(run);
      free += sizeOf(job, slots);
      outcomes.set(job, outcome);
      print(`\n=== ${describe(outcome)}\n${output}\n`);
    });
    running.add(run);
  }
  return jobs.map(job => outcomes.get(job));
}

/** A job that asks for more than there is runs alone. */
function sizeOf({ slots = 1 }, all) {
  return Math.min(slots, all);
}

async function runJob(job, logs) {
  const log = join(logs, `${job.name.replace(/[^A-Za-z0-9]+/g, '-')}.log`);
  const file = openSync(log, 'w');
  const startedAt = Date.now();
  try {
    const code = await exitOf(
      start('bash', ['-euo', 'pipefail', '-c', job.command], {
        stdio: ['ignore', file, file],
        env: toolEnv(),
      }),
    );
    const output = readFileSync(log, 'utf8');
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    return { outcome: outcomeOf(job, { code, output, seconds }), output };
  } finally {
    closeSync(file);
  }
}

/** What a job that has ended counts for. */
export function outcomeOf({ name, counted }, { code, output, seconds }) {
  const { passed, failed, secondTries } = (counted && parseSummary(output)) || {
    passed: 0,
    failed: 0,
    secondTries: [],
  };
  const proves = !counted || passed + failed > 0;
  const ok = code === 0 && proves && failed === 0;
  return {
    name,
    counted: Boolean(counted),
    seconds,
    passed,
    failed: ok ? 0 : Math.max(failed, 1),
    secondTries,
  };
}

/** One line on a job: its name, how it went and how long it took. */
export function describe({ name, counted, passed, failed, seconds }) {
  const how = failed > 0 ? 'FAILED' : 'passed';
  const counts = counted ? `, ${passed} passed, ${failed} failed` : '';
  return `${how} in ${String(seconds).padStart(4)} s  ${name}${counts}`;
}

/** The outcomes of all jobs as one. */
export function sumUp(outcomes) {
  const sum = of => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    secondTries: outcomes.flatMap(({ secondTries }) => secondTries),
  };
}
