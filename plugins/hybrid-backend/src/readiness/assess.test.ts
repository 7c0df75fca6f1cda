import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { assess, isAskable, type AskableService } from './assess';

const NOW = new Date('2026-11-22T12:00:00Z');
const HOLD = '2026-11-22T13:00:00.000Z user:default/ann';
const targets = (healthy: number) => ({ healthy, total: 2, reasons: {} });

const CART: AskableService = serviceSnapshot();
const GOOD: Parameters<typeof assess>[1] = {
  targets: { 'on-prem': targets(2), aws: targets(2) },
  replication: { replications: [], maxLagSeconds: 30 },
  ownHolds: [],
  now: NOW,
};

/** The rules that fail, by the site that all traffic would go to. */
function failed(
  changes: Partial<typeof GOOD> = {},
  service: AskableService = CART,
) {
  const sites = assess(service, { ...GOOD, ...changes });
  const ids = (site: keyof typeof sites) =>
    sites[site].failed.map(({ id }) => id);
  return { aws: ids('aws'), 'on-prem': ids('on-prem') };
}

describe('a service is ready', () => {
  it('for both sites when both are healthy', () => {
    const ready = { ready: true, failed: [], checkedAt: NOW.toISOString() };
    expect(assess(CART, GOOD)).toEqual({ 'on-prem': ready, aws: ready });
  });

  it('only for the site that has a healthy target', () => {
    const sick = { 'on-prem': targets(2), aws: targets(0) };
    expect(failed({ targets: sick })).toEqual({
      aws: ['gaining-site-healthy', 'never-dark'],
      'on-prem': [],
    });
    expect(assess(CART, { ...GOOD, targets: sick })).toMatchObject({
      aws: { ready: false },
      'on-prem': { ready: true },
    });
  });

  it('for a site that receives data only while the data is there', () => {
    const replication = {
      maxLagSeconds: 30,
      replications: [
        {
          id: 'shop',
          state: 'running' as const,
          receivingSite: 'aws' as const,
          lagSeconds: 31,
          fullLoadProgressPercent: 100,
        },
      ],
    };
    expect(failed({ replication })).toEqual({
      aws: ['replication-caught-up'],
      'on-prem': [],
    });
  });

  it('for neither site while somebody holds it, and for both while a shift does', () => {
    const held = {
      ...CART,
      ruleTags: { ...CART.ruleTags, [HYBRID_TAGS.hold]: HOLD },
    };
    expect(failed({}, held)).toEqual({
      aws: ['not-held'],
      'on-prem': ['not-held'],
    });
    expect(failed({ ownHolds: [HOLD] }, held)).toEqual({
      aws: [],
      'on-prem': [],
    });
  });
});

describe('a service is asked about', () => {
  it('when it can be shifted at all', () => {
    expect(isAskable(CART)).toBe(true);
  });

  it.each([
    [
      'has a problem',
      {
        problem: {
          code: 'rule-not-hybrid' as const,
          message: 'No.',
          remedy: 'Deploy.',
        },
      },
    ],
    ['has no rules', { rules: [], weights: undefined }],
    ['has no weights', { weights: undefined }],
    ['is nobody’s', { ruleTags: {} }],
  ])('not when it %s', (_, changes) => {
    expect(isAskable({ ...CART, ...changes })).toBe(false);
  });
});
