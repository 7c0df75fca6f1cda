import {
  SITES,
  type SafetyRuleId,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ServiceSnapshot } from '../platforms/snapshot';
import type { ServiceReadiness } from './ReadinessStore';

/** What is judged again at each look, without asking AWS about the service. */
const CHEAP: SafetyRuleId[] = [
  'owner-matches',
  'not-held',
  'replication-caught-up',
];

/** An alarm and the targets may disagree for long: it is not asked about again all the time. */
const DOUBT_FOR_MS = 60_000;

/** What is known now without a call for the service. */
export interface Known {
  toldByAlarm: ServiceSnapshot['toldByAlarm'];
  /** When a tunnel last came up or went down, as an ISO time. */
  tunnelsChangedAt?: string;
}

/**
 * Whether what was evaluated is contradicted by what is known since without a further call: a
 * hold came or went, the replication fell behind or caught up, a tunnel came up or went down,
 * or an alarm tells the opposite of what the targets said then.
 */
export function contradicts(
  evaluated: ServiceReadiness,
  cheap: ServiceReadiness,
  { toldByAlarm, tunnelsChangedAt }: Known,
  now: Date,
): boolean {
  return SITES.some(site => {
    const then = evaluated[site];
    const failedThen = new Set(then.failed.map(({ id }) => id));
    const failedNow = new Set(cheap[site].failed.map(({ id }) => id));
    if (CHEAP.some(id => failedThen.has(id) !== failedNow.has(id))) return true;
    if (mayHaveFollowed(then.checkedAt, tunnelsChangedAt, now)) return true;
    const wasDown = failedThen.has('gaining-site-healthy');
    const isDoubtful = toldByAlarm?.[site]?.healthy === wasDown;
    return (
      isDoubtful && Date.parse(then.checkedAt) + DOUBT_FOR_MS < now.getTime()
    );
  });
}

/** The targets behind a tunnel follow it within a minute: so after it once, and once then. */
function mayHaveFollowed(
  checkedAt: string,
  changedAt: string | undefined,
  now: Date,
): boolean {
  if (changedAt === undefined) return false;
  const changed = Date.parse(changedAt);
  return [changed, changed + DOUBT_FOR_MS].some(
    time => Date.parse(checkedAt) < time && time <= now.getTime(),
  );
}
