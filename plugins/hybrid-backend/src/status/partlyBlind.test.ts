import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type PlatformStatus,
  type ServiceStatus,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import { until } from '@hybrid-platform/sandbox/testing';
import { randomUUID } from 'node:crypto';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const TO_AWS = { kind: 'failover', to: 'aws' };

jest.setTimeout(30_000);

describe('a part of AWS that fails alone', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const fail = (
    operations: RegExp,
    [code, status]: [string, number] = ['ServiceUnavailable', 503],
    matches: (input: string) => boolean = () => true,
  ) =>
    platform.onCall((operation, input) =>
      operations.test(operation) && matches(JSON.stringify(input))
        ? { error: new AwsError(code, 'down', { status }) }
        : undefined,
    );
  const get = async <T>(path: string): Promise<T> => {
    const { status, body } = await backend.get(path);
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };
  const cart = () => get<ServiceStatus>(CART);
  const fleet = () => get<PlatformStatus>('/platforms/shop');
  const shifted = async (): Promise<Shift> => {
    const { status, body } = await backend.post(
      `${CART}/shifts`,
      { ...TO_AWS, reason: 'on-prem is on fire' },
      { 'Idempotency-Key': randomUUID() },
    );
    expect([status, body.error]).toEqual([202, undefined]);
    return until(
      async () => (await backend.get(`${CART}/shifts/${body.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
      20_000,
    );
  };

  it.each<[string, [string, number]]>([
    ['is denied', ['AccessDenied', 403]],
    ['is down', ['ServiceUnavailable', 503]],
    ['answers what nobody has heard of', ['WeirdNewError', 418]],
  ])(
    'leaves the alarms unknown, and nothing else, when CloudWatch %s from the start',
    async (_, error) => {
      fail(/DescribeAlarms|GetMetricData/, error);
      const service = await cart();
      expect(service.alarms).toEqual([]);
      expect(service.alarmsProblem?.message).toMatch(/AWS/);
      expect(service.snapshot).toMatchObject({ stale: true });
      expect(service.sites.aws).toMatchObject({
        weight: 60,
        health: 'healthy',
      });
      expect(service.sites.aws.requests).toBeUndefined();

      const all = await fleet();
      expect(all.serviceStatuses).toHaveLength(6);
      expect(all.snapshot.stale).toBe(true);
      // Without metrics the targets themselves tell.
      expect(all.siteLooks!.aws!.looked).toBeGreaterThan(0);
      for (const status of all.serviceStatuses) {
        expect(status.alarmsProblem).toBeDefined();
      }

      const evacuation = await backend.post(
        '/platforms/shop/evacuations/plans',
        { off: 'on-prem' },
      );
      expect(evacuation.status).toBe(200);
    },
  );

  it('does not keep a failover from being made: CloudWatch’s alarms', async () => {
    fail(/DescribeAlarms/);
    expect((await shifted()).state).toBe('succeeded');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('leaves the lag unknown, and the direction known, when CloudWatch’s metrics are down', async () => {
    fail(/GetMetricData/);
    const rule = async (to: string) => {
      const { body } = await backend.post(`${CART}/plans`, {
        kind: 'failover',
        to,
      });
      return body.rules.find(
        ({ id }: { id: string }) => id === 'replication-caught-up',
      );
    };
    expect(await rule('aws')).toMatchObject({
      passed: true,
      explanation: expect.stringMatching(/No site that gains traffic receives/),
    });
    expect(await rule('on-prem')).toMatchObject({
      passed: false,
      forceable: true,
      explanation: expect.stringMatching(
        /its lag could not be looked up: AWS failed/,
      ),
    });
    const { replications, snapshot } = await fleet();
    expect(replications[0]).toMatchObject({
      state: 'running',
      receivingSite: 'on-prem',
      lagProblem: expect.stringMatching(/AWS failed/),
    });
    expect(snapshot.stale).toBe(true);
    expect((await shifted()).state).toBe('succeeded');
  });

  it('keeps the alarms that were seen, and believes only those that rang', async () => {
    platform.world.alarms.setState(
      'shop-cart-aws-unhealthy',
      'ALARM',
      'no healthy target',
    );
    const before = await cart();
    expect(before.alarmsProblem).toBeUndefined();
    fail(/DescribeAlarms/);
    const after = await cart();
    expect(after.alarms).toEqual(before.alarms);
    expect(after.alarmsProblem?.code).toBe('aws-failed');
    expect(after.snapshot.stale).toBe(true);
    expect(Date.parse(after.snapshot.takenAt)).toBeLessThanOrEqual(
      Date.parse(before.snapshot.takenAt) + 1_000,
    );
    platform.onCall(undefined);
    expect((await cart()).alarmsProblem).toBeUndefined();
  });

  it.each<[string, number]>([
    ['InternalFailure', 500],
    ['WeirdNewError', 418],
    ['ResourceInUse', 400],
    ['Throttling', 400],
  ])(
    'breaks the services of a listener that AWS fails at by %s, and no other',
    async (code, status) => {
      const foreign =
        'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule/app/other/aaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbb/cccccccccccccccc';
      platform.world.tags.set(
        foreign,
        new Map([
          [HYBRID_TAGS.platform, 'shop'],
          [HYBRID_TAGS.service, 'other'],
        ]),
      );
      fail(/^DescribeRules$/, [code, status], input =>
        input.includes('app/other'),
      );
      expect((await cart()).snapshot.stale).toBe(false);
      const { brokenServices, serviceStatuses } = await fleet();
      expect(serviceStatuses).toHaveLength(6);
      expect(brokenServices.map(({ service }) => service)).toEqual(['other']);
      expect((await backend.post(`${CART}/plans`, TO_AWS)).body.allowed).toBe(
        true,
      );
    },
  );
});

describe('one of two load balancers that AWS fails at', () => {
  const { platform, backend } = withBackend(
    {},
    { each: true, alsoOn: ['internal'] },
  );

  it('leaves its services as they were seen last, with their age, and says nothing of drift', async () => {
    const before: ServiceStatus = (await backend.get(CART)).body;
    const listener = /:listener-rule\/app\/([^/]+)\//.exec(
      platform.ruleArns('cart')[1],
    )![1];
    platform.setWeights('cart', { 'on-prem': 10, aws: 90 }, 0);
    platform.onCall((operation, input) =>
      operation === 'DescribeRules' && JSON.stringify(input).includes(listener)
        ? { error: new AwsError('InternalFailure', 'x', { status: 500 }) }
        : undefined,
    );
    const after: ServiceStatus = (await backend.get(CART)).body;
    expect(after.sites).toMatchObject({ aws: { weight: 60 } });
    expect(after.snapshot).toMatchObject({
      stale: true,
      takenAt: before.snapshot.takenAt,
      problem: { code: 'aws-failed' },
    });
    expect(after.drift).toBeUndefined();
    platform.onCall(undefined);
    expect((await backend.get(CART)).body.snapshot.stale).toBe(false);
  });
});
