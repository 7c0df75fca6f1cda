import type { ShiftEvent, ShiftSummary } from './shifts';
import type { Site } from './sites';

/**
 * What the sites of a service served in one period.
 *
 * @public
 */
export interface TrafficPoint {
  /** ISO time at which the period begins. */
  at: string;
  sites: Record<Site, { requests: number; errors: number }>;
}

/**
 * Requests and errors of a service over time, for charts, and the shifts in that time.
 *
 * @public
 */
export interface TrafficHistory {
  /** ISO times. */
  from: string;
  to: string;
  /** Length of a period, in seconds. */
  periodSeconds: number;
  /** Oldest first. A period without data is left out. */
  points: TrafficPoint[];
  /** Shifts that were under way in that time, oldest first. */
  shifts: ShiftSummary[];
}

/**
 * The topic of the events service on which every change of a shift's state is published.
 *
 * @public
 */
export const HYBRID_SHIFT_TOPIC = 'hybrid.shift';

/**
 * Payload of an event on {@link HYBRID_SHIFT_TOPIC}.
 *
 * @public
 */
export interface HybridShiftEventPayload {
  shift: ShiftSummary;
  /** What happened last. */
  event: ShiftEvent;
}
