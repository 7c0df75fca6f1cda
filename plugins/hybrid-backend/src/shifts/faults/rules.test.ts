import { testDatabases } from '../../__testUtils__/databases';
import { brokenInvariants } from '../../__testUtils__/faults/invariants';
import { scenarios } from '../../__testUtils__/faults/scenarios';
import { suffer } from '../../__testUtils__/faults/suffer';

/** What has more to break where there is more than one rule. */
const CHOSEN = [
  'every third call is throttled',
  'connections dropped before AWS applies the write',
  'connections dropped after AWS applied the write',
  'connections dropped after the hold was set',
  'a deployment replaces the rule right after the write',
  'somebody else changes the weights',
  'the gaining site dies right after the write',
  'the database is down for longer than the lease',
];

describe('a failover of a service with three rules moves all or says the truth, when', () => {
  const databases = testDatabases();

  it.each(
    scenarios
      .filter(({ name }) => CHOSEN.includes(name))
      .map(scenario => [scenario.name, scenario] as const),
  )(
    '%s',
    async (_name, scenario) => {
      const knex = await databases.init('SQLITE_3');
      const suffered = await suffer(
        scenario,
        { kind: 'failover', to: 'aws' },
        knex,
        { alsoOn: ['http', 'internal'] },
      );
      expect(brokenInvariants(suffered, scenario)).toEqual([]);
    },
    60_000,
  );
});
