import {
  DescribeReplicationTasksCommand,
  DatabaseMigrationServiceClient,
} from '@aws-sdk/client-database-migration-service';
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsFaults } from '../control/types';
import { inProcessAws } from '../testing/clients';
import { example, exampleWorld } from '../testing/exampleWorld';
import { createFaultHook } from './faults';

const none: AwsFaults = {
  throttleRate: 0,
  errorRate: 0,
  latencyMs: 0,
  dropRate: 0,
  hangRate: 0,
  dropAfterApply: false,
  operations: [],
};

function setUp(faults: Partial<AwsFaults>, draws: number[] = []) {
  const world = exampleWorld();
  const settings = { ...none, ...faults };
  const hook = createFaultHook(
    () => settings,
    () => draws.shift() ?? 0.5,
  );
  const aws = inProcessAws(world, { hook });
  const elb = new ElasticLoadBalancingV2Client(aws.settings);
  return {
    ...aws,
    elb,
    settings,
    read: () =>
      elb.send(new DescribeRulesCommand({ ListenerArn: example.listener })),
    modify: () =>
      elb.send(
        new ModifyRuleCommand({
          RuleArn: example.rule('cart'),
          Actions: [
            {
              Type: 'forward',
              TargetGroupArn: example.targetGroup('cart', 'aws'),
            },
          ],
        }),
      ),
    groups: () => {
      const [action] = world.loadBalancing.rules.get(
        example.rule('cart'),
      )!.actions;
      return action.type === 'forward' ? action.targetGroups.length : undefined;
    },
  };
}

describe('Faults of the AWS endpoint', () => {
  it('throttles with the code of the service', async () => {
    const { read, settings } = setUp({ throttleRate: 1 });
    await expect(read()).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    settings.throttleRate = 0;
    await expect(read()).resolves.toHaveProperty('Rules');

    const client = new DatabaseMigrationServiceClient({
      ...inProcessAws(exampleWorld(), {
        hook: () => ({ error: 'throttled' }),
      }).settings,
    });
    await expect(
      client.send(new DescribeReplicationTasksCommand({})),
    ).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('fails with a 500', async () => {
    const { read } = setUp({ errorRate: 1 });
    await expect(read()).rejects.toMatchObject({
      name: 'InternalFailure',
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('drops a call before or after it took effect', async () => {
    const before = setUp({ dropRate: 1 });
    await expect(before.modify()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(before.groups()).toBe(2);
    const after = setUp({ dropRate: 1, dropAfterApply: true });
    await expect(after.modify()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(after.groups()).toBe(1);
  });

  it('never answers a call, before or after it took effect', async () => {
    for (const dropAfterApply of [false, true]) {
      const { elb, groups } = setUp({ hangRate: 1, dropAfterApply });
      const sent = elb.send(
        new ModifyRuleCommand({
          RuleArn: example.rule('cart'),
          Actions: [
            {
              Type: 'forward',
              TargetGroupArn: example.targetGroup('cart', 'aws'),
            },
          ],
        }),
        { abortSignal: AbortSignal.timeout(50) },
      );
      await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
      expect(groups()).toBe(dropAfterApply ? 1 : 2);
    }
  });

  it('leaves other operations alone', async () => {
    const { read, modify } = setUp({
      errorRate: 1,
      operations: ['ModifyRule'],
    });
    await expect(read()).resolves.toHaveProperty('Rules');
    await expect(modify()).rejects.toThrow();
  });

  it('shares out its rates by one draw per call', async () => {
    const rates = { dropRate: 0.2, throttleRate: 0.3, errorRate: 0.4 };
    const outcomes = async (draw: number) =>
      setUp(rates, [draw])
        .read()
        .then(
          () => 'ok',
          error => (error.name === 'Error' ? error.code : error.name),
        );
    expect(await outcomes(0.1)).toBe('ECONNRESET');
    expect(await outcomes(0.4)).toBe('Throttling');
    expect(await outcomes(0.8)).toBe('InternalFailure');
    expect(await outcomes(0.95)).toBe('ok');
  });

  it('delays a call', async () => {
    const { read } = setUp({ latencyMs: 60 });
    const began = performance.now();
    await read();
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  });

  it('lets a client that retries succeed', async () => {
    let left = 2;
    const { settings, calls } = inProcessAws(exampleWorld(), {
      hook: () => (left-- > 0 ? { error: 'internal' } : undefined),
    });
    const elb = new ElasticLoadBalancingV2Client({
      ...settings,
      maxAttempts: 3,
    });
    const { $metadata } = await elb.send(
      new DescribeRulesCommand({ ListenerArn: example.listener }),
    );
    expect($metadata.attempts).toBe(3);
    expect(calls.list().map(({ outcome }) => outcome)).toEqual([
      'InternalFailure',
      'InternalFailure',
      'ok',
    ]);
  });

  it('records who called what, when, and how it ended', async () => {
    const { read, modify, calls } = setUp({
      throttleRate: 1,
      operations: ['ModifyRule'],
    });
    await read();
    await modify().catch(() => undefined);
    expect(calls.list()).toEqual([
      expect.objectContaining({
        service: 'elasticloadbalancing',
        operation: 'DescribeRules',
        region: 'ap-northeast-2',
        principal: 'AKIATESTER',
        at: Date.parse('2026-11-22T12:00:00Z'),
        ms: expect.any(Number),
        outcome: 'ok',
      }),
      expect.objectContaining({
        operation: 'ModifyRule',
        outcome: 'Throttling',
      }),
    ]);
    expect(calls.count('ModifyRule')).toEqual({ total: 1, failed: 1 });
    expect(calls.count()).toEqual({ total: 2, failed: 1 });
  });
});
