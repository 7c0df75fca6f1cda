import type {
  PlanFields,
  SafetyRuleId,
  ShiftFields,
  ShiftState,
  Site,
  StepRequest,
  Weights,
} from './contract/types';

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
 * The rules that the permission `hybrid.traffic.force` can override. The others keep the
 * database, the entity and the load balancer consistent, and nobody can.
 *
 * @public
 */
export const FORCEABLE_SAFETY_RULES: readonly SafetyRuleId[] = [
  'gaining-site-healthy',
  'never-dark',
  'replication-caught-up',
  'not-held',
  'cooldown',
];

/**
 * What a plan is made of: where the traffic is to go. These are the contract's
 * {@link PlanFields}, but only such as belong together.
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
export type ShiftRequest = PlanRequest & Omit<ShiftFields, keyof PlanFields>;

/**
 * The plan that the inputs of a form, an action or a tool ask for. Which of them belong
 * together is the backend's to say: it does so for every caller in the same words.
 *
 * @public
 */
export function planRequestOf(input: PlanFields): PlanRequest {
  const { kind, to, weights, steps, durationSeconds } = input;
  return { kind, to, weights, steps, durationSeconds } as PlanRequest;
}
