import {
  HYBRID_TAGS,
  sharesOf,
  SITES,
  type Drift,
  type Problem,
  type ServiceStatus,
  type Site,
  type SiteStatus,
  type SnapshotInfo,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceRecords, ServiceShifts } from './ServiceRecords';
import { ruleStatus } from './ruleStatus';
import { sameDrift, unexplained } from './unexplained';
import type { ServiceDetail } from '../platforms/detail';
import { isAhead } from '../aws/rule/automationHistory';
import { tagProblems } from '../aws/rule/tagProblems';
import { readAutomation, readHold, withoutOwnHolds } from '../aws/rule/tags';
import { siteHealth } from '../platforms/siteHealth';
import type { ServiceSnapshot } from '../platforms/snapshot';

/** Everything that a service's status is made of. */
export interface StatusParts {
  entityRef: string;
  platform: string;
  service: ServiceSnapshot & { weights: Weights };
  /** Why its alarms are not known, or old. */
  alarmsProblem?: Problem;
  /** Absent when it could not be looked up; then the alarms tell the health. */
  detail?: ServiceDetail;
  windowMs: number;
  shifts: ServiceShifts;
  records?: ServiceRecords;
  info: SnapshotInfo;
  now: Date;
}

/** How a service is served, from what is known. */
export function toServiceStatus(parts: StatusParts): ServiceStatus {
  const { service, shifts, records } = parts;
  const drift = driftOf(parts);
  const hold = holdOf(parts);
  const automation = automationOf(parts);
  const problems = tagProblems(service);
  return {
    entityRef: parts.entityRef,
    platform: parts.platform,
    service: service.name,
    sites: {
      'on-prem': toSiteStatus('on-prem', parts),
      aws: toSiteStatus('aws', parts),
    },
    windowSeconds: Math.round(parts.windowMs / 1000),
    ...ruleStatus(service),
    ...(drift && { drift }),
    ...(records?.readiness && { readiness: records.readiness }),
    ...(hold && { hold }),
    ...(automation && { automation }),
    ...(problems.length > 0 && { tagProblems: problems }),
    alarms: service.alarms,
    ...(parts.alarmsProblem && { alarmsProblem: parts.alarmsProblem }),
    ...(shifts.active && { activeShift: shifts.active }),
    ...(shifts.last && { lastShift: shifts.last }),
    snapshot: parts.info,
  };
}

/** A time that is still to come counts as now. */
function automationOf({
  service,
  now,
}: StatusParts): ServiceStatus['automation'] {
  const automation = readAutomation(service.ruleTags);
  const at = now.toISOString();
  return automation && isAhead(automation.since, at)
    ? { ...automation, since: at }
    : automation;
}

/** The tag is what is in force; the database says why, when it is the same hold. */
function holdOf({
  service,
  shifts,
  records,
  now,
}: StatusParts): ServiceStatus['hold'] {
  const tags = withoutOwnHolds(service, shifts.ownHolds);
  const hold = readHold(tags, now, shifts.ownHolds);
  if (!hold || records?.hold?.tag !== tags[HYBRID_TAGS.hold]) {
    return hold;
  }
  const { reason, since } = records.hold;
  return { ...hold, reason, since };
}

/** The drift, and what was recorded of it when it is the same one. */
function driftOf({
  service,
  shifts,
  records,
  info,
}: StatusParts): Drift | undefined {
  // What was seen before the last shift ended may be what was before it.
  if ((shifts.last?.endedAt ?? '') > info.takenAt) return undefined;
  const found = unexplained(service, shifts, info.takenAt);
  if (!found) return undefined;
  const { ruleArn: _, ...drift } = found;
  const known = records?.drift;
  if (!known || !sameDrift(known, drift)) return drift;
  const { since, changedBy } = known;
  return { ...drift, since, ...(changedBy && { changedBy }) };
}

function toSiteStatus(site: Site, parts: StatusParts): SiteStatus {
  const { service, detail } = parts;
  const shares = sharesOf(
    service.weights,
    Math.max(0, ...service.rules.map(({ elsewhere }) => elsewhere)),
  );
  const status: SiteStatus = {
    weight: service.weights[site],
    ...(service.defaultWeights && {
      defaultWeight: service.defaultWeights[site],
    }),
    share: shares[site],
    ...siteHealth(site, service, detail),
  };
  const traffic = detail?.traffic;
  if (!traffic) return status;
  const total = SITES.reduce((n, s) => n + traffic[s].requests, 0);
  const { requests, errors } = traffic[site];
  return {
    ...status,
    requests,
    errors,
    ...(total > 0 && { actualShare: (requests / total) * 100 }),
  };
}
