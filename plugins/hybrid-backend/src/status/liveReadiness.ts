import {
  SITES,
  type ReplicationStatus,
  type ServiceStatus,
  type Site,
  type TargetCounts,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ToldByAlarm } from '../platforms/hostAlarms';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceShifts } from './ServiceRecords';
import { shownReadiness } from './shownReadiness';

type Service = ServiceSnapshot & { weights: Weights };

/** Whether all traffic could go to each site, by the safety rules and these facts. */
export type Assess = (
  platformId: string,
  service: Service,
  facts: {
    /** A site is absent when the health of its targets is not known. */
    targets: Partial<Record<Site, TargetCounts>>;
    byAlarm: Partial<Record<Site, ToldByAlarm>>;
    replications: ReplicationStatus[];
    ownHolds: string[];
    now: Date;
  },
) => ServiceStatus['readiness'];

/** The status with what was evaluated in the background given way to what is shown beside it. */
export function withLiveReadiness(
  { readiness: evaluated, ...status }: ServiceStatus,
  by: {
    assess: Assess;
    service: Service;
    shifts: Pick<ServiceShifts, 'ownHolds'>;
    /** Sites that seem lost: of these nothing is known, whatever was evaluated before. */
    doubted?: readonly Site[];
    /** Absent where they are not shown. */
    replications?: ReplicationStatus[];
    now: Date;
  },
): ServiceStatus {
  const { service, doubted = [], replications } = by;
  const { targets, byAlarm } = healthShown(status, service);
  const live = by.assess(status.platform, service, {
    targets,
    byAlarm,
    replications: replications ?? [],
    ownHolds: by.shifts.ownHolds ?? [],
    now: by.now,
  });
  const readiness =
    live &&
    shownReadiness(evaluated, {
      readiness: live,
      sites: SITES.filter(
        site => targets[site] || byAlarm[site] || doubted.includes(site),
      ),
      replication: replications !== undefined,
    });
  return { ...status, ...(readiness && { readiness }) };
}

/** What the health of the sites is shown by: their targets, or else an alarm. */
function healthShown(
  { sites }: Pick<ServiceStatus, 'sites'>,
  { toldByAlarm = {} }: ServiceSnapshot,
) {
  const targets: Partial<Record<Site, TargetCounts>> = {};
  const byAlarm: Partial<Record<Site, ToldByAlarm>> = {};
  for (const site of SITES) {
    const { health, targets: counts } = sites[site];
    const told = toldByAlarm[site];
    if (counts) targets[site] = counts;
    else if (told && health !== 'unknown') byAlarm[site] = told;
  }
  return { targets, byAlarm };
}
