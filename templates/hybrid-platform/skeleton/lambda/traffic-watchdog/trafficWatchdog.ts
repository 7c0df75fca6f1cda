import { CONCURRENCY, type Context } from '../shared/context';
import { throwIfAny, type Failure } from '../shared/concurrency';
import type { Inventory } from '../shared/inventory';
import { readMoved } from '../shared/readMoved';
import { firstService, gapMs, type Pace } from './pace';
import { WatchedService } from './watchedService';

/** While all is well, 4 of the account's 10 reads per second are left to others. */
const READS_PER_SECOND = 6;

export interface WatchdogOptions {
  intervalMs: number;
  runMs: number;
  holdDownMs: number;
  /** What an earlier run of the same instance found, to go on with when finding fails. */
  known?: Inventory;
}

/**
 * Checks the on-prem targets of every service in turn for as long as a run takes, fails
 * over what is down, and takes what automation moved back when it may.
 */
export async function trafficWatchdog(
  options: WatchdogOptions,
  context: Context,
): Promise<{ inventory: Inventory; checks: number }> {
  const { log, clock } = context;
  const end = clock.now() + options.runMs;
  const failures: Failure[] = [];

  const inventory = await context.discover().catch(error => {
    if (!options.known) throw error;
    log.error('could not discover the platform: using what is known', {
      error,
    });
    failures.push({ service: 'discovery', error });
    return options.known;
  });
  const { services, problems, gone, idle } = inventory;
  problems.forEach(problem => log.warn('cannot be watched', { ...problem }));
  if (gone.length > 0) {
    log.warn('left out: the tag index lists only rules that are gone', {
      services: gone,
    });
  }
  if (idle.length > 0) {
    log.info('left out: rules that forward to no target group', {
      rules: idle,
    });
  }
  if (services.length === 0) log.warn('no service to watch');

  const moved = new Map(
    (await readMoved(services, context)).map(each => [each.service, each]),
  );
  // Of what was replaced during the run; one query for all.
  let again: Promise<Inventory> | undefined;
  const watched = services.map(service => {
    const found = moved.get(service.service);
    return new WatchedService(
      { ...service, movedByAutomation: found !== undefined },
      {
        holdDownMs: options.holdDownMs,
        seen: found?.seen,
        discoverAgain: () => (again ??= context.discover()),
      },
      context,
    );
  });
  const checks = await checkInTurn(watched, { ...options, end }, context);

  for (const { service, error } of watched) {
    if (error) failures.push({ service: service.service, error });
  }
  throwIfAny(failures, 'the watchdog');
  return { inventory, checks };
}

/** Returns the number of checks that it took. */
async function checkInTurn(
  watched: readonly WatchedService[],
  { end, intervalMs, runMs }: WatchdogOptions & { end: number },
  { clock }: Context,
): Promise<number> {
  if (watched.length === 0) return 0;
  const pace: Pace = {
    services: watched.length,
    intervalMs,
    runMs,
    maxPerSecond: (READS_PER_SECOND * watched.length) / reads(watched),
  };
  const first = firstService(pace, clock.now());
  const underWay = new Set<Promise<void>>();

  let checks = 0;
  let due = clock.now();
  for (let turn = first; due < end; turn++) {
    await clock.sleep(Math.max(0, due - clock.now()));
    const next = watched[turn % watched.length];
    if (!next.busy) {
      const check: Promise<void> = next
        .check()
        .finally(() => underWay.delete(check));
      underWay.add(check);
      checks++;
    }
    if (underWay.size >= CONCURRENCY) await Promise.race(underWay);
    // Time lost to slow answers is not made up for: that would be a burst.
    due = Math.max(due + gapMs(pace), clock.now());
  }
  await Promise.all(underWay);
  return checks;
}

/** What it takes to look at all services once: one for each target group on-prem. */
function reads(watched: readonly WatchedService[]): number {
  return watched.reduce((sum, { onPremGroups }) => sum + onPremGroups, 0);
}
