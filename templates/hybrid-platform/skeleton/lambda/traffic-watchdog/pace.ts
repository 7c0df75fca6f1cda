/** How often the watchdog checks, given how many services there are and how much it may ask. */
export interface Pace {
  services: number;
  /** The pause that is wanted between two looks at the same service. */
  intervalMs: number;
  runMs: number;
  maxPerSecond: number;
}

/**
 * Whole milliseconds from one check to the next. All services are looked at once per interval
 * where the budget allows it; with more of them the interval of each stretches.
 */
export function gapMs({ services, intervalMs, maxPerSecond }: Pace): number {
  return Math.ceil(Math.max(intervalMs / services, 1000 / maxPerSecond));
}

/**
 * The service that a run looks at first. A run that cannot get round to all of them goes on
 * where the one before it stopped, which it knows from the time: runs start every minute.
 */
export function firstService(pace: Pace, now: number): number {
  const checks = Math.floor(pace.runMs / gapMs(pace));
  if (checks >= pace.services) return 0;
  return (Math.floor(now / 60_000) * checks) % pace.services;
}
