/** CloudWatch metric data. */
export interface MetricStore {
  /** Adds one sample, or one that stands for `count` samples. Percentiles are not kept. */
  put(
    id: MetricId,
    sample: {
      at: number;
      sum: number;
      count: number;
      min: number;
      max: number;
    },
  ): void;
  /** The samples of [from, to), one aggregate per period with data, oldest first. */
  read(
    id: MetricId,
    range: { from: number; to: number; periodMs: number },
  ): MetricPeriod[];
  /** Forgets all that was measured of it: tests measure anew. */
  delete(id: MetricId): void;
  /** All metrics that have data. */
  list(namespace?: string): MetricId[];
}

export interface MetricId {
  namespace: string;
  name: string;
  /** Order does not matter. */
  dimensions: Record<string, string>;
}

export interface MetricPeriod {
  /** Start of the period, milliseconds since the epoch. */
  start: number;
  sum: number;
  count: number;
  min: number;
  max: number;
}

export type Statistic =
  | 'Sum'
  | 'Average'
  | 'Minimum'
  | 'Maximum'
  | 'SampleCount';
