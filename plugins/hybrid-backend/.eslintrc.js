const { layers } = require('../../scripts/lint/layers.cjs');

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  // What stands in a row may import the rows below. docs/architecture.md says what each is for.
  layers(`${__dirname}/src`, [
    ['index.ts'],
    ['plugin.ts'],
    ['services.ts'],
    ['router.ts', 'actions'],
    ['routes'],
    ['evacuations', 'history', 'announcements', 'readiness'],
    ['telemetry', 'drift', 'automation', 'holds'],
    ['shifts/createShifts.ts'],
    ['shifts/*'],
    ['shifts/approvals'],
    ['shifts/run'],
    ['shifts/plan'],
    ['shifts/record', 'shifts/target'],
    ['status'],
    ['replication'],
    ['access'],
    ['platforms'],
    ['aws'],
    ['cache', 'contract'],
    ['durable', 'config'],
    ['errors.ts'],
    ['databaseAway.ts'],
  ]),
);
