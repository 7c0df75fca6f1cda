import {
  GetMetricDataCommand,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { on } from '../../wire';
import type { WorldOf } from '../worlds';
import { invalidNextToken, validationError } from './errors';
import { readQueries } from './queries';
import { readPoints } from './statistics';

/** AWS's limit of data points in one answer. */
const maxPoints = 100_800;

interface Result {
  id: string;
  label: string;
  points: [at: number, value: number][];
}

/**
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const getMetricDataOperation = (worldOf: WorldOf) =>
  on(GetMetricDataCommand)((input, call) => {
    const from = input.StartTime!.getTime();
    const to = input.EndTime!.getTime();
    if (from >= to) {
      throw validationError(
        'The parameter StartTime must be less than the parameter EndTime.',
      );
    }
    const limit = input.MaxDatapoints ?? maxPoints;
    if (!Number.isInteger(limit) || limit < 1 || limit > maxPoints) {
      throw validationError(
        `The parameter MaxDatapoints must be between 1 and ${maxPoints}.`,
      );
    }
    const scanBy = input.ScanBy ?? 'TimestampDescending';
    if (scanBy !== 'TimestampAscending' && scanBy !== 'TimestampDescending') {
      throw validationError(
        `The parameter ScanBy must be TimestampAscending or TimestampDescending, not ${scanBy}.`,
      );
    }
    const { metrics } = worldOf(call);
    const results = readQueries(input)
      .filter(({ returned }) => returned)
      .map(({ id, label, metric, stat, periodMs }): Result => {
        const points = readPoints(metrics, metric, {
          from,
          to,
          periodMs,
          stat,
        });
        if (scanBy === 'TimestampDescending') points.reverse();
        return { id, label, points };
      });
    return { ...pageOf(results, limit, input.NextToken), Messages: [] };
  });

/**
 * Pages are cut by data points, so a page may end within a result, which then says
 * PartialData and goes on in the next page. The token is the place of the cut.
 */
function pageOf(results: Result[], limit: number, token: string | undefined) {
  let [index, point] = readToken(token, results);
  let room = limit;
  const page: MetricDataResult[] = [];
  while (index < results.length && room > 0) {
    const { id, label, points } = results[index]!;
    const part = points.slice(point, point + room);
    room -= part.length;
    const complete = point + part.length === points.length;
    page.push({
      Id: id,
      Label: label,
      Timestamps: part.map(([at]) => new Date(at)),
      Values: part.map(([, value]) => value),
      StatusCode: complete ? 'Complete' : 'PartialData',
    });
    [index, point] = complete ? [index + 1, 0] : [index, point + part.length];
  }
  return {
    MetricDataResults: page,
    NextToken:
      index < results.length
        ? Buffer.from(`${index}:${point}`).toString('base64url')
        : undefined,
  };
}

function readToken(
  token: string | undefined,
  results: Result[],
): [number, number] {
  if (token === undefined) return [0, 0];
  const text = Buffer.from(token, 'base64url').toString();
  const [, index, point] = /^(\d{1,6}):(\d{1,9})$/.exec(text) ?? [];
  if (index === undefined || Number(index) >= results.length) {
    throw invalidNextToken();
  }
  return [Number(index), Number(point)];
}
