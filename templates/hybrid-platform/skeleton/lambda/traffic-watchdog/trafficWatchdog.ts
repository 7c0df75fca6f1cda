import { CONCURRENCY, type Context } from '../shared/context';
import { throwIfAny, type Failure } from '../shared/concurrency';
import type { Inventory } from '../shared/inventory';
import { firstService, gapMs, type Pace } from './pace';
import { Watched } from './watched';

/** While all is well, 4 of the account's 10 reads per second are left to others. */
const LOOKS_PER_SECOND = 6;

export interface WatchdogOptions {
  intervalMs: number;
  runMs: number;
  holdDownMs: number;
  /** What an earlier run of the same instance found, to go on with when finding fails. */
  known?: Inventory;
}

/**
 * Looks at the on-prem targets of every service in turn for as long as a run takes, fails
 * over what is down, and takes what automation moved back when it may.
 */
export async function trafficWatchdog(
  options: WatchdogOptions,
  context: Context,
): Promise<{ inventory: Inventory; looks: number }> {
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

  const marked = routes.filter(route => route.marked).map(r => r.ruleArn);
  const seen = await loadBalancer.readRules(marked);
  const watched = routes.map(
    route =>
      new Watched(
        route,
        { holdDownMs: options.holdDownMs, seen: seen.get(route.ruleArn) },
        context,
      ),
  );
  const looks = await lookInTurn(watched, { ...options, end }, context);

  for (const { route, error } of watched) {
    if (error) failures.push({ service: route.service, error });
  }
  throwIfAny(failures, 'the watchdog');
  return { inventory, looks };
}

/** Returns the number of looks that it took. */
async function lookInTurn(
  watched: readonly Watched[],
  { end, intervalMs, runMs }: WatchdogOptions & { end: number },
  { clock }: Context,
): Promise<number> {
  if (watched.length === 0) return 0;
  const pace: Pace = {
    services: watched.length,
    intervalMs,
    runMs,
    maxPerSecond: LOOKS_PER_SECOND,
  };
  const first = firstService(pace, clock.now());
  const underWay = new Set<Promise<void>>();

  let looks = 0;
  let due = clock.now();
  for (let turn = first; due < end; turn++) {
    await clock.sleep(Math.max(0, due - clock.now()));
    const next = watched[turn % watched.length];
    if (!next.busy) {
      const look: Promise<void> = next
        .look()
        .finally(() => underWay.delete(look));
      underWay.add(look);
      looks++;
    }
    if (underWay.size >= CONCURRENCY) await Promise.race(underWay);
    // Time lost to slow answers is not made up for: that would be a burst.
    due = Math.max(due + gapMs(pace), clock.now());
  }
  await Promise.all(underWay);
  return looks;
}
