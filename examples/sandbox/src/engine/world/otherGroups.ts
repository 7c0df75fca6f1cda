import type { TargetGroup, World } from '../../model';
import { podAddress } from '../addresses';
import { hex, naming } from '../naming';
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

/** Of one forward action, as on AWS. */
const MOST_GROUPS = 5;

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
  const { loadBalancerArn, arn: arnOf } = naming(world);
  const { listeners } = world.loadBalancing;
  const fullName = `${world.platformId}-${service}-${name}`;
  const id = hex(`${world.platformId}/other/${fullName}`);
  const arn = arnOf('elasticloadbalancing', `targetgroup/${fullName}/${id}`);
  const own = rulesOf(world, service).filter(
    ({ listenerArn }) =>
      listeners.get(listenerArn)?.loadBalancerArn === loadBalancerArn,
  );
  const others = own.flatMap(rule => {
    const groups = forwardOf(rule)?.targetGroups;
    return groups ? [groups.filter(group => group.arn !== arn)] : [];
  });
  if (others.some(groups => groups.length >= MOST_GROUPS)) {
    throw new RangeError(
      `A forward action can have a maximum of ${MOST_GROUPS} target groups`,
    );
  }
  const group = findOrMake(world, vpcCidr, service, {
    arn,
    name: fullName,
    targets,
  });
  if (tags) tag(world, arn, tags);
  for (const rule of own) {
    const groups = forwardOf(rule)?.targetGroups;
    const on = groups?.find(each => each.arn === arn);
    if (on) on.weight = weight;
    else groups?.push({ arn, weight });
  }
  return group;
}

function findOrMake(
  world: World,
  vpcCidr: string,
  service: string,
  { arn, name, targets }: { arn: string; name: string; targets: number },
): TargetGroup {
  const { targetGroups } = world.loadBalancing;
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
    name,
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
