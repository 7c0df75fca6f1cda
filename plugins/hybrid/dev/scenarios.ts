import type { ServiceStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
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
  denied?: boolean;
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

/** The example services, by name. */
export const scenarios: Record<string, Scenario> = {
  steady: { title: 'Steady state', status: aStatus },
  outage: { title: 'On-prem down', status: onPremDown },
  drift: {
    title: 'Drift and hold',
    status: () =>
      at([75, 25], {
        drift: {
          expected: { 'on-prem': 40, aws: 60 },
          actual: { 'on-prem': 75, aws: 25 },
        },
        hold: {
          by: 'user:default/mina',
          until: new Date(Date.now() + 3_600_000).toISOString(),
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
