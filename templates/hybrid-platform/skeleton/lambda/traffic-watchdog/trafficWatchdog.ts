import { CONCURRENCY, type Context } from '../shared/context';
import { throwIfAny, type Failure } from '../shared/concurrency';
import type { Inventory } from '../shared/inventory';
import { firstService, gapMs, type Pace } from './pace';
import { WatchedRoute } from './watchedRoute';

/** While all is well, 4 of the account's 10 reads per second are left to others. */
const CHECKS_PER_SECOND = 6;

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
  const { log, loadBalancer, clock } = context;
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
  const { routes, problems } = inventory;
  problems.forEach(problem => log.warn('cannot be watched', { ...problem }));
  if (routes.length === 0) log.warn('no service to watch');

  const moved = routes
    .filter(route => route.movedByAutomation)
    .map(r => r.ruleArn);
  const seen = await loadBalancer.readRules(moved);
  const watched = routes.map(
    route =>
      new WatchedRoute(
        route,
        { holdDownMs: options.holdDownMs, seen: seen.get(route.ruleArn) },
        context,
      ),
  );
  const checks = await checkInTurn(watched, { ...options, end }, context);

  for (const { route, error } of watched) {
    if (error) failures.push({ service: route.service, error });
  }
  throwIfAny(failures, 'the watchdog');
  return { inventory, checks };
}

/** Returns the number of checks that it took. */
async function checkInTurn(
  watched: readonly WatchedRoute[],
  { end, intervalMs, runMs }: WatchdogOptions & { end: number },
  { clock }: Context,
): Promise<number> {
  if (watched.length === 0) return 0;
  const pace: Pace = {
    services: watched.length,
    intervalMs,
    runMs,
    maxPerSecond: CHECKS_PER_SECOND,
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
