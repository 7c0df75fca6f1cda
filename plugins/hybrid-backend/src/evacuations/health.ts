import {
  SITES,
  type SafetyRuleResult,
  type Site,
  type TargetCounts,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import pLimit from 'p-limit';
import type { PlatformAws } from '../aws/PlatformAws';
import { HybridError } from '../errors';
import type { ServiceDetail } from '../platforms/detail';
import type { ToldByAlarm } from '../platforms/hostAlarms';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { siteHealth } from '../platforms/siteHealth';
import { readTargets } from '../platforms/targets';

/** The health of a service's targets, and what tells of it. */
export interface JudgedHealth {
  /** A site is absent when nothing tells of its targets. */
  targets: Partial<Record<Site, TargetCounts>>;
  byAlarm?: Partial<Record<Site, ToldByAlarm>>;
  /** A sentence that says what the gaining site was judged by. */
  basis: string;
}

/** What health is judged by. */
export interface HealthSubject {
  name: string;
  rules: ServiceSnapshot['rules'];
  hostAlarms?: ServiceSnapshot['hostAlarms'];
  toldByAlarm?: ServiceSnapshot['toldByAlarm'];
}

/** Target health takes a call for each service, so only so many are probed. */
const MOST_PROBED = 100;
const PROBES_AT_ONCE = 8;

const BY_METRICS = 'Judged by the load balancer’s metrics of the last minutes.';

/**
 * The health of the gaining site of many services: by metrics, which one call tells of many.
 * Where those say that no target is healthy, or nothing, or an alarm or the loss of the whole
 * site is newer than they are, target health is read, as long as there are not too many of those
 * services; otherwise alarms have the say.
 */
export async function judgeHealth(
  aws: Pick<PlatformAws, 'targets'>,
  gaining: Site,
  services: HealthSubject[],
  fleet: Map<string, ServiceDetail> | undefined,
): Promise<Map<string, JudgedHealth>> {
  const judged = new Map<string, JudgedHealth>();
  const unclear: HealthSubject[] = [];
  for (const service of services) {
    const known = countsThatHold(service, fleet?.get(service.name));
    if ((known[gaining]?.healthy ?? 0) > 0) {
      judged.set(service.name, {
        targets: known,
        basis: BY_METRICS,
      });
    } else {
      unclear.push(service);
    }
  }
  const limit = pLimit(PROBES_AT_ONCE);
  await Promise.all(
    unclear.map((service, index) =>
      limit(async () => {
        const detail = fleet?.get(service.name);
        const known = countsThatHold(service, detail);
        const probed =
          index < MOST_PROBED ? await probe(aws, service, gaining) : undefined;
        judged.set(
          service.name,
          probed
            ? {
                targets: { ...known, [gaining]: probed },
                basis: 'Judged by the targets’ health now.',
              }
            : byAlarms(gaining, service, {
                known,
                isDoubted: detail?.doubted?.includes(gaining) ?? false,
              }),
        );
      }),
    ),
  );
  return judged;
}

/** The rules about health, saying what they were judged by. */
export function explainHealth(
  rules: SafetyRuleResult[],
  { basis }: JudgedHealth,
): SafetyRuleResult[] {
  return rules.map(rule =>
    rule.id === 'gaining-site-healthy' || rule.id === 'never-dark'
      ? { ...rule, explanation: `${rule.explanation} ${basis}` }
      : rule,
  );
}

/** The counts that nothing newer contradicts. */
function countsThatHold(
  service: HealthSubject,
  detail: ServiceDetail | undefined,
): Partial<Record<Site, TargetCounts>> {
  return Object.fromEntries(
    SITES.flatMap(site => {
      const { targets } = siteHealth(site, service, detail);
      return targets ? [[site, targets]] : [];
    }),
  );
}

/** A failed probe leaves the judgement to what is known otherwise. */
async function probe(
  aws: Pick<PlatformAws, 'targets'>,
  service: HealthSubject,
  gaining: Site,
): Promise<TargetCounts | undefined> {
  try {
    return await readTargets(aws, service, gaining);
  } catch (error) {
    if (error instanceof HybridError) return undefined;
    throw error;
  }
}

function byAlarms(
  gaining: Site,
  { toldByAlarm }: HealthSubject,
  {
    known: targets,
    isDoubted,
  }: { known: Partial<Record<Site, TargetCounts>>; isDoubted: boolean },
): JudgedHealth {
  if (targets[gaining]) return { targets, basis: BY_METRICS };
  const told = toldByAlarm?.[gaining];
  if (isDoubted && !(told && !told.healthy)) {
    return {
      targets,
      basis: `${gaining} seems to be down: none of the services that were looked at last has a healthy target there.`,
    };
  }
  return told
    ? {
        targets,
        byAlarm: { [gaining]: told },
        basis: 'No newer count of its targets is known.',
      }
    : {
        targets,
        basis:
          'There are no metrics of its targets, and no alarm. The shift looks at them first, and moves the service only if one is healthy.',
      };
}
