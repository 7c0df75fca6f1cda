import type { World } from '../../model';
import { hex, naming, SITES } from '../naming';
import { TAGS } from '../tags';
import { serviceNames } from '../world/rules';

type Tags = ReadonlyMap<string, string>;

/**
 * Resources of the platform that were deleted, as many of each kind as asked for: of services
 * that exist (a rule or target group that was replaced) and of services that do not, on a
 * listener that exists and on one that does not. The same ones whenever they are asked for.
 */
export function deletedResources(
  world: World,
  count: number,
): ReadonlyMap<string, Tags> {
  const services = serviceNames(world);
  const found = new Map<string, Tags>();
  for (let number = 1; number <= count; number++) {
    const existing = services[(number - 1) % services.length];
    for (const [arn, tags] of [
      ...elsewhere(world, number),
      ...onLoadBalancers(world, number, `retired-${number}`),
      ...(existing ? onLoadBalancers(world, number, existing) : []),
    ]) {
      found.set(
        arn,
        new Map(Object.entries({ [TAGS.platform]: world.platformId, ...tags })),
      );
    }
  }
  return found;
}

type Tagged = [arn: string, tags: Record<string, string>];

/** A service's rules, target groups and an alarm. */
function onLoadBalancers(
  world: World,
  number: number,
  service: string,
): Tagged[] {
  const names = naming(world);
  const { id, elb, listener } = seeded(world, number);
  const entity = `component:default/${service}`;
  const alive = names.listenerArn.split(':listener/')[1]!;
  return [
    ...[alive, listener].map(
      (path): Tagged => [
        elb(`listener-rule/${path}/${id(`rule/${path}/${service}`)}`),
        { [TAGS.service]: service, [TAGS.entity]: entity },
      ],
    ),
    ...SITES.map(
      (site): Tagged => [
        elb(
          `targetgroup/${names.targetGroupName(service, site)}/${id(
            `target-group/${service}/${site}`,
          )}`,
        ),
        {
          [TAGS.service]: service,
          [TAGS.site]: site,
          [TAGS.defaultWeight]: site === 'aws' ? '60' : '40',
        },
      ],
    ),
    // An alarm's ARN is its name: one of these was never made.
    [
      names.alarmArn(`${world.platformId}-${service}-retired-${number}`),
      { [TAGS.service]: service },
    ],
  ];
}

/** Load balancers, and what belongs to no service. */
function elsewhere(world: World, number: number): Tagged[] {
  const { arn } = naming(world);
  const { id, elb, loadBalancer, listener } = seeded(world, number);
  const upper = (kind: string) => id(kind, 26).toUpperCase();
  const entity = { [TAGS.entity]: `system:default/${world.platformId}` };
  return [
    [elb(`loadbalancer/${loadBalancer}`), {}],
    [elb(`listener/${listener}`), {}],
    [arn('dms', `rep:${upper('instance')}`), {}],
    [arn('dms', `task:${upper('task')}`), entity],
    [arn('dms', `replication-config:${upper('config')}`), entity],
    ...SITES.map(
      (site): Tagged => [
        arn('dms', `endpoint:${upper(`endpoint/${site}`)}`),
        { [TAGS.site]: site },
      ],
    ),
    [arn('rds', `db:${world.platformId}-retired-${number}`), {}],
    [arn('ec2', `vpn-connection/vpn-0${id('vpn')}`), {}],
    [`arn:aws:route53:::hostedzone/Z${id('zone').toUpperCase()}`, {}],
  ];
}

function seeded(world: World, number: number) {
  const { platformId } = world;
  const id = (kind: string, length?: number) =>
    hex(`${platformId}/deleted/${number}/${kind}`, length);
  const loadBalancer = `app/${platformId}-retired-${number}/${id('balancer')}`;
  return {
    id,
    elb: (resource: string) =>
      naming(world).arn('elasticloadbalancing', resource),
    loadBalancer,
    listener: `${loadBalancer}/${id('listener')}`,
  };
}
