import {
  SITES,
  type SafetyRuleId,
  type SafetyRuleResult,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { readEntityRef, readHold, withoutOwnHolds } from '../aws/rule/tags';
import { routesOf } from '../platforms/service';
import type { ServiceSnapshot } from '../platforms/snapshot';
import { intentOf, toPlan } from '../shifts/plan/plan';
import type { SafetyFacts } from '../shifts/plan/safety/index';
import type { ServiceReadiness } from './ReadinessStore';

export type AskableService = ServiceSnapshot &
  Required<Pick<ServiceSnapshot, 'weights'>>;

/** A service that can be shifted at all; what is wrong with the others is shown elsewhere. */
export function isAskable(service: ServiceSnapshot): service is AskableService {
  return (
    !service.problem &&
    service.weights !== undefined &&
    readEntityRef(service.ruleTags) !== undefined
  );
}

/** The rules about the service's state. The others are about one shift, and when it is made. */
const RULES: readonly SafetyRuleId[] = [
  'owner-matches',
  'not-held',
  'gaining-site-healthy',
  'never-dark',
  'replication-caught-up',
];

/** Whether all traffic of a service could go to each site, by the safety rules. */
export function assess(
  service: AskableService,
  {
    targets,
    byAlarm,
    replication,
    ownHolds,
    now,
  }: Pick<SafetyFacts, 'targets' | 'byAlarm' | 'replication' | 'now'> & {
    /** The tag values by which shifts hold the rule themselves. */
    ownHolds: string[];
  },
): ServiceReadiness {
  const entityRef = readEntityRef(service.ruleTags);
  const facts = {
    entityRef: entityRef ?? '',
    taggedEntityRef: entityRef,
    routes: routesOf(service),
    targets,
    byAlarm,
    replication,
    hold: readHold(withoutOwnHolds(service, ownHolds), now, ownHolds),
    now,
  };
  return Object.fromEntries(
    SITES.map(site => {
      const request = { kind: 'failover', to: site } as const;
      const intent = intentOf(request, service.defaultWeights);
      const failed = toPlan(intent, facts).rules.filter(isAboutState);
      return [
        site,
        { ready: failed.length === 0, failed, checkedAt: now.toISOString() },
      ];
    }),
  ) as ServiceReadiness;
}

function isAboutState({ id, passed }: SafetyRuleResult): boolean {
  return !passed && RULES.includes(id);
}
