import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Platform, example } from './support/platform';

const platform = new Platform(example());
const withSecondary = new Platform(
  example({ dns: { secondaryAddresses: ['203.0.113.20'] } }),
);
const existing = new Platform(
  example({
    dns: { hostedZone: { id: 'Z0123456789', name: 'example.com' } },
    traffic: {
      certificateArn:
        'arn:aws:acm:ap-northeast-2:111122223333:certificate/0a1b2c3d',
    },
  }),
);
const records = (of: Platform) =>
  of
    .resources('Dns', 'AWS::Route53::RecordSet')
    .map(({ Properties }) => Properties);

describe('the names of the services', () => {
  it('are aliases of the load balancer', () => {
    assert.deepEqual(
      records(platform).map(({ Name, Type }) => [Name, Type]),
      [
        ['cart.shop.example.com.', 'A'],
        ['order.shop.example.com.', 'A'],
      ],
    );
  });

  it('stay with a load balancer of which one target group is down', () => {
    for (const { AliasTarget, Failover } of records(platform)) {
      assert.equal(AliasTarget.EvaluateTargetHealth, false);
      assert.equal(Failover, undefined);
    }
  });

  it('fail over only when the load balancer itself does not answer', () => {
    const health = withSecondary.only('Dns', 'AWS::Route53::HealthCheck');
    const { Type, Port, RequestInterval } = health.Properties.HealthCheckConfig;
    assert.deepEqual([Type, Port, RequestInterval], ['TCP', 443, 10]);

    const [primary, secondary] = records(withSecondary);
    assert.equal(primary.Failover, 'PRIMARY');
    assert.deepEqual(primary.HealthCheckId, { Ref: health.id });
    assert.equal(secondary.Failover, 'SECONDARY');
    assert.deepEqual(secondary.ResourceRecords, ['203.0.113.20']);
    assert.notEqual(primary.SetIdentifier, secondary.SetIdentifier);

    // A failover alias must evaluate target health: then no target group may have a say.
    assert.equal(primary.AliasTarget.EvaluateTargetHealth, true);
    for (const { Properties } of withSecondary.resources(
      'Traffic',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
    )) {
      assert.match(
        JSON.stringify(Properties.TargetGroupAttributes),
        /dns_failover\.minimum_healthy_targets\.count","Value":"off"/,
      );
    }
  });
});

describe('the hosted zone and the certificate', () => {
  it('are made, and the zone outlives the platform', () => {
    const zone = platform.only('Zone', 'AWS::Route53::HostedZone');
    assert.equal(zone.Properties.Name, 'shop.example.com.');
    assert.equal(zone.DeletionPolicy, 'Retain');
    const { DomainName, SubjectAlternativeNames, ValidationMethod } =
      platform.only('Zone', 'AWS::CertificateManager::Certificate').Properties;
    assert.deepEqual(
      [DomainName, SubjectAlternativeNames, ValidationMethod],
      ['shop.example.com', ['*.shop.example.com'], 'DNS'],
    );
  });

  it('can be those that exist', () => {
    assert.ok(!existing.stackNames.includes('Zone'));
    for (const { HostedZoneId } of records(existing)) {
      assert.equal(HostedZoneId, 'Z0123456789');
    }
  });
});
