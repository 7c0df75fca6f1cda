import type { ShiftState } from './shifts';

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
