import type {
  GetMetricDataInput,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { MetricId, Statistic } from '../../model';
import { validationError } from './errors';
import { checkPeriod, checkStatistic } from './statistics';

/** A query of GetMetricData that has been checked. */
export interface Query {
  id: string;
  label: string;
  returned: boolean;
  metric: MetricId;
  stat: Statistic;
  periodMs: number;
}

/** AWS's limit of queries in one call. */
const maxQueries = 500;

/**
 * Checks the queries as AWS does: limits, ids, and either a metric or an expression.
 * Expressions are refused: nothing that the sandbox is for asks for metric math.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function readQueries(input: GetMetricDataInput): Query[] {
  const given = input.MetricDataQueries ?? [];
  if (given.length === 0) {
    throw validationError('The parameter MetricDataQueries must not be empty.');
  }
  if (given.length > maxQueries) {
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${maxQueries}.`,
    );
  }
  const queries = new Map<string, Query>();
  for (const query of given) {
    const read = readQuery(query);
    if (queries.has(read.id)) {
      throw validationError(
        `The values for parameter id in MetricDataQueries are not unique: ${read.id}`,
      );
    }
    queries.set(read.id, read);
  }
  if (![...queries.values()].some(({ returned }) => returned)) {
    throw validationError(
      'At least one element of MetricDataQueries must have ReturnData true.',
    );
  }
  return [...queries.values()];
}

function readQuery(query: MetricDataQuery): Query {
  const { Id = '', MetricStat, Expression: text, Label, ReturnData } = query;
  if (!/^[a-z][a-zA-Z0-9_]{0,254}$/.test(Id)) {
    throw validationError(
      `The value ${Id} for parameter MetricDataQueries.member.Id must start with a lower-case letter and have letters, digits and underscores only.`,
    );
  }
  if ((MetricStat === undefined) === (text === undefined)) {
    throw validationError(
      `The query ${Id} must have either MetricStat or Expression.`,
    );
  }
  if (MetricStat === undefined) {
    throw validationError(
      `The sandbox works out no metric math: the query ${Id} needs MetricStat.`,
    );
  }
  const { Metric, Period, Stat = '' } = MetricStat;
  if (!Metric?.Namespace || !Metric.MetricName) {
    throw validationError(
      `The metric of the query ${Id} must have Namespace and MetricName.`,
    );
  }
  return {
    id: Id,
    label: Label ?? Metric.MetricName,
    returned: ReturnData ?? true,
    metric: {
      namespace: Metric.Namespace,
      name: Metric.MetricName,
      dimensions: Object.fromEntries(
        (Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
      ),
    },
    periodMs: checkPeriod(Period, Id),
    stat: checkStatistic(Stat, 'Stat'),
  };
}
