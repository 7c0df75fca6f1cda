import type { Rule, World } from '../../model';
import { ENTRANCES, naming, type Entrance } from '../naming';
import { tag } from './tagging';

/** The hosted zones of Application Load Balancers, by Region, as AWS publishes them. */
const ALB_ZONES: Record<string, string> = {
  'ap-northeast-1': 'Z14GRHDCWA56QT',
  'ap-northeast-2': 'ZWKZPGTI48KDX',
  'ap-southeast-1': 'Z1LMS91P8CMLE5',
  'ap-southeast-2': 'Z1GM3OXH4ZPM65',
  'eu-central-1': 'Z215JYRZR1TBD5',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-east-2': 'Z3AADJGX6KTTL2',
  'us-west-2': 'Z1H1FL5HABSF5',
};

const LISTENERS = {
  https: { protocol: 'HTTPS', port: 443 },
  http: { protocol: 'HTTP', port: 80 },
  internal: { protocol: 'HTTPS', port: 443 },
} as const;

/**
 * An entrance: its load balancer, its listener and the listener's default: nobody's host is
 * a 404.
 */
export function addEntrance(world: World, entrance: Entrance): void {
  const names = naming(world).entrance(entrance);
  const { loadBalancers, listeners, rules } = world.loadBalancing;
  if (!loadBalancers.has(names.loadBalancerArn)) {
    loadBalancers.set(names.loadBalancerArn, {
      arn: names.loadBalancerArn,
      name: names.loadBalancerName,
      dnsName: names.loadBalancerDnsName,
      canonicalHostedZoneId: ALB_ZONES[world.region] ?? ALB_ZONES['us-east-1'],
      vpcId: naming(world).vpcId,
      createdTime: world.now(),
    });
    tag(world, names.loadBalancerArn);
  }
  listeners.set(names.listenerArn, {
    arn: names.listenerArn,
    loadBalancerArn: names.loadBalancerArn,
    ...LISTENERS[entrance],
  });
  rules.set(names.defaultRuleArn, {
    arn: names.defaultRuleArn,
    listenerArn: names.listenerArn,
    priority: 'default',
    conditions: [],
    actions: [
      {
        type: 'fixed-response',
        order: 1,
        statusCode: '404',
        contentType: 'text/plain',
        messageBody: 'No service has this host and path',
      },
    ],
  });
  // CloudFormation tags the listener; its default rule is no resource of a template.
  tag(world, names.listenerArn);
}

/** The entrances that there are, the platform's own listener first. */
export function entrancesOf(world: World): Entrance[] {
  return ENTRANCES.filter(entrance =>
    world.loadBalancing.listeners.has(
      naming(world).entrance(entrance).listenerArn,
    ),
  );
}

/** The entrance that a rule is at; the ARN of a listener that is none of them. */
export function entranceOf(
  world: World,
  { listenerArn }: Pick<Rule, 'listenerArn'>,
): Entrance | string {
  return (
    entrancesOf(world).find(
      each => naming(world).entrance(each).listenerArn === listenerArn,
    ) ?? listenerArn
  );
}

/** The load balancer that a target group's metrics are published for: the one that uses it. */
export function loadBalancersOfGroups(world: World): Map<string, string> {
  const { rules, listeners } = world.loadBalancing;
  const found = new Map<string, string>();
  for (const { listenerArn, actions } of rules.values()) {
    const loadBalancer = listeners.get(listenerArn)?.loadBalancerArn;
    if (!loadBalancer) continue;
    for (const action of actions) {
      if (action.type !== 'forward') continue;
      for (const { arn } of action.targetGroups) found.set(arn, loadBalancer);
    }
  }
  return found;
}
