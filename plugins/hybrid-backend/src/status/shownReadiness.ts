import {
  SITES,
  type SafetyRuleId,
  type ServiceStatus,
  type Site,
  type SiteReadiness,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

type Readiness = NonNullable<ServiceStatus['readiness']>;

/** The rules that are judged by the rule's tags, which are shown with the answer. */
const BY_TAGS: SafetyRuleId[] = ['owner-matches', 'not-held'];
const BY_TARGETS: SafetyRuleId[] = ['gaining-site-healthy', 'never-dark'];
const BY_REPLICATION: SafetyRuleId[] = ['replication-caught-up'];

/** What was judged by what is shown, and which of it is known. */
export interface LiveReadiness {
  readiness: Readiness;
  /** The sites whose health is shown. */
  sites: readonly Site[];
  /** The replications are shown, too. */
  replication: boolean;
}

/**
 * Whether all traffic could go to each site, as it is shown: the rules that what is shown beside
 * it decides are judged by that, and only the others by what was evaluated in the background
 * before. So a site that is shown as dead is never said to be able to take the traffic, nor one
 * that serves again to be unable. Undefined where not enough is known yet.
 */
export function shownReadiness(
  evaluated: Readiness | undefined,
  live: LiveReadiness,
): Readiness | undefined {
  const shown = {} as Readiness;
  for (const site of SITES) {
    const now = live.readiness[site];
    const judged = new Set([
      ...BY_TAGS,
      ...(live.sites.includes(site) ? BY_TARGETS : []),
      ...(live.replication ? BY_REPLICATION : []),
    ]);
    const found = combine(now, evaluated?.[site], judged);
    if (!found) return undefined;
    shown[site] = found;
  }
  return shown;
}

const ALL = BY_TAGS.length + BY_TARGETS.length + BY_REPLICATION.length;

function combine(
  now: SiteReadiness,
  evaluated: SiteReadiness | undefined,
  judged: ReadonlySet<SafetyRuleId>,
): SiteReadiness | undefined {
  const failedNow = now.failed.filter(({ id }) => judged.has(id));
  const failedThen = (evaluated?.failed ?? []).filter(
    ({ id }) => !judged.has(id),
  );
  const isWhole = evaluated !== undefined || judged.size === ALL;
  if (!isWhole && failedNow.length === 0) return undefined;
  const failed = [...failedNow, ...failedThen];
  // It is as old as what it rests on: one failure that is seen now is enough.
  const restsOnNow = failedNow.length > 0 || judged.size === ALL;
  return {
    ready: failed.length === 0,
    failed,
    checkedAt: restsOnNow || !evaluated ? now.checkedAt : evaluated.checkedAt,
  };
}
