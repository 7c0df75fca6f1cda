import {
  otherSite,
  type EvacuationPlan,
  type EvacuationPlanItem,
  type EvacuationPlanRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { PlatformAws } from '../aws/PlatformAws';
import type { ShiftTiming } from '../config';
import type { PlatformService } from '../platforms/PlatformService';
import type { StatusService } from '../status/StatusService';
import type { ServiceShifts } from '../status/ServiceRecords';
import type { ReplicationFacts } from '../shifts/plan/safety/index';
import {
  chooseCandidates,
  hasLeft,
  toCandidates,
  type Candidate,
} from './candidates';
import { estimateSeconds } from './estimate';
import type { EvacuationAccess, Rights } from './EvacuationAccess';
import { judgeHealth } from './health';
import { judge } from './judge';

export interface EvacuationPlannerOptions {
  access: EvacuationAccess;
  platforms: Pick<PlatformService, 'snapshot'>;
  status: Pick<StatusService, 'fleet'>;
  /** Looks at the platform anew, if AWS can be reached. */
  refresh(platformId: string): void;
  aws(platformId: string): PlatformAws;
  shiftsOf(
    platformId: string,
    services: string[],
  ): Promise<Map<string, ServiceShifts>>;
  replication(platformId: string): Promise<ReplicationFacts>;
  timing: ShiftTiming;
  now(): Date;
}

/** What the services of an evacuation are, and what the caller may do to them. */
export interface Chosen {
  candidates: Candidate[];
  rights: Rights;
}

/** Evaluates an evacuation without making it, by a bounded number of calls to AWS. */
export class EvacuationPlanner {
  constructor(private readonly options: EvacuationPlannerOptions) {}

  /** The services that an evacuation is about, as far as the caller may see them. */
  async choose(
    credentials: BackstageCredentials,
    platform: string,
    { services, force }: { services?: string[]; force?: unknown[] },
  ): Promise<Chosen> {
    const { access, platforms, refresh } = this.options;
    await access.assertVisible(credentials, platform);
    refresh(platform);
    const { snapshot } = await platforms.snapshot(platform);
    const candidates = toCandidates(snapshot.services);
    const rights = await access.rights(
      credentials,
      candidates.map(({ entityRef }) => entityRef),
      force?.length ? ['read', 'shift', 'force'] : ['read', 'shift'],
    );
    return {
      candidates: chooseCandidates(platform, candidates, rights, services),
      rights,
    };
  }

  async plan(
    credentials: BackstageCredentials,
    requestedBy: string,
    platform: string,
    request: EvacuationPlanRequest,
  ): Promise<EvacuationPlan> {
    const { now, timing, aws } = this.options;
    const { candidates, rights } = await this.choose(
      credentials,
      platform,
      request,
    );
    const items = await this.#judge(
      platform,
      request,
      requestedBy,
      candidates,
      rights,
    );
    const count = (verdict: EvacuationPlanItem['verdict']) =>
      items.filter(item => item.verdict === verdict).length;
    return {
      platform,
      off: request.off,
      evaluatedAt: now().toISOString(),
      items,
      counts: {
        shift: count('shift'),
        'nothing-to-do': count('nothing-to-do'),
        refused: count('refused'),
        'not-permitted': count('not-permitted'),
      },
      estimatedSeconds: estimateSeconds(
        count('shift'),
        aws(platform).pacing.limits,
        timing,
      ),
    };
  }

  async #judge(
    platform: string,
    { off: leaving }: EvacuationPlanRequest,
    requestedBy: string,
    candidates: Candidate[],
    rights: Rights,
  ): Promise<EvacuationPlanItem[]> {
    const { aws, status, shiftsOf, replication, now } = this.options;
    const gaining = otherSite(leaving);
    const toMove = candidates.flatMap(({ entityRef, routable }) =>
      routable && rights.mayShift(entityRef) && !hasLeft(routable, leaving)
        ? [routable]
        : [],
    );
    const [fleet, shifts, facts] = await Promise.all([
      toMove.length > 0 ? status.fleet(platform) : undefined,
      shiftsOf(
        platform,
        toMove.map(({ name }) => name),
      ),
      replication(platform),
    ]);
    const health = await judgeHealth(
      aws(platform),
      gaining,
      toMove,
      fleet?.value,
    );
    return candidates.map(candidate =>
      judge(candidate, {
        leaving,
        requestedBy,
        mayShift: rights.mayShift(candidate.entityRef),
        health: health.get(candidate.name),
        shifts: shifts.get(candidate.name) ?? {},
        replication: facts,
        now: now(),
      }),
    );
  }
}
