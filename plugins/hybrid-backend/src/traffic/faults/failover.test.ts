import { testFaults } from './testFaults';

describe('a failover, when', () => {
  testFaults({ kind: 'failover', to: 'aws' });
});
