import type {
  AutomationMove,
  ShiftEvent,
  ShiftState,
  ShiftSummary,
} from './contract/types';

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
  /** The platform whose evacuation or replication changed, or whose automation moved the service. */
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

/**
 * The topic of the events service on which it is published that the platform's own automation
 * moved a service to AWS, and that it brought it back.
 *
 * @public
 */
export const HYBRID_AUTOMATION_TOPIC = 'hybrid.automation';

/**
 * Payload of an event on {@link HYBRID_AUTOMATION_TOPIC}. Backstage may learn of it late: the
 * times in `move` tell when it was.
 *
 * @public
 */
export interface HybridAutomationEventPayload {
  move: AutomationMove;
  /** `left` when somebody else changed the weights or took the service over. */
  type: 'failed-over' | 'returned' | 'left';
}
