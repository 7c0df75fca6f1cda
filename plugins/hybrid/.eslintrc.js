const { layers } = require('../../scripts/lint/layers.cjs');

module.exports = require('@backstage/cli/config/eslint-factory')(
  __dirname,
  layers(`${__dirname}/src`, [
    ['index.ts', 'alpha.ts'],
    ['plugin.tsx', 'legacy.tsx'],
    ['components/FleetPage', 'components/HybridTab'],
    ['components/*'], // what pages are made of; none knows its neighbours
    ['components/ShiftDialog'],
    ['components/ShiftPlan', 'components/ShiftProgress'],
    ['components/common'],
    ['hooks'],
    ['live'],
    ['api'],
    ['format', 'entity.ts', 'errors.ts', 'routes.ts'],
    ['translations'],
  ]),
);
