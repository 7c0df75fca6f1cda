import type {
  SafetyRuleResult,
  ServiceStatus,
  ShiftRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aProblem,
  aProblemError,
  aShiftSummary,
  aSite,
  aStatus,
} from '../src/__testUtils__/fixtures';

/** How one example service behaves. */
export interface Scenario {
  title: string;
  status?: () => ServiceStatus;
  error?: Error;
  /** The first read succeeds, later ones fail. */
  failsLater?: boolean;
  neverAnswers?: boolean;
  shifts?: 'refused' | 'rolled-back';
  /** Who looks may see it and nothing else. */
  denied?: boolean;
  /** Who looks may override failed safety rules. */
  mayForce?: boolean;
  /** Safety rules that fail whatever is planned, or pass with a warning. */
  failing?: SafetyRuleResult[];
  approvalRequired?: boolean;
  /** A shift that somebody began before the page was opened. */
  begin?: { request: ShiftRequest; by: string; ageMs: number };
  /** How many shifts there were before. */
  history?: number;
  traffic?: 'none' | 'fails';
  /** The annotation; null for none. */
  annotation?: string | null;
}

const onPremDown = () =>
  aStatus({
    sites: {
      'on-prem': aSite({
        actualShare: 31.9,
        requests: 948,
        errors: 412,
        health: 'unhealthy',
        targets: {
          healthy: 0,
          total: 2,
          reasons: { 'Target.Timeout': 1, 'Target.FailedHealthChecks': 1 },
        },
      }),
      aws: aSite({
        weight: 60,
        defaultWeight: 60,
        share: 60,
        actualShare: 68.1,
        requests: 2_021,
        errors: 3,
        health: 'degraded',
        targets: {
          healthy: 2,
          total: 3,
          reasons: { 'Elb.InitialHealthChecking': 1 },
        },
      }),
    },
    alarms: [
      {
        name: 'shop-cart-on-prem-unhealthy',
        state: 'ALARM',
        site: 'on-prem',
        reason:
          'Threshold Crossed: 1 datapoint [0.0] was less than the threshold (1.0).',
        since: new Date(Date.now() - 42_000).toISOString(),
      },
      { name: 'shop-cart-aws-unhealthy', state: 'OK', site: 'aws' },
      { name: 'shop-cart-request-surge', state: 'INSUFFICIENT_DATA' },
    ],
    lastShift: aShiftSummary({
      kind: 'reset',
      state: 'succeeded',
      from: { 'on-prem': 0, aws: 100 },
      to: { 'on-prem': 40, aws: 60 },
      reason: 'Monthly exercise is over',
      createdAt: new Date(Date.now() - 5 * 86_400_000).toISOString(),
      endedAt: new Date(Date.now() - 5 * 86_400_000 + 5_000).toISOString(),
      recoveryTimeSeconds: 4.6,
    }),
  });

const at = (
  weights: [number, number],
  overrides: Partial<ServiceStatus> = {},
) => {
  const sum = weights[0] + weights[1];
  const shares = weights.map(weight => (weight / sum) * 100);
  return aStatus({
    sites: {
      'on-prem': aSite({
        weight: weights[0],
        share: shares[0],
        actualShare: shares[0],
      }),
      aws: aSite({
        weight: weights[1],
        defaultWeight: 60,
        share: shares[1],
        actualShare: shares[1],
      }),
    },
    ...overrides,
  });
};

const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();

const lagging = (passed: boolean, seconds: number): SafetyRuleResult => ({
  id: 'replication-caught-up',
  title: 'The replication has caught up',
  passed,
  forceable: true,
  explanation: `The task shop-orders is ${seconds} s behind; at most 30 s are allowed.`,
  ...(!passed && {
    remedy: 'Wait until the lag is below 30 s, then plan again.',
  }),
  writesAtRiskSeconds: seconds,
});

const cooldown: SafetyRuleResult = {
  id: 'cooldown',
  title: 'The last shift is long enough ago',
  passed: false,
  forceable: true,
  explanation: 'The last shift ended 40 s ago; the cooldown is 300 s.',
  remedy: 'Wait for another 260 s, then plan again.',
};

const ready = (failed: SafetyRuleResult[] = []) => ({
  ready: failed.length === 0,
  failed,
  checkedAt: new Date(Date.now() - 540_000).toISOString(),
});

/** The example services, by name. */
export const scenarios: Record<string, Scenario> = {
  steady: {
    title: 'Steady state',
    status: () => aStatus({ readiness: { 'on-prem': ready(), aws: ready() } }),
    history: 23,
  },
  outage: { title: 'On-prem down', status: onPremDown },
  forcing: {
    title: 'Rules fail, may be forced',
    status: () =>
      at([40, 60], {
        readiness: {
          'on-prem': ready(),
          aws: ready([lagging(false, 84), cooldown]),
        },
      }),
    failing: [lagging(false, 84), cooldown],
    mayForce: true,
    history: 4,
  },
  approval: {
    title: 'Shifts need approval',
    status: aStatus,
    approvalRequired: true,
    failing: [lagging(true, 2)],
    history: 3,
  },
  'awaiting-approval': {
    title: 'Waits for approval',
    status: aStatus,
    approvalRequired: true,
    begin: {
      request: {
        kind: 'failover',
        to: 'aws',
        reason: 'Maintenance of the on-prem rack',
      },
      by: 'user:default/mina',
      ageMs: 240_000,
    },
  },
  stepping: {
    title: 'Steps under way',
    status: aStatus,
    begin: {
      request: {
        kind: 'custom',
        steps: [
          { aws: 75, bakeSeconds: 300 },
          { aws: 90, bakeSeconds: 300 },
          { aws: 100, bakeSeconds: 600 },
        ],
        reason: 'Moving to AWS before the data centre’s maintenance',
      },
      by: 'user:default/mina',
      ageMs: 24_000,
    },
    history: 5,
  },
  drilling: {
    title: 'Drill under way',
    status: aStatus,
    begin: {
      request: {
        kind: 'drill',
        to: 'aws',
        durationSeconds: 900,
        reason: 'Monthly exercise',
      },
      by: 'user:default/guest',
      ageMs: 12_000,
    },
  },
  held: {
    title: 'Held by oneself',
    status: () =>
      aStatus({
        hold: {
          by: 'user:default/guest',
          until: hours(2),
          since: hours(-1),
          reason: 'Schema migration is under way',
        },
      }),
  },
  unmeasured: {
    title: 'Nothing measured',
    status: aStatus,
    traffic: 'none',
  },
  uncharted: { title: 'Charts fail', status: aStatus, traffic: 'fails' },
  automated: {
    title: 'Moved by automation',
    status: () =>
      at([0, 100], {
        automation: {
          state: 'failed-over',
          since: new Date(Date.now() - 120_000).toISOString(),
        },
      }),
  },
  drift: {
    title: 'Drift and hold',
    status: () =>
      at([75, 25], {
        drift: {
          expected: { 'on-prem': 40, aws: 60 },
          actual: { 'on-prem': 75, aws: 25 },
          since: new Date(Date.now() - 900_000).toISOString(),
          changedBy: {
            principal: 'arn:aws:sts::111122223333:assumed-role/Admin/mina',
            at: new Date(Date.now() - 960_000).toISOString(),
            awsRequestId: '0c9f8e7d-6b5a-4c3d-8e2f-1a0b9c8d7e6f',
          },
        },
        hold: {
          by: 'user:default/mina',
          until: hours(1),
          since: hours(-1),
          reason: 'Looking into slow answers, please leave as it is',
        },
      }),
  },
  shifting: {
    title: 'Shift under way',
    status: () =>
      at([0, 100], { activeShift: aShiftSummary({ state: 'verifying' }) }),
  },
  stale: {
    title: 'Stale',
    status: () =>
      aStatus({
        snapshot: {
          takenAt: new Date(Date.now() - 190_000).toISOString(),
          ageSeconds: 190,
          stale: true,
          problem: aProblem('aws-throttled', {
            message: 'AWS throttled DescribeRules in ap-northeast-2.',
            remedy:
              'It recovers by itself; if not, ask AWS for a higher limit.',
          }),
        },
      }),
  },
  'rolled-back': {
    title: 'Shifts roll back',
    status: aStatus,
    shifts: 'rolled-back',
  },
  refused: { title: 'Shifts are refused', status: aStatus, shifts: 'refused' },
  quiet: {
    title: 'No requests',
    status: () =>
      aStatus({
        sites: {
          'on-prem': aSite({
            actualShare: undefined,
            requests: undefined,
            errors: undefined,
            health: 'unknown',
            targets: { healthy: 0, total: 0, reasons: {} },
          }),
          aws: aSite({
            weight: 60,
            defaultWeight: 60,
            share: 60,
            actualShare: undefined,
            requests: 0,
            errors: 0,
          }),
        },
        alarms: [],
      }),
  },
  denied: { title: 'May see, not shift', status: aStatus, denied: true },
  forbidden: {
    title: 'May not see',
    error: aProblemError(
      aProblem('not-permitted', {
        message: 'You need hybrid.service.read on component:default/forbidden.',
        remedy: 'Ask an owner of the component.',
      }),
      403,
    ),
  },
  mismatch: {
    title: 'Tag mismatch',
    error: aProblemError(
      aProblem('entity-tag-mismatch', {
        message:
          'The listener rule of shop/mismatch has no tag hybrid-platform:entity.',
        remedy:
          'Tag the rule with hybrid-platform:entity = component:default/mismatch.',
      }),
      403,
    ),
  },
  offline: {
    title: 'Refresh fails',
    status: aStatus,
    error: new TypeError('Failed to fetch'),
    failsLater: true,
  },
  loading: { title: 'Loading', neverAnswers: true },
  missing: { title: 'No annotation', annotation: null },
  malformed: { title: 'Malformed annotation', annotation: 'shop' },
};
