import {
  HYBRID_TAGS,
  sameWeights,
  type Drift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readAutomation } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceShifts } from './ServiceRecords';

/** Where the office hours have all traffic while the nodes on AWS are stopped. */
const ON_PREM_ONLY: Weights = { 'on-prem': 100, aws: 0 };

/**
 * The weights of the first rule that neither a shift nor the steady state explains. The
 * default weights explain a service that nobody moved away from them: a deployment changes
 * them. Of one that was moved they explain nothing, for whoever puts them back after a failover
 * sends the traffic to a site that may be dead, unless it was the platform's own automation, whose
 * return is known. While a shift is under way, or while automation has moved the traffic, nothing
 * is unexplained.
 */
export function unexplained(
  service: ServiceSnapshot,
  shifts: Pick<ServiceShifts, 'active' | 'settled' | 'settledAt' | 'away'>,
): (Pick<Drift, 'expected' | 'actual'> & { ruleArn: string }) | undefined {
  const { rules, defaultWeights, ruleTags } = service;
  const returned = returnedSince(service, shifts.settledAt);
  const expected = returned ?? shifts.settled ?? defaultWeights;
  if (
    !expected ||
    shifts.active !== undefined ||
    readAutomation(ruleTags) !== undefined
  ) {
    return undefined;
  }
  const explained = [
    expected,
    ...(defaultWeights && (returned || !shifts.away) ? [defaultWeights] : []),
    ...(ruleTags[HYBRID_TAGS.officeHours] ? [ON_PREM_ONLY] : []),
  ];
  const odd = rules.find(
    ({ weights }) => !explained.some(one => sameWeights(one, weights)),
  );
  return odd && { expected, actual: odd.weights, ruleArn: odd.arn };
}

/** The weights to which automation has returned the service since the last shift. */
function returnedSince(
  { moves = [] }: ServiceSnapshot,
  settledAt: string | undefined,
): Weights | undefined {
  const { end } = moves[moves.length - 1] ?? {};
  if (end?.how !== 'returned') return undefined;
  return !settledAt || end.at > settledAt ? end.weights : undefined;
}
