import { createHash } from 'node:crypto';

/** Where traffic can be served. */
export type Site = 'on-prem' | 'aws';

/** Both sites, in the order in which they are listed everywhere. */
export const SITES: readonly Site[] = ['on-prem', 'aws'];

/**
 * Where services are reached: the platform's own HTTPS listener, its load balancer's HTTP
 * listener, and an internal load balancer, which has target groups of its own.
 */
export type Entrance = 'https' | 'http' | 'internal';

/** All of them; a platform has the first, and others if it is told so. */
export const ENTRANCES: readonly Entrance[] = ['https', 'http', 'internal'];

/** What every ARN of a platform is derived from. */
export interface Scope {
  readonly platformId: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * Hexadecimal digits that AWS would choose at random. Here they follow from the name, so
 * that a resource keeps its ARN when the sandbox restarts.
 */
export function hex(seed: string, length = 16): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

/** The names and ARNs of a platform's resources, as its CDK application gives them. */
export type Naming = ReturnType<typeof createNaming>;

const known = new WeakMap<Scope, Naming>();

/** The names of one platform; made once per scope object, which never changes. */
export function naming(scope: Scope): Naming {
  let names = known.get(scope);
  if (!names) {
    names = createNaming(scope);
    known.set(scope, names);
  }
  return names;
}

function createNaming(scope: Scope) {
  const { platformId, accountId, region } = scope;
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const elb = (resource: string) => arn('elasticloadbalancing', resource);
  const seeded = (kind: string, name = '') =>
    hex(`${accountId}/${region}/${platformId}/${kind}/${name}`);

  const upperId = (kind: string) =>
    hex(`${accountId}/${region}/${platformId}/${kind}`, 26).toUpperCase();

  const loadBalancer = (name: string, seed: string) => {
    const path = `app/${name}/${seed}`;
    return {
      path,
      loadBalancerName: name,
      loadBalancerArn: elb(`loadbalancer/${path}`),
      loadBalancerDnsName: `${name}-${parseInt(
        hex(path, 8),
        16,
      )}.${region}.elb.amazonaws.com`,
    };
  };
  const listener = (
    balancer: ReturnType<typeof loadBalancer>,
    seed: string,
  ) => {
    const path = `${balancer.path}/${seed}`;
    const rule = (name: string) =>
      elb(`listener-rule/${path}/${seeded('rule', name)}`);
    return {
      listenerArn: elb(`listener/${path}`),
      defaultRuleArn: rule('default'),
      ruleArn: remembered((service: string) => rule(`s/${service}`)),
    };
  };
  const targetGroups = (suffix: string) => {
    const name = (service: string, site: Site) =>
      `${platformId}-${service}-${site}${suffix}`;
    return {
      targetGroupName: name,
      targetGroupArn: remembered((service: string, site: Site) =>
        elb(
          `targetgroup/${name(service, site)}/${seeded(
            'target-group',
            `${service}/${site}${suffix}`,
          )}`,
        ),
      ),
    };
  };
  const own = loadBalancer(platformId, seeded('load-balancer'));
  const internal = loadBalancer(
    `${platformId}-internal`,
    seeded('load-balancer', 'internal'),
  );
  const entrances = {
    https: {
      ...own,
      ...listener(own, seeded('listener')),
      ...targetGroups(''),
    },
    http: {
      ...own,
      ...listener(own, seeded('listener', 'http')),
      ...targetGroups(''),
    },
    internal: {
      ...internal,
      ...listener(internal, seeded('listener', 'internal')),
      ...targetGroups('-int'),
    },
  };

  return {
    // Of the platform's own load balancer.
    ...entrances.https,
    entrance: (entrance: Entrance) => entrances[entrance],
    alarmArn: (alarmName: string) => arn('cloudwatch', `alarm:${alarmName}`),
    functionName: (name: string) => `${platformId}-${name}`,
    functionArn: (name: string) =>
      arn('lambda', `function:${platformId}-${name}`),
    vpcId: `vpc-0${seeded('vpc')}`,
    vpnConnectionId: `vpn-0${seeded('vpn')}`,
    vpnConnectionArn: arn('ec2', `vpn-connection/vpn-0${seeded('vpn')}`),
    customerGatewayId: `cgw-0${seeded('customer-gateway')}`,
    vpnGatewayId: `vgw-0${seeded('vpn-gateway')}`,
    transitGatewayId: `tgw-0${seeded('transit-gateway')}`,
    dmsInstanceArn: arn('dms', `rep:${upperId('dms-instance')}`),
    dmsEndpointArn: (type: 'source' | 'target') =>
      arn('dms', `endpoint:${upperId(`dms-${type}`)}`),
    dmsTaskId: upperId('dms-task'),
    dmsTaskArn: arn('dms', `task:${upperId('dms-task')}`),
    dmsConfigArn: arn('dms', `replication-config:${upperId('dms-task')}`),
    hostedZoneId: `Z${seeded('zone').toUpperCase()}`,
    healthCheckId: uuid(seeded('health-check') + seeded('health-check', '2')),
    arn,
  };
}

/** Hashing is dear for what is asked at every request. */
function remembered<A extends string[]>(make: (...args: A) => string) {
  const made = new Map<string, string>();
  return (...args: A): string => {
    const key = args.join('/');
    let value = made.get(key);
    if (value === undefined) {
      value = make(...args);
      made.set(key, value);
    }
    return value;
  };
}

/** The dimension that CloudWatch takes from a load balancer's or target group's ARN. */
export function arnSuffix(arn: string): string {
  const resource = arn.slice(arn.lastIndexOf(':') + 1);
  return resource.replace(/^loadbalancer\//, '');
}

function uuid(digits: string): string {
  return digits.replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/,
    '$1-$2-$3-$4-$5',
  );
}
