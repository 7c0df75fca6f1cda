import type { Service } from './service';
import type { LoadBalancer } from './loadBalancer';
import type { Log } from './log';
import { serviceState, type ServiceState } from './serviceState';

/** A service that automation moved, as it was read for all of them at once. */
export type MovedService = Service & {
  /** Absent where its rules could not be read: then it is read by itself. */
  seen?: ServiceState;
};

/**
 * Those of the services that automation moved, in few calls. Some only look like it: the
 * tags of the rules themselves decide.
 */
export async function readMoved(
  services: readonly Service[],
  {
    loadBalancer,
    log,
  }: { loadBalancer: Pick<LoadBalancer, 'readRules'>; log: Log },
): Promise<MovedService[]> {
  const likely = services.filter(({ movedByAutomation }) => movedByAutomation);
  const states = await loadBalancer.readRules(
    likely.flatMap(({ routes }) => routes.map(({ ruleArn }) => ruleArn)),
  );
  const read = likely.map(service => ({
    ...service,
    seen: seenOf(service, states),
  }));
  for (const { service, seen } of read) {
    const unreadable = seen?.unreadableAutomation;
    if (!unreadable || seen.automation) continue;
    log.warn('not looked after, as the tag of automation cannot be read', {
      service,
      unreadableAutomation: unreadable,
    });
  }
  return read.filter(({ seen }) => !seen || seen.automation);
}

function seenOf(
  { routes }: Service,
  states: Parameters<typeof serviceState>[1],
): ServiceState | undefined {
  const own = new Map(
    routes.flatMap(({ ruleArn }) => {
      const state = states.get(ruleArn);
      return state ? [[ruleArn, state]] : [];
    }),
  );
  if (own.size < routes.length) return undefined;
  try {
    return serviceState(routes, own);
  } catch {
    return undefined;
  }
}
