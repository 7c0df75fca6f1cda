/*
 * The contract's limits that code and forms know too. A test compares them with the contract.
 */

/**
 * The largest weight that an ALB takes.
 * See https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html
 *
 * @public
 */
export const MAX_WEIGHT = 999;

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
 * How long a hold may last, in seconds: from one minute to a week.
 *
 * @public
 */
export const HOLD_SECONDS = { min: 60, max: 604_800 } as const;
