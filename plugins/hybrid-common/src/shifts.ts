import type { Problem } from './problems';
import type { SafetyRuleResult } from './safety';
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
 * What a plan is made of: where the traffic is to go.
 *
 * @public
 */
export type PlanRequest =
  | { kind: 'failover'; to: Site }
  | { kind: 'reset' }
  | { kind: 'custom'; weights: Weights };

/**
 * A plan to be carried out, and why (1 to 1024 characters).
 *
 * @public
 */
export type ShiftRequest = PlanRequest & { reason: string };

/**
 * A shift evaluated without being made.
 *
 * @public
 */
export interface Plan {
  entityRef: string;
  kind: ShiftKind;
  from: Weights;
  to: Weights;
  /** Every safety rule's result; the shift is refused unless all passed. */
  rules: SafetyRuleResult[];
  allowed: boolean;
  /** ISO time. */
  evaluatedAt: string;
}

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
  type:
    | 'requested'
    | 'plan-evaluated'
    | 'refused'
    | 'rule-read'
    | 'weights-written'
    | 'weights-confirmed'
    | 'verified'
    | 'verification-failed'
    | 'rolled-back'
    | 'succeeded'
    | 'failed'
    | 'aborted';
  message: string;
  /** Weights that the event is about. */
  weights?: Weights;
  /** Request id by which AWS support finds the call. */
  awsRequestId?: string;
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
  /** Seconds from the request to the verified end; only when succeeded. */
  recoveryTimeSeconds?: number;
  /** Why it did not succeed. */
  problem?: Problem;
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
 * One page of shifts, newest first.
 *
 * @public
 */
export interface ShiftPage {
  items: ShiftSummary[];
  /** Give it as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
}
