import type {
  Hold,
  JudgedReplication,
  PlanBasis,
  ReplicationStatus,
  SafetyRuleId,
  ShiftKind,
  ShiftSummary,
  Site,
  TargetCounts,
  Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { ToldByAlarm } from '../../../platforms/hostAlarms';

/** The replications of the platform, as far as the rules look at them. */
export interface ReplicationFacts {
  replications: (JudgedReplication &
    Partial<Pick<ReplicationStatus, 'receivingSite' | 'endpoints'>>)[];
  /** Why they could not be looked up just now; what is above may then be old. */
  problem?: string;
  /** The lag that is still caught up. */
  maxLagSeconds: number;
}

/** The last shift that changed the service's weights, from first to last. */
export interface LastChange {
  shift: Pick<
    ShiftSummary,
    'kind' | 'state' | 'from' | 'to' | 'requestedBy'
  > & { endedAt: string };
  cooldownMs: number;
}

/** Everything that the safety rules decide on. They have no clock and ask nobody. */
export interface SafetyFacts {
  kind: ShiftKind;
  from: Weights;
  /** What would be set, in order; at least one. */
  steps: readonly Weights[];
  /** The percentage of requests that would go to target groups of neither site; absent for none. */
  elsewhereShare?: number;
  /** A site is absent when the health of its targets is not known. */
  targets: Partial<Record<Site, TargetCounts>>;
  /** Why the targets of a site could not be looked up, as a sentence; only of those. */
  unreadable?: Partial<Record<Site, string>>;
  /** Of sites whose targets are not known. */
  byAlarm?: Partial<Record<Site, ToldByAlarm>>;
  activeShift?: Pick<ShiftSummary, 'requestedBy' | 'createdAt' | 'state'>;
  hold?: Hold;
  /** Who wants the shift; absent when the question is about nobody in particular. */
  requestedBy?: string;
  entityRef: string;
  /** The ref in the rule's entity tag, if it has one. */
  taggedEntityRef?: string;
  /** The tag's text, which may be no ref. */
  entityTag?: string;
  /** How many listener rules the tag must be on; one where it is absent. */
  ruleCount?: number;
  replication: ReplicationFacts;
  /** Absent when the weights have not been changed within the cooldown. */
  lastChange?: LastChange;
  /** What the plan was made from that the caller has read, if they say so. */
  planned?: PlanBasis;
  /** The shift is a part of an evacuation. */
  evacuation?: boolean;
  now: Date;
}

/** What a rule decided, and why. */
export type Verdict = {
  explanation: string;
  writesAtRiskSeconds?: number;
} & (
  | { passed: true }
  | {
      passed: false;
      remedy: string;
      /** Nobody can override this failure, whatever the rule. */
      unforceable?: true;
    }
);

/** A named check that a shift must pass before it touches anything. */
export interface SafetyRule {
  id: SafetyRuleId;
  /** Short name, for a list. */
  title: string;
  /** Whether there is anything to look at; there always is without it. */
  applies?(facts: SafetyFacts): boolean;
  check(facts: SafetyFacts): Verdict;
}

export function pass(explanation: string): Verdict {
  return { passed: true, explanation };
}

export function fail(explanation: string, remedy: string): Verdict {
  return { passed: false, explanation, remedy };
}
