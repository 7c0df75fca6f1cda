import {
  paginateDescribeAlarms,
  paginateGetMetricData,
  type AlarmType,
  type CloudWatchClient,
  type DescribeAlarmsOutput,
  type MetricAlarm,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';

/** What GetMetricData and DescribeAlarms take in one call. */
const MAX_QUERIES = 500;
const MAX_ALARM_NAMES = 100;

export interface MetricQuery {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  statistic: 'Sum' | 'Average' | 'Minimum' | 'Maximum';
}

/** The values of one metric over the window, the newest first; empty without data. */
export type MetricValues = number[];

/** What a metric was in the period that begins `at`. */
export interface MetricPoint {
  /** Milliseconds since the epoch. */
  at: number;
  value: number;
}

/**
 * Reads any number of metrics by the minute; answers in the order of the queries. Undefined is
 * a metric that CloudWatch did not answer for.
 */
export async function readMetrics(
  client: CloudWatchClient,
  queries: MetricQuery[],
  window: { from: Date; to: Date },
): Promise<(MetricValues | undefined)[]> {
  const series = await readMetricSeries(client, queries, {
    ...window,
    periodSeconds: 60,
  });
  return series.map(points => points?.map(({ value }) => value));
}

/**
 * Reads any number of metrics, 500 at a time; answers in the order of the queries, the
 * newest point of each first. Undefined is a metric that CloudWatch did not answer for, which
 * is not the same as one without data: each has a status of its own.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html
 */
export async function readMetricSeries(
  client: CloudWatchClient,
  queries: MetricQuery[],
  window: { from: Date; to: Date; periodSeconds: number },
): Promise<(MetricPoint[] | undefined)[]> {
  const series: MetricPoint[][] = queries.map(() => []);
  const answered = new Set<number>();
  for (let start = 0; start < queries.length; start += MAX_QUERIES) {
    const pages = paginateGetMetricData(
      { client },
      {
        StartTime: window.from,
        EndTime: window.to,
        ScanBy: 'TimestampDescending',
        MetricDataQueries: queries
          .slice(start, start + MAX_QUERIES)
          .map((query, index) => ({
            Id: `m${start + index}`,
            MetricStat: {
              Metric: {
                Namespace: query.namespace,
                MetricName: query.name,
                Dimensions: Object.entries(query.dimensions).map(
                  ([Name, Value]) => ({ Name, Value }),
                ),
              },
              Period: window.periodSeconds,
              Stat: query.statistic,
            },
          })),
      },
    );
    for await (const page of pages) {
      for (const result of page.MetricDataResults ?? []) {
        const index = Number(result.Id!.slice(1));
        // A further page may answer what this one could not.
        if (isAnswer(result)) answered.add(index);
        const points = series[index];
        (result.Values ?? []).forEach((value, position) =>
          points.push({ at: result.Timestamps![position].getTime(), value }),
        );
      }
    }
  }
  return series.map((points, index) =>
    answered.has(index) ? points : undefined,
  );
}

function isAnswer({ StatusCode }: MetricDataResult): boolean {
  return StatusCode !== 'Forbidden' && StatusCode !== 'InternalError';
}

/**
 * Unless told, CloudWatch answers with metric alarms only; a composite one, such as of a service
 * that is down at both sites, has no metric and so no site.
 */
const BOTH_TYPES: AlarmType[] = ['MetricAlarm', 'CompositeAlarm'];

function alarmsOf({
  MetricAlarms = [],
  CompositeAlarms = [],
}: DescribeAlarmsOutput): MetricAlarm[] {
  return [...MetricAlarms, ...CompositeAlarms];
}

/** The named alarms, 100 at a time. Names that CloudWatch does not know are left out. */
export async function listAlarms(
  client: CloudWatchClient,
  names: string[],
): Promise<MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  for (let start = 0; start < names.length; start += MAX_ALARM_NAMES) {
    const pages = paginateDescribeAlarms(
      { client },
      {
        AlarmNames: names.slice(start, start + MAX_ALARM_NAMES),
        AlarmTypes: BOTH_TYPES,
        MaxRecords: MAX_ALARM_NAMES,
      },
    );
    for await (const page of pages) alarms.push(...alarmsOf(page));
  }
  return alarms;
}

/** The alarms that are not OK, whoever's they are: a few calls, while most are OK. */
export async function listAlarmsNotOk(
  client: CloudWatchClient,
): Promise<MetricAlarm[]> {
  const lists = await Promise.all(
    (['ALARM', 'INSUFFICIENT_DATA'] as const).map(async StateValue => {
      const alarms: MetricAlarm[] = [];
      const pages = paginateDescribeAlarms(
        { client },
        {
          StateValue,
          AlarmTypes: BOTH_TYPES,
          MaxRecords: MAX_ALARM_NAMES,
        },
      );
      for await (const page of pages) alarms.push(...alarmsOf(page));
      return alarms;
    }),
  );
  return lists.flat();
}
