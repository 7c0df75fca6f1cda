/** Values by the start of their period, in milliseconds, oldest first. */
export interface Series {
  points: Map<number, number>;
  periodMs: number;
  label: string;
}

/** What an expression may be: a number, one series, or several. */
export type Value =
  | { kind: 'scalar'; value: number }
  | { kind: 'series'; series: Series }
  | { kind: 'list'; list: Series[] };

export const scalar = (value: number): Value => ({ kind: 'scalar', value });

export const one = (series: Series): Value => ({ kind: 'series', series });

/** The same series with every point changed; points that become NaN vanish, as at AWS. */
export function mapPoints(
  series: Series,
  change: (value: number, at: number) => number,
): Series {
  const points = new Map<number, number>();
  for (const [at, value] of series.points) {
    const changed = change(value, at);
    if (Number.isFinite(changed)) points.set(at, changed);
  }
  return { ...series, points };
}

/** Combines several series where at least one has a point. */
export function reduceSeries(
  list: Series[],
  combine: (values: number[]) => number,
  label: string,
): Series {
  const columns = new Map<number, number[]>();
  for (const { points } of list) {
    for (const [at, value] of points) {
      const column = columns.get(at);
      if (column) column.push(value);
      else columns.set(at, [value]);
    }
  }
  const sorted = [...columns].sort(([a], [b]) => a - b);
  return {
    label,
    periodMs: Math.max(60_000, ...list.map(({ periodMs }) => periodMs)),
    points: new Map(sorted.map(([at, values]) => [at, combine(values)])),
  };
}
