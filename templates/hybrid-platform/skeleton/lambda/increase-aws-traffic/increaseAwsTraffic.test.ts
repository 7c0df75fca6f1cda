import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  FakeAws,
  alarmArn,
  alarmEvent,
  groupArn,
  ruleArn,
} from '../testing/fakeAws';
import { increaseAwsTraffic } from './increaseAwsTraffic';

const AUTOMATION = 'failed-over 2026-01-01T00:00:00.000Z';

function platform(): FakeAws {
  const aws = new FakeAws(['cart', 'order']);
  aws.setHealth('cart', 'on-prem', 'unhealthy', 'unhealthy');
  return aws;
}

function otherPlatforms() {
  const event = alarmEvent('cart');
  event.alarmData.alarmName = 'bank-cart-on-prem-unhealthy';
  return event;
}

describe('increase-aws-traffic', () => {
  it('moves the traffic of the service whose alarm it is, and of no other', async () => {
    const aws = platform();
    const result = await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    assert.deepEqual(result, { moved: [ruleArn('cart')] });
    assert.deepEqual(aws.weights('cart'), [0, 100]);
    assert.equal(aws.automation('cart'), AUTOMATION);
    assert.deepEqual(aws.weights('order'), [40, 60]);
    assert.equal(aws.automation('order'), undefined);
  });

  it('changes nothing when the same event comes again', async () => {
    const aws = platform();
    await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    const writes = aws.writes().length;
    aws.clock.advance(30_000);
    assert.deepEqual(
      await increaseAwsTraffic(alarmEvent('cart'), aws.context()),
      { moved: [] },
    );
    assert.equal(aws.writes().length, writes);
    assert.equal(aws.automation('cart'), AUTOMATION);
  });

  it('does not believe an alarm when the targets are healthy', async () => {
    const aws = platform();
    await increaseAwsTraffic(alarmEvent('order'), aws.context());
    assert.deepEqual(aws.writes(), []);
    assert.equal(aws.logs.at(-1)?.message, 'left as it is');
  });

  for (const [name, event] of [
    ['an alarm going to OK', alarmEvent('cart', 'OK')],
    ['an alarm without enough data', alarmEvent('cart', 'INSUFFICIENT_DATA')],
    [
      "the alarm of the service's aws site",
      alarmEvent('cart', 'ALARM', 'aws-unhealthy'),
    ],
    ['an alarm of another platform', otherPlatforms()],
    ['a schedule', { source: 'aws.events', 'detail-type': 'Scheduled Event' }],
    ['text', 'ALARM'],
    ['nothing', undefined],
  ] as const) {
    it(`ignores ${name}, and says so`, async () => {
      const aws = platform();
      assert.deepEqual(await increaseAwsTraffic(event, aws.context()), {
        moved: [],
      });
      assert.deepEqual(aws.calls, []);
      assert.match(aws.logs.at(-1)!.message, /^ignored: /);
    });
  }

  it('moves a service whose alarm is not in the tag index yet: the name of the alarm is fixed', async () => {
    const aws = platform();
    aws.tags.delete(alarmArn('cart'));
    await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    assert.deepEqual(aws.weights('cart'), [0, 100]);
  });

  it('fails for a service that is not in the tag index, so that the event is tried again', async () => {
    const aws = platform();
    await assert.rejects(
      increaseAwsTraffic(alarmEvent('elsewhere'), aws.context()),
      /cannot fail over elsewhere: no listener rule is tagged with it/,
    );
    assert.deepEqual(aws.writes(), []);
  });

  it('obeys a hold that names nobody, as whoever set it by hand expects', async () => {
    const aws = platform();
    aws.tagRule('cart', 'hold', '2999-01-01T00:00:00Z');
    await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    assert.deepEqual(aws.writes(), []);
    assert.match(
      JSON.stringify(aws.logs.at(-1)?.fields),
      /held by somebody unknown until 2999-01-01T00:00:00.000Z/,
    );
  });

  it('tells of a hold that it cannot read, and does not wait for ever', async () => {
    const aws = platform();
    aws.tagRule('cart', 'hold', 'forever user:default/mia');
    await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    assert.deepEqual(aws.weights('cart'), [0, 100]);
    assert.deepEqual(aws.logs[0], {
      level: 'warn',
      message: 'no hold, as its time cannot be read',
      fields: { service: 'cart', unreadableHold: 'forever user:default/mia' },
    });
  });

  it('puts a group that somebody took off the rule back on it, to have the traffic', async () => {
    const aws = platform();
    aws.actions.set(ruleArn('cart'), [
      { Type: 'forward', TargetGroupArn: groupArn('cart', 'on-prem') },
    ]);
    await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    assert.deepEqual(aws.actions.get(ruleArn('cart')), [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: groupArn('cart', 'on-prem'), Weight: 0 },
            { TargetGroupArn: groupArn('cart', 'aws'), Weight: 100 },
          ],
        },
      },
    ]);
  });

  it('does not move traffic to a group that is on no rule, which nobody checks', async () => {
    const aws = platform();
    aws.setHealth('cart', 'aws', 'unused', 'unused');
    await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    assert.deepEqual(aws.writes(), []);
    assert.match(
      JSON.stringify(aws.logs.at(-1)?.fields),
      /aws cannot take the traffic: no target can take requests: 2 unused/,
    );
  });

  it('obeys a hold that was set after the tags were indexed', async () => {
    const aws = platform();
    const context = aws.context();
    const inventory = await context.discover();
    aws.tagRule('cart', 'hold', '2026-01-01T01:00:00Z user:default/mia');
    await increaseAwsTraffic(alarmEvent('cart'), {
      ...context,
      discover: async () => inventory,
    });
    assert.deepEqual(aws.writes(), []);
  });

  it('never moves traffic to a site without healthy targets', async () => {
    const aws = platform();
    aws.setHealth('cart', 'aws', 'unhealthy', 'initial');
    await increaseAwsTraffic(alarmEvent('cart'), aws.context());
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.deepEqual(aws.writes(), []);
    assert.equal(aws.logs.at(-1)?.level, 'warn');
  });

  it('fails when the weights do not show, and leaves the others’ weights alone', async () => {
    const aws = platform();
    aws.before = name => {
      if (name === 'DescribeRules' && aws.writes().includes('ModifyRule')) {
        aws.setWeights('cart', { 'on-prem': 90, aws: 10 });
      }
    };
    await assert.rejects(
      increaseAwsTraffic(alarmEvent('cart'), aws.context()),
      /failover failed for cart: wrote the weights .* but the rule has {"on-prem":90,"aws":10}/,
    );
    assert.equal(aws.writes().filter(name => name === 'ModifyRule').length, 1);
  });

  it('leaves a tag that is dropped later, not traffic that never returns, when writing fails', async () => {
    const aws = platform();
    aws.before = name => {
      if (name === 'ModifyRule') throw new Error('service unavailable');
    };
    await assert.rejects(
      increaseAwsTraffic(alarmEvent('cart'), aws.context()),
      /service unavailable/,
    );
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.equal(aws.automation('cart'), AUTOMATION);
  });

  it('moves traffic that it cannot tag, tags it if it can afterwards, and fails if it never can', async () => {
    for (const failures of [1, 2]) {
      const aws = platform();
      let left = failures;
      aws.before = name => {
        if (name === 'AddTags' && left-- > 0) throw new Error('not authorized');
      };
      const run = increaseAwsTraffic(alarmEvent('cart'), aws.context());
      if (failures === 1) await run;
      else
        await assert.rejects(run, /failover failed for cart: not authorized/);
      assert.deepEqual(aws.weights('cart'), [0, 100]);
      assert.equal(
        aws.automation('cart'),
        failures === 1 ? AUTOMATION : undefined,
      );
    }
  });

  it('says why a service cannot be failed over at all', async () => {
    const aws = platform();
    aws.tags.delete(groupArn('cart', 'aws'));
    await assert.rejects(
      increaseAwsTraffic(alarmEvent('cart'), aws.context()),
      /cannot fail over cart: 0 target groups are tagged/,
    );
    aws.tags.delete(ruleArn('order'));
    await assert.rejects(
      increaseAwsTraffic(alarmEvent('order'), aws.context()),
      /cannot fail over order: no listener rule is tagged with it/,
    );
  });
});
