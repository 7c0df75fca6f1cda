import type { PlatformConfig, ServiceConfig } from '../platformConfig';
import type { Rule, RuleAction, Target, TargetGroup, World } from '../../model';
import { podAddress, targetAddress } from '../addresses';
import { naming, SITES, type Entrance, type Site } from '../naming';
import { TAGS } from '../tags';
import { entrancesOf } from './loadBalancer';
import { forwardOf, rulesByService } from './rules';
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
  const rules = rulesByService(world);
  for (const [name, existing] of rules) {
    if (!wanted.has(name)) removeService(world, name, existing);
  }
  const entrances = entrancesOf(world);
  const taken = new Set(
    [...world.loadBalancing.targetGroups.values()].flatMap(group =>
      group.targets.map(target => target.id),
    ),
  );
  for (const service of services) {
    for (const entrance of entrances) {
      for (const site of SITES) {
        applyTargetGroup(world, platform, service, { site, entrance, taken });
      }
      applyRule(world, service, entrance, rules.get(service.name));
    }
    applyAlarms(world, platform, service);
  }
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

interface Place {
  site: Site;
  entrance: Entrance;
  /** Addresses that somebody has already. */
  taken: Set<string>;
}

function applyTargetGroup(
  world: World,
  platform: PlatformConfig,
  service: ServiceConfig,
  { site, entrance, taken }: Place,
): void {
  const names = naming(world).entrance(entrance);
  const arn = names.targetGroupArn(service.name, site);
  const existing = world.loadBalancing.targetGroups.get(arn);
  // A load balancer with groups of its own has the same targets in them.
  const pods = targetGroupOf(world, service.name, site);
  const wanted = targetsOf(platform, service, site, pods, taken);
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
      vpcId: naming(world).vpcId,
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

function applyRule(
  world: World,
  service: ServiceConfig,
  entrance: Entrance,
  existing: Rule[] = [],
): void {
  const names = naming(world).entrance(entrance);
  const { listenerArn } = names;
  // It may have been replaced meanwhile, and then has another ARN than it was made with.
  const known = existing.find(rule => rule.listenerArn === listenerArn);
  const arn = known?.arn ?? names.ruleArn(service.name);
  const settings: Pick<Rule, 'priority' | 'conditions'> = {
    priority: service.priority,
    conditions: [
      { field: 'host-header', values: [...service.hosts] },
      { field: 'path-pattern', values: [...service.paths] },
    ],
  };
  if (known) {
    Object.assign(known, settings);
  } else {
    world.loadBalancing.rules.set(arn, {
      arn,
      listenerArn,
      actions: [forwardByDefault(world, service, entrance)],
      ...settings,
    });
  }
  tag(world, arn, {
    [TAGS.service]: service.name,
    [TAGS.entity]: service.entity,
  });
}

function forwardByDefault(
  world: World,
  service: ServiceConfig,
  entrance: Entrance,
): RuleAction {
  const { targetGroupArn } = naming(world).entrance(entrance);
  return {
    type: 'forward',
    order: 1,
    targetGroups: SITES.map(site => ({
      arn: targetGroupArn(service.name, site),
      weight: service.weights[site],
    })),
    stickiness: { enabled: false },
  };
}

/** With every group that its rules forward to, also those of neither site. */
function removeService(world: World, service: string, rules: Rule[]): void {
  const { targetGroups } = world.loadBalancing;
  for (const rule of rules) {
    world.loadBalancing.rules.delete(rule.arn);
    world.tags.delete(rule.arn);
  }
  const groups = new Set([
    ...rules.flatMap(rule =>
      (forwardOf(rule)?.targetGroups ?? []).map(({ arn }) => arn),
    ),
    ...SITES.map(site => naming(world).targetGroupArn(service, site)),
  ]);
  for (const arn of groups) {
    const owner = world.tags.get(arn)?.get(TAGS.service) ?? service;
    if (owner !== service) continue;
    targetGroups.delete(arn);
    world.tags.delete(arn);
  }
  removeAlarms(world, service);
}
