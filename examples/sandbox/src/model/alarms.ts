import type { MetricId, Statistic } from './metrics';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** CloudWatch metric alarms by name. */
export interface AlarmStore {
  readonly alarms: Map<string, Alarm>;
  /** Changes an alarm's state and tells the listeners, once per real change. */
  setState(name: string, state: AlarmState, reason: string): void;
  onChange(listener: (alarm: Alarm, previous: AlarmState) => void): () => void;
}

export interface Alarm {
  name: string;
  arn: string;
  description?: string;
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
  actionsEnabled: boolean;
  /** Lambda function ARNs. */
  alarmActions: string[];
  okActions: string[];
  state: AlarmState;
  stateReason: string;
  stateUpdated: number;
}
