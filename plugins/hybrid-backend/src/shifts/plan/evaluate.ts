import {
  HYBRID_TAGS,
  type Plan,
  type PlanBasis,
  type PlanRequest,
  type SafetyRuleId,
  type Shift,
  type ShiftStep,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { RoutedService } from '../../access/entityAccess';
import type { PlatformAws } from '../../aws/PlatformAws';
import { HybridError } from '../../errors';
import { assertRoutable } from '../../platforms/routable';
import type { PlatformService } from '../../platforms/PlatformService';
import { readEntityRef, readHold } from '../../aws/rule/tags';
import { intentOf, toPlan, type Intent, type PlanFacts } from './plan';
import type { ShiftPolicy } from '../../config/policy';
import type { ReplicationFacts } from './safety/index';
import type { ActiveShift, EndedShift } from '../record/ShiftRepository';
import { readSite, type SiteTargets } from './siteTargets';
import { ListenerRuleTarget } from '../target/ListenerRuleTarget';

/** Who wants a plan, and on which terms. */
export interface PlanOptions {
  requestedBy: string;
  /** Rules that may fail. */
  force?: readonly SafetyRuleId[];
  /** What the plan was made from that the caller has read. */
  planned?: PlanBasis;
  /** The shift would be a part of an evacuation. */
  evacuation?: boolean;
}

/** The service that a plan is about. */
export type PlannedService = Pick<
  RoutedService,
  'entityRef' | 'platform' | 'service'
>;

export interface PlanEvaluatorOptions {
  platforms: Pick<PlatformService, 'withCurrent'>;
  aws(platformId: string): PlatformAws;
  policy(platformId: string): ShiftPolicy;
  /** The platform's replications, as they were looked up within the last seconds. */
  replication(
    platformId: string,
  ): Promise<Omit<ReplicationFacts, 'maxLagSeconds'>>;
  active(platform: string, service: string): Promise<ActiveShift | undefined>;
  lastChanges(
    of: { platform: string; service?: string },
    since: Date,
  ): Promise<Map<string, EndedShift>>;
  now(): Date;
}

/**
 * Evaluates shifts against AWS as it is now, not as a snapshot remembers it: the rule, its
 * tags and the health of both target groups are read fresh, as far as AWS tells of it. Only the replications may be some
 * seconds old, for CloudWatch measures their lag once a minute.
 */
export class PlanEvaluator {
  constructor(private readonly options: PlanEvaluatorOptions) {}

  async plan(
    routed: PlannedService,
    request: PlanRequest,
    terms: PlanOptions,
  ): Promise<Plan> {
    const { defaultWeights, defaultWeightsProblem } = routed.service;
    if (request.kind === 'reset' && defaultWeightsProblem) {
      throw new HybridError(defaultWeightsProblem);
    }
    const intent = intentOf(request, defaultWeights);
    return this.#evaluate(routed, intent, terms);
  }

  /** Evaluates a shift that waits, as it would be if it began now. */
  async again(routed: PlannedService, shift: Shift): Promise<Plan> {
    const { requestedBy, plan, forced, evacuationId } = shift;
    const terms = { requestedBy, force: forced, evacuation: !!evacuationId };
    return this.#evaluate(routed, plan, terms, shift.id);
  }

  /** The facts about a platform's replications, under its policy. */
  async replication(platformId: string): Promise<ReplicationFacts> {
    const { maxLagSeconds } = this.options.policy(platformId);
    return {
      ...(await this.options.replication(platformId)),
      maxLagSeconds,
    };
  }

  async #evaluate(
    routed: PlannedService,
    { kind, steps, durationSeconds }: Intent,
    terms: PlanOptions,
    shiftId?: string,
  ): Promise<Plan> {
    const facts = await this.options.platforms.withCurrent(
      routed.platform.id,
      routed.service,
      service => this.#read({ ...routed, service }, terms, steps, shiftId),
    );
    const { approval } = this.options.policy(routed.platform.id);
    return toPlan({ kind, steps, durationSeconds }, facts, {
      force: terms.force,
      approvalKinds: approval?.kinds,
    });
  }

  async #read(
    routed: PlannedService,
    { requestedBy, evacuation, planned, force }: PlanOptions,
    steps: ShiftStep[],
    shiftId: string | undefined,
  ): Promise<PlanFacts> {
    const { platform, entityRef } = routed;
    const service = assertRoutable(routed.service);
    const { name } = service;
    const target = new ListenerRuleTarget(
      this.options.aws(platform.id),
      service,
    );
    const { cooldownMs } = this.options.policy(platform.id);
    const since = new Date(this.options.now().getTime() - cooldownMs);
    // Of a site that an evacuation leaves no rule wants to know, and calls are scarce then.
    const read = async (site: Site): Promise<SiteTargets> =>
      evacuation && steps.every(({ weights }) => weights[site] === 0)
        ? {}
        : readSite(target, site, {
            mayWait: evacuation && !force?.includes('gaining-site-healthy'),
          });
    const underWay = this.options.active(platform.id, name);
    const ownHolds = async () => {
      const ownHold = (await underWay)?.ownHold;
      return ownHold ? [ownHold] : [];
    };
    const [{ routes }, tags, onPrem, inAws, replication, active, changes] =
      await Promise.all([
        target.read(),
        ownHolds().then(own => target.tags(own)),
        read('on-prem'),
        read('aws'),
        this.replication(platform.id),
        underWay,
        this.options.lastChanges(
          { platform: platform.id, service: name },
          since,
        ),
      ]);
    const now = this.options.now();
    const lastShift = changes.get(name);
    return {
      entityRef,
      taggedEntityRef: readEntityRef(tags),
      entityTag: tags[HYBRID_TAGS.entity],
      ruleCount: routes.length,
      requestedBy,
      routes,
      targets: {
        ...(onPrem.counts && { 'on-prem': onPrem.counts }),
        ...(inAws.counts && { aws: inAws.counts }),
      },
      unreadable: { 'on-prem': onPrem.unreadable, aws: inAws.unreadable },
      replication,
      ...(active &&
        active.shift.id !== shiftId && { activeShift: active.shift }),
      hold: readHold(tags, now, active?.ownHold ? [active.ownHold] : []),
      ...(lastShift && { lastChange: { shift: lastShift, cooldownMs } }),
      evacuation,
      planned,
      now,
    };
  }
}
