import type {
  Drift,
  ServiceStatus,
  ShiftSummary,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** The shifts of a service that its status shows. */
export interface ServiceShifts {
  active?: ShiftSummary;
  last?: ShiftSummary;
  /** The weights that the last shift left behind, when it changed any. */
  settled?: Weights;
  /** The weight that target groups of neither site had by its plan, where that is known. */
  settledElsewhere?: number;
  /** When that shift was asked for; the weights were others then, or it changed none. */
  settledFrom?: string;
  /** When that shift ended. */
  settledAt?: string;
  /**
   * The last shift that changed weights for good has moved the service away from where its
   * default weights have it; a drill and a rollback end where they began, and are none.
   */
  away?: true;
  /** When that shift ended. */
  decidedAt?: string;
  /** Tag values by which those shifts hold the rule themselves. */
  ownHolds?: string[];
}

/** What the database knows of a service besides its shifts. */
export interface ServiceRecords {
  /** The hold that was set through Backstage, and the tag's value by which it is in force. */
  hold?: { tag: string; reason: string; since: string };
  readiness?: ServiceStatus['readiness'];
  /** What was recorded of the drift that lasts. */
  drift?: Pick<Drift, 'actual' | 'since' | 'changedBy' | 'elsewhereShare'>;
}
