import type {
  Evacuation,
  EvacuationItem,
  EvacuationSummary,
} from '@hybrid-platform/backstage-plugin-hybrid-common';

/** What became of a service, in the order in which it is shown. */
export const ITEM_STATES: readonly EvacuationItem['state'][] = [
  'failed',
  'refused',
  'not-permitted',
  'aborted',
  'shifting',
  'pending',
  'succeeded',
  'nothing-to-do',
];

type Counts = EvacuationSummary['counts'];

/** How many services there are in all. */
export function totalOf(counts: Counts): number {
  return ITEM_STATES.reduce((sum, state) => sum + counts[state], 0);
}

/** How many services have their result. */
export function doneOf(counts: Counts): number {
  return totalOf(counts) - counts.pending - counts.shifting;
}

/** How many services are not where they were meant to go, and will not go by themselves. */
export function leftBehind(counts: Counts): number {
  return (
    counts.failed + counts.refused + counts['not-permitted'] + counts.aborted
  );
}

/** Whether there is something that resuming could move. */
export function canResume({ state, counts }: EvacuationSummary): boolean {
  if (state === 'aborted') return true;
  return state === 'completed' && counts.failed + counts.refused > 0;
}

/** Seconds until the rest is done at the rate of now; undefined while there is none. */
export function remainingSeconds(
  evacuation: EvacuationSummary,
): number | undefined {
  const { counts, rate, state } = evacuation;
  if (state !== 'running' || !rate) return undefined;
  return (counts.pending + counts.shifting) / rate;
}

/** How long it took services to be served from the other site. */
interface RecoveryTimes {
  services: number;
  fastest: number;
  median: number;
  /** The time within which 95 of 100 were. */
  p95: number;
  slowest: number;
}

/** The recovery times of what was moved; undefined while nothing was. */
export function recoveryTimesOf(
  items: readonly EvacuationItem[],
): RecoveryTimes | undefined {
  const seconds = items
    .map(({ recoveryTimeSeconds }) => recoveryTimeSeconds)
    .filter((value): value is number => value !== undefined)
    .sort((a, b) => a - b);
  if (seconds.length === 0) return undefined;
  // The nearest rank: a time that a service really took, not one between two.
  const within = (share: number) =>
    seconds[Math.max(0, Math.ceil(share * seconds.length) - 1)];
  return {
    services: seconds.length,
    fastest: seconds[0],
    median: within(0.5),
    p95: within(0.95),
    slowest: seconds[seconds.length - 1],
  };
}

/** The items that a filter lets through, those that need attention first. */
export function filterItems(
  evacuation: Evacuation,
  filter: { state?: EvacuationItem['state']; text: string },
): EvacuationItem[] {
  const wanted = filter.text.trim().toLocaleLowerCase();
  const rank = new Map(ITEM_STATES.map((state, index) => [state, index]));
  return evacuation.items
    .filter(
      ({ state, service }) =>
        (!filter.state || state === filter.state) &&
        service.toLocaleLowerCase().includes(wanted),
    )
    .sort(
      (a, b) =>
        rank.get(a.state)! - rank.get(b.state)! ||
        a.service.localeCompare(b.service),
    );
}
