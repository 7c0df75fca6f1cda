import type { Context } from '../shared/context';

/** The office hours' own tag on a rule: its traffic was moved on-prem for the night. */
export interface OfficeHoursTags {
  has(ruleArn: string): Promise<boolean>;
  set(ruleArn: string, since: number): Promise<void>;
  remove(ruleArn: string): Promise<void>;
}

/** The nodes of the cluster: those of the system, and those that Karpenter added. */
export interface Nodes {
  setSystemNodes(count: number): Promise<void>;
  /** Nodes of the system that have not gone yet. */
  countSystemNodes(): Promise<number>;
  /** Takes away what Karpenter added; Karpenter itself must have gone before. */
  terminateKarpenterNodes(): Promise<number>;
}

/** Alarms that mean nothing at night. */
export interface CapacityAlarms {
  mute(services: readonly string[]): Promise<void>;
  unmute(services: readonly string[]): Promise<void>;
}

/** Everything that opening and closing work with; tests put their own in place. */
export interface OfficeHoursContext extends Context {
  tags: OfficeHoursTags;
  nodes: Nodes;
  alarms: CapacityAlarms;
  /** Tells people. */
  notify(subject: string, message: string): Promise<void>;
  systemNodeCount: number;
  /** Pods of each service that must be healthy before traffic comes back. */
  replicas: ReadonlyMap<string, number>;
  /** When the function must have ended, in milliseconds since the epoch. */
  deadline: number;
}
