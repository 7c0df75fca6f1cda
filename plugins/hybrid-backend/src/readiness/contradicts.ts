import {
  SITES,
  type SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { AlarmStatus } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceReadiness } from './ReadinessStore';

/** What is judged again at each look, without asking AWS about the service. */
const CHEAP: SafetyRuleId[] = [
  'owner-matches',
  'not-held',
  'replication-caught-up',
];

/** An alarm and the targets may disagree for long: it is not asked about again all the time. */
const DOUBT_FOR_MS = 60_000;

/**
 * Whether what was evaluated is contradicted by what is known since without a further call: a
 * hold came or went, the replication fell behind or caught up, or an alarm tells the opposite
 * of what the targets said then.
 */
export function contradicts(
  evaluated: ServiceReadiness,
  cheap: ServiceReadiness,
  alarms: Pick<AlarmStatus, 'site' | 'state'>[],
  now: Date,
): boolean {
  return SITES.some(site => {
    const then = evaluated[site];
    const failedThen = new Set(then.failed.map(({ id }) => id));
    const failedNow = new Set(cheap[site].failed.map(({ id }) => id));
    if (CHEAP.some(id => failedThen.has(id) !== failedNow.has(id))) return true;
    const states = alarms
      .filter(alarm => alarm.site === site)
      .map(({ state }) => state);
    const wasDown = failedThen.has('gaining-site-healthy');
    const isDoubtful = wasDown
      ? states.length > 0 && states.every(state => state === 'OK')
      : states.includes('ALARM');
    return (
      isDoubtful && Date.parse(then.checkedAt) + DOUBT_FOR_MS < now.getTime()
    );
  });
}
