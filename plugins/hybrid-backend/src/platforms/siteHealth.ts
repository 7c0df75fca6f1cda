import type {
  HealthState,
  Site,
  TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { healthOfTargets } from '../aws/targetHealth';
import type { ServiceDetail } from './detail';
import type { ToldByAlarm } from './hostAlarms';
import type { ServiceSnapshot } from './snapshot';

/** The health of a service at a site, and what it rests on. */
export interface SiteHealth {
  health: HealthState;
  /** Absent where nobody counted them, or something newer contradicts the count. */
  targets?: TargetCounts;
  /** When it was so, as an ISO time; absent where it was looked up for this answer. */
  healthAt?: string;
}

/**
 * What the newest that is known says of a site: the one judge for the card, the fleet and the
 * evacuation. An alarm on the number of hosts that rings since the targets were counted knows
 * better than the count. Of a site that seems lost, what was counted before says nothing.
 */
export function siteHealth(
  site: Site,
  {
    hostAlarms,
    toldByAlarm,
  }: Pick<ServiceSnapshot, 'hostAlarms' | 'toldByAlarm'>,
  detail: Omit<ServiceDetail, 'traffic'> | undefined,
): SiteHealth {
  const targets = detail?.targets[site];
  const healthAt = detail?.healthAt?.[site];
  const ringsSince = hostAlarms?.[site];
  // A metric is the worst of a minute, of which it tells only when it began for sure.
  const countedAt = detail?.measuredSince?.[site] ?? healthAt;
  if (ringsSince && countedAt && ringsSince > countedAt) {
    return { health: 'unhealthy', healthAt: ringsSince };
  }
  if (detail?.doubted?.includes(site)) {
    return { health: 'unknown', ...(healthAt && { healthAt }) };
  }
  return {
    health: targets
      ? healthOfTargets(targets)
      : healthByAlarm(toldByAlarm?.[site]),
    ...(targets && { targets }),
    ...(healthAt && { healthAt }),
  };
}

function healthByAlarm(told: ToldByAlarm | undefined): HealthState {
  if (!told) return 'unknown';
  return told.healthy ? 'healthy' : 'unhealthy';
}
