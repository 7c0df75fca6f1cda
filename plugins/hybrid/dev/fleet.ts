import {
  sharesOf,
  type HealthState,
  type PlatformStatus,
  type SafetyRuleResult,
  type ServiceStatus,
  type SiteStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import {
  aProblem,
  aShiftSummary,
  aSite,
  aStatus,
} from '../src/__testUtils__/fixtures';

const STEMS = [
  'cart',
  'order',
  'payment',
  'search',
  'catalog',
  'storefront',
  'invoice',
  'shipping',
  'stock',
  'review',
];

/** The same numbers at each start, so that pictures can be compared. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const noHealthyTarget: SafetyRuleResult = {
  id: 'gaining-site-healthy',
  title: 'The gaining site is healthy',
  passed: false,
  forceable: true,
  explanation: 'On-prem has 0 of 2 targets healthy.',
  remedy: 'Bring a target on-prem back, then plan again.',
};

/** A service as it may be found in a large fleet: most are well, some are not. */
export function aFleetService(index: number): ServiceStatus {
  const next = random(index * 7_919 + 1);
  const name = `${STEMS[index % STEMS.length]}-${String(
    Math.floor(index / STEMS.length) + 1,
  ).padStart(3, '0')}`;
  const isDown = next() < 0.02;
  const isDegraded = !isDown && next() < 0.04;
  const hasDrift = next() < 0.03;
  const weights = hasDrift
    ? { 'on-prem': 75, aws: 25 }
    : { 'on-prem': 40, aws: 60 };
  const shares = sharesOf(weights);
  const isQuiet = next() < 0.05;
  const noise = (next() - 0.5) * 2;
  const site = (
    which: 'on-prem' | 'aws',
    health: HealthState,
    overrides: Partial<SiteStatus> = {},
  ) =>
    aSite({
      weight: weights[which],
      defaultWeight: which === 'aws' ? 60 : 40,
      share: shares[which],
      actualShare: isQuiet
        ? undefined
        : shares[which] + (which === 'aws' ? noise : -noise),
      health,
      ...overrides,
    });
  const down = { healthy: 0, total: 2, reasons: { 'Target.Timeout': 2 } };
  const onPremHealth: HealthState = isDown ? 'unhealthy' : 'healthy';
  const isHeld = next() < 0.02;
  const isShifting = next() < 0.006;
  const checkedAt = new Date(Date.now() - 9 * 60_000).toISOString();

  return aStatus({
    entityRef: `component:default/${name}`,
    service: name,
    sites: {
      'on-prem': site('on-prem', onPremHealth, isDown ? { targets: down } : {}),
      aws: site('aws', isDegraded ? 'degraded' : 'healthy', {
        targets: {
          healthy: isDegraded ? 2 : 3,
          total: 3,
          reasons: isDegraded ? { 'Elb.InitialHealthChecking': 1 } : {},
        },
      }),
    },
    readiness: {
      aws: { ready: true, failed: [], checkedAt },
      'on-prem': {
        ready: !isDown,
        failed: isDown ? [noHealthyTarget] : [],
        checkedAt,
      },
    },
    ...(hasDrift && {
      drift: {
        expected: { 'on-prem': 40, aws: 60 },
        actual: weights,
        changedBy: {
          principal: 'arn:aws:sts::111122223333:assumed-role/Admin/mina',
          at: checkedAt,
        },
      },
    }),
    ...(isHeld && {
      hold: {
        by: 'user:default/mina',
        until: new Date(Date.now() + 2 * 3_600_000).toISOString(),
        reason: 'Index rebuild',
      },
    }),
    ...(isShifting && {
      activeShift: aShiftSummary({
        id: `fleet-${name}`,
        entityRef: `component:default/${name}`,
        service: name,
        kind: 'custom',
        progress: { step: 2, steps: 3 },
      }),
    }),
    alarms: [
      {
        name: `shop-${name}-on-prem-unhealthy`,
        state: isDown ? 'ALARM' : 'OK',
        site: 'on-prem',
      },
      { name: `shop-${name}-aws-unhealthy`, state: 'OK', site: 'aws' },
    ],
  });
}

/** What surrounds the services of the played platform. */
export function fleetPlatform(
  id: string,
  serviceStatuses: ServiceStatus[],
): PlatformStatus {
  return {
    id,
    accountId: '111122223333',
    region: 'ap-northeast-2',
    services: serviceStatuses.length,
    snapshot: {
      takenAt: new Date(Date.now() - 4_000).toISOString(),
      ageSeconds: 4,
      stale: false,
    },
    serviceStatuses,
    brokenServices: [
      {
        service: 'legacy-gateway',
        problem: aProblem('rule-not-hybrid', {
          message:
            'The listener rule of shop/legacy-gateway forwards to one target group only.',
          remedy:
            'Give the rule one target group for each site, tagged hybrid-platform:site.',
        }),
      },
    ],
    tunnels: [
      {
        connectionId: 'vpn-0a1b2c3d',
        outsideIpAddress: '203.0.113.10',
        state: 'up',
      },
      {
        connectionId: 'vpn-0a1b2c3d',
        outsideIpAddress: '203.0.113.11',
        state: 'down',
      },
    ],
    replications: [
      {
        id: 'shop-orders',
        type: 'task',
        state: 'running',
        migrationType: 'full-load-and-cdc',
        lagSeconds: 2.4,
        endpoints: [],
        actions: [],
      },
    ],
    dns: [],
  };
}
