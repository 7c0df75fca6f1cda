import {
  PutMetricDataCommand,
  type Dimension,
  type MetricDatum,
} from '@aws-sdk/client-cloudwatch';
import { AwsError, on } from '../../wire';
import type { WorldOf } from '../worlds';
import { invalidValue } from './errors';

interface Sample {
  at: number;
  sum: number;
  count: number;
  min: number;
  max: number;
}

const day = 86_400_000;
const largest = 2 ** 360;

/**
 * Everything is checked before anything is kept.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const putMetricDataOperation = (worldOf: WorldOf) =>
  on(PutMetricDataCommand)((input, call) => {
    const world = worldOf(call);
    const namespace = input.Namespace ?? '';
    if (!/^[^:].{0,254}$/.test(namespace) || namespace.startsWith('AWS/')) {
      throw invalidValue(
        `The value ${namespace} for parameter Namespace is invalid.`,
      );
    }
    const data = [
      ...(input.MetricData ?? []),
      ...(input.EntityMetricData ?? []).flatMap(
        entity => entity.MetricData ?? [],
      ),
    ];
    if (data.length === 0) {
      throw new AwsError(
        'MissingParameter',
        'The parameter MetricData is required.',
      );
    }
    if (data.length > 1000) {
      throw invalidValue(
        'The collection MetricData must not have a size greater than 1000.',
      );
    }
    const checked = data.map((datum, index) => ({
      id: {
        namespace,
        name: datum.MetricName ?? '',
        dimensions: readDimensions(datum.Dimensions, index),
      },
      sample: readSample(datum, index, world.now()),
    }));
    for (const { id, sample } of checked) world.metrics.put(id, sample);
    return {};
  });

function readDimensions(given: Dimension[] = [], index: number) {
  if (given.length > 30) {
    throw invalidValue(
      `The collection MetricData.member.${
        index + 1
      }.Dimensions must not have a size greater than 30.`,
    );
  }
  const dimensions: Record<string, string> = {};
  for (const { Name, Value } of given) {
    if (!Name || !Value || Name.startsWith(':')) {
      throw invalidValue(
        `The dimension ${Name} of MetricData.member.${
          index + 1
        } needs a name and a value.`,
      );
    }
    dimensions[Name] = Value;
  }
  return dimensions;
}

function readSample(datum: MetricDatum, index: number, now: number): Sample {
  const place = `MetricData.member.${index + 1}`;
  const { Value, Values, StatisticValues, Timestamp, StorageResolution } =
    datum;
  if (!datum.MetricName || datum.MetricName.length > 255) {
    throw invalidValue(`The value of ${place}.MetricName is invalid.`);
  }
  if (StorageResolution !== undefined && ![1, 60].includes(StorageResolution)) {
    throw invalidValue(
      `The parameter ${place}.StorageResolution must be 1 or 60.`,
    );
  }
  const given = [Value, Values, StatisticValues].filter(v => v !== undefined);
  if (given.length !== 1) {
    throw new AwsError(
      given.length === 0 ? 'MissingParameter' : 'InvalidParameterCombination',
      given.length === 0
        ? `At least one of the parameters ${place}.Value, ${place}.StatisticValues or ${place}.Values must be specified.`
        : `Only one of the parameters ${place}.Value, ${place}.StatisticValues and ${place}.Values can be specified.`,
    );
  }
  const at = Timestamp?.getTime() ?? now;
  if (at < now - 14 * day || at > now + day / 12) {
    throw invalidValue(
      `The parameter ${place}.Timestamp must specify a time no earlier than two weeks ago and no later than two hours ahead.`,
    );
  }
  const sample = { at, ...readValues(datum, place) };
  const numbers = [sample.sum, sample.count, sample.min, sample.max];
  if (numbers.some(n => !Number.isFinite(n) || Math.abs(n) > largest)) {
    throw invalidValue(`The value of ${place} must be a finite number.`);
  }
  return sample;
}

function readValues(
  { Value, Values = [], Counts, StatisticValues }: MetricDatum,
  place: string,
): Omit<Sample, 'at'> {
  if (Value !== undefined) {
    return { sum: Value, count: 1, min: Value, max: Value };
  }
  if (StatisticValues) {
    const { Sum, SampleCount, Minimum, Maximum } = StatisticValues;
    return { sum: Sum!, count: SampleCount!, min: Minimum!, max: Maximum! };
  }
  const counts = Counts ?? Values.map(() => 1);
  if (
    Values.length < 1 ||
    Values.length > 150 ||
    counts.length !== Values.length
  ) {
    throw invalidValue(
      `${place}.Values must have 1 to 150 values, and ${place}.Counts as many.`,
    );
  }
  return {
    sum: Values.reduce((sum, value, i) => sum + value * counts[i]!, 0),
    count: counts.reduce((sum, count) => sum + count, 0),
    min: Math.min(...Values),
    max: Math.max(...Values),
  };
}
