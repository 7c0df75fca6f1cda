import type { Service } from '../shared/service';
import { readService, readSite } from '../shared/serviceState';
import { sameWeights } from '../shared/sites';
import { isHeld } from '../shared/tags';
import { writeWeights } from '../shared/writeWeights';
import type { OfficeHoursContext } from './ports';
import { waitUntil } from './waitUntil';

/** A service of which the evening moved some rules, or all. */
interface Closed {
  service: Service;
  /** The rules that are marked with it. */
  ruleArns: ReadonlySet<string>;
}

/**
 * The morning: first the nodes, then, service by service, the traffic that went on-prem in
 * the evening, as soon as the pods are there to take it.
 */
export async function open(context: OfficeHoursContext): Promise<void> {
  await context.nodes.setSystemNodes(context.systemNodeCount);
  const { services } = await context.discover();
  const closed: Closed[] = [];
  for (const service of services) {
    const ruleArns = new Set<string>();
    for (const { ruleArn } of service.routes) {
      if (await context.tags.has(ruleArn)) ruleArns.add(ruleArn);
    }
    if (ruleArns.size > 0) closed.push({ service, ruleArns });
  }
  const waiting = new Set(closed);
  await waitUntil(
    async () => {
      for (const each of waiting) {
        if (await isReady(context, each.service)) {
          await bringBack(context, each);
          waiting.delete(each);
        }
      }
      return waiting.size === 0;
    },
    context,
    () =>
      `not enough healthy pods yet, so traffic stays on-prem: ${[...waiting]
        .map(({ service }) => service.service)
        .join(', ')}`,
  );
  await context.alarms.unmute(services.map(({ service }) => service));
  context.log.info('open', {
    services: closed.map(({ service }) => service.service),
  });
}

async function isReady(
  { loadBalancer, replicas }: OfficeHoursContext,
  service: Service,
): Promise<boolean> {
  const { healthy } = await readSite(service, 'aws', loadBalancer);
  return healthy >= (replicas.get(service.service) ?? 1);
}

/** All rules that the evening moved; a retry finds some of them back already. */
async function bringBack(
  context: OfficeHoursContext,
  { service, ruleArns }: Closed,
): Promise<void> {
  const { defaults } = service;
  const now = await readService(service, context.loadBalancer);
  const rules = now.rules.filter(({ route }) => ruleArns.has(route.ruleArn));
  const away = rules.filter(({ weights }) => weights.aws === 0);
  const moved = rules.some(
    ({ weights }) =>
      weights.aws !== 0 && !(defaults && sameWeights(weights, defaults)),
  );
  const held = isHeld(now.hold, context.clock.now());
  // Whoever moved or holds it since knows better. So does automation.
  if (moved || held || now.automation || !defaults) {
    context.log.warn('left as it is', {
      service: service.service,
      moved,
      held,
    });
  } else {
    for (const rule of away) await writeWeights(rule, defaults, context);
  }
  for (const ruleArn of ruleArns) await context.tags.remove(ruleArn);
}
