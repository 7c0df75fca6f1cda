import {
  createAlarmStore,
  createMetricStore,
  type Alarm,
  type World,
} from '../model';

/** A small world for tests of the AWS handlers: one load balancer, a few services. */
export interface ExampleWorld extends World {
  /** Moves the world's clock. */
  advance(ms: number): void;
}

const region = 'ap-northeast-2';
const accountId = '111122223333';

/** ARNs of the example world. */
export const example = {
  region,
  accountId,
  loadBalancer: elb('loadbalancer/app/shop/50dc6c495c0c9188'),
  listener: elb('listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2'),
  defaultRule: rule('default'),
  rule,
  targetGroup: (service: string, site: string) =>
    elb(`targetgroup/shop-${service}-${site}/${hex(`${service}${site}`)}`),
  alarm: (name: string) =>
    `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`,
  dms: (kind: 'rep' | 'endpoint' | 'task', id: string) =>
    `arn:aws:dms:${region}:${accountId}:${kind}:${id}`,
};

function elb(resource: string) {
  return `arn:aws:elasticloadbalancing:${region}:${accountId}:${resource}`;
}

function rule(service: string) {
  return elb(
    `listener-rule/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2/${hex(service)}`,
  );
}

/** 16 hexadecimal digits that follow from a name. */
function hex(name: string) {
  return Buffer.from(name.padEnd(8, '.')).toString('hex').slice(-16);
}

/** Services `cart`, `order` and so on; `count` more are named `service-<n>`. */
export function exampleWorld(
  services: string[] = ['cart', 'order'],
): ExampleWorld {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const clock = { now: () => now };
  const world: ExampleWorld = {
    accountId,
    region,
    platformId: 'shop',
    now: clock.now,
    advance: ms => {
      now += ms;
    },
    loadBalancing: {
      loadBalancers: new Map(),
      listeners: new Map(),
      rules: new Map(),
      targetGroups: new Map(),
    },
    tags: new Map(),
    metrics: createMetricStore(clock),
    alarms: createAlarmStore(clock),
    dms: {
      instances: new Map(),
      endpoints: new Map(),
      connections: [],
      tasks: new Map(),
    },
    vpnConnections: new Map(),
    dns: { zones: new Map(), healthChecks: new Map() },
    functions: new Map(),
  };
  addLoadBalancer(world);
  services.forEach((name, index) => addService(world, name, index + 1));
  return world;
}

function tag(world: World, arn: string, tags: Record<string, string> = {}) {
  world.tags.set(
    arn,
    new Map(Object.entries({ 'hybrid-platform:platform': 'shop', ...tags })),
  );
}

function addLoadBalancer(world: World) {
  const { loadBalancers, listeners, rules } = world.loadBalancing;
  loadBalancers.set(example.loadBalancer, {
    arn: example.loadBalancer,
    name: 'shop',
    dnsName: 'shop-1.ap-northeast-2.elb.amazonaws.com',
    canonicalHostedZoneId: 'ZWKZPGTI48KDX',
    vpcId: 'vpc-1',
    createdTime: world.now(),
  });
  listeners.set(example.listener, {
    arn: example.listener,
    loadBalancerArn: example.loadBalancer,
    protocol: 'HTTPS',
    port: 443,
  });
  rules.set(example.defaultRule, {
    arn: example.defaultRule,
    listenerArn: example.listener,
    priority: 'default',
    conditions: [],
    actions: [{ type: 'fixed-response', order: 1, statusCode: '404' }],
  });
  for (const arn of [example.loadBalancer, example.listener]) tag(world, arn);
}

function addService(world: World, service: string, priority: number) {
  const sites = { 'on-prem': 40, aws: 60 };
  const { rules, targetGroups } = world.loadBalancing;
  for (const [site, weight] of Object.entries(sites)) {
    const arn = example.targetGroup(service, site);
    targetGroups.set(arn, {
      arn,
      name: `shop-${service}-${site}`,
      protocol: 'HTTP',
      port: 8080,
      vpcId: 'vpc-1',
      targetType: 'ip',
      healthCheck: {
        path: '/healthz',
        intervalSeconds: 5,
        timeoutSeconds: 2,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
        matcher: '200',
      },
      targets: [
        {
          id: '10.0.0.1',
          port: 8080,
          availabilityZone: 'all',
          state: 'healthy',
        },
        {
          id: '10.0.0.1',
          port: 8081,
          availabilityZone: 'all',
          state: 'unhealthy',
          reason: 'Target.FailedHealthChecks',
          description: 'Health checks failed',
        },
      ],
    });
    tag(world, arn, {
      'hybrid-platform:service': service,
      'hybrid-platform:site': site,
      'hybrid-platform:default-weight': String(weight),
    });
    addAlarm(world, service, site);
  }
  const arn = example.rule(service);
  rules.set(arn, {
    arn,
    listenerArn: example.listener,
    priority,
    conditions: [
      { field: 'host-header', values: [`${service}.example.com`] },
      { field: 'path-pattern', values: ['/*'] },
    ],
    actions: [
      {
        type: 'forward',
        order: 1,
        targetGroups: Object.entries(sites).map(([site, weight]) => ({
          arn: example.targetGroup(service, site),
          weight,
        })),
        stickiness: { enabled: false },
      },
    ],
  });
  tag(world, arn, { 'hybrid-platform:service': service });
}

function addAlarm(world: World, service: string, site: string) {
  const name = `shop-${service}-${site}-unhealthy`;
  const alarm: Alarm = {
    name,
    arn: example.alarm(name),
    metric: {
      namespace: 'AWS/ApplicationELB',
      name: 'HealthyHostCount',
      dimensions: {
        LoadBalancer: 'app/shop/50dc6c495c0c9188',
        TargetGroup: example.targetGroup(service, site).split(':')[5],
      },
    },
    statistic: 'Maximum',
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 1,
    comparison: 'LessThanThreshold',
    treatMissingData: 'breaching',
    actionsEnabled: true,
    alarmActions:
      site === 'on-prem'
        ? [
            `arn:aws:lambda:${region}:${accountId}:function:shop-increase-aws-traffic`,
          ]
        : [],
    okActions: [],
    state: 'OK',
    stateReason: 'Unchecked: Initial alarm creation',
    stateUpdated: world.now(),
  };
  world.alarms.alarms.set(name, alarm);
  tag(world, alarm.arn, { 'hybrid-platform:service': service });
}
