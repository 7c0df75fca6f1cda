import { testFaults } from './testFaults';

describe('a shift in two steps, when', () => {
  testFaults({ kind: 'custom', steps: [{ aws: 80 }, { aws: 100 }] });
});
