import type { PlatformConfig, ServiceConfig } from '../platformConfig';
import type { Rule, RuleAction, Target, TargetGroup, World } from '../../model';
import { podAddress, targetAddress } from '../addresses';
import { naming, SITES, type Site } from '../naming';
import { TAGS } from '../tags';
import { applyAlarms, removeAlarms } from './serviceAlarms';
import { tag } from './tagging';

/**
 * Makes the world's services those of the configuration, as a deployment of the CDK
 * application would, with one difference: the weights that a rule has now are kept.
 */
export function applyServices(
  world: World,
  platform: PlatformConfig,
  services: ServiceConfig[],
): void {
  const wanted = new Set(services.map(service => service.name));
  for (const name of serviceNames(world)) {
    if (!wanted.has(name)) removeService(world, name);
  }
  const taken = new Set(
    [...world.loadBalancing.targetGroups.values()].flatMap(group =>
      group.targets.map(target => target.id),
    ),
  );
  for (const service of services) {
    for (const site of SITES) {
      applyTargetGroup(world, platform, service, site, taken);
    }
    applyRule(world, service);
    applyAlarms(world, platform, service);
  }
}

/** The services that have a listener rule. */
export function serviceNames(world: World): string[] {
  return [...world.loadBalancing.rules.keys()].flatMap(
    arn => world.tags.get(arn)?.get(TAGS.service) ?? [],
  );
}

/** A service's target group at a site. */
export function targetGroupOf(
  world: World,
  service: string,
  site: Site,
): TargetGroup | undefined {
  return world.loadBalancing.targetGroups.get(
    naming(world).targetGroupArn(service, site),
  );
}

/** The weights that a service's rule has now; a group that is not on the rule has 0. */
export function weightsOf(world: World, service: string): Record<Site, number> {
  const names = naming(world);
  const rule = world.loadBalancing.rules.get(names.ruleArn(service));
  const forward = rule?.actions.find(action => action.type === 'forward');
  const weight = (site: Site) =>
    forward?.type === 'forward'
      ? forward.targetGroups.find(
          group => group.arn === names.targetGroupArn(service, site),
        )?.weight ?? 0
      : 0;
  return { 'on-prem': weight('on-prem'), aws: weight('aws') };
}

function applyTargetGroup(
  world: World,
  platform: PlatformConfig,
  service: ServiceConfig,
  site: Site,
  taken: Set<string>,
): void {
  const names = naming(world);
  const arn = names.targetGroupArn(service.name, site);
  const existing = world.loadBalancing.targetGroups.get(arn);
  const wanted = targetsOf(platform, service, site, existing, taken);
  const settings = {
    port: site === 'aws' ? service.aws.port : service.onPrem.port,
    healthCheck: { ...service.healthCheck },
    targets: wanted.map(
      target =>
        existing?.targets.find(
          each => targetAddress(each) === targetAddress(target),
        ) ?? target,
    ),
  };
  if (existing) {
    Object.assign(existing, settings);
  } else {
    world.loadBalancing.targetGroups.set(arn, {
      arn,
      name: names.targetGroupName(service.name, site),
      protocol: 'HTTP',
      vpcId: names.vpcId,
      targetType: 'ip',
      ...settings,
    });
  }
  tag(world, arn, {
    [TAGS.service]: service.name,
    [TAGS.site]: site,
    [TAGS.defaultWeight]: String(service.weights[site]),
  });
}

function targetsOf(
  platform: PlatformConfig,
  service: ServiceConfig,
  site: Site,
  existing: TargetGroup | undefined,
  taken: Set<string>,
): Target[] {
  const initial = {
    state: 'initial' as const,
    reason: 'Elb.RegistrationInProgress',
    description: 'Target registration is in progress',
  };
  if (site === 'on-prem') {
    return service.onPrem.addresses.map(id => ({
      id,
      port: service.onPrem.port,
      // Targets outside the VPC are registered for all zones.
      availabilityZone: 'all',
      ...initial,
    }));
  }
  const { port, replicas } = service.aws;
  return Array.from({ length: replicas }, (_, index) => {
    const seed = `${platform.id}/${service.name}/${index}`;
    const id =
      existing?.targets[index]?.id ??
      podAddress(seed, platform.network.vpcCidr, taken);
    taken.add(id);
    const zones = platform.availabilityZones;
    return {
      id,
      port,
      availabilityZone: zones[index % zones.length],
      ...initial,
    };
  });
}

function applyRule(world: World, service: ServiceConfig): void {
  const names = naming(world);
  const arn = names.ruleArn(service.name);
  const existing = world.loadBalancing.rules.get(arn);
  const settings: Pick<Rule, 'priority' | 'conditions'> = {
    priority: service.priority,
    conditions: [
      { field: 'host-header', values: [...service.hosts] },
      { field: 'path-pattern', values: [...service.paths] },
    ],
  };
  if (existing) {
    Object.assign(existing, settings);
  } else {
    world.loadBalancing.rules.set(arn, {
      arn,
      listenerArn: names.listenerArn,
      actions: [forwardByDefault(world, service)],
      ...settings,
    });
  }
  tag(world, arn, {
    [TAGS.service]: service.name,
    [TAGS.entity]: service.entity,
  });
}

function forwardByDefault(world: World, service: ServiceConfig): RuleAction {
  return {
    type: 'forward',
    order: 1,
    targetGroups: SITES.map(site => ({
      arn: naming(world).targetGroupArn(service.name, site),
      weight: service.weights[site],
    })),
    stickiness: { enabled: false },
  };
}

function removeService(world: World, service: string): void {
  const names = naming(world);
  const { rules, targetGroups } = world.loadBalancing;
  rules.delete(names.ruleArn(service));
  world.tags.delete(names.ruleArn(service));
  for (const site of SITES) {
    targetGroups.delete(names.targetGroupArn(service, site));
    world.tags.delete(names.targetGroupArn(service, site));
  }
  removeAlarms(world, service);
}
