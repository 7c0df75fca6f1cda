import { emptyWorld, type Alarm, type World } from '../model';

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
  functionArn: `arn:aws:lambda:${region}:${accountId}:function:shop-echo`,
  dms: (kind: 'rep' | 'endpoint' | 'task' | 'replication-config', id: string) =>
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
  const world: ExampleWorld = {
    ...emptyWorld({ accountId, region, platformId: 'shop', now: () => now }),
    advance: ms => {
      now += ms;
    },
  };
  addLoadBalancer(world);
  addReplication(world);
  addNetwork(world);
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

function addReplication(world: World) {
  const { instances, endpoints, connections, tasks, serverless } = world.dms;
  const instanceArn = example.dms('rep', 'INSTANCE');
  instances.set(instanceArn, {
    arn: instanceArn,
    identifier: 'shop-replication',
    instanceClass: 'dms.t3.medium',
    engineVersion: '3.6.1',
    status: 'available',
  });
  for (const [type, site] of [
    ['source', 'aws'],
    ['target', 'on-prem'],
  ] as const) {
    const arn = example.dms('endpoint', type.toUpperCase());
    endpoints.set(arn, {
      arn,
      identifier: `shop-${type}`,
      type,
      engineName: 'mariadb',
      serverName: `${type}.example.com`,
      port: 3306,
      databaseName: 'shop',
      username: 'dms',
      sslMode: site === 'aws' ? 'verify-ca' : 'none',
      site,
    });
    connections.push({ instanceArn, endpointArn: arn, status: 'successful' });
  }
  const arn = example.dms('task', 'TASK');
  const replicating = (resourceId: string) => ({
    resourceId,
    sourceArn: example.dms('endpoint', 'SOURCE'),
    targetArn: example.dms('endpoint', 'TARGET'),
    migrationType: 'full-load-and-cdc' as const,
    tableMappings: '{"rules":[]}',
    settings: '{"Logging":{"EnableLogging":true}}',
    everStarted: false,
    createdAt: world.now(),
    fullLoadProgressPercent: 0,
    lagSeconds: 0,
    tables: ['carts', 'orders'].map(table => ({
      schema: 'shop',
      table,
      state: 'Before load' as const,
      inserts: 0,
      updates: 0,
      deletes: 0,
      fullLoadRows: 10,
    })),
  });
  tasks.set(arn, {
    ...replicating('TASK'),
    arn,
    identifier: 'shop-aws-to-on-prem',
    instanceArn,
    status: 'ready',
  });
  const config = example.dms('replication-config', 'CONFIG');
  serverless.set(config, {
    ...replicating('CONFIG'),
    arn: config,
    identifier: 'shop-serverless',
    maxCapacityUnits: 8,
    status: 'created',
  });
  tag(world, arn);
  tag(world, instanceArn);
}

function addNetwork(world: World) {
  world.vpnConnections.set('vpn-0a1b2c3d', {
    id: 'vpn-0a1b2c3d',
    customerGatewayId: 'cgw-1',
    vpnGatewayId: 'vgw-1',
    staticRoutesOnly: true,
    staticRoutes: ['10.20.0.0/16'],
    tunnels: [
      {
        outsideIpAddress: '198.51.100.1',
        configured: true,
        up: true,
        lastStatusChange: world.now(),
        statusMessage: '',
        acceptedRouteCount: 1,
      },
      {
        outsideIpAddress: '198.51.100.2',
        configured: false,
        up: false,
        lastStatusChange: world.now(),
        statusMessage: 'IPSEC IS DOWN',
        acceptedRouteCount: 0,
      },
    ],
  });
  tag(world, `arn:aws:ec2:${region}:${accountId}:vpn-connection/vpn-0a1b2c3d`);
  const zone = 'shop.example.com.';
  world.dns.zones.set('Z1', {
    id: 'Z1',
    name: zone,
    records: [
      { name: zone, type: 'NS', ttl: 172_800, values: ['ns-1.example.net.'] },
      { name: zone, type: 'SOA', ttl: 900, values: ['ns-1.example.net. x 1'] },
    ],
  });
  world.dns.healthChecks.set('hc-1', {
    id: 'hc-1',
    fullyQualifiedDomainName: 'shop.example.com',
    port: 443,
    path: '/',
    observations: [
      {
        region: 'us-east-1',
        ipAddress: '192.0.2.1',
        ok: true,
        at: world.now(),
        status: 'Success: HTTP Status Code 200, OK',
      },
    ],
  });
  world.functions.set('shop-echo', {
    name: 'shop-echo',
    arn: example.functionArn,
    async invoke(payload) {
      const logTail = 'START\nEND\n';
      return (payload as { fail?: boolean }).fail
        ? {
            error: { errorType: 'Error', errorMessage: 'as asked', trace: [] },
            logTail,
          }
        : { result: { echo: payload }, logTail };
    },
  });
}
