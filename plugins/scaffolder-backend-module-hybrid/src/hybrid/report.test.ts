import type {
  Plan,
  Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  planReport,
  replicationInWords,
  serviceReport,
  shiftReport,
  preflightReport,
} from './report';
import { durationInWords, endInWords, planInWords } from './words';

const plan: Plan = {
  entityRef: 'component:default/cart',
  kind: 'drill',
  from: { 'on-prem': 2, aws: 3 },
  to: { 'on-prem': 0, aws: 100 },
  steps: [{ weights: { 'on-prem': 0, aws: 100 }, bakeSeconds: 0 }],
  durationSeconds: 300,
  rules: [],
  allowed: true,
  forceable: true,
  approvalRequired: false,
  evaluatedAt: '2026-11-22T10:00:00.000Z',
};
const drill: Shift = {
  id: 'one',
  entityRef: 'component:default/cart',
  platform: 'shop',
  service: 'cart',
  kind: 'drill',
  state: 'succeeded',
  reason: 'Drill',
  requestedBy: 'user:default/mina',
  from: plan.from,
  to: plan.to,
  createdAt: '2026-11-22T10:00:00.000Z',
  endedAt: '2026-11-22T10:05:20.000Z',
  recoveryTimeSeconds: 12.34,
  returnTimeSeconds: 8,
  plan,
  events: [],
};

it('tells how long a drill took there and back', () => {
  const report = shiftReport(drill);
  expect(report).toContain('| Site | before | during the drill |');
  expect(report).toContain('| on-prem | 40 % | 0 % |');
  expect(report).toMatch(/\| Recovery time \| 12\.3 seconds from the request/);
  expect(report).toMatch(
    /\| Return time \| 8 seconds from the end of the drill/,
  );
  expect(endInWords(drill)).toBe(
    'The shift one of component:default/cart is succeeded. Verified 12.3 seconds after the request. Back 8 seconds after the end of the drill.',
  );
});

describe('what a shift does not reach', () => {
  const part = { ...plan, elsewhereShare: 50, stickinessSeconds: 900 };
  const sentences = [
    '50 % of the requests go to target groups of neither site, which a shift leaves alone.',
    "Stickiness is on: clients with the load balancer's cookie stay at their site for up to 15 minutes.",
  ];

  it('is told with a plan, and counted for no site', () => {
    const report = planReport(part);
    expect(report).toContain('| neither | 95 % | 50 % |');
    expect(report).toContain('| aws | 3 % | 50 % |');
    for (const sentence of sentences) expect(report).toContain(sentence);
    expect(planInWords(part)).toContain(
      '→ on-prem 0 %, aws 50 %, neither 50 %',
    );
  });

  it('is told with the end of a shift', () => {
    const shift = { ...drill, plan: part };
    for (const sentence of sentences) {
      expect(shiftReport(shift)).toContain(sentence);
      expect(endInWords(shift)).toContain(sentence);
      expect(endInWords({ ...shift, state: 'failed' })).not.toContain(sentence);
    }
    expect(shiftReport(shift)).toContain('| aws | 3 % | 50 % |');
  });
});

describe('listener rules that disagree', () => {
  const ARN = 'arn:aws:elasticloadbalancing:x:1:listener-rule/app';
  const rules = [
    {
      arn: `${ARN}/shop/1/2/3`,
      loadBalancer: 'shop',
      listener: 'HTTPS:443',
      weights: { 'on-prem': 40, aws: 60 },
    },
    {
      arn: `${ARN}/internal/4/5/6`,
      loadBalancer: 'internal',
      weights: { 'on-prem': 0, aws: 100 },
    },
  ];
  const fromRules = rules.map(({ arn, weights }) => ({ rule: arn, weights }));

  it('are told one by one in a plan', () => {
    const report = planReport({ ...plan, fromRules });
    expect(report).toContain('| Site | now, shop 3 | now, internal 6 | then |');
    expect(report).toContain('| on-prem | 40 % | 0 % | 0 % |');
    expect(planInWords({ ...plan, fromRules })).toContain(
      ': on-prem 40 %, aws 60 % or on-prem 0 %, aws 100 % by rule → ',
    );
  });

  it('are told one by one of a service', () => {
    const site = { weight: 40, share: 40, health: 'healthy' as const };
    const report = serviceReport({
      entityRef: 'component:default/cart',
      platform: 'shop',
      service: 'cart',
      sites: { 'on-prem': site, aws: site },
      windowSeconds: 300,
      alarms: [],
      snapshot: { takenAt: '', ageSeconds: 0, stale: false },
      diverged: true,
      rules,
    });
    expect(report).toContain('- shop HTTPS:443: on-prem 40 %, aws 60 %');
    expect(report).toContain('- internal: on-prem 0 %, aws 100 %');
  });
});

it('lets a reason break neither the table nor out of it', () => {
  const reason = 'a | b\n| c |\n<img src=x> [click](http://evil.example)';
  const report = shiftReport({ ...drill, reason });
  expect(report).toContain(
    '| Reason | a \\| b \\| c \\| \\<img src=x\\> \\[click\\](http://evil.example) |',
  );
});

it('says when a lag was measured where that is long ago, and no lag that is too old', () => {
  const now = new Date('2026-11-22T10:00:00.000Z');
  const inWords = (lagMeasuredAt: string) =>
    replicationInWords(
      {
        id: 'shop',
        type: 'task',
        state: 'running',
        migrationType: 'cdc',
        lagSeconds: 4,
        lagMeasuredAt,
        endpoints: [],
        actions: [],
      },
      now,
    );
  expect(inWords('2026-11-22T09:59:00.000Z')).toBe(
    'shop is running, 4 seconds behind',
  );
  expect(inWords('2026-11-22T09:56:00.000Z')).toBe(
    'shop is running, 4 seconds behind at 2026-11-22T09:56:00.000Z',
  );
  expect(inWords('2026-11-22T09:54:00.000Z')).toBe(
    'shop is running, its lag is not known',
  );
});

it.each([
  [1, '1 second'],
  [0.15, '0.2 seconds'],
  [119, '119 seconds'],
  [300, '5 minutes'],
  [14_400, '4 hours'],
])('says %p seconds as %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});

describe('the report of a preflight', () => {
  const report = (result: 'passed' | 'unknown') =>
    preflightReport({
      replicationId: 'shop',
      checkedAt: '2026-11-22T10:00:00.000Z',
      ready: true,
      checks: [
        { id: 'a', title: 'A', result: 'passed', evidence: 'E' },
        { id: 'b', title: 'B', result, evidence: 'E', remedy: 'R' },
      ],
    }).split('\n')[0];

  it('says no more than is known', () => {
    expect(report('passed')).toBe(
      '**shop** is ready (checked at 2026-11-22T10:00:00.000Z).',
    );
    expect(report('unknown')).toBe(
      '**shop** is ready as far as is known; 1 of 2 checks have no answer (checked at 2026-11-22T10:00:00.000Z).',
    );
  });
});
