import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { ProblemCode } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformAws } from '../aws/PlatformAws';
import { HybridError } from '../errors';
import { readDns } from './dns';

const LOAD_BALANCER = 'shop-1.ap-northeast-2.elb.amazonaws.com';

/** An AWS with one tagged zone, and checkers of which some find the endpoint healthy. */
function awsWith(
  records: ResourceRecordSet[],
  checkers = { healthy: 4, total: 4 },
): PlatformAws {
  const aws: Partial<PlatformAws> = {
    taggedHostedZones: async () => [
      { arn: 'arn:aws:route53:::hostedzone/Z1', tags: {} },
      { arn: 'arn:aws:route53:::healthcheck/c1', tags: {} },
    ],
    loadBalancerNames: async () => [LOAD_BALANCER],
    records: async zone => (zone === 'Z1' ? records : []),
    healthyCheckers: async () => checkers,
  };
  return aws as PlatformAws;
}

const alias = (DNSName: string): ResourceRecordSet => ({
  Name: 'cart.shop.example.com.',
  Type: 'A',
  AliasTarget: { DNSName, HostedZoneId: 'Z2', EvaluateTargetHealth: false },
});

describe('readDns', () => {
  it.each([`${LOAD_BALANCER}.`, `dualstack.${LOAD_BALANCER}.`, LOAD_BALANCER])(
    'finds the alias %s of the load balancer',
    async name => {
      expect(await readDns(awsWith([alias(name)]), [])).toEqual([
        {
          name: 'cart.shop.example.com',
          type: 'A',
          zone: 'Z1',
          target: LOAD_BALANCER,
          health: 'unknown',
        },
      ]);
    },
  );

  it('leaves out what leads elsewhere', async () => {
    const records: ResourceRecordSet[] = [
      alias('another.elb.amazonaws.com.'),
      { Name: 'shop.example.com.', Type: 'NS', ResourceRecords: [] },
    ];
    expect(await readDns(awsWith(records), [])).toEqual([]);
  });

  it('shows a record whose health check may not be read', async () => {
    const aws = awsWith([
      {
        Name: 'shop.example.com.',
        Type: 'A',
        HealthCheckId: 'c1',
        ResourceRecords: [{ Value: '203.0.113.1' }],
      },
    ]);
    const failing = (code: ProblemCode) =>
      readDns(
        {
          ...aws,
          healthyCheckers: async () => {
            throw new HybridError({ code, message: 'No.', remedy: 'Yes.' });
          },
        } as Partial<PlatformAws> as PlatformAws,
        [],
      );
    expect(await failing('aws-access-denied')).toEqual([
      expect.objectContaining({ name: 'shop.example.com', health: 'unknown' }),
    ]);
    await expect(failing('aws-throttled')).rejects.toThrow('No.');
  });

  it.each([
    [4, 4, 'healthy'],
    [1, 4, 'degraded'],
    [0, 4, 'unhealthy'],
    [2, 16, 'unhealthy'],
    [3, 16, 'degraded'],
    [0, 0, 'unknown'],
  ])(
    'takes %d of %d healthy checkers for %s',
    async (healthy, total, health) => {
      const record: ResourceRecordSet = {
        Name: 'shop.example.com.',
        Type: 'A',
        HealthCheckId: 'c1',
        ResourceRecords: [{ Value: '203.0.113.1' }, { Value: '203.0.113.2' }],
      };
      const [status] = await readDns(awsWith([record], { healthy, total }), []);
      expect(status).toMatchObject({
        target: '203.0.113.1, 203.0.113.2',
        health,
      });
    },
  );
});
