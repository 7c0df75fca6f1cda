import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { toCandidates } from './candidates';
import { serviceRule, serviceSnapshot } from '../__testUtils__/serviceSnapshot';
import { judge, type Facts } from './judge';

const HALF = { 'on-prem': 40, aws: 60 };
const NOW = new Date('2026-11-22T12:00:00Z');
const targets = (healthy: number) => ({ healthy, total: 2, reasons: {} });
const HOLD = '2026-11-22T13:00:00.000Z user:default/ann';

const FACTS: Facts = {
  leaving: 'on-prem',
  requestedBy: 'user:default/mia',
  mayShift: true,
  health: {
    targets: { 'on-prem': targets(0), aws: targets(2) },
    basis: 'Judged by metrics.',
  },
  shifts: {},
  replication: { replications: [], maxLagSeconds: 30 },
  now: NOW,
};

function verdict(
  changes: Partial<Facts> = {},
  service: Partial<ServiceSnapshot> = {},
) {
  const [candidate] = toCandidates([
    serviceSnapshot({ defaultWeights: HALF, weights: HALF, ...service }),
  ]);
  return judge(candidate, { ...FACTS, ...changes });
}
const failed = (...asked: Parameters<typeof verdict>) => {
  const { verdict: is, failed: rules } = verdict(...asked);
  return { verdict: is, failed: rules.map(({ id }) => id) };
};
const held = (hold: string) => ({
  ruleTags: {
    [HYBRID_TAGS.entity]: 'component:default/cart',
    [HYBRID_TAGS.hold]: hold,
  },
});

describe('what an evacuation would do with a service', () => {
  it('is to shift all of it to the other site', () => {
    expect(verdict()).toEqual({
      service: 'cart',
      entityRef: 'component:default/cart',
      from: HALF,
      to: { 'on-prem': 0, aws: 100 },
      verdict: 'shift',
      failed: [],
    });
    expect(
      verdict({
        leaving: 'aws',
        health: {
          ...FACTS.health!,
          targets: { 'on-prem': targets(1), aws: targets(0) },
        },
      }),
    ).toMatchObject({ verdict: 'shift', to: { 'on-prem': 100, aws: 0 } });
  });

  it('tells the weights rule by rule where they differ, and what it does not reach', () => {
    const left = { 'on-prem': 0, aws: 100 };
    const rules = [
      serviceRule('cart', left, { elsewhere: 100 }),
      serviceRule('internal', HALF, { stickySeconds: 900 }),
    ];
    expect(verdict({}, { rules, diverged: true, weights: left })).toEqual({
      service: 'cart',
      entityRef: 'component:default/cart',
      from: HALF,
      fromRules: [
        { rule: rules[0].arn, weights: left },
        { rule: rules[1].arn, weights: HALF },
      ],
      to: left,
      elsewhereShare: 50,
      stickinessSeconds: 900,
      verdict: 'shift',
      failed: [],
    });
  });

  it('is nothing without the right to shift it', () => {
    expect(failed({ mayShift: false })).toEqual({
      verdict: 'not-permitted',
      failed: [],
    });
  });

  it('is nothing where it has left already, whatever its health', () => {
    const weights = { 'on-prem': 0, aws: 60 };
    expect(verdict({ health: undefined }, { weights })).toMatchObject({
      verdict: 'nothing-to-do',
      from: weights,
      to: weights,
      failed: [],
    });
  });

  it('cannot be said of one whose rule is not as it must be', () => {
    const problem = {
      code: 'rule-not-hybrid' as const,
      message: 'It forwards to one target group.',
      remedy: 'Deploy it again.',
    };
    const item = verdict(
      { health: undefined },
      { problem, weights: undefined },
    );
    expect(item).toMatchObject({
      verdict: 'refused',
      from: { 'on-prem': 0, aws: 0 },
      failed: [
        {
          id: 'never-dark',
          passed: false,
          forceable: false,
          explanation: expect.stringContaining(problem.message),
          remedy: problem.remedy,
        },
      ],
    });
  });

  it('is refused by the safety rules, which say what health was judged by', () => {
    const item = verdict({
      health: {
        targets: { 'on-prem': targets(2), aws: targets(0) },
        basis: 'Judged by metrics.',
      },
    });
    expect(item.verdict).toBe('refused');
    expect(item.failed.map(({ id }) => id)).toEqual([
      'gaining-site-healthy',
      'never-dark',
    ]);
    expect(item.failed[0].explanation).toMatch(/ Judged by metrics\.$/);
  });

  it('is refused for health that nothing tells of, which can be forced', () => {
    const item = verdict({
      health: { targets: {}, basis: 'The shift looks first.' },
    });
    expect(item.verdict).toBe('refused');
    expect(item.failed[0]).toMatchObject({
      id: 'gaining-site-healthy',
      forceable: true,
      explanation: expect.stringMatching(
        /whether aws has a healthy target is not known\. The shift looks first\.$/,
      ),
    });
  });

  it('is judged by an alarm where there is nothing else', () => {
    const health = (healthy: boolean) => ({
      targets: {},
      byAlarm: { aws: { name: 'aws-down', healthy } },
      basis: 'There are no metrics of its targets.',
    });
    expect(failed({ health: health(true) }).verdict).toBe('shift');
    expect(failed({ health: health(false) }).failed).toEqual([
      'gaining-site-healthy',
      'never-dark',
    ]);
  });

  it('is refused while another shift is active', () => {
    const active = {
      state: 'running',
      requestedBy: 'user:default/ann',
      createdAt: NOW.toISOString(),
    } as Facts['shifts']['active'];
    expect(failed({ shifts: { active } })).toEqual({
      verdict: 'refused',
      failed: ['no-active-shift'],
    });
  });

  it.each([
    ['is refused by the hold of somebody else', HOLD, {}, ['not-held']],
    [
      'is not refused by the hold of the person who evacuates',
      HOLD.replace('ann', 'mia'),
      {},
      [],
    ],
    [
      'is not refused by a hold that has ended',
      HOLD.replace('T13', 'T11'),
      {},
      [],
    ],
    [
      'is not refused by a hold that a shift has for itself',
      HOLD,
      { ownHolds: [HOLD] },
      [],
    ],
  ])('%s', (_, hold, shifts, rules) => {
    expect(failed({ shifts }, held(hold)).failed).toEqual(rules);
  });
});
