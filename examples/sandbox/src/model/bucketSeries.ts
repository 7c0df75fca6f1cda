import type { MetricPeriod } from './metrics';

/** start, sum, count, min, max */
const width = 5;

/**
 * One metric's samples in buckets of equal length, oldest first, kept for a limited time
 * counted back from the newest. Rows of one number array: a thousand services have tens of
 * thousands of series, and an object per bucket would cost several times as much.
 */
export class BucketSeries {
  #rows = new Float64Array(8 * width);
  #first = 0;
  #end = 0;
  #complete = true;

  constructor(private readonly options: { bucketMs: number; keepMs: number }) {}

  add(sample: {
    at: number;
    sum: number;
    count: number;
    min: number;
    max: number;
  }): void {
    const { bucketMs, keepMs } = this.options;
    const start = Math.floor(sample.at / bucketMs) * bucketMs;
    if (
      this.#end > this.#first &&
      start < this.#start(this.#end - 1) - keepMs
    ) {
      this.#complete = false;
      return;
    }
    const row = this.#rowFor(start) * width;
    this.#rows[row + 1]! += sample.sum;
    this.#rows[row + 2]! += sample.count;
    this.#rows[row + 3] = Math.min(this.#rows[row + 3]!, sample.min);
    this.#rows[row + 4] = Math.max(this.#rows[row + 4]!, sample.max);
    const oldest = this.#start(this.#end - 1) - keepMs;
    while (this.#start(this.#first) < oldest) {
      this.#first += 1;
      this.#complete = false;
    }
  }

  /** Whether it still has every sample that it was ever given. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Start of the oldest bucket that is kept; infinite when there is none. */
  oldest(): number {
    return this.#end > this.#first ? this.#start(this.#first) : Infinity;
  }

  /** The buckets that start in [from, to). */
  read(from: number, to: number): MetricPeriod[] {
    const { bucketMs } = this.options;
    const periods: MetricPeriod[] = [];
    for (
      let row = this.#search(Math.floor(from / bucketMs) * bucketMs);
      row < this.#end && this.#start(row) < to;
      row += 1
    ) {
      const [start, sum, count, min, max] = this.#rows.subarray(
        row * width,
        (row + 1) * width,
      ) as unknown as [number, number, number, number, number];
      periods.push({ start, sum, count, min, max });
    }
    return periods;
  }

  #start(row: number): number {
    return this.#rows[row * width]!;
  }

  /** The first row that starts at or after a time. */
  #search(start: number): number {
    let low = this.#first;
    let high = this.#end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#start(middle) < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #rowFor(start: number): number {
    const newest = this.#end - 1;
    if (newest >= this.#first && this.#start(newest) === start) return newest;
    const row = this.#search(start);
    if (row < this.#end && this.#start(row) === start) return row;
    return this.#insert(row, start);
  }

  #insert(at: number, start: number): number {
    let row = at;
    if ((this.#end + 1) * width > this.#rows.length) {
      const kept = this.#rows.subarray(this.#first * width, this.#end * width);
      // What has expired at the front makes room before more memory is taken.
      const grow = kept.length * 2 > this.#rows.length;
      const rows = grow ? new Float64Array(this.#rows.length * 2) : this.#rows;
      rows.set(kept.slice());
      this.#rows = rows;
      row -= this.#first;
      this.#end -= this.#first;
      this.#first = 0;
    }
    this.#rows.copyWithin((row + 1) * width, row * width, this.#end * width);
    this.#rows.set([start, 0, 0, Infinity, -Infinity], row * width);
    this.#end += 1;
    return row;
  }
}
