import type { Problem } from './problems';
import type { SafetyRuleId, SafetyRuleResult } from './safety';
import type { Site, Weights } from './sites';

/**
 * `failover` moves all traffic to one site, `reset` returns to the default weights,
 * `custom` sets any weights, `drill` resets itself after a time.
 *
 * @public
 */
export type ShiftKind = 'failover' | 'reset' | 'custom' | 'drill';

/**
 * Where a shift is on its way from start to verified end.
 *
 * @public
 */
export type ShiftState =
  | 'planned'
  | 'awaiting-approval'
  | 'running'
  | 'verifying'
  | 'succeeded'
  | 'failed'
  | 'aborted'
  | 'rolled-back';

/**
 * The states that a shift ends in.
 *
 * @public
 */
export const FINAL_SHIFT_STATES: readonly ShiftState[] = [
  'succeeded',
  'failed',
  'aborted',
  'rolled-back',
];

/**
 * The longest reason, in characters.
 *
 * @public
 */
export const MAX_REASON_LENGTH = 1024;

/**
 * The longest time that one step may bake, in seconds: one day.
 *
 * @public
 */
export const MAX_BAKE_SECONDS = 86_400;

/**
 * The most steps of one shift.
 *
 * @public
 */
export const MAX_SHIFT_STEPS = 20;

/**
 * How long a drill may last, in seconds: from one minute to a day.
 *
 * @public
 */
export const DRILL_SECONDS = { min: 60, max: 86_400 } as const;

/**
 * One step of a `custom` shift, as it is asked for.
 *
 * @public
 */
export interface StepRequest {
  /** Percentage of the traffic that AWS is to serve, 0–100, a whole number. */
  aws: number;
  /**
   * Seconds for which these weights must prove themselves before the next step; on the last
   * step, before the shift counts as succeeded. Default 0: the verification alone decides.
   */
  bakeSeconds?: number;
}

/**
 * One step of a shift.
 *
 * @public
 */
export interface ShiftStep {
  weights: Weights;
  /** Seconds for which the weights must prove themselves after they are verified. */
  bakeSeconds: number;
}

/**
 * What a plan is made of: where the traffic is to go.
 *
 * @public
 */
export type PlanRequest =
  | { kind: 'failover'; to: Site }
  | { kind: 'reset' }
  | { kind: 'custom'; weights: Weights }
  | { kind: 'custom'; steps: StepRequest[] }
  /** All traffic to `to`, and back to the weights from before when the time is over. */
  | { kind: 'drill'; to: Site; durationSeconds: number };

/**
 * A plan to be carried out, and why.
 *
 * @public
 */
export type ShiftRequest = PlanRequest & {
  /** Why, 1 to 1024 characters. */
  reason: string;
  /**
   * The safety rules that may fail: the caller has read what each says and takes the
   * responsibility. Needs the permission `hybrid.traffic.force`. A rule that is not
   * forceable stays what it is.
   */
  force?: SafetyRuleId[];
};

/**
 * A shift evaluated without being made.
 *
 * @public
 */
export interface Plan {
  entityRef: string;
  kind: ShiftKind;
  from: Weights;
  /** The weights of the last step; for a drill, those during the drill. */
  to: Weights;
  /** What would be set, in order; at least one. */
  steps: ShiftStep[];
  /** Seconds after which a drill returns to `from`; only for a drill. */
  durationSeconds?: number;
  /** Every safety rule's result. */
  rules: SafetyRuleResult[];
  /** Whether all rules passed, not counting what was forced. */
  allowed: boolean;
  /** Whether each rule that failed can be forced; true when none failed. */
  forceable: boolean;
  /** Somebody else has to approve before anything is touched. */
  approvalRequired: boolean;
  /** ISO time. */
  evaluatedAt: string;
}

/**
 * What can happen to a shift.
 *
 * @public
 */
export type ShiftEventType =
  | 'requested'
  | 'plan-evaluated'
  | 'rule-forced'
  | 'refused'
  | 'approval-requested'
  | 'approved'
  | 'rejected'
  | 'taken-over'
  | 'abort-requested'
  | 'step-started'
  | 'rule-read'
  | 'weights-written'
  | 'weights-confirmed'
  | 'verified'
  | 'verification-failed'
  | 'baking'
  | 'gate-passed'
  | 'gate-failed'
  | 'returning'
  | 'returned'
  | 'rolled-back'
  | 'succeeded'
  | 'failed'
  | 'aborted';

/**
 * One thing that happened to a shift.
 *
 * @public
 */
export interface ShiftEvent {
  /** 1, 2, 3 … within the shift. */
  sequence: number;
  /** ISO time. */
  at: string;
  type: ShiftEventType;
  message: string;
  /** The step that the event is about, 1, 2, 3 …; absent when it is about the whole shift. */
  step?: number;
  /** Weights that the event is about. */
  weights?: Weights;
  /** Request id by which AWS support finds the call. */
  awsRequestId?: string;
}

/**
 * How far a shift is that is under way.
 *
 * @public
 */
export interface ShiftProgress {
  /** The step that is being carried out, 1, 2, 3 … */
  step: number;
  /** How many there are. */
  steps: number;
  /** ISO time at which the bake of this step, or the drill, ends; only while it lasts. */
  until?: string;
}

/**
 * The approval that a shift needs, or had.
 *
 * @public
 */
export interface ShiftApproval {
  /** ISO time until which it can be approved; then the shift is aborted. */
  until: string;
  /** Who approved or rejected it. */
  by?: string;
  decision?: 'approved' | 'rejected';
  /** ISO time of the decision. */
  at?: string;
}

/**
 * A shift without its events.
 *
 * @public
 */
export interface ShiftSummary {
  id: string;
  entityRef: string;
  platform: string;
  service: string;
  kind: ShiftKind;
  state: ShiftState;
  reason: string;
  /** User ref, or the ref of the service that asked. */
  requestedBy: string;
  from: Weights;
  to: Weights;
  /** ISO time. */
  createdAt: string;
  /** ISO time; only in a final state. */
  endedAt?: string;
  /**
   * Seconds from the request (or its approval) to the moment at which the last step's
   * weights were verified. For a drill, this is how long a failover takes.
   */
  recoveryTimeSeconds?: number;
  /** Seconds from the end of a drill to the moment at which the old weights were verified. */
  returnTimeSeconds?: number;
  /** Why it did not succeed. */
  problem?: Problem;
  /** Only while it is under way. */
  progress?: ShiftProgress;
  /** Only when it needs or needed one. */
  approval?: ShiftApproval;
  /** Somebody asked to abort it, and it has not ended yet. */
  aborting?: boolean;
  /** The safety rules that failed and were forced. */
  forced?: SafetyRuleId[];
  /** The evacuation that it is a part of. */
  evacuationId?: string;
}

/**
 * A shift with its plan and all its events.
 *
 * @public
 */
export interface Shift extends ShiftSummary {
  plan: Plan;
  events: ShiftEvent[];
}

/**
 * How to abort a shift.
 *
 * @public
 */
export interface AbortRequest {
  /**
   * Whether to set the weights from before again. Without it the weights stay as they are. A
   * drill always returns.
   */
  rollBack: boolean;
}

/**
 * One page of shifts, newest first.
 *
 * @public
 */
export interface ShiftPage {
  items: ShiftSummary[];
  /** Give it as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
}
