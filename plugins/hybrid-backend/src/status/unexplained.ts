import {
  HYBRID_TAGS,
  sameWeights,
  type Drift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { pastMoves } from '../aws/rule/automationHistory';
import { elsewhereShare } from '../aws/rule/weights';
import { readAutomation } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceShifts } from './ServiceRecords';

/** Where the office hours have all traffic while the nodes on AWS are stopped. */
const ON_PREM_ONLY: Weights = { 'on-prem': 100, aws: 0 };

/** Where the failover functions move the traffic. */
const FAILED_OVER: Weights = { 'on-prem': 0, aws: 100 };

/**
 * The failover functions tag a rule before they write its weights; for so long, for them too,
 * a tag without the weights is a failover under way.
 */
const FAILOVER_GRACE_MS = 60_000;

/** The shifts that decide what a service's weights are expected to be. */
export type DecidingShifts = Pick<
  ServiceShifts,
  'active' | 'settled' | 'settledAt' | 'settledElsewhere' | 'away' | 'decidedAt'
>;

/** What nobody explains, and of which rule. */
export type Unexplained = Pick<
  Drift,
  'expected' | 'actual' | 'expectedElsewhereShare' | 'elsewhereShare'
> & { ruleArn: string };

/**
 * The weights of the first rule that neither a shift nor the steady state explains. The
 * default weights explain a service that nobody moved away from them: a deployment changes
 * them. Of one that a shift or automation moved they explain nothing, for whoever puts them back
 * after a failover sends the traffic to a site that may be dead, unless it was the platform's own
 * automation, whose return is known. While a shift is under way nothing is unexplained.
 *
 * @param at - ISO time as of which the service is known.
 */
export function unexplained(
  service: ServiceSnapshot,
  shifts: DecidingShifts,
  at: string,
): Unexplained | undefined {
  if (shifts.active !== undefined) return undefined;
  const steady = steadyWeights(service, shifts, at);
  const [expected] = steady;
  if (!expected) return undefined;
  const explained = [
    ...steady,
    ...(service.ruleTags[HYBRID_TAGS.officeHours] ? [ON_PREM_ONLY] : []),
  ];
  const odd = service.rules.find(
    ({ weights }) => !explained.some(one => sameWeights(one, weights)),
  );
  return odd
    ? { expected, actual: odd.weights, ruleArn: odd.arn }
    : grownElsewhere(service, shifts, expected);
}

/** Whether a drift is still the one that is known. */
export function sameDrift(
  a: Pick<Drift, 'actual' | 'elsewhereShare'>,
  b: Pick<Drift, 'actual' | 'elsewhereShare'>,
): boolean {
  const { elsewhereShare: one = 0 } = a;
  const { elsewhereShare: other = 0 } = b;
  return sameWeights(a.actual, b.actual) && Math.abs(one - other) < 0.1;
}

/** Weights are whole numbers; what was computed back from a share is nearly one. */
const HALF_A_WEIGHT = 0.5;

/**
 * Target groups of neither site that have got a greater weight since a shift moved the service
 * away from its default: the site that was asked to serve it does not. In its steady state a
 * deployment may give them one.
 */
function grownElsewhere(
  { rules }: ServiceSnapshot,
  { away, settled, settledElsewhere: before }: DecidingShifts,
  expected: Weights,
): Unexplained | undefined {
  if (!away || before === undefined) return undefined;
  if (!settled || !sameWeights(settled, expected)) return undefined;
  const grown = rules.find(rule => rule.elsewhere > before + HALF_A_WEIGHT);
  return (
    grown && {
      expected,
      actual: grown.weights,
      expectedElsewhereShare: elsewhereShare({ ...grown, elsewhere: before }),
      elsewhereShare: elsewhereShare(grown),
      ruleArn: grown.arn,
    }
  );
}

/**
 * Since when automation has moved the service, unless it has returned it, or a shift has
 * decided since: whoever set other weights came after it. An ISO time.
 */
export function movedByAutomationAt(
  { moves = [] }: Pick<ServiceSnapshot, 'moves'>,
  { decidedAt = '' }: Pick<ServiceShifts, 'decidedAt'>,
  at: string,
): string | undefined {
  const { movedAt, end, lasts } = pastMoves(moves, at).at(-1) ?? {};
  if (!movedAt || end?.how === 'returned') return undefined;
  return lasts || movedAt > decidedAt ? movedAt : undefined;
}

/** What the weights may be; the first is what is expected. None where nobody knows. */
function steadyWeights(
  service: ServiceSnapshot,
  shifts: DecidingShifts,
  at: string,
): Weights[] {
  const { moves = [], ruleTags, defaultWeights } = service;
  const defaults = defaultWeights ? [defaultWeights] : [];
  const automation = readAutomation(ruleTags);
  if (automation?.state === 'failed-over') {
    const age = Date.parse(at) - Date.parse(automation.since);
    return Math.abs(age) < FAILOVER_GRACE_MS ? [] : [FAILED_OVER];
  }
  // A return writes the weights before it removes the tag.
  if (automation) return [FAILED_OVER, ...defaults];
  const end = pastMoves(moves, at).at(-1)?.end;
  if (movedByAutomationAt(service, shifts, at)) {
    // Without a note of its end nobody knows who ended it.
    return end ? [FAILED_OVER] : [FAILED_OVER, ...defaults];
  }
  const { settled, settledAt, away } = shifts;
  const returned =
    end?.how === 'returned' && (!settledAt || end.at > settledAt)
      ? end.weights
      : undefined;
  return [
    ...(returned ?? settled ? [(returned ?? settled)!] : []),
    ...(returned || !away ? defaults : []),
  ];
}
