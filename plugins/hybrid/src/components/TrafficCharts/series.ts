import type {
  AutomationMove,
  ShiftSummary,
  Site,
  TrafficHistory,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

export type Metric = 'requests' | 'errors';

/** One period of a chart. */
export type ChartRow = {
  /** When the period begins, as `Date.now()`. */
  at: number;
  /** It has no neighbour to draw a line to. */
  isIsolated: boolean;
} & Record<Site, number | null>;

/**
 * A metric of both sites, period by period. Where periods without data are left out, an
 * empty row keeps a chart from drawing a line across the gap.
 */
export function rowsOf(history: TrafficHistory, metric: Metric): ChartRow[] {
  const periodMs = history.periodSeconds * 1000;
  const rows: ChartRow[] = [];
  const times = history.points.map(({ at }) => Date.parse(at));
  const isNeighbour = (i: number, j: number) =>
    times[j] !== undefined && Math.abs(times[j] - times[i]) < 1.5 * periodMs;
  history.points.forEach(({ sites }, i) => {
    if (i > 0 && !isNeighbour(i, i - 1)) {
      const at = times[i - 1] + periodMs;
      rows.push({ at, 'on-prem': null, aws: null, isIsolated: false });
    }
    rows.push({
      at: times[i],
      'on-prem': sites['on-prem'][metric],
      aws: sites.aws[metric],
      isIsolated: !isNeighbour(i, i - 1) && !isNeighbour(i, i + 1),
    });
  });
  return rows;
}

/** A shift, or what automation moved, as it is marked in a chart. */
export interface ShiftMark {
  /** 1, 2, 3 …, the oldest first: what the mark is labelled with. */
  number: number;
  from: number;
  to: number;
  of: ShiftSummary | AutomationMove;
}

/** The marks of the shifts and of what automation moved, within the time that the chart shows. */
export function marksOf(history: TrafficHistory): ShiftMark[] {
  const begin = Date.parse(history.from);
  const end = Date.parse(history.to);
  const clamp = (at: number) => Math.min(Math.max(at, begin), end);
  return [...history.shifts, ...(history.automation ?? [])]
    .map(of => ({ of, began: beginningOf(of) }))
    .sort((a, b) => a.began - b.began)
    .map(({ of, began }, index) => ({
      number: index + 1,
      from: clamp(began),
      to: clamp(of.endedAt ? Date.parse(of.endedAt) : end),
      of,
    }));
}

/** When what is marked began, as `Date.now()`. */
export function beginningOf(of: ShiftMark['of']): number {
  return Date.parse(of.kind === 'automation' ? of.movedAt : of.createdAt);
}

/** A label needs about this part of a chart's width. */
const LABEL_WIDTH = 0.05;

/** The numbers of the marks that have room for a label: neighbours must not overlap. */
export function labelledMarks(
  marks: readonly ShiftMark[],
  spanMs: number,
): Set<number> {
  const labelled = new Set<number>();
  let last = -Infinity;
  for (const { number, from } of marks) {
    if (from - last < spanMs * LABEL_WIDTH) continue;
    labelled.add(number);
    last = from;
  }
  return labelled;
}

/** The shifts that were under way at some moment of a period. */
export function marksIn(
  marks: readonly ShiftMark[],
  at: number,
  periodSeconds: number,
): ShiftMark[] {
  const end = at + periodSeconds * 1000;
  return marks.filter(mark => mark.from < end && mark.to >= at);
}

/** Both sites' sums of a metric. */
export function totalsOf(
  history: TrafficHistory,
  metric: Metric,
): Record<Site, number> {
  const sum = (site: Site) =>
    history.points.reduce((all, { sites }) => all + sites[site][metric], 0);
  return { 'on-prem': sum('on-prem'), aws: sum('aws') };
}
