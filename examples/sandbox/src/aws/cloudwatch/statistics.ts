import type {
  MetricId,
  MetricPeriod,
  MetricStore,
  Statistic,
} from '../../model';
import { validationError } from './errors';

const of: Record<Statistic, (period: MetricPeriod) => number> = {
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
  SampleCount: ({ count }) => count,
};

export function checkStatistic(stat: string, where: string): Statistic {
  if (Object.hasOwn(of, stat)) return stat as Statistic;
  if (/^(p|tm|tc|ts|wm)\d{1,2}(\.\d+)?$|^(PR|TM|TC|TS|WM)\(|^IQM$/.test(stat)) {
    throw validationError(
      `${where}: the sandbox keeps no percentiles, so the statistic ${stat} is not available; use one of ${Object.keys(
        of,
      ).join(', ')}`,
    );
  }
  throw validationError(
    `The value ${stat} for parameter ${where} is not supported.`,
  );
}

/** 1, 5, 10, 20, 30 or a multiple of 60 seconds. */
export function checkPeriod(period: number | undefined, where: string): number {
  if (
    period === undefined ||
    !Number.isInteger(period) ||
    period < 1 ||
    (![1, 5, 10, 20, 30].includes(period) && period % 60 !== 0)
  ) {
    throw validationError(
      `The period ${period} of ${where} must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  }
  return period * 1000;
}

/** One statistic of one metric, oldest first; periods begin at multiples of the period. */
export function readPoints(
  store: MetricStore,
  id: MetricId,
  options: { from: number; to: number; periodMs: number; stat: Statistic },
): [at: number, value: number][] {
  const { periodMs, to, stat } = options;
  const from = Math.floor(options.from / periodMs) * periodMs;
  return store
    .read(id, { from, to, periodMs })
    .map(period => [period.start, of[stat](period)]);
}
