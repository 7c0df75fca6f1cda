import type { Problem } from './problems';
import type { SafetyRuleId, SafetyRuleResult } from './safety';
import type { Site, Weights } from './sites';

/**
 * Which site to leave, and which services of it.
 *
 * @public
 */
export interface EvacuationPlanRequest {
  /** The site that all traffic leaves. */
  off: Site;
  /** Names of services; all of the platform's without it. */
  services?: string[];
}

/**
 * An evacuation to be carried out, and why.
 *
 * @public
 */
export interface EvacuationRequest extends EvacuationPlanRequest {
  /** Why, 1 to 1024 characters; each shift carries it. */
  reason: string;
  /** As for a shift: rules that may fail, for every service. */
  force?: SafetyRuleId[];
}

/**
 * One service of an evacuation's plan.
 *
 * @public
 */
export interface EvacuationPlanItem {
  service: string;
  entityRef: string;
  from: Weights;
  to: Weights;
  /**
   * `shift`: it would be moved; `nothing-to-do`: the site has no weight already;
   * `refused`: a safety rule fails; `not-permitted`: the caller may not shift it.
   */
  verdict: 'shift' | 'nothing-to-do' | 'refused' | 'not-permitted';
  /** The safety rules that failed. */
  failed: SafetyRuleResult[];
}

/**
 * One plan for all services of a site.
 *
 * @public
 */
export interface EvacuationPlan {
  platform: string;
  off: Site;
  /** ISO time. */
  evaluatedAt: string;
  items: EvacuationPlanItem[];
  counts: Record<EvacuationPlanItem['verdict'], number>;
  /** Seconds that it will take at the rate that AWS allows. */
  estimatedSeconds: number;
}

/**
 * What became of one service of an evacuation.
 *
 * @public
 */
export interface EvacuationItem {
  service: string;
  entityRef: string;
  state:
    | 'pending'
    | 'shifting'
    | 'succeeded'
    | 'nothing-to-do'
    | 'refused'
    | 'not-permitted'
    | 'failed'
    | 'aborted';
  shiftId?: string;
  /** Seconds from the evacuation's request to the verified end. */
  recoveryTimeSeconds?: number;
  problem?: Problem;
}

/**
 * Where an evacuation is. It is `completed` when every service has its result, whatever that
 * is; the counts say how it went.
 *
 * @public
 */
export type EvacuationState = 'running' | 'aborting' | 'aborted' | 'completed';

/**
 * An evacuation without its items.
 *
 * @public
 */
export interface EvacuationSummary {
  id: string;
  platform: string;
  off: Site;
  state: EvacuationState;
  reason: string;
  requestedBy: string;
  /** ISO time. */
  createdAt: string;
  /** ISO time; only when completed or aborted. */
  endedAt?: string;
  counts: Record<EvacuationItem['state'], number>;
  /** Services per second over the last moments; only while running. */
  rate?: number;
  /** How many shifts are allowed at once now; adapts to throttling. Only while running. */
  concurrency?: number;
}

/**
 * An evacuation with each service's result.
 *
 * @public
 */
export interface Evacuation extends EvacuationSummary {
  items: EvacuationItem[];
}
