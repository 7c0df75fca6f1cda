import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Platform, example, service, tagsOf } from './support/platform';

const platform = new Platform(example());
const rules = (of = platform) =>
  of.resources('Traffic', 'AWS::ElasticLoadBalancingV2::ListenerRule');
const groups = platform.resources(
  'Traffic',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
);
const weights = (of = platform) =>
  of.resources('Traffic', 'Custom::LiveWeights');

describe('a service', () => {
  it('has one rule, and both target groups are in it', () => {
    assert.equal(rules().length, 2);
    for (const { Properties } of rules()) {
      assert.equal(Properties.Actions.length, 1);
      const [{ Type, ForwardConfig }] = Properties.Actions;
      assert.equal(Type, 'forward');
      assert.equal(ForwardConfig.TargetGroups.length, 2);
    }
  });

  it('carries the tags by which Backstage and the Lambdas find it', () => {
    const [rule] = rules();
    assert.deepEqual(tagsOf(rule), {
      'hybrid-platform:platform': 'shop',
      'hybrid-platform:service': 'cart',
      'hybrid-platform:entity': 'component:default/cart',
      owner: 'group:default/platform-team',
    });
    const cart = groups.filter(({ id }) => id.includes('cart'));
    assert.deepEqual(
      cart.map(group => [
        tagsOf(group)['hybrid-platform:service'],
        tagsOf(group)['hybrid-platform:site'],
        tagsOf(group)['hybrid-platform:default-weight'],
      ]),
      [
        ['cart', 'on-prem', '40'],
        ['cart', 'aws', '60'],
      ],
    );
  });

  it('has its addresses on-prem as targets outside of the VPC, and none on aws', () => {
    const byName = (name: string) =>
      groups.find(({ Properties }) => Properties.Name === name)!.Properties;
    assert.deepEqual(byName('shop-cart-on-prem').Targets, [
      { Id: '192.168.10.11', Port: 8080, AvailabilityZone: 'all' },
    ]);
    assert.equal(byName('shop-cart-aws').Targets, undefined);
  });

  it('never needs its target groups replaced, which their names would forbid', () => {
    const config = example();
    config.services = [
      service('cart', 10, { onPrem: { port: 9090 }, aws: { port: 9191 } }),
    ];
    const changed = new Platform(config).resources(
      'Traffic',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
    );
    for (const { Properties } of [...groups, ...changed]) {
      assert.deepEqual(
        [Properties.Port, Properties.Protocol, Properties.TargetType],
        [80, 'HTTP', 'ip'],
      );
    }
  });

  it('does not take the name of a load balancer away that works', () => {
    for (const { Properties } of groups) {
      assert.ok(
        Properties.TargetGroupAttributes.some(
          (attribute: any) =>
            attribute.Key ===
              'target_group_health.dns_failover.minimum_healthy_targets.count' &&
            attribute.Value === 'off',
        ),
      );
    }
  });
});

describe('the weights of a rule', () => {
  it('are asked for while deploying, and are not in the template', () => {
    for (const { Properties } of rules()) {
      const [{ ForwardConfig }] = Properties.Actions;
      const sources = ForwardConfig.TargetGroups.map(
        ({ Weight }: any) => Weight['Fn::GetAtt'],
      );
      const ids = weights().map(({ id }) => id);
      assert.ok(ids.includes(sources[0][0]));
      assert.equal(sources[0][0], sources[1][0]);
      assert.deepEqual([sources[0][1], sources[1][1]], ['OnPrem', 'Aws']);
    }
  });

  it('are asked for again before every change of the rule', () => {
    const fingerprint = (config = example()) =>
      weights(new Platform(config)).map(({ Properties }) => Properties.Rule);
    const before = fingerprint();
    assert.deepEqual(fingerprint(), before);

    const hosts = example();
    hosts.services[0] = service('cart', 10, {
      hosts: ['basket.shop.example.com'],
    });
    const [cart, order] = fingerprint(hosts);
    assert.notEqual(cart, before[0]);
    assert.equal(order, before[1]);

    const tags = fingerprint(example({ owner: 'group:default/others' }));
    assert.notEqual(tags[0], before[0]);
    assert.notEqual(tags[1], before[1]);
  });

  it('start with those of the configuration', () => {
    const [{ Properties }] = weights();
    assert.deepEqual(
      [Properties.Service, Properties.DefaultOnPrem, Properties.DefaultAws],
      ['cart', 40, 60],
    );
  });

  it('can be read, and nothing else, by the function that tells them', () => {
    const actions = platform
      .statements('Traffic', 'LiveWeightsFunctionRole')
      .flatMap(({ Action }) => Action)
      .filter((action: string) => !action.startsWith('logs:'));
    assert.deepEqual(actions.sort(), [
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeTags',
    ]);
  });
});

describe('the load balancer', () => {
  const listeners = platform.resources(
    'Traffic',
    'AWS::ElasticLoadBalancingV2::Listener',
  );

  it('serves HTTPS, and sends HTTP there', () => {
    assert.deepEqual(
      listeners
        .map(({ Properties }) => [
          Properties.Port,
          Properties.DefaultActions[0].Type,
        ])
        .sort(),
      [
        [443, 'fixed-response'],
        [80, 'redirect'],
      ],
    );
    const https = listeners.find(({ Properties }) => Properties.Port === 443)!;
    assert.equal(https.Properties.Certificates.length, 1);
    assert.match(https.Properties.SslPolicy, /TLS13/);
  });

  it('is named like the platform, cannot be deleted by mistake, and is logged', () => {
    const { Name, LoadBalancerAttributes } = platform.only(
      'Traffic',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ).Properties;
    assert.equal(Name, 'shop');
    const on = LoadBalancerAttributes.filter(
      ({ Value }: any) => Value === 'true',
    ).map(({ Key }: any) => Key);
    assert.deepEqual(on.sort(), [
      'access_logs.s3.enabled',
      'deletion_protection.enabled',
      'routing.http.drop_invalid_header_fields.enabled',
    ]);
  });

  it('lets in whom the configuration lets in', () => {
    const narrow = new Platform(
      example({ traffic: { allowedCidrs: ['198.51.100.0/24'] } }),
    );
    const group = narrow.only('Traffic', 'AWS::EC2::SecurityGroup');
    assert.deepEqual(
      group.Properties.SecurityGroupIngress.map((rule: any) => rule.CidrIp),
      ['198.51.100.0/24', '198.51.100.0/24'],
    );
  });
});
