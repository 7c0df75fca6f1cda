import type { TargetGroup, World } from '../../model';
import { podAddress } from '../addresses';
import { hex, naming } from '../naming';
import { loadBalancersOfGroups } from './loadBalancer';
import { forwardOf, rulesOf } from './rules';
import { targetGroupOf } from './services';
import { tag } from './tagging';

/** A target group that belongs to neither site, such as one of a blue/green deployment. */
export interface OtherGroup {
  /** The last part of its name: `green` makes `shop-cart-green`. */
  name: string;
  /** On the rule; 0 to 999. */
  weight: number;
  /** How many targets it has; 2. */
  targets?: number;
  /** Its tags; none, as a controller's group has none of the platform's. */
  tags?: Record<string, string>;
}

/**
 * Puts a group with pods of its own on a service's rules, beside those of the sites, or gives
 * it another weight there. Only on rules of the platform's own load balancer: a target group
 * can be used by one load balancer only.
 */
export function putOtherGroup(
  world: World,
  vpcCidr: string,
  service: string,
  { name, weight, targets = 2, tags }: OtherGroup,
): TargetGroup {
  const group = findOrMake(world, vpcCidr, service, { name, targets });
  if (tags) tag(world, group.arn, tags);
  const users = loadBalancersOfGroups(world);
  const { targetGroupArn } = naming(world);
  const own = users.get(targetGroupArn(service, 'aws'));
  for (const rule of rulesOf(world, service)) {
    const { listeners } = world.loadBalancing;
    if (listeners.get(rule.listenerArn)?.loadBalancerArn !== own) continue;
    const forward = forwardOf(rule);
    if (!forward) continue;
    const on = forward.targetGroups.find(({ arn }) => arn === group.arn);
    if (on) on.weight = weight;
    else forward.targetGroups.push({ arn: group.arn, weight });
  }
  return group;
}

function findOrMake(
  world: World,
  vpcCidr: string,
  service: string,
  { name, targets }: { name: string; targets: number },
): TargetGroup {
  const { targetGroups } = world.loadBalancing;
  const fullName = `${world.platformId}-${service}-${name}`;
  const arn = naming(world).arn(
    'elasticloadbalancing',
    `targetgroup/${fullName}/${hex(`${world.platformId}/other/${fullName}`)}`,
  );
  const existing = targetGroups.get(arn);
  if (existing) return existing;
  const like = targetGroupOf(world, service, 'aws')!;
  const taken = new Set(
    [...targetGroups.values()].flatMap(each =>
      each.targets.map(({ id }) => id),
    ),
  );
  const group: TargetGroup = {
    ...structuredClone(like),
    arn,
    name: fullName,
    targets: Array.from({ length: targets }, (_, index) => {
      const id = podAddress(`${arn}/${index}`, vpcCidr, taken);
      taken.add(id);
      return {
        id,
        port: like.port,
        availabilityZone: like.targets[0]?.availabilityZone ?? 'all',
        state: 'initial',
        reason: 'Elb.RegistrationInProgress',
        description: 'Target registration is in progress',
      };
    }),
  };
  targetGroups.set(arn, group);
  return group;
}
