import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { emptyWorld } from '../model/emptyWorld';
import { inProcessAws } from '../testing/clients';
import { AWS_REQUEST_LIMITS, RequestLimiter } from './requestLimits';

const call = (operation: string, service = 'elasticloadbalancing') => ({
  service,
  operation,
});

describe('request limits', () => {
  let now: number;
  let limiter: RequestLimiter;
  const many = (count: number, ...rest: Parameters<typeof call>) =>
    Array.from({ length: count }, () => limiter.take(call(...rest))).filter(
      fault => fault === undefined,
    ).length;

  beforeEach(() => {
    now = 0;
    limiter = new RequestLimiter(AWS_REQUEST_LIMITS, () => now);
  });

  it('allow a burst of 40 reads, and then 10 per second', () => {
    expect(many(50, 'DescribeRules')).toBe(40);
    now = 1_000;
    expect(many(50, 'DescribeTags')).toBe(10);
  });

  it('allow a burst of 20 changes, and then 3 per second', () => {
    expect(many(30, 'ModifyRule')).toBe(20);
    now = 2_000;
    expect(many(30, 'AddTags')).toBe(6);
  });

  it('count changes and reads together against the account', () => {
    expect(many(20, 'ModifyRule')).toBe(20);
    expect(many(30, 'DescribeRules')).toBe(20);
  });

  it('never save up more than the burst', () => {
    now = 60_000;
    expect(many(50, 'DescribeRules')).toBe(40);
  });

  it('do not limit other services', () => {
    expect(many(500, 'GetMetricData', 'monitoring')).toBe(500);
  });

  it('count what was allowed and what was throttled', () => {
    many(25, 'ModifyRule');
    expect(limiter.counts()).toEqual({
      account: { allowed: 20, throttled: 0 },
      'non-mutating': { allowed: 0, throttled: 0 },
      mutating: { allowed: 20, throttled: 5 },
    });
  });

  it('answer with the code and message of ELB', async () => {
    const limits = AWS_REQUEST_LIMITS.map(limit => ({ ...limit, burst: 0 }));
    const { settings } = inProcessAws(
      emptyWorld({
        accountId: '111122223333',
        region: 'ap-northeast-2',
        platformId: 'shop',
        now: () => 0,
      }),
      { hook: new RequestLimiter(limits, () => 0).hook() },
    );
    const client = new ElasticLoadBalancingV2Client(settings);
    await expect(
      client.send(new DescribeRulesCommand({ RuleArns: ['arn:any'] })),
    ).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
