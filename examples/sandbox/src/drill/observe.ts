import type { World } from '../model';
import { naming } from '../engine/naming';
import { serviceNames, weightsOf } from '../engine/world/rules';
import { targetGroupOf } from '../engine/world/services';
import { alarmsOf } from '../engine/world/serviceAlarms';

/** When what happened to a service, in milliseconds since the epoch. */
export interface Milestones {
  /** The health checks say that no on-prem target is healthy. */
  detected?: number;
  /** The on-prem alarm went to ALARM. */
  alarmed?: number;
  /** A Lambda marked the rule: it has decided to move the traffic. */
  decided?: number;
  /** ModifyRule took effect: on-prem's weight is 0. */
  moved?: number;
}

export interface Observation {
  readonly services: ReadonlyMap<string, Milestones>;
  /** Whether every service's traffic has moved. */
  allMoved(): boolean;
  stop(): void;
}

/** How exact the times are. */
const LOOK_MS = 20;

/** Notes when each service reaches each milestone for the first time from now on. */
export function observe(world: World): Observation {
  const services = new Map<string, Milestones>(
    serviceNames(world).map(name => [name, {}]),
  );
  const look = () => {
    const now = Date.now();
    for (const [service, seen] of services) {
      if (!hasHealthyTarget(world, service, 'on-prem')) seen.detected ??= now;
      if (isAlarmed(world, service)) seen.alarmed ??= now;
      if (isMarked(world, service)) seen.decided ??= now;
      if (weightsOf(world, service)['on-prem'] === 0) seen.moved ??= now;
    }
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    services,
    allMoved: () =>
      [...services.values()].every(({ moved }) => moved !== undefined),
    stop: () => clearInterval(timer),
  };
}

/** Whether a service could be served by a site. */
export function hasHealthyTarget(
  world: World,
  service: string,
  site: 'on-prem' | 'aws',
): boolean {
  const targets = targetGroupOf(world, service, site)?.targets ?? [];
  return targets.some(({ state }) => state === 'healthy');
}

function isAlarmed(world: World, service: string): boolean {
  return alarmsOf(world, service).some(
    ({ name, state }) =>
      name.endsWith('-on-prem-unhealthy') && state === 'ALARM',
  );
}

function isMarked(world: World, service: string): boolean {
  const rule = naming(world).ruleArn(service);
  return world.tags.get(rule)?.has('hybrid-platform:automation') ?? false;
}
