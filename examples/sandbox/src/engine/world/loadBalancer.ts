import type { World } from '../../model';
import { naming } from '../naming';
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

/** The load balancer, its HTTPS listener and the listener's default: nobody's host is a 404. */
export function addLoadBalancer(world: World): void {
  const names = naming(world);
  const { loadBalancers, listeners, rules } = world.loadBalancing;
  loadBalancers.set(names.loadBalancerArn, {
    arn: names.loadBalancerArn,
    name: world.platformId,
    dnsName: names.loadBalancerDnsName,
    canonicalHostedZoneId: ALB_ZONES[world.region] ?? ALB_ZONES['us-east-1'],
    vpcId: names.vpcId,
    createdTime: world.now(),
  });
  listeners.set(names.listenerArn, {
    arn: names.listenerArn,
    loadBalancerArn: names.loadBalancerArn,
    protocol: 'HTTPS',
    port: 443,
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
  tag(world, names.loadBalancerArn);
  // CloudFormation tags the listener; its default rule is no resource of a template.
  tag(world, names.listenerArn);
}
