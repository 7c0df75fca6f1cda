import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jobsOf } from '../../.ci/jobs.mjs';
import { describe, runJobs, sumUp } from '../lib/jobs.mjs';
import { say } from '../lib/output.mjs';
import { cacheDir } from '../lib/paths.mjs';
import { stopAll, untilAskedToStop } from '../lib/processes.mjs';
import { formatSummary } from '../lib/results.mjs';
import { installSkeleton } from '../lib/skeleton.mjs';

/** The machine for CI has two cores; most jobs keep one busy. */
const SLOTS = 2;

/** What `.ci/run` runs when the database is there; with `--all`, what is too dear for CI, too. */
export async function run(args) {
  const { values: options } = parseArgs({
    args,
    options: { all: { type: 'boolean', default: false } },
  });
  untilAskedToStop().then(async () => {
    await stopAll();
    process.exit(130);
  });
  const startedAt = Date.now();
  // Several jobs need them: two that install them at once would be in each other's way.
  const installed = await installSkeleton();
  if (installed !== 0) return installed;
  const logs = join(cacheDir, 'ci');
  const outcomes = await runJobs(jobsOf(options), {
    slots: SLOTS,
    logs,
    print: text => process.stdout.write(text),
  });

  say(`Everything, in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  for (const outcome of outcomes) {
    process.stdout.write(`  ${describe(outcome)}\n`);
  }
  say(`The logs are in ${logs}`);
  const total = sumUp(outcomes);
  process.stdout.write(formatSummary(total));
  return total.failed === 0 ? 0 : 1;
}
