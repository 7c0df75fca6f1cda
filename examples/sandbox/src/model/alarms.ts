import type { MetricId, Statistic } from './metrics';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** CloudWatch alarms by name, which no two alarms share, of whatever type they are. */
export interface AlarmStore {
  /** Those on metrics. */
  readonly alarms: Map<string, Alarm>;
  /** Those on other alarms. */
  readonly composites: ReadonlyMap<string, CompositeAlarm>;
  /** Makes or changes a composite alarm; its rule decides on its state at once. */
  putComposite(settings: CompositeSettings): void;
  removeComposite(name: string): void;
  /**
   * Changes an alarm's state and tells the listeners, once per real change; composite alarms
   * that watch it follow.
   */
  setState(name: string, state: AlarmState, reason: string): void;
  onChange(
    listener: (alarm: AnyAlarm, previous: AlarmState) => void,
  ): () => void;
}

export type AnyAlarm = Alarm | CompositeAlarm;

interface AlarmCommon {
  name: string;
  arn: string;
  description?: string;
  actionsEnabled: boolean;
  /** Lambda function ARNs. */
  alarmActions: string[];
  okActions: string[];
  state: AlarmState;
  stateReason: string;
  stateUpdated: number;
}

export interface Alarm extends AlarmCommon {
  metric: MetricId;
  /** Metrics whose values are added to the first one's, as metric math would. */
  alsoSum?: MetricId[];
  statistic: Statistic;
  /** AWS's period, in seconds: 10, 30 or a multiple of 60. */
  period: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  threshold: number;
  comparison:
    | 'GreaterThanThreshold'
    | 'GreaterThanOrEqualToThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  treatMissingData: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

export interface CompositeAlarm extends AlarmCommon {
  /** Such as `ALARM("a") AND NOT OK("b")`. */
  rule: string;
}

export type CompositeSettings = Omit<
  CompositeAlarm,
  'state' | 'stateReason' | 'stateUpdated'
>;
