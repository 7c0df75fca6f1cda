import {
  sameWeights,
  type Drift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readAutomation } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceShifts } from './ServiceRecords';

/**
 * The weights of the first rule that neither the default nor the last shift explains. While a shift is under way,
 * or after the platform's own automation moved the traffic, nothing is unexplained.
 */
export function unexplained(
  service: ServiceSnapshot,
  shifts: Pick<ServiceShifts, 'active' | 'settled'>,
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
  const odd = rules.find(
    ({ weights }) =>
      !sameWeights(weights, expected) &&
      !(defaultWeights && sameWeights(weights, defaultWeights)),
  );
  return odd && { expected, actual: odd.weights, ruleArn: odd.arn };
}
