import type { Route } from '../shared/inventory';
import { isHeld } from '../shared/tags';
import { weightsOf } from '../shared/ruleActions';
import { writeWeights } from '../shared/writeWeights';
import type { OfficeHoursContext } from './ports';
import { waitUntil } from './waitUntil';

/**
 * The morning: first the nodes, then, service by service, the traffic that went on-prem in
 * the evening, as soon as the pods are there to take it.
 */
export async function open(context: OfficeHoursContext): Promise<void> {
  await context.nodes.setSystemNodes(context.systemNodeCount);
  const { routes } = await context.discover();
  const closed: Route[] = [];
  for (const route of routes) {
    if (await context.tags.has(route.ruleArn)) closed.push(route);
  }
  const waiting = new Set(closed);
  await waitUntil(
    async () => {
      for (const route of waiting) {
        if (await isReady(context, route)) {
          await bringBack(context, route);
          waiting.delete(route);
        }
      }
      return waiting.size === 0;
    },
    context,
    () =>
      `not enough healthy pods yet, so traffic stays on-prem: ${[...waiting]
        .map(route => route.service)
        .join(', ')}`,
  );
  await context.alarms.unmute(routes.map(route => route.service));
  context.log.info('open', { services: closed.map(route => route.service) });
}

async function isReady(
  { loadBalancer, replicas }: OfficeHoursContext,
  { service, groupArns }: Route,
): Promise<boolean> {
  const { healthy } = await loadBalancer.readHealth(groupArns.aws);
  return healthy >= (replicas.get(service) ?? 1);
}

async function bringBack(
  context: OfficeHoursContext,
  route: Route,
): Promise<void> {
  const rule = await context.loadBalancer.readRule(route.ruleArn);
  const moved = weightsOf(rule.actions, route.groupArns).aws !== 0;
  const held = isHeld(rule.hold, context.clock.now());
  // Whoever moved or holds it since knows better. So does automation.
  if (moved || held || rule.automation || !route.defaults) {
    context.log.warn('left as it is', { service: route.service, moved, held });
  } else {
    await writeWeights(route, rule, route.defaults, context);
  }
  await context.tags.remove(route.ruleArn);
}
