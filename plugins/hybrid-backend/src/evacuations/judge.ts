import {
  otherSite,
  type EvacuationPlanItem,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { routesOf } from '../platforms/service';
import { readEntityRef, readHold, withoutOwnHolds } from '../aws/rule/tags';
import { intentOf, toPlan } from '../shifts/plan/plan';
import type { ReplicationFacts } from '../shifts/plan/safety/index';
import { allTo } from '../shifts/plan/steps';
import type { ServiceShifts } from '../status/ServiceRecords';
import { hasLeft, type Candidate } from './candidates';
import { explainHealth, type JudgedHealth } from './health';

/** What is known of a service besides its rule. */
export interface Facts {
  leaving: Site;
  requestedBy: string;
  mayShift: boolean;
  /** Of the services that are to be moved. */
  health: JudgedHealth | undefined;
  shifts: ServiceShifts;
  replication: ReplicationFacts;
  now: Date;
}

/** What an evacuation would do with one service, by the safety rules, and why not. */
export function judge(
  { name, entityRef, service, routable, problem }: Candidate,
  facts: Facts,
): EvacuationPlanItem {
  const { leaving, health, now } = facts;
  const to = allTo(otherSite(leaving));
  const item = (
    verdict: EvacuationPlanItem['verdict'],
    rest: Partial<EvacuationPlanItem> = {},
  ): EvacuationPlanItem => ({
    service: name,
    entityRef,
    from: routable?.weights ?? { 'on-prem': 0, aws: 0 },
    to,
    verdict,
    failed: [],
    ...rest,
  });
  if (!facts.mayShift) return item('not-permitted');
  if (!routable) {
    return item('refused', {
      failed: [
        {
          id: 'never-dark',
          title: 'Somebody serves the traffic',
          passed: false,
          explanation: `It cannot be judged. ${problem.message}`,
          remedy: problem.remedy,
          forceable: false,
        },
      ],
    });
  }
  if (hasLeft(routable, leaving)) {
    return item('nothing-to-do', { to: routable.weights });
  }
  const plan = toPlan(
    intentOf(
      { kind: 'failover', to: otherSite(leaving) },
      service.defaultWeights,
    ),
    {
      entityRef,
      taggedEntityRef: readEntityRef(service.ruleTags),
      requestedBy: facts.requestedBy,
      routes: routesOf(routable),
      targets: health!.targets,
      byAlarm: health!.byAlarm,
      replication: facts.replication,
      ...(facts.shifts.active && { activeShift: facts.shifts.active }),
      hold: readHold(
        withoutOwnHolds(service, facts.shifts.ownHolds),
        now,
        facts.shifts.ownHolds,
      ),
      evacuation: true,
      now,
    },
  );
  const failed = explainHealth(plan.rules, health!).filter(
    ({ passed }) => !passed,
  );
  const { from, fromRules, elsewhereShare, stickinessSeconds } = plan;
  return item(failed.length > 0 ? 'refused' : 'shift', {
    from,
    ...(fromRules && { fromRules }),
    ...(elsewhereShare && { elsewhereShare }),
    ...(stickinessSeconds && { stickinessSeconds }),
    failed,
  });
}
