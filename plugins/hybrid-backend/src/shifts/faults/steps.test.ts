import { testDatabases } from '../../__testUtils__/databases';
import { brokenInvariants } from '../../__testUtils__/faults/invariants';
import { scenarios } from '../../__testUtils__/faults/scenarios';
import { suffer } from '../../__testUtils__/faults/suffer';

const SHIFT = {
  kind: 'custom',
  steps: [{ aws: 80 }, { aws: 100 }],
};

describe('a shift in two steps ends truthfully, never dark and with its history complete, when', () => {
  const databases = testDatabases();

  it.each(scenarios.map(scenario => [scenario.name, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      const knex = await databases.init('SQLITE_3');
      const suffered = await suffer(scenario, SHIFT, knex);
      expect(brokenInvariants(suffered, scenario)).toEqual([]);
    },
    60_000,
  );
});
