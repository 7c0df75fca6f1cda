import type { Route } from '../shared/inventory';
import { isHeld } from '../shared/tags';
import { weightsOf } from '../shared/ruleActions';
import type { Weights } from '../shared/sites';
import { writeWeights } from '../shared/writeWeights';
import type { OfficeHoursContext } from './ports';
import { waitUntil } from './waitUntil';

const ON_PREM_ONLY: Weights = { 'on-prem': 100, aws: 0 };
/** Requests that the load balancer has given to a pod already may take this long. */
const DRAIN_MS = 30_000;

/**
 * The evening: first all traffic goes on-prem, then the nodes stop. Nothing stops while a
 * service needs aws: on-prem does not serve it, automation has moved it, or somebody holds it.
 */
export async function close(context: OfficeHoursContext): Promise<boolean> {
  const { routes, problems } = await context.discover();
  const reasons = [
    ...problems.map(({ service, problem }) => `${service}: ${problem}`),
    ...(await reasonsToStay(context, routes)),
  ];
  if (reasons.length > 0) return stayOpen(context, reasons);

  for (const route of routes) await moveOnPrem(context, route);
  await context.clock.sleep(DRAIN_MS);
  // The watchdog may have taken a service back to aws in the meantime, and be right.
  const since = await reasonsToStay(context, routes);
  if (since.length > 0) return stayOpen(context, since);

  await context.alarms.mute(routes.map(route => route.service));
  await context.nodes.setSystemNodes(0);
  // Karpenter runs on the system nodes: before they have gone it would add its nodes again.
  await waitUntil(
    async () => (await context.nodes.countSystemNodes()) === 0,
    context,
    'the system nodes have not stopped',
  );
  const terminated = await context.nodes.terminateKarpenterNodes();
  context.log.info('closed', { services: routes.length, terminated });
  return true;
}

async function reasonsToStay(
  { loadBalancer, clock }: OfficeHoursContext,
  routes: readonly Route[],
): Promise<string[]> {
  const reasons: string[] = [];
  for (const { service, ruleArn, groupArns } of routes) {
    const { automation, hold } = await loadBalancer.readRule(ruleArn);
    const { healthy } = await loadBalancer.readHealth(groupArns['on-prem']);
    if (automation)
      reasons.push(`${service}: automation moved it (${automation.state})`);
    if (hold && isHeld(hold, clock.now())) {
      reasons.push(`${service}: held by ${hold.by}`);
    }
    if (healthy === 0)
      reasons.push(`${service}: on-prem has no healthy target`);
  }
  return reasons;
}

async function moveOnPrem(
  context: OfficeHoursContext,
  route: Route,
): Promise<void> {
  const rule = await context.loadBalancer.readRule(route.ruleArn);
  // Somebody moved it there already: it is not for us to move it back in the morning.
  if (weightsOf(rule.actions, route.groupArns).aws === 0) return;
  await context.tags.set(route.ruleArn, context.clock.now());
  await writeWeights(route, rule, ON_PREM_ONLY, context);
}

async function stayOpen(
  context: OfficeHoursContext,
  reasons: string[],
): Promise<false> {
  context.log.warn('not closed', { reasons });
  await context.notify(
    `${context.platform}: the cluster stays up tonight`,
    `The nodes were not stopped, because aws is needed:\n\n${reasons.join(
      '\n',
    )}`,
  );
  return false;
}
