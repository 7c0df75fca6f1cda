import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { say, UserError } from '../lib/output.mjs';
import { root } from '../lib/paths.mjs';
import { formatSummary } from '../lib/results.mjs';
import { installSkeleton } from '../lib/skeleton.mjs';
import { groups } from '../mutation/groups.mjs';
import {
  LEAST_PERCENT,
  renewReport,
  score,
  tell,
} from '../mutation/report.mjs';

const REPORT = join(root, 'docs', 'mutation.md');

/**
 * `mutation [GROUP …] [--write]`: each group must notice at least 90 % of the changes that are
 * made to what it is about. With `--write`, docs/mutation.md tells of it.
 */
export async function run(args) {
  const { values: options, positionals: names } = parseArgs({
    args,
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const unknown = names.find(name => !groups[name]);
  if (unknown !== undefined) {
    throw new UserError(
      `There is no group “${unknown}”.`,
      `Choose any of: ${Object.keys(groups).join(', ')}; or none, for all.`,
    );
  }
  const installed = await installSkeleton();
  if (installed !== 0) return installed;
  const { mutate } = await import('../mutation/stryker.mjs');

  const scores = [];
  for (const name of names.length > 0 ? names : Object.keys(groups)) {
    const startedAt = Date.now();
    say(`${name}: ${groups[name].title}`);
    const result = score(name, groups[name], await mutate(groups[name]));
    scores.push(result);
    process.stdout.write(tell(result));
    say(`${name}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }
  if (options.write) {
    writeFileSync(REPORT, renewReport(readFileSync(REPORT, 'utf8'), scores));
  }
  const failed = scores.filter(({ percent }) => percent < LEAST_PERCENT).length;
  process.stdout.write(
    formatSummary({ passed: scores.length - failed, failed, secondTries: [] }),
  );
  return failed === 0 ? 0 : 1;
}
