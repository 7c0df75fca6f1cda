import type { Entity } from '@backstage/catalog-model';
import {
  HYBRID_SERVICE_ANNOTATION,
  type AutomationMove,
  type ListenerRuleStatus,
  type Plan,
  type Problem,
  type ProblemCode,
  type SafetyRuleResult,
  type ServiceStatus,
  type Shift,
  type ShiftEvent,
  type ShiftSummary,
  type SiteStatus,
  type TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** A Component of the example platform, as the catalog has it. */
export function aComponent(
  overrides: {
    name?: string;
    annotation?: string | null;
    owner?: string;
  } = {},
): Entity {
  const {
    name = 'cart',
    annotation = `shop/${name}`,
    owner = 'team-checkout',
  } = overrides;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations:
        annotation === null ? {} : { [HYBRID_SERVICE_ANNOTATION]: annotation },
    },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

/** One healthy site. */
export function aSite(overrides: Partial<SiteStatus> = {}): SiteStatus {
  return {
    weight: 40,
    defaultWeight: 40,
    share: 40,
    actualShare: 39.4,
    requests: 1_182,
    errors: 0,
    health: 'healthy',
    targets: { healthy: 2, total: 2, reasons: {} },
    ...overrides,
  };
}

/** A service in its steady state: 40 % on-prem, 60 % on AWS, everything healthy. */
export function aStatus(overrides: Partial<ServiceStatus> = {}): ServiceStatus {
  return {
    entityRef: 'component:default/cart',
    platform: 'shop',
    service: 'cart',
    sites: {
      'on-prem': aSite(),
      aws: aSite({
        weight: 60,
        defaultWeight: 60,
        share: 60,
        actualShare: 60.6,
        requests: 1_818,
        targets: { healthy: 3, total: 3, reasons: {} },
      }),
    },
    windowSeconds: 300,
    alarms: [
      {
        name: 'shop-cart-on-prem-unhealthy',
        state: 'OK',
        site: 'on-prem',
        since: new Date(Date.now() - 7_200_000).toISOString(),
      },
      { name: 'shop-cart-aws-unhealthy', state: 'OK', site: 'aws' },
    ],
    snapshot: {
      takenAt: new Date(Date.now() - 3_000).toISOString(),
      ageSeconds: 3,
      stale: false,
    },
    ...overrides,
  };
}

/** One of the listener rules of the cart, by the listener of its load balancer. */
export function aRule(
  listener: string,
  overrides: Partial<ListenerRuleStatus> = {},
): ListenerRuleStatus {
  const id = listener.replace(/\W/g, '').toLowerCase();
  return {
    arn: `arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule/app/shop/50dc6c495c0c9188/${id}/${id}-cart`,
    loadBalancer: 'shop',
    listener,
    weights: { 'on-prem': 40, aws: 60 },
    ...overrides,
  };
}

/** A service on two listeners, of which somebody moved one. */
export function aDivergedStatus(
  overrides: Partial<ServiceStatus> = {},
): ServiceStatus {
  return aStatus({
    diverged: true,
    rules: [
      aRule('HTTPS:443'),
      aRule('HTTP:80', { weights: { 'on-prem': 0, aws: 100 } }),
    ],
    ...overrides,
  });
}

/** A service whose rule sends half of the requests to a target group of neither site. */
export function aHalvedStatus(
  overrides: Partial<ServiceStatus> = {},
): ServiceStatus {
  const { sites } = aStatus();
  return aStatus({
    sites: {
      'on-prem': { ...sites['on-prem'], weight: 0, share: 0, actualShare: 0 },
      aws: { ...sites.aws, weight: 100, share: 50, actualShare: 100 },
    },
    elsewhereShare: 50,
    ...overrides,
  });
}

/** The rules that a failover has to pass, all passed. */
export const passingRules: SafetyRuleResult[] = [
  {
    id: 'gaining-site-healthy',
    title: 'The gaining site is healthy',
    passed: true,
    forceable: true,
    explanation: 'AWS has 3 of 3 targets healthy.',
  },
  {
    id: 'never-dark',
    title: 'Traffic never goes where nothing answers',
    passed: true,
    forceable: true,
    explanation: 'Every site that gets traffic has a healthy target.',
  },
  {
    id: 'no-active-shift',
    title: 'No other shift is under way',
    passed: true,
    forceable: false,
    explanation: 'No shift of shop/cart is under way.',
  },
  {
    id: 'owner-matches',
    title: 'The rule belongs to this entity',
    passed: true,
    forceable: false,
    explanation: 'The tag hybrid-platform:entity says component:default/cart.',
  },
];

/** A rule that fails, with what to do about it. */
export const failingRule: SafetyRuleResult = {
  id: 'gaining-site-healthy',
  title: 'The gaining site is healthy',
  passed: false,
  forceable: true,
  explanation: 'On-prem has 0 of 2 targets healthy.',
  remedy: 'Bring a target of shop/cart on-prem back, then plan again.',
};

/** A failover of the cart to AWS that every rule allows. */
export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    entityRef: 'component:default/cart',
    kind: 'failover',
    from: { 'on-prem': 40, aws: 60 },
    to: { 'on-prem': 0, aws: 100 },
    steps: [
      {
        weights: overrides.to ?? { 'on-prem': 0, aws: 100 },
        bakeSeconds: 0,
      },
    ],
    rules: passingRules,
    allowed: true,
    forceable: true,
    approvalRequired: false,
    evaluatedAt: new Date().toISOString(),
    ...overrides,
  };
}

/** A plan that the failing rule forbids. */
export function aForbiddenPlan(overrides: Partial<Plan> = {}): Plan {
  return aPlan({
    to: { 'on-prem': 100, aws: 0 },
    rules: [...passingRules.slice(1), failingRule],
    allowed: false,
    ...overrides,
  });
}

/** What automation moved a quarter of an hour ago and brought back. */
export function aMove(overrides: Partial<AutomationMove> = {}): AutomationMove {
  const at = (minutesAgo: number) =>
    new Date(Date.now() - minutesAgo * 60_000).toISOString();
  return {
    kind: 'automation',
    id: 'a0a0c9a0-0000-4000-8000-000000000001',
    entityRef: 'component:default/cart',
    platform: 'shop',
    service: 'cart',
    state: 'returned',
    movedAt: at(15),
    movedBy: 'traffic-watchdog',
    from: { 'on-prem': 40, aws: 60 },
    to: { 'on-prem': 0, aws: 100 },
    endedAt: at(3),
    endedBy: 'reset-default-traffic',
    endedWith: { 'on-prem': 40, aws: 60 },
    seenAt: at(15),
    ...overrides,
  };
}

/** The failover of the cart to AWS, under way. */
export function aShiftSummary(
  overrides: Partial<ShiftSummary> = {},
): ShiftSummary {
  return {
    id: 'b1d5c9a0-0000-4000-8000-000000000001',
    entityRef: 'component:default/cart',
    platform: 'shop',
    service: 'cart',
    kind: 'failover',
    state: 'running',
    reason: 'Disk failure in the on-prem rack',
    requestedBy: 'user:default/mina',
    from: { 'on-prem': 40, aws: 60 },
    to: { 'on-prem': 0, aws: 100 },
    createdAt: new Date(Date.now() - 4_000).toISOString(),
    ...overrides,
  };
}

const eventMessages: Record<ShiftEvent['type'], string> = {
  requested: 'user:default/mina asked for a failover to aws.',
  'plan-evaluated': 'All 4 safety rules passed.',
  refused: 'A safety rule failed.',
  'rule-forced': 'gaining-site-healthy failed and was forced.',
  'approval-requested': 'Somebody else has to approve.',
  approved: 'user:default/sora approved.',
  rejected: 'user:default/sora rejected.',
  'taken-over': 'Another backend process goes on.',
  'abort-requested': 'user:default/mina asked to abort.',
  'step-started': 'Step 1 of 2: on-prem 20, aws 80.',
  baking: 'Observing for 60 s.',
  'gate-passed': 'aws stayed healthy for 60 s.',
  'gate-failed': 'aws answered 12 % with errors.',
  returning: 'Setting on-prem 40, aws 60 again.',
  returned: 'The weights are on-prem 40, aws 60 again.',
  'rule-read': 'The rule forwards on-prem 40, aws 60.',
  'weights-written': 'ModifyRule set on-prem 0, aws 100.',
  'weights-confirmed': 'The rule reads on-prem 0, aws 100.',
  verified: 'aws has 3 of 3 targets healthy and serves the traffic.',
  'verification-failed': 'aws has no healthy target.',
  'rolled-back': 'The weights are on-prem 40, aws 60 again.',
  succeeded: 'The shift ended 5 s after the request.',
  failed: 'The shift failed.',
  aborted: 'The shift was aborted.',
};

/** What happened to a shift, step by step; a second between each. */
export function events(
  startMs: number,
  ...types: ShiftEvent['type'][]
): ShiftEvent[] {
  return types.map((type, index) => ({
    sequence: index + 1,
    at: new Date(startMs + index * 1_000).toISOString(),
    type,
    message: eventMessages[type],
    ...(type === 'weights-written' && {
      awsRequestId: '7f3c1d5e-2c55-4a2c-9b4d-0a5c6f0f3f11',
    }),
  }));
}

/** The same with its plan and events. */
export function aShift(overrides: Partial<Shift> = {}): Shift {
  const summary = aShiftSummary(overrides);
  return {
    ...summary,
    plan: aPlan(),
    events: events(
      Date.parse(summary.createdAt),
      'requested',
      'plan-evaluated',
      'rule-read',
    ),
    ...overrides,
  };
}

/** A reason as the backend gives one. */
export function aProblem(
  code: ProblemCode,
  overrides: Partial<Problem> = {},
): Problem {
  return {
    code,
    message: `What is wrong: ${code}.`,
    remedy: `What helps against ${code}.`,
    ...overrides,
  };
}

/** The error that `HybridClient` throws for an answer with a problem. */
export function aProblemError(
  problem: Problem | undefined,
  status: number,
): Error {
  const error = new Error(`Request failed with ${status}`);
  return Object.assign(error, {
    name: 'ResponseError',
    response: { status },
    body: { error: { name: 'Error', message: error.message, problem } },
  });
}

/** An hour of traffic, minute by minute, with one failover in it. */
export function aTraffic(
  overrides: Partial<TrafficHistory> = {},
): TrafficHistory {
  const to = Math.floor(Date.now() / 60_000) * 60_000;
  const from = to - 3_600_000;
  const shiftAt = to - 1_500_000;
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    periodSeconds: 60,
    points: Array.from({ length: 60 }, (_, minute) => {
      const at = from + minute * 60_000;
      const onPremShare = at < shiftAt ? 0.4 : 0;
      const all = Math.round(600 + 60 * Math.sin(minute / 6));
      const onPrem = Math.round(all * onPremShare);
      return {
        at: new Date(at).toISOString(),
        sites: {
          'on-prem': {
            requests: onPrem,
            errors: minute > 30 && onPrem > 0 ? 90 : 0,
          },
          aws: { requests: all - onPrem, errors: minute % 17 === 0 ? 2 : 0 },
        },
      };
    }),
    shifts: [
      aShiftSummary({
        state: 'succeeded',
        createdAt: new Date(shiftAt).toISOString(),
        endedAt: new Date(shiftAt + 6_000).toISOString(),
        recoveryTimeSeconds: 4.8,
      }),
    ],
    ...overrides,
  };
}
