import {
  sameWeights,
  type Drift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readAutomation } from '../aws/rule/tags';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceShifts } from './ServiceRecords';

/**
 * Weights that neither the default nor the last shift explains. While a shift is under way,
 * or after the platform's own automation moved the traffic, nothing is unexplained.
 */
export function unexplained(
  service: ServiceSnapshot,
  shifts: Pick<ServiceShifts, 'active' | 'settled'>,
): Pick<Drift, 'expected' | 'actual'> | undefined {
  const { weights, defaultWeights, ruleTags } = service;
  const expected = shifts.settled ?? defaultWeights;
  const explained =
    !weights ||
    !expected ||
    shifts.active !== undefined ||
    readAutomation(ruleTags) !== undefined ||
    (defaultWeights && sameWeights(weights, defaultWeights)) ||
    sameWeights(weights, expected);
  return explained ? undefined : { expected, actual: weights };
}
