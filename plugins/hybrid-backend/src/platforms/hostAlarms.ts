import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import {
  SITES,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** Whether a site has a healthy target, as an alarm tells where nobody has counted them. */
export interface ToldByAlarm {
  /** The alarm. */
  name: string;
  healthy: boolean;
}

/** What the alarms say that ring when no host of a site is healthy. */
export interface HostAlarms {
  /** Since when the newest of them rings, by site, as ISO times. */
  ringSince: Partial<Record<Site, string>>;
  /** A site is absent where they say nothing, or there is none. */
  told: Partial<Record<Site, ToldByAlarm>>;
}

/**
 * Only an alarm on having no healthy host tells that a site is down, and by being OK that
 * something serves there. One on fewer hosts than wanted, on errors or on latency does not, nor
 * does a composite alarm, which is of no site.
 */
export function readHostAlarms(
  alarms: MetricAlarm[],
  siteOf: (alarm: MetricAlarm) => Site | undefined,
): HostAlarms {
  const found: HostAlarms = { ringSince: {}, told: {} };
  for (const site of SITES) {
    const own = alarms.filter(
      alarm => isOnNoHost(alarm) && siteOf(alarm) === site,
    );
    const ringing = own.filter(({ StateValue }) => StateValue === 'ALARM');
    const since = ringing
      .flatMap(alarm => alarm.StateUpdatedTimestamp?.toISOString() ?? [])
      .sort()
      .at(-1);
    if (since) found.ringSince[site] = since;
    const [loudest = own[0]] = ringing;
    if (loudest && (ringing.length > 0 || own.every(isSurelyOk))) {
      found.told[site] = {
        name: loudest.AlarmName!,
        healthy: ringing.length === 0,
      };
    }
  }
  return found;
}

function isOnNoHost({
  MetricName,
  ComparisonOperator,
  Threshold = NaN,
}: MetricAlarm): boolean {
  if (MetricName !== 'HealthyHostCount') return false;
  return ComparisonOperator === 'LessThanThreshold'
    ? Threshold <= 1
    : ComparisonOperator === 'LessThanOrEqualToThreshold' && Threshold < 1;
}

/** Unless missing data would make it ring, an alarm is OK, too, when nobody counts the hosts. */
function isSurelyOk({ StateValue, TreatMissingData }: MetricAlarm): boolean {
  return StateValue === 'OK' && TreatMissingData === 'breaching';
}
