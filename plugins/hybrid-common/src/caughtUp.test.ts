import { isCaughtUp } from './caughtUp';

const following = {
  id: 'shop-aws-to-on-prem',
  state: 'running',
  migrationType: 'full-load-and-cdc',
  fullLoadProgressPercent: 100,
  lagSeconds: 2,
  tables: { loaded: 5, loading: 0, queued: 0, errored: 0 },
};

describe('isCaughtUp', () => {
  it('holds while the lag is within the limit, and at the limit', () => {
    expect(isCaughtUp(following, 10).caughtUp).toBe(true);
    expect(isCaughtUp({ ...following, lagSeconds: 10 }, 10)).toEqual({
      caughtUp: true,
      reason: 'shop-aws-to-on-prem trails by 10 s, within the 10 s allowed.',
    });
  });

  it('holds for change data capture alone, which loads nothing', () => {
    const { tables: _, fullLoadProgressPercent: __, ...cdc } = following;
    expect(isCaughtUp({ ...cdc, migrationType: 'cdc' }, 10).caughtUp).toBe(
      true,
    );
  });

  it.each([
    ['the lag is over the limit', { lagSeconds: 11 }, 'trails by 11 s'],
    ['there is no measurement', { lagSeconds: undefined }, 'no measurement'],
    ['it is stopped', { state: 'stopped' }, 'is stopped, not running'],
    ['it starts', { state: 'starting' }, 'is starting, not running'],
    ['it still loads', { fullLoadProgressPercent: 80 }, 'has loaded 80 %'],
    [
      'a table is loaded again',
      { tables: { ...following.tables, loading: 1 } },
      'still loads 1 table.',
    ],
    [
      'tables wait to be loaded',
      { tables: { ...following.tables, queued: 2 } },
      'still loads 2 tables.',
    ],
    [
      'a table has an error',
      { tables: { ...following.tables, errored: 1 } },
      '1 table of shop-aws-to-on-prem has an error, and is not replicated.',
    ],
    [
      'it never follows the source',
      { migrationType: 'full-load' },
      'only loads once',
    ],
  ])('does not hold when %s', (_what, change, reason) => {
    const answer = isCaughtUp({ ...following, ...change }, 10);
    expect(answer.caughtUp).toBe(false);
    expect(answer.reason).toContain(reason);
  });
});
