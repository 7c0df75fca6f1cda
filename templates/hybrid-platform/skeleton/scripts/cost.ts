import { join } from 'node:path';
import { loadConfig } from '../lib/config';
import { costTable, nodeHours } from './cost-table';

/* What the platform costs by resource kind, and what the office hours save: npm run cost */
const config = loadConfig(join(__dirname, '../config'));
let total = 0;
for (const { kind, count, unit, perMonth } of costTable(config)) {
  total += perMonth;
  console.log(
    `${kind.padEnd(46)} ${String(count).padStart(4)} × ${unit.padEnd(
      24,
    )} ${perMonth.toFixed(0).padStart(6)} $`,
  );
}
console.log(
  `${'per month, before traffic, data and nodes of Karpenter'.padEnd(
    78,
  )} ${total.toFixed(0).padStart(6)} $`,
);

const { open, week } = nodeHours(config.platform);
const saved = Math.round((1 - open / week) * 100);
console.log(
  open === week
    ? '\nAlways on: every node runs 168 hours a week.'
    : `\nOffice hours: every node runs ${open.toFixed(
        1,
      )} of ${week} hours a week, ${saved} % less.`,
);
