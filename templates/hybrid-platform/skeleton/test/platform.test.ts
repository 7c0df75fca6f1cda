import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { MAX_SERVICES } from '../lib/config/checks/services';
import { CONFIG, Platform, example, service } from './support/platform';

/** Together they cover every option. */
const PLATFORMS = {
  'of this repository': CONFIG,
  'with defaults': example(),
  'with static routing, always on, without Argo CD': (() => {
    const config = example({
      vpn: { routing: 'static' },
      addOns: { argoCd: false },
      deploy: { githubRepository: undefined },
    });
    config.platform.schedule = { mode: 'always-on' };
    return config;
  })(),
  'with a transit gateway, serverless replication and spot': example({
    vpn: { gateway: 'tgw' },
    data: { replication: { mode: 'serverless', direction: 'on-prem-to-aws' } },
    cluster: { karpenter: { capacity: 'spot' } },
  }),
  'with a zone and a certificate that exist, without replication': example({
    data: {
      database: { backupRetentionDays: 0 },
      replication: { enabled: false },
    },
    dns: { hostedZone: { id: 'Z0123456789', name: 'example.com' } },
    traffic: {
      certificateArn:
        'arn:aws:acm:ap-northeast-2:111122223333:certificate/0a1b2c3d',
      allowedCidrs: ['198.51.100.0/24'],
    },
  }),
  'with everything': example({
    availabilityZones: [
      'ap-northeast-2a',
      'ap-northeast-2b',
      'ap-northeast-2c',
    ],
    network: { natGateways: 3 },
    cluster: {
      kubernetesVersion: '1.35',
      systemNodes: { instanceType: 'm7g.large' },
      adminRoleArns: ['arn:aws:iam::111122223333:role/admins'],
    },
    data: {
      database: { multiAz: true, version: '10.11' },
      replication: { createServiceRoles: false },
    },
    dns: { secondaryAddresses: ['203.0.113.20'] },
    failover: { notificationEmails: ['oncall@example.com'] },
    addOns: { istio: true },
    deploy: { permissionsBoundary: 'boundary', createOidcProvider: false },
  }),
};
const platform = new Platform(example());
const all = (of = platform) =>
  of.stackNames.flatMap(stack =>
    of.resources(stack).map(resource => ({ stack, ...resource })),
  );

describe('the audit', () => {
  for (const [name, config] of Object.entries(PLATFORMS)) {
    it(`accepts a platform ${name}`, () => new Platform(config).audit());
  }

  it('does not accept what nobody explained', t => {
    t.mock.method(process.stderr, 'write', () => true);
    t.mock.method(console, 'error', () => {});
    const careless = new Platform(example());
    new Bucket(careless.stack('Traffic'), 'Open');
    assert.throws(() => careless.audit(), /Validation failed/);
  });
});

describe('every resource', () => {
  it('that can carry tags carries those of its platform', () => {
    const tags = platform.tags();
    const without = [...tags]
      .filter(
        ([, own]) => own['hybrid-platform:platform'] !== 'shop' || !own.owner,
      )
      .map(([path]) => path);
    assert.ok(tags.size > 100, `${tags.size} can`);
    assert.deepEqual(without, []);
  });

  it('has no key or password in its template', () => {
    const text = JSON.stringify(
      platform.stackNames.map(stack => platform.template(stack).toJSON()),
    );
    assert.doesNotMatch(text, /AKIA[0-9A-Z]{16}/);
    assert.doesNotMatch(text, /BEGIN [A-Z ]*PRIVATE KEY/);
    assert.doesNotMatch(text, /"(Master)?(User)?Password":"(?!\{\{resolve)/);
    assert.doesNotMatch(text, /"PreSharedKey":"(?!\{\{resolve)/);
  });

  it('is bounded where a permissions boundary is asked for', () => {
    const roles = (of: Platform) =>
      all(of).filter(({ Type }) => Type === 'AWS::IAM::Role');
    const bounded = new Platform(
      example({ deploy: { permissionsBoundary: 'boundary' } }),
    );
    assert.ok(roles(bounded).length > 15);
    for (const { id, Properties } of roles(bounded)) {
      assert.match(
        JSON.stringify(Properties.PermissionsBoundary),
        /policy\/boundary/,
        id,
      );
    }
    assert.ok(roles(platform).every(r => !r.Properties.PermissionsBoundary));
  });

  it('may do everything nowhere', () => {
    for (const { id, Type, Properties } of all()) {
      if (!/IAM::(Managed)?Policy$/.test(Type)) continue;
      for (const { Effect, Action } of Properties.PolicyDocument.Statement) {
        const actions: string[] = [Action].flat();
        assert.ok(
          Effect === 'Deny' ||
            !actions.some(action => /^\*$|:\*$/.test(action)),
          `${id}: ${actions}`,
        );
      }
    }
  });

  it('is in a stack of its own account and Region, and no lookup is needed', () => {
    for (const name of platform.stackNames) {
      const stack = platform.stack(name);
      assert.deepEqual(
        [stack.account, stack.region],
        ['111122223333', 'ap-northeast-2'],
      );
      assert.equal(stack.stackName, `shop-${name.toLowerCase()}`);
    }
  });
});

describe('a service', () => {
  it('can be taken away in one deployment: no stack holds on to it', () => {
    const text = JSON.stringify(
      platform.stackNames.map(stack => platform.template(stack).toJSON()),
    );
    assert.doesNotMatch(text, /Fn::ImportValue|"Export":/);
    assert.match(text, /Fn::GetStackOutput/);
  });

  it('comes and goes as one file, and leaves the others as they are', () => {
    const config = example();
    config.services = [...config.services, service('search', 30)];
    const more = new Platform(config);
    const unrelated = (of: Platform) =>
      new Map(
        all(of)
          .filter(({ stack }) =>
            ['Traffic', 'Failover', 'Cluster'].includes(stack),
          )
          .filter(({ id }) => /cart|order/i.test(id))
          .map(({ stack, id, Type, ...rest }) => [
            `${stack}/${id}`,
            { Type, ...rest },
          ]),
      );
    assert.equal(unrelated(platform).size, 2 * 10);
    assert.deepEqual(unrelated(more), unrelated(platform));
    const added = all(more)
      .filter(({ id }) => /search/i.test(id))
      .map(({ Type }) => Type);
    const count = (type: string) => added.filter(t => t === type).length;
    assert.equal(count('AWS::ElasticLoadBalancingV2::ListenerRule'), 1);
    assert.equal(count('AWS::ElasticLoadBalancingV2::TargetGroup'), 2);
    assert.equal(count('AWS::CloudWatch::Alarm'), 4);
    assert.equal(count('AWS::CloudWatch::CompositeAlarm'), 1);
  });
});

describe('a platform with as many services as the configuration takes', () => {
  const config = example();
  config.services = Array.from({ length: MAX_SERVICES }, (_, i) =>
    service(`s${i}`, i + 1, { onPrem: { addresses: ['192.168.10.20'] } }),
  );
  const large = new Platform(config);

  it('stays within what CloudFormation takes', () => {
    for (const name of large.stackNames) {
      const template = large.template(name).toJSON();
      const resources = Object.keys(template.Resources ?? {}).length;
      const outputs = Object.keys(template.Outputs ?? {}).length;
      const bytes = JSON.stringify(template).length;
      assert.ok(resources <= 500, `${name}: ${resources} resources`);
      assert.ok(outputs <= 200, `${name}: ${outputs} outputs`);
      assert.ok(bytes <= 1_000_000, `${name}: ${bytes} bytes`);
    }
  });

  it('stays within what Lambda takes for environment and permissions', () => {
    for (const { Type, Properties } of all(large)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const variables = JSON.stringify(Properties.Environment ?? {});
      assert.ok(
        variables.length <= 4_096,
        `${Properties.FunctionName}: ${variables.length}`,
      );
    }
    assert.ok(
      large.resources('Failover', 'AWS::Lambda::Permission').length < 10,
    );
  });
});

describe('the deployment', () => {
  const roles = platform
    .resources('Delivery', 'AWS::IAM::Role')
    .map(({ Properties }) => Properties);
  const role = (name: string) =>
    roles.find(({ RoleName }) => RoleName === name)!;
  const subject = (name: string) =>
    role(name).AssumeRolePolicyDocument.Statement[0].Condition.StringEquals[
      'token.actions.githubusercontent.com:sub'
    ];

  it('is for the approved environment of one repository', () => {
    assert.equal(
      subject('shop-github-deploy'),
      'repo:example/shop-platform:environment:production',
    );
    assert.equal(role('shop-github-deploy').MaxSessionDuration, 3600);
  });

  it('is not for pull requests, which may only look', () => {
    assert.equal(
      subject('shop-github-diff'),
      'repo:example/shop-platform:pull_request',
    );
    const assumed = platform
      .statements('Delivery', 'DiffDefaultPolicy')
      .find(({ Action }) => Action === 'sts:AssumeRole').Resource;
    assert.match(assumed, /lookup-role/);
  });

  it('has no role where the repository is not on GitHub', () => {
    const config = example({ deploy: { githubRepository: undefined } });
    assert.ok(!new Platform(config).stackNames.includes('Delivery'));
  });
});
