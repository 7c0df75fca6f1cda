import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeAws, groupArn, ruleArn } from '../testing/fakeAws';
import { trafficWatchdog } from './trafficWatchdog';

const options = { intervalMs: 5_000, runMs: 55_000, holdDownMs: 60_000 };
const run = (aws: FakeAws, more = {}) =>
  trafficWatchdog({ ...options, ...more }, aws.context());
const six = ['storefront', 'catalog', 'cart', 'order', 'payment', 'search'];

/** Does something to the world once, when a run is so many milliseconds old. */
function after(aws: FakeAws, ms: number, change: () => void): void {
  const due = aws.clock.now() + ms;
  let done = false;
  const { before } = aws;
  aws.before = (name, input) => {
    if (!done && aws.clock.now() >= due) {
      done = true;
      change();
    }
    before(name, input);
  };
}

describe('traffic-watchdog', () => {
  it('only looks while all is well: every service, every five seconds', async () => {
    const aws = new FakeAws(six);
    const { checks } = await run(aws);
    assert.equal(checks, 66);
    assert.equal(aws.calls.length, 66);
    const cart = aws.calls.filter(
      ({ input }) =>
        (input as any).TargetGroupArn === groupArn('cart', 'on-prem'),
    );
    const gaps = cart.slice(1).map((call, i) => call.at - cart[i].at);
    assert.ok(
      gaps.every(gap => Math.abs(gap - 5_000) < 50),
      `${gaps}`,
    );
  });

  it('fails every service of a dead site over within one interval', async () => {
    const aws = new FakeAws(six);
    const start = aws.clock.now();
    after(aws, 20_000, () => {
      for (const service of six) aws.setHealth(service, 'on-prem', 'unhealthy');
    });
    await run(aws);
    const moves = aws.calls.filter(({ name }) => name === 'ModifyRule');
    assert.equal(moves.length, 6);
    assert.ok(moves.every(({ at }) => at - start <= 25_000));
    for (const service of six) {
      assert.deepEqual(aws.weights(service), [0, 100]);
      assert.match(aws.automation(service)!, /^failed-over/);
    }
  });

  it('reads the rule of a service that is down once, not at every look', async () => {
    const aws = new FakeAws(['cart']);
    aws.setWeights('cart', { 'on-prem': 0, aws: 100 });
    aws.setHealth('cart', 'on-prem', 'unhealthy');
    await run(aws);
    const reads = aws.calls.filter(({ name }) => name === 'DescribeRules');
    // And once with all that look moved, when the run begins.
    assert.equal(reads.length, 2);
    assert.deepEqual(aws.writes(), []);
  });

  it('leaves a service alone whose on-prem addresses a deployment replaces', async () => {
    const aws = new FakeAws(['cart']);
    aws.setHealth('cart', 'on-prem', 'draining', 'draining', 'initial');
    await run(aws);
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.deepEqual(aws.writes(), []);
  });

  it('waits for a hold to end or for aws to come up, and then acts', async () => {
    const aws = new FakeAws(['cart', 'order']);
    aws.setHealth('cart', 'on-prem', 'unhealthy');
    aws.setHealth('order', 'on-prem', 'unhealthy');
    aws.setHealth('order', 'aws', 'unhealthy');
    aws.tagRule('cart', 'hold', '2026-01-01T00:00:30Z user:default/mia');
    const start = aws.clock.now();
    after(aws, 40_000, () => aws.setHealth('order', 'aws', 'healthy'));
    await run(aws);
    const moves = aws.calls
      .filter(({ name }) => name === 'ModifyRule')
      .map(({ at, input }) => [
        (input as any).RuleArn,
        Math.floor((at - start) / 5_000) * 5,
      ]);
    assert.deepEqual(moves, [
      [ruleArn('cart'), 30],
      [ruleArn('order'), 40],
    ]);
  });

  it('takes recovery a step further at each run, and back when on-prem fails again', async () => {
    const aws = new FakeAws(['cart']);
    aws.setWeights('cart', { 'on-prem': 0, aws: 100 });
    aws.tagRule('cart', 'automation', 'failed-over 2025-12-31T00:00:00.000Z');
    await run(aws);
    assert.equal(aws.automation('cart'), 'recovering 2026-01-01T00:00:00.000Z');

    after(aws, 10_000, () => aws.setHealth('cart', 'on-prem', 'unhealthy'));
    after(aws, 20_000, () => aws.setHealth('cart', 'on-prem', 'healthy'));
    await run(aws);
    assert.equal(aws.automation('cart'), 'recovering 2026-01-01T00:01:10.000Z');
    assert.deepEqual(aws.weights('cart'), [0, 100]);

    aws.clock.advance(60_000);
    await run(aws);
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.equal(aws.automation('cart'), undefined);
  });

  it('goes on with the others when one service fails, and fails in the end', async () => {
    const aws = new FakeAws(six);
    for (const service of six) aws.setHealth(service, 'on-prem', 'unhealthy');
    aws.before = (name, input) => {
      if (name === 'ModifyRule' && input.RuleArn === ruleArn('cart')) {
        throw new Error('rule is gone');
      }
    };
    await assert.rejects(
      run(aws),
      /the watchdog failed for cart: rule is gone/,
    );
    assert.deepEqual(
      six.map(service => aws.weights(service)[0]),
      [0, 0, 40, 0, 0, 0],
    );
  });

  it('forgives a failure that a later check makes up for', async () => {
    const aws = new FakeAws(['cart']);
    aws.setHealth('cart', 'on-prem', 'unhealthy');
    let failing = true;
    after(aws, 10_000, () => {
      failing = false;
    });
    const { before } = aws;
    aws.before = (name, input) => {
      before(name, input);
      if (failing) throw new Error('rate exceeded');
    };
    await run(aws);
    assert.deepEqual(aws.weights('cart'), [0, 100]);
  });

  it('stays within its budget and serves all in turn when there are very many', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `s${i}`);
    const aws = new FakeAws(many);
    await run(aws);
    assert.ok(aws.calls.length <= 6 * 55 + 1, `${aws.calls.length} calls`);
    const looked = new Set(
      aws.calls.map(({ input }) => (input as any).TargetGroupArn),
    );
    assert.equal(looked.size, 200);
  });

  it('goes on with what it knows when the tag query fails, and says so in the end', async () => {
    const aws = new FakeAws(['cart']);
    const { inventory } = await run(aws);
    aws.setHealth('cart', 'on-prem', 'unhealthy');
    const blind = {
      ...aws.context(),
      discover: async () => {
        throw new Error('tagging is down');
      },
    };
    await assert.rejects(
      trafficWatchdog({ ...options, known: inventory }, blind),
      /the watchdog failed for discovery: tagging is down/,
    );
    assert.deepEqual(aws.weights('cart'), [0, 100]);
    await assert.rejects(trafficWatchdog(options, blind), /tagging is down/);
  });

  it('ends at once, with a word, when there is nothing to watch', async () => {
    const aws = new FakeAws([]);
    const start = aws.clock.now();
    assert.equal((await run(aws)).checks, 0);
    assert.equal(aws.clock.now(), start);
    assert.equal(aws.logs.at(-1)?.message, 'no service to watch');
  });
});
