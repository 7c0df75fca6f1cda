import type {
  CompositeAlarm as RenderedComposite,
  MetricAlarm,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { Alarm, AnyAlarm, CompositeAlarm, MetricId } from '../../model';

/** A metric alarm as DescribeAlarms shows it. */
export const renderAlarm = (alarm: Alarm): MetricAlarm => ({
  ...common(alarm),
  EvaluationPeriods: alarm.evaluationPeriods,
  DatapointsToAlarm: alarm.datapointsToAlarm,
  Threshold: alarm.threshold,
  ComparisonOperator: alarm.comparison,
  TreatMissingData: alarm.treatMissingData,
  ...(alarm.alsoSum?.length ? metricMath(alarm) : oneMetric(alarm)),
});

/** A composite alarm as DescribeAlarms shows it. */
export const renderComposite = (alarm: CompositeAlarm): RenderedComposite => ({
  ...common(alarm),
  AlarmRule: alarm.rule,
});

function common(alarm: AnyAlarm) {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: alarm.description,
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [...alarm.okActions],
    AlarmActions: [...alarm.alarmActions],
    InsufficientDataActions: [],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    StateUpdatedTimestamp: new Date(alarm.stateUpdated),
    StateTransitionedTimestamp: new Date(alarm.stateUpdated),
  };
}

function oneMetric({ metric, statistic, period }: Alarm) {
  return {
    ...renderMetric(metric),
    Statistic: statistic,
    Period: period,
  };
}

/** An alarm on an expression names no metric of its own: its queries do. */
function metricMath(alarm: Alarm): { Metrics: MetricDataQuery[] } {
  const metrics = [alarm.metric, ...(alarm.alsoSum ?? [])];
  const queries = metrics.map((metric, index) => ({
    Id: `m${index + 1}`,
    MetricStat: {
      Metric: renderMetric(metric),
      Period: alarm.period,
      Stat: alarm.statistic,
    },
    ReturnData: false,
  }));
  const sum = {
    Id: 'e1',
    Expression: `SUM([${queries.map(({ Id }) => Id).join(', ')}])`,
    ReturnData: true,
  };
  return { Metrics: [sum, ...queries] };
}

function renderMetric({ namespace, name, dimensions }: MetricId) {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
      Name,
      Value,
    })),
  };
}
