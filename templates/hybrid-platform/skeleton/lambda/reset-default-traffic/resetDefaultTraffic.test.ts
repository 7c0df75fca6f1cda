import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeAws, alarmEvent, ruleArn } from '../testing/fakeAws';
import { resetDefaultTraffic } from './resetDefaultTraffic';

const SCHEDULED = { source: 'aws.scheduler' };
const holdDownMs = 300_000;
const FAILED_OVER = 'failed-over 2026-01-01T00:00:00.000Z';

/** Services that automation failed over, with on-prem healthy again. */
function failedOver(...services: string[]): FakeAws {
  const aws = new FakeAws(services);
  for (const service of services) {
    aws.setWeights(service, { 'on-prem': 0, aws: 100 });
    aws.tagRule(service, 'automation', FAILED_OVER);
  }
  return aws;
}

const run = (aws: FakeAws, event: unknown = SCHEDULED) =>
  resetDefaultTraffic(event, { holdDownMs }, aws.context());

describe('reset-default-traffic', () => {
  it('resets after on-prem was healthy at every look of the hold-down', async () => {
    const aws = failedOver('cart');
    for (let minute = 0; minute < 5; minute++) {
      assert.deepEqual(await run(aws), { reset: [] });
      assert.equal(
        aws.automation('cart'),
        'recovering 2026-01-01T00:00:00.000Z',
      );
      assert.deepEqual(aws.weights('cart'), [0, 100]);
      aws.clock.advance(60_000);
    }
    assert.deepEqual(await run(aws), { reset: [ruleArn('cart')] });
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.equal(aws.automation('cart'), undefined);
  });

  it('starts the hold-down again when on-prem was down at one look', async () => {
    const aws = failedOver('cart');
    await run(aws);
    aws.clock.advance(240_000);
    aws.setHealth('cart', 'on-prem', 'unhealthy');
    await run(aws);
    assert.equal(
      aws.automation('cart'),
      'failed-over 2026-01-01T00:04:00.000Z',
    );
    aws.setHealth('cart', 'on-prem', 'healthy');
    await run(aws);
    aws.clock.advance(240_000);
    assert.deepEqual(await run(aws), { reset: [] });
    aws.clock.advance(60_000);
    assert.deepEqual(await run(aws), { reset: [ruleArn('cart')] });
  });

  it('resets also what a tag says to have begun in the future, after the hold-down', async () => {
    const aws = failedOver('cart');
    aws.tagRule('cart', 'automation', 'recovering 2999-01-01T00:00:00Z');
    assert.deepEqual(await run(aws), { reset: [] });
    assert.equal(aws.automation('cart'), 'recovering 2026-01-01T00:00:00.000Z');
    aws.clock.advance(holdDownMs);
    assert.deepEqual(await run(aws), { reset: [ruleArn('cart')] });
  });

  it('says of a tag that nobody can read that it does not look after the service', async () => {
    const aws = failedOver('cart');
    aws.tagRule('cart', 'automation', 'failed-over');
    assert.deepEqual(await run(aws), { reset: [] });
    const [warning, ...more] = aws.logs.filter(({ level }) => level === 'warn');
    assert.deepEqual(more, []);
    assert.deepEqual(warning!.fields, {
      service: 'cart',
      unreadableAutomation: 'failed-over',
    });
  });

  it('runs on an alarm going to OK, and on no other alarm event', async () => {
    const aws = failedOver('cart');
    await run(aws, alarmEvent('cart', 'ALARM'));
    assert.deepEqual(aws.calls, []);
    await run(aws, alarmEvent('cart', 'OK'));
    assert.match(aws.automation('cart')!, /^recovering/);
  });

  it('touches nothing that automation did not move', async () => {
    const aws = new FakeAws(['cart']);
    aws.setWeights('cart', { 'on-prem': 0, aws: 100 });
    await run(aws);
    // It looks like it, so the rule is asked.
    assert.deepEqual(
      aws.calls.map(({ name }) => name),
      ['DescribeRules', 'DescribeTags'],
    );
  });

  it('leaves weights that a person set since, and removes its tag', async () => {
    const aws = failedOver('cart');
    aws.setWeights('cart', { 'on-prem': 10, aws: 90 });
    aws.clock.advance(600_000);
    await run(aws);
    assert.deepEqual(aws.writes(), ['RemoveTags']);
    assert.deepEqual(aws.weights('cart'), [10, 90]);
    assert.equal(aws.automation('cart'), undefined);
  });

  it('writes nothing when a person took the rule between the two looks', async () => {
    const aws = failedOver('cart');
    aws.before = name => {
      // The first look has read the tag; a person's shift removes it before the second.
      if (name === 'DescribeTargetHealth') {
        delete aws.tags.get(ruleArn('cart'))!['hybrid-platform:automation'];
      }
    };
    await run(aws);
    assert.deepEqual(aws.writes(), []);
  });

  it('waits out a hold', async () => {
    const aws = failedOver('cart');
    await run(aws);
    aws.tagRule('cart', 'hold', '2026-01-01T00:10:00Z user:default/mia');
    aws.clock.advance(holdDownMs);
    assert.deepEqual(await run(aws), { reset: [] });
    aws.clock.advance(holdDownMs);
    assert.deepEqual(await run(aws), { reset: [ruleArn('cart')] });
  });

  it('does not give traffic to an aws site that is down', async () => {
    const aws = failedOver('cart');
    await run(aws);
    aws.clock.advance(holdDownMs);
    aws.setHealth('cart', 'aws', 'unhealthy');
    assert.deepEqual(await run(aws), { reset: [] });
    assert.deepEqual(aws.weights('cart'), [0, 100]);
  });

  it('resets the others when one fails, and fails in the end', async () => {
    const aws = failedOver('cart', 'order');
    await run(aws);
    aws.clock.advance(holdDownMs);
    aws.before = (name, input) => {
      if (name === 'ModifyRule' && input.RuleArn === ruleArn('cart')) {
        throw new Error('rate exceeded');
      }
    };
    await assert.rejects(run(aws), /recovery failed for cart: rate exceeded/);
    assert.deepEqual(aws.weights('order'), [40, 60]);
    assert.match(aws.automation('cart')!, /^recovering/);
  });

  it('finishes later what it could not finish: default weights that still carry its tag', async () => {
    const aws = failedOver('cart');
    await run(aws);
    aws.clock.advance(holdDownMs);
    aws.before = name => {
      if (name === 'RemoveTags') throw new Error('rate exceeded');
    };
    await assert.rejects(run(aws), /rate exceeded/);
    aws.before = () => {};
    await run(aws);
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.equal(aws.automation('cart'), undefined);
  });

  it('gives a failover of the same moment its tag back', async () => {
    const aws = failedOver('cart');
    await run(aws);
    aws.clock.advance(holdDownMs);
    aws.before = name => {
      if (name === 'RemoveTags')
        aws.setWeights('cart', { 'on-prem': 0, aws: 100 });
    };
    await run(aws);
    assert.equal(
      aws.automation('cart'),
      'failed-over 2026-01-01T00:05:00.000Z',
    );
  });

  it('reads many rules in few calls, and one by one when a deleted one spoils the batch', async () => {
    const services = Array.from({ length: 50 }, (_, i) => `s${i}`);
    const aws = failedOver(...services);
    for (const service of services)
      aws.setHealth(service, 'on-prem', 'unhealthy');
    await run(aws);
    const reads = () =>
      aws.calls.filter(({ name }) => name === 'DescribeRules').length;
    assert.equal(reads(), 3);

    aws.before = (name, input) => {
      if (name === 'DescribeRules' && input.RuleArns.includes(ruleArn('s7'))) {
        throw new Error('One or more rules not found');
      }
    };
    for (const service of services)
      aws.setHealth(service, 'on-prem', 'healthy');
    await assert.rejects(run(aws), /recovery failed for s7: /);
    assert.match(aws.automation('s8')!, /^recovering/);
  });

  it('brings back what the tag index does not know to have been moved yet', async () => {
    const aws = failedOver('cart');
    aws.index = truth =>
      truth.map(
        ({ arn, tags: { 'hybrid-platform:automation': _, ...tags } }) => ({
          arn,
          tags,
        }),
      );
    await run(aws);
    aws.clock.advance(holdDownMs);
    assert.deepEqual(await run(aws), { reset: [ruleArn('cart')] });
  });
});
