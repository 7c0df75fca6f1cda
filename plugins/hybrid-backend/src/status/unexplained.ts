import {
  sameWeights,
  type Drift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readAutomation } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceShifts } from './ServiceRecords';

/**
 * The weights of the first rule that neither a shift nor the steady state explains. The
 * default weights explain a service that nobody moved away from them: a deployment changes
 * them. Of one that was moved they explain nothing, for whoever puts them back after a failover
 * sends the traffic to a site that may be dead. While a shift is under way, or while the
 * platform's own automation has moved the traffic, nothing is unexplained.
 */
export function unexplained(
  service: ServiceSnapshot,
  shifts: Pick<ServiceShifts, 'active' | 'settled' | 'away'>,
): (Pick<Drift, 'expected' | 'actual'> & { ruleArn: string }) | undefined {
  const { rules, defaultWeights, ruleTags } = service;
  const expected = shifts.settled ?? defaultWeights;
  if (
    !expected ||
    shifts.active !== undefined ||
    readAutomation(ruleTags) !== undefined
  ) {
    return undefined;
  }
  const explained = [
    expected,
    ...(defaultWeights && !shifts.away ? [defaultWeights] : []),
  ];
  const odd = rules.find(
    ({ weights }) => !explained.some(one => sameWeights(one, weights)),
  );
  return odd && { expected, actual: odd.weights, ruleArn: odd.arn };
}
