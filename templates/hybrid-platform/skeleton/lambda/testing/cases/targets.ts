/*
 * What the states of a target group's targets say about a site's ability to serve. The
 * functions here and the Hybrid Platform's back end in Backstage are both tested with this table.
 *
 * States: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */

/** As much of a target as DescribeTargetHealth tells, and the table needs. */
interface TargetAnswer {
  TargetHealth?: { State?: string; Reason?: string };
  AdministrativeOverride?: { State?: string };
}

export interface TargetsCase {
  why: string;
  targets: TargetAnswer[];
  healthy: number;
  /** Those that count: that are there to serve. */
  total: number;
  /** Of those that count, the ones of which nothing is known. */
  unknown: number;
  /** The others: no new request goes to them, whatever their health. */
  leftOut: number;
  /** Whether the site serves: `unknown` is no reason to leave it, and none to go there. */
  serves: 'yes' | 'no' | 'unknown';
}

const REASONS: Record<string, string | undefined> = {
  initial: 'Elb.InitialHealthChecking',
  unhealthy: 'Target.FailedHealthChecks',
  'unhealthy.draining': 'Target.FailedHealthChecks',
  draining: 'Target.DeregistrationInProgress',
  unused: 'Target.NotInUse',
  unavailable: 'Target.HealthCheckDisabled',
};

const target = (State?: string, Reason = REASONS[State ?? '']) => ({
  TargetHealth: { State, ...(Reason && { Reason }) },
});
const targets = (...states: string[]) => states.map(state => target(state));
const shiftedAway = (state: string): TargetAnswer => ({
  ...target(state),
  AdministrativeOverride: { State: 'zonal_shift_active' },
});

const counted = (
  [healthy, total]: [number, number],
  { unknown = 0, leftOut = 0 } = {},
) => ({ healthy, total, unknown, leftOut });

export const targetsCases: readonly TargetsCase[] = [
  {
    why: 'all healthy',
    targets: targets('healthy', 'healthy'),
    ...counted([2, 2]),
    serves: 'yes',
  },
  {
    why: 'one healthy target serves',
    targets: targets('healthy', 'unhealthy'),
    ...counted([1, 2]),
    serves: 'yes',
  },
  {
    why: 'no target passes its health checks',
    targets: targets('unhealthy', 'unhealthy'),
    ...counted([0, 2]),
    serves: 'no',
  },
  {
    why: 'no target at all: ELB answers 503',
    targets: [],
    ...counted([0, 0]),
    serves: 'no',
  },
  {
    why: 'new targets say nothing until their first checks are through',
    targets: targets('initial', 'initial'),
    ...counted([0, 2], { unknown: 2 }),
    serves: 'unknown',
  },
  {
    why: 'a target that is still being registered neither',
    targets: [target('initial', 'Elb.RegistrationInProgress')],
    ...counted([0, 1], { unknown: 1 }),
    serves: 'unknown',
  },
  {
    why: 'a new target beside a dead one does not save the site',
    targets: targets('initial', 'unhealthy'),
    ...counted([0, 2], { unknown: 1 }),
    serves: 'no',
  },
  {
    why: 'addresses that a deployment replaces: the old ones are on their way out and say nothing, the new ones nothing yet',
    targets: targets('draining', 'draining', 'initial', 'initial'),
    ...counted([0, 2], { unknown: 2, leftOut: 2 }),
    serves: 'unknown',
  },
  {
    why: 'two that serve and two on their way out are two of two',
    targets: targets('healthy', 'draining', 'healthy', 'draining'),
    ...counted([2, 2], { leftOut: 2 }),
    serves: 'yes',
  },
  {
    why: 'a draining target does not hide that the others are dead',
    targets: targets('draining', 'unhealthy'),
    ...counted([0, 1], { leftOut: 1 }),
    serves: 'no',
  },
  {
    why: 'when all are on their way out, nobody takes the next request',
    targets: targets('draining', 'draining'),
    ...counted([0, 0], { leftOut: 2 }),
    serves: 'no',
  },
  {
    why: 'a group that is on no rule is not checked and gets nothing: with all targets unused ELB answers 503',
    targets: targets('unused', 'unused'),
    ...counted([0, 0], { leftOut: 2 }),
    serves: 'no',
  },
  {
    why: 'a target in a zone that the load balancer does not have is not missed',
    targets: targets('healthy', 'unused'),
    ...counted([1, 1], { leftOut: 1 }),
    serves: 'yes',
  },
  {
    why: 'a target that was stopped is not either: it is not there to serve',
    targets: [target('healthy'), target('unused', 'Target.InvalidState')],
    ...counted([1, 1], { leftOut: 1 }),
    serves: 'yes',
  },
  {
    why: 'out of use and on the way out is nothing to serve with',
    targets: targets('draining', 'unused'),
    ...counted([0, 0], { leftOut: 2 }),
    serves: 'no',
  },
  {
    why: 'a group that was just put on a rule: some are not seen as used yet',
    targets: targets('unused', 'initial'),
    ...counted([0, 1], { unknown: 1, leftOut: 1 }),
    serves: 'unknown',
  },
  {
    why: 'without health checks ELB sends requests, but nobody knows what comes of them',
    targets: targets('unavailable', 'unavailable'),
    ...counted([0, 2], { unknown: 2 }),
    serves: 'unknown',
  },
  {
    why: 'what is known decides',
    targets: targets('unavailable', 'healthy'),
    ...counted([1, 2], { unknown: 1 }),
    serves: 'yes',
  },
  {
    why: 'a target that fails its checks and is drained for it fails its checks',
    targets: targets('unhealthy.draining'),
    ...counted([0, 1]),
    serves: 'no',
  },
  {
    why: 'a zone that was shifted away gets no new request, however healthy its targets are',
    targets: [shiftedAway('healthy'), target('unhealthy')],
    ...counted([0, 1], { leftOut: 1 }),
    serves: 'no',
  },
  {
    why: 'the other zones serve as before',
    targets: [shiftedAway('healthy'), target('healthy')],
    ...counted([1, 1], { leftOut: 1 }),
    serves: 'yes',
  },
  {
    why: 'an override that is not in force changes nothing',
    targets: [
      {
        ...target('healthy'),
        AdministrativeOverride: { State: 'no_override' },
      },
    ],
    ...counted([1, 1]),
    serves: 'yes',
  },
  {
    why: 'a state that is not known here says nothing',
    targets: [target('dreaming'), target(undefined), {}],
    ...counted([0, 3], { unknown: 3 }),
    serves: 'unknown',
  },
];
