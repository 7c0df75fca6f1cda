import type {
  ServiceStatus,
  Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { ruleStyles, type StatusStyle } from './statusStyles';

/** An answer and the health beside it are not of the same second. */
const TOGETHER_MS = 60_000;

/**
 * How it is shown whether a site could take all traffic: in grey where that was found out before
 * the health that stands beside it, for then it says what was so, and not what is.
 */
export function readinessStyle(
  {
    sites,
    readiness,
    snapshot,
  }: Pick<ServiceStatus, 'sites' | 'readiness' | 'snapshot'>,
  site: Site,
): StatusStyle {
  const found = readiness![site];
  const style = found.ready ? ruleStyles.passed : ruleStyles.failed;
  const healthAt = Date.parse(sites[site].healthAt ?? snapshot.takenAt);
  return Date.parse(found.checkedAt) < healthAt - TOGETHER_MS
    ? { ...style, status: 'neutral' }
    : style;
}
