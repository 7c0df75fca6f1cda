import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, type Config } from '../config/loadConfig';
import { naming } from '../naming';
import { createWorld } from './createWorld';
import { platformSchema, type PlatformInput } from '../platformConfig';
import { weightsOf } from './rules';
import { applyServices } from './services';

const SHOP = join(__dirname, '../../../platforms/shop');
const NOW = 1_800_000_000_000;

describe('createWorld', () => {
  let config: Config;
  const make = (changes: Partial<Config> = {}) => {
    const { platform, services } = { ...structuredClone(config), ...changes };
    return createWorld(platform, services, { now: () => NOW });
  };
  beforeAll(async () => {
    config = await loadConfig(SHOP);
  });

  it('has one rule with two weighted target groups per service, after which comes a 404', () => {
    const { loadBalancing } = make();
    const rules = [...loadBalancing.rules.values()];

    expect(loadBalancing.loadBalancers.size).toBe(1);
    expect(loadBalancing.listeners.size).toBe(1);
    expect(rules.map(rule => rule.priority)).toEqual([
      'default',
      10,
      20,
      30,
      40,
      50,
      60,
    ]);
    expect(rules[0].actions).toMatchObject([
      { type: 'fixed-response', statusCode: '404' },
    ]);
    expect(rules[3]).toMatchObject({
      conditions: [
        { field: 'host-header', values: ['cart.shop.example.com'] },
        { field: 'path-pattern', values: ['/*'] },
      ],
      actions: [
        { type: 'forward', targetGroups: [{ weight: 40 }, { weight: 60 }] },
      ],
    });
    expect(loadBalancing.targetGroups.size).toBe(12);
  });

  it('gives every resource the ARN and tags by which it is found', () => {
    const world = make();
    const arn = (service: string, resource: string) =>
      new RegExp(
        `^arn:aws:${service}:ap-northeast-2:111122223333:${resource}$`,
      );
    const elb = (resource: string) => arn('elasticloadbalancing', resource);
    const arns = [...world.tags.keys()];
    const tagsOf = (pattern: RegExp) => {
      const found = arns.filter(each => pattern.test(each));
      expect(found).toHaveLength(1);
      return Object.fromEntries(world.tags.get(found[0])!);
    };
    const platform = { 'hybrid-platform:platform': 'shop' };

    expect(tagsOf(elb('loadbalancer/app/shop/[0-9a-f]{16}'))).toEqual(platform);
    expect(tagsOf(elb('targetgroup/shop-cart-on-prem/[0-9a-f]{16}'))).toEqual({
      ...platform,
      'hybrid-platform:service': 'cart',
      'hybrid-platform:site': 'on-prem',
      'hybrid-platform:default-weight': '40',
    });
    expect(
      arns.filter(each =>
        elb('listener-rule/app/shop(/[0-9a-f]{16}){3}').test(each),
      ),
    ).toHaveLength(6);
    expect(
      Object.fromEntries(world.tags.get(naming(world).ruleArn('cart'))!),
    ).toEqual({
      ...platform,
      'hybrid-platform:service': 'cart',
      'hybrid-platform:entity': 'component:default/cart',
    });
    expect(
      tagsOf(arn('cloudwatch', 'alarm:shop-cart-on-prem-unhealthy')),
    ).toEqual({ ...platform, 'hybrid-platform:service': 'cart' });
    expect(tagsOf(arn('cloudwatch', 'alarm:shop-cart-dark'))).toEqual({
      ...platform,
      'hybrid-platform:service': 'cart',
    });
    expect(tagsOf(arn('dms', 'task:[A-Z0-9]{26}'))).toEqual({
      ...platform,
      'hybrid-platform:entity': 'system:default/shop',
    });
    expect(tagsOf(arn('rds', 'db:shop'))).toEqual(platform);
    expect(tagsOf(arn('ec2', 'vpn-connection/vpn-0[0-9a-f]{16}'))).toEqual(
      platform,
    );
    expect(tagsOf(/^arn:aws:route53:::hostedzone\/Z/)).toEqual(platform);
  });

  it('keeps every ARN when it is made again', () => {
    expect([...make().tags.keys()]).toEqual([...make().tags.keys()]);
  });

  it("gives pods addresses of the VPC, each its own, and on-prem targets the configuration's", () => {
    const { loadBalancing } = make();
    const groups = [...loadBalancing.targetGroups.values()];
    const pods = groups
      .filter(group => group.name.endsWith('-aws'))
      .flatMap(group => group.targets.map(target => target.id));

    expect(pods).toHaveLength(18);
    expect(new Set(pods).size).toBe(18);
    expect(pods.every(address => address.startsWith('10.20.'))).toBe(true);
    expect(
      groups
        .find(group => group.name === 'shop-cart-on-prem')!
        .targets.map(target => `${target.id}:${target.port}`),
    ).toEqual(['192.168.10.31:8080', '192.168.10.32:8080']);
  });

  it('lets only the on-prem alarm act, and only when alarms detect', () => {
    const actions = (
      detection: Config['platform']['failover']['detection'],
    ) => {
      const platform = structuredClone(config.platform);
      platform.failover.detection = detection;
      return [...make({ platform }).alarms.alarms.values()]
        .filter(alarm => alarm.name.startsWith('shop-cart-'))
        .map(alarm => [...alarm.alarmActions, ...alarm.okActions].length);
    };
    expect(actions('both')).toEqual([2, 0, 0]);
    expect(actions('alarm')).toEqual([2, 0, 0]);
    expect(actions('watchdog')).toEqual([0, 0, 0]);
  });

  it('configures one tunnel with static routes and two with BGP', () => {
    const tunnels = (routing: 'static' | 'bgp') => {
      const platform = structuredClone(config.platform);
      platform.vpn.routing = routing;
      const [connection] = make({ platform }).vpnConnections.values();
      return connection.tunnels.map(tunnel => tunnel.up);
    };
    expect(tunnels('static')).toEqual([true, false]);
    expect(tunnels('bgp')).toEqual([true, true]);
  });

  it('has a running DMS task from and to where the configuration says, or none', () => {
    const task = (replication: PlatformInput['data']['replication']) => {
      const platform = platformSchema.parse({
        ...config.platform,
        data: { ...config.platform.data, replication },
      });
      const { dms } = make({ platform });
      const [found] = dms.tasks.values();
      return (
        found && [
          found.status,
          dms.endpoints.get(found.sourceArn)!.site,
          dms.endpoints.get(found.targetArn)!.site,
        ]
      );
    };
    expect(task({ enabled: true, direction: 'aws-to-on-prem' })).toEqual([
      'running',
      'aws',
      'on-prem',
    ]);
    expect(task({ enabled: true, direction: 'on-prem-to-aws' })).toEqual([
      'running',
      'on-prem',
      'aws',
    ]);
    expect(
      task({ enabled: false, direction: 'on-prem-to-aws' }),
    ).toBeUndefined();
    expect(task(undefined)).toBeUndefined();
  });

  it('tells by tags which site each end of the replication is at', () => {
    const world = make();
    const [task] = world.dms.tasks.values();
    const siteOf = (endpointArn: string) =>
      world.tags.get(endpointArn)!.get('hybrid-platform:site');
    expect([siteOf(task.sourceArn), siteOf(task.targetArn)]).toEqual([
      'aws',
      'on-prem',
    ]);
  });

  it('replicates without an instance when it is configured so', () => {
    const platform = structuredClone(config.platform);
    platform.data.replication!.mode = 'serverless';
    const { dms, tags } = make({ platform });
    expect([dms.tasks.size, dms.instances.size]).toEqual([0, 0]);
    const [replication] = dms.serverless.values();
    expect(replication).toMatchObject({
      arn: expect.stringMatching(/:replication-config:[A-Z0-9]{26}$/),
      identifier: 'shop-aws-to-on-prem',
      status: 'running',
    });
    expect(tags.get(replication.arn)!.get('hybrid-platform:entity')).toBe(
      'system:default/shop',
    );
  });

  it('has the database of AWS, with the parameters that DMS needs', () => {
    const { rds, dms } = make();
    const [database] = rds.instances.values();
    expect(database).toMatchObject({
      identifier: 'shop',
      engineVersion: expect.stringMatching(/^11\.4\./),
      backupRetentionDays: 7,
    });
    expect([...dms.endpoints.values()].map(e => e.serverName)).toContain(
      database.address,
    );
    const { parameters } = rds.parameterGroups.get(database.parameterGroup)!;
    expect(parameters.filter(({ source }) => source === 'user')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'binlog_format', value: 'ROW' }),
      ]),
    );
  });

  it('points every host of the domain at the load balancer', () => {
    const world = make();
    const [zone] = world.dns.zones.values();
    const [loadBalancer] = world.loadBalancing.loadBalancers.values();

    expect(zone.name).toBe('shop.example.com.');
    expect(
      zone.records.filter(record => record.alias).map(record => record.name),
    ).toContain('cart.shop.example.com.');
    expect(zone.records.find(record => record.alias)!.alias!.dnsName).toBe(
      `dualstack.${loadBalancer.dnsName}.`,
    );
  });

  it('uses the tags that the platform template uses', () => {
    const source = readFileSync(
      join(__dirname, '../../../../../plugins/hybrid-common/src/tags.ts'),
      'utf8',
    );
    for (const tags of make().tags.values()) {
      for (const key of tags.keys()) expect(source).toContain(`'${key}'`);
    }
  });
});

describe('applyServices', () => {
  let config: Config;
  beforeEach(async () => {
    config = structuredClone(await loadConfig(SHOP));
  });
  const create = () =>
    createWorld(config.platform, structuredClone(config.services), {
      now: () => NOW,
    });
  const cartOf = (services: Config['services']) =>
    services.find(service => service.name === 'cart')!;

  it('keeps the weights that a rule has, its actions and the tags that others put on it', () => {
    const world = create();
    const arn = naming(world).ruleArn('cart');
    const rule = world.loadBalancing.rules.get(arn)!;
    rule.actions.unshift({ type: 'authenticate-oidc', order: 1, settings: {} });
    const forward = rule.actions[1];
    if (forward.type !== 'forward') throw new Error('no forward action');
    forward.targetGroups[0].weight = 0;
    world.tags.get(arn)!.set('hybrid-platform:automation', 'failed-over');

    const cart = cartOf(config.services);
    cart.weights = { 'on-prem': 10, aws: 90 };
    cart.priority = 35;
    cart.hosts = ['basket.shop.example.com'];
    applyServices(world, config.platform, config.services);

    expect(weightsOf(world, 'cart')).toEqual({ 'on-prem': 0, aws: 60 });
    expect(rule).toMatchObject({
      priority: 35,
      actions: [{ type: 'authenticate-oidc' }, { type: 'forward' }],
    });
    expect(rule.conditions[0].values).toEqual(['basket.shop.example.com']);
    expect(world.tags.get(arn)!.get('hybrid-platform:automation')).toBe(
      'failed-over',
    );
    expect(
      world.tags
        .get(naming(world).targetGroupArn('cart', 'on-prem'))!
        .get('hybrid-platform:default-weight'),
    ).toBe('10');
  });

  it('keeps the health of targets that stay and registers new ones', () => {
    const world = create();
    const group = world.loadBalancing.targetGroups.get(
      naming(world).targetGroupArn('cart', 'on-prem'),
    )!;
    Object.assign(group.targets[0], { state: 'healthy', reason: undefined });

    cartOf(config.services).onPrem.addresses = [
      '192.168.10.31',
      '192.168.10.39',
    ];
    applyServices(world, config.platform, config.services);

    expect(group.targets.map(({ id, state }) => [id, state])).toEqual([
      ['192.168.10.31', 'healthy'],
      ['192.168.10.39', 'initial'],
    ]);
  });

  it('adds and removes replicas without moving the others', () => {
    const world = create();
    const pods = () =>
      world.loadBalancing.targetGroups
        .get(naming(world).targetGroupArn('cart', 'aws'))!
        .targets.map(target => target.id);
    const before = pods();

    cartOf(config.services).aws.replicas = 5;
    applyServices(world, config.platform, config.services);
    expect(pods().slice(0, 3)).toEqual(before);
    expect(new Set(pods()).size).toBe(5);

    cartOf(config.services).aws.replicas = 2;
    applyServices(world, config.platform, config.services);
    expect(pods()).toEqual(before.slice(0, 2));
  });

  it('takes away everything of a service that is gone, and nothing else', () => {
    const world = create();
    applyServices(
      world,
      config.platform,
      config.services.filter(service => service.name !== 'cart'),
    );

    const left = [
      ...world.loadBalancing.rules.keys(),
      ...world.loadBalancing.targetGroups.values(),
      ...world.alarms.alarms.keys(),
      ...world.alarms.composites.keys(),
      ...world.tags.values(),
    ].map(each =>
      JSON.stringify(each instanceof Map ? [...each.values()] : each),
    );
    expect(left.filter(each => /\bcart\b/.test(each))).toEqual([]);
    expect(world.loadBalancing.rules.size).toBe(6);
    expect(world.loadBalancing.targetGroups.size).toBe(10);
  });

  it('drops an alarm that is configured no more', () => {
    const world = create();
    expect(world.alarms.alarms.has('shop-cart-request-surge')).toBe(true);
    cartOf(config.services).alarms = {};
    applyServices(world, config.platform, config.services);
    expect(world.alarms.alarms.has('shop-cart-request-surge')).toBe(false);
  });
});
