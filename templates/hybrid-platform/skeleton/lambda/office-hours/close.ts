import type { Service } from '../shared/service';
import { readService, readSite, throwAll } from '../shared/serviceState';
import type { Weights } from '../shared/sites';
import { isHeld } from '../shared/tags';
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
  const { services, problems } = await context.discover();
  const reasons = [
    ...problems.map(({ service, problem }) => `${service}: ${problem}`),
    ...(await reasonsToStay(context, services)),
  ];
  if (reasons.length > 0) return stayOpen(context, reasons);

  for (const service of services) await moveOnPrem(context, service);
  await context.clock.sleep(DRAIN_MS);
  // The watchdog may have taken a service back to aws in the meantime, and be right.
  const since = await reasonsToStay(context, services);
  if (since.length > 0) return stayOpen(context, since);

  await context.alarms.mute(services.map(({ service }) => service));
  await context.nodes.setSystemNodes(0);
  // Karpenter runs on the system nodes: before they have gone it would add its nodes again.
  await waitUntil(
    async () => (await context.nodes.countSystemNodes()) === 0,
    context,
    'the system nodes have not stopped',
  );
  const terminated = await context.nodes.terminateKarpenterNodes();
  context.log.info('closed', { services: services.length, terminated });
  return true;
}

async function reasonsToStay(
  { loadBalancer, clock }: OfficeHoursContext,
  services: readonly Service[],
): Promise<string[]> {
  const reasons: string[] = [];
  for (const each of services) {
    const { service } = each;
    const { automation, hold } = await readService(each, loadBalancer);
    const { healthy } = await readSite(each, 'on-prem', loadBalancer);
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

/** All rules of a service, but those that somebody moved there already. */
async function moveOnPrem(
  context: OfficeHoursContext,
  service: Service,
): Promise<void> {
  const { rules, errors } = await readService(service, context.loadBalancer);
  throwAll(errors);
  // It is not for us to move those back in the morning.
  const moving = rules.filter(({ weights }) => weights.aws > 0);
  for (const { route } of moving) {
    await context.tags.set(route.ruleArn, context.clock.now());
  }
  for (const rule of moving) await writeWeights(rule, ON_PREM_ONLY, context);
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
