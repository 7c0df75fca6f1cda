import type { ShiftEvent, ShiftState, ShiftSummary } from './contract/types';

/**
 * The channel of the signals service on which changes of services are announced.
 *
 * @public
 */
export const HYBRID_SIGNAL_CHANNEL = 'hybrid';

/**
 * A hint that something changed: refetch, do not trust it as data. It carries nothing
 * that a person without read permission could learn from.
 *
 * @public
 */
export type HybridSignal = {
  /** The service's entity; absent when the change is about a whole platform. */
  entityRef?: string;
  shiftId?: string;
  state?: ShiftState;
  /** The platform whose evacuation or replication changed. */
  platform?: string;
  evacuationId?: string;
  replicationId?: string;
};

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
