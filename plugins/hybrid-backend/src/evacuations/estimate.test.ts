import { CALLS_PER_SHIFT, estimateSeconds } from './estimate';

const TIMING = { verifyIntervalMs: 2_000, verifyChecks: 3 };
const limit = (burst: number, perSecond: number) => ({ burst, perSecond });
const PLENTY = limit(1_000_000, 1_000);

const limits = (changes: {
  account?: typeof PLENTY;
  write?: typeof PLENTY;
}) => ({ account: PLENTY, read: PLENTY, write: PLENTY, ...changes });

describe('an evacuation is estimated to take', () => {
  it('no time without a service', () => {
    expect(estimateSeconds(0, limits({}), TIMING)).toBe(0);
  });

  it('as long as one shift where AWS lets everything through at once', () => {
    expect(estimateSeconds(10, limits({}), TIMING)).toBe(6);
  });

  it('what the calls need beyond the burst, and then one shift', () => {
    const account = limit(40, 10);
    const calls = 100 * CALLS_PER_SHIFT.account;
    expect(estimateSeconds(100, limits({ account }), TIMING)).toBe(
      Math.ceil((calls - 40) / 10 + 6),
    );
  });

  it('as long as the scarcer of the two kinds of calls', () => {
    const account = limit(0, 100);
    const write = limit(20, 3);
    const writes = 100 * CALLS_PER_SHIFT.write;
    expect(estimateSeconds(100, limits({ account, write }), TIMING)).toBe(
      Math.ceil((writes - 20) / 3 + 6),
    );
  });
});
