import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { increaseAwsTraffic } from '../increase-aws-traffic/increaseAwsTraffic';
import { resetDefaultTraffic } from '../reset-default-traffic/resetDefaultTraffic';
import {
  FakeAws,
  alarmEvent,
  groupArn,
  otherRuleArn,
  ruleArn,
} from '../testing/fakeAws';
import { trafficWatchdog } from '../traffic-watchdog/trafficWatchdog';
import { parseHistory } from './automationHistory';
import type { Site } from './sites';

const holdDownMs = 300_000;
const FIRST = ruleArn('cart');
const SECOND = otherRuleArn('cart');
const internalGroup = (service: string, site: Site) =>
  groupArn(`${service}-internal`, site);

/** `cart` by HTTP and HTTPS, or by two load balancers, with on-prem down, and `order`. */
function platform({ loadBalancers = 1 } = {}): FakeAws {
  const aws = new FakeAws(['cart', 'order']);
  aws.addRule('cart', SECOND, loadBalancers > 1 ? internalGroup : groupArn);
  aws.setHealth('cart', 'on-prem', 'unhealthy');
  return aws;
}

const increase = (aws: FakeAws) =>
  increaseAwsTraffic(alarmEvent('cart'), aws.context());
const reset = (aws: FakeAws) =>
  resetDefaultTraffic({}, { holdDownMs }, aws.context());
const watch = (aws: FakeAws) =>
  trafficWatchdog(
    { intervalMs: 5_000, runMs: 20_000, holdDownMs },
    aws.context(),
  );
const weights = (aws: FakeAws) => [
  aws.weights('cart', FIRST),
  aws.weights('cart', SECOND),
];
const marks = (aws: FakeAws) => [
  aws.automation('cart', FIRST),
  aws.automation('cart', SECOND),
];
const MARK = 'failed-over 2026-01-01T00:00:00.000Z';

/** Lets the function fail at the second of these calls, as one that is stopped there. */
function stopAt(aws: FakeAws, call: string, arn = SECOND): void {
  aws.before = (name, input) => {
    const arns: string[] = input.ResourceArns ?? [input.RuleArn];
    if (name === call && arns.includes(arn)) throw new Error('stopped');
  };
}

/** Up to the moment from which the traffic may come back. */
async function recovering(): Promise<FakeAws> {
  const aws = platform();
  await increase(aws);
  aws.setHealth('cart', 'on-prem', 'healthy');
  await reset(aws);
  aws.clock.advance(holdDownMs);
  return aws;
}

describe('a service with several rules', () => {
  it('is moved, marked, noted and told of as one', async () => {
    const aws = platform();
    assert.deepEqual(await increase(aws), { moved: [FIRST, SECOND] });
    assert.deepEqual(weights(aws), [
      [0, 100],
      [0, 100],
    ]);
    assert.deepEqual(marks(aws), [MARK, MARK]);
    for (const arn of [FIRST, SECOND]) {
      assert.equal(
        aws.history('cart', arn),
        'failed-over 2026-01-01T00:00:00Z tested 40/60',
      );
    }
    assert.deepEqual(
      aws.logs.map(({ message, fields }) => [message, fields]),
      [
        [
          'failed over',
          {
            service: 'cart',
            because: 'on-prem is down: 0 of 1 targets healthy',
            from: { 'on-prem': 40, aws: 60 },
            to: { 'on-prem': 0, aws: 100 },
          },
        ],
      ],
    );
    assert.deepEqual(aws.weights('order'), [40, 60]);
  });

  it('comes back as one, after one hold-down', async () => {
    const aws = await recovering();
    assert.deepEqual(marks(aws), [
      'recovering 2026-01-01T00:00:00.000Z',
      'recovering 2026-01-01T00:00:00.000Z',
    ]);
    assert.deepEqual(await reset(aws), { reset: [FIRST, SECOND] });
    assert.deepEqual(weights(aws), [
      [40, 60],
      [40, 60],
    ]);
    assert.deepEqual(marks(aws), [undefined, undefined]);
    for (const arn of [FIRST, SECOND]) {
      const [{ end }] = parseHistory(aws.history('cart', arn));
      assert.equal(end?.how, 'returned');
    }
    assert.equal(
      aws.logs.filter(({ message }) => message === 'reset').length,
      1,
    );
  });

  it('is moved when the group of one load balancer is down, for its requests find nothing else', async () => {
    const aws = platform({ loadBalancers: 2 });
    aws.setHealth('cart', 'on-prem', 'healthy');
    aws.health.set(internalGroup('cart', 'on-prem'), ['unhealthy']);
    await watch(aws);
    assert.deepEqual(weights(aws), [
      [0, 100],
      [0, 100],
    ]);
    // And does not come back before both serve.
    await watch(aws);
    assert.match(aws.automation('cart')!, /^failed-over/);
    aws.health.set(internalGroup('cart', 'on-prem'), ['healthy']);
    await watch(aws);
    assert.match(aws.automation('cart')!, /^recovering/);
  });

  it('is down where one group is, though nothing is known of the other', async () => {
    const aws = platform({ loadBalancers: 2 });
    aws.health.set(internalGroup('cart', 'on-prem'), ['initial']);
    await increase(aws);
    assert.deepEqual(weights(aws), [
      [0, 100],
      [0, 100],
    ]);
  });

  it('stays where aws serves only one of its load balancers', async () => {
    const aws = platform({ loadBalancers: 2 });
    aws.health.set(internalGroup('cart', 'on-prem'), ['unhealthy']);
    aws.health.set(internalGroup('cart', 'aws'), ['unhealthy']);
    await increase(aws);
    assert.deepEqual(aws.writes(), []);
    assert.match(
      JSON.stringify(aws.logs.at(-1)),
      /aws cannot take the traffic/,
    );
  });

  it('is held by a hold on any rule, until the last one expires', async () => {
    const aws = platform();
    aws.tagRule('cart', 'hold', '2026-01-01T00:00:05Z user:default/kim');
    const until = '2026-01-01T00:00:10Z';
    aws.tagRule('cart', 'hold', `${until} user:default/mia`, SECOND);
    await increase(aws);
    assert.deepEqual(aws.writes(), []);
    assert.match(JSON.stringify(aws.logs.at(-1)), /held by user:default\/mia/);
    aws.clock.advance(10_000);
    await increase(aws);
    assert.deepEqual(weights(aws), [
      [0, 100],
      [0, 100],
    ]);
  });

  for (const [call, arn] of [
    ['AddTags', FIRST],
    ['AddTags', SECOND],
    ['ModifyRule', FIRST],
    ['ModifyRule', SECOND],
  ] as const) {
    it(`of which one rule could not be moved, as ${call} failed, is completed at the next look`, async () => {
      const aws = platform();
      stopAt(aws, call, arn);
      await assert.rejects(increase(aws), /failover failed for cart: stopped/);
      // The other one left the dead site all the same.
      assert.deepEqual(
        aws.weights('cart', arn === FIRST ? SECOND : FIRST),
        [0, 100],
      );
      aws.before = () => {};
      aws.clock.advance(5_000);
      await watch(aws);
      await reset(aws);
      assert.deepEqual(weights(aws), [
        [0, 100],
        [0, 100],
      ]);
      if (call === 'ModifyRule') {
        for (const each of marks(aws)) assert.match(each!, /^failed-over/);
      }
      for (const each of [FIRST, SECOND]) {
        const moves = parseHistory(aws.history('cart', each));
        if (call === 'AddTags' && each === arn) continue;
        assert.deepEqual(
          moves.map(({ from, end }) => [from, end]),
          [[{ 'on-prem': 40, aws: 60 }, undefined]],
        );
      }
    });
  }

  it('of which AWS refuses one rule is said at every look, and never called done', async () => {
    const aws = platform();
    stopAt(aws, 'ModifyRule');
    await assert.rejects(watch(aws), /the watchdog failed for cart: stopped/);
    assert.deepEqual(weights(aws), [
      [0, 100],
      [40, 60],
    ]);
    const messages = aws.logs.map(({ message }) => message);
    assert.ok(messages.includes('failed over in part'));
    assert.ok(!messages.includes('failed over'));
    assert.ok(
      messages.filter(message => message === 'could not look after it').length >
        2,
    );
    // The rule that did not move has no history of it.
    assert.equal(aws.history('cart', SECOND), '');
  });

  it('of which one rule moved comes back whole when on-prem does', async () => {
    const aws = platform();
    stopAt(aws, 'ModifyRule');
    await assert.rejects(increase(aws));
    aws.before = () => {};
    aws.setHealth('cart', 'on-prem', 'healthy');
    aws.clock.advance(60_000);
    await reset(aws);
    aws.clock.advance(holdDownMs);
    await reset(aws);
    assert.deepEqual(weights(aws), [
      [40, 60],
      [40, 60],
    ]);
    assert.deepEqual(marks(aws), [undefined, undefined]);
  });

  for (const call of ['ModifyRule', 'AddTags', 'RemoveTags']) {
    it(`whose reset was stopped at ${call} of its second rule is brought back by the next run`, async () => {
      const aws = await recovering();
      stopAt(aws, call);
      await assert.rejects(reset(aws), /recovery failed for cart: stopped/);
      aws.before = () => {};
      aws.clock.advance(60_000);
      await reset(aws);
      assert.deepEqual(weights(aws), [
        [40, 60],
        [40, 60],
      ]);
      assert.deepEqual(marks(aws), [undefined, undefined]);
      for (const arn of [FIRST, SECOND]) {
        const moves = parseHistory(aws.history('cart', arn));
        assert.deepEqual(
          moves.map(({ end }) => end?.how),
          ['returned'],
        );
      }
    });
  }

  it('goes back to aws whole when on-prem fails between two rules of a reset', async () => {
    const aws = await recovering();
    stopAt(aws, 'ModifyRule');
    await assert.rejects(reset(aws));
    aws.before = () => {};
    aws.setHealth('cart', 'on-prem', 'unhealthy');
    await watch(aws);
    assert.deepEqual(weights(aws), [
      [0, 100],
      [0, 100],
    ]);
    for (const each of marks(aws)) assert.match(each!, /^failed-over/);
  });

  it('is left to a person who changed one of its rules, with a warning that they differ', async () => {
    const aws = await recovering();
    aws.setWeights('cart', { 'on-prem': 10, aws: 90 }, SECOND);
    await reset(aws);
    assert.deepEqual(weights(aws), [
      [0, 100],
      [10, 90],
    ]);
    assert.deepEqual(marks(aws), [undefined, undefined]);
    const { level, message } = aws.logs.at(-1)!;
    assert.deepEqual([level, message], ['warn', 'left to whoever changed it']);
  });

  it('is brought back though only one of its rules carries the tag', async () => {
    const aws = await recovering();
    delete aws.tags.get(FIRST)!['hybrid-platform:automation'];
    await reset(aws);
    assert.deepEqual(weights(aws), [
      [40, 60],
      [40, 60],
    ]);
  });

  it('loses one rule in the middle, and the other is moved', async () => {
    const aws = platform();
    const context = aws.context();
    const inventory = await context.discover();
    aws.actions.delete(SECOND);
    aws.tags.delete(SECOND);
    await increaseAwsTraffic(alarmEvent('cart'), {
      ...context,
      discover: async () => inventory,
    });
    assert.deepEqual(aws.weights('cart', FIRST), [0, 100]);
  });

  it('has the budget of the watchdog shared out by target groups', async () => {
    const services = Array.from({ length: 60 }, (_, i) => `s${i}`);
    const aws = new FakeAws(services);
    for (const service of services) {
      aws.addRule(service, otherRuleArn(service), internalGroup);
    }
    const { checks } = await watch(aws);
    assert.equal(checks, 60);
    assert.equal(aws.calls.length, 120);
  });
});

describe('a redirect beside the rule of a service', () => {
  /** By HTTP everybody is sent to HTTPS, and both rules are tagged. */
  const withRedirect = () => {
    const aws = platform();
    aws.actions.set(SECOND, [{ Type: 'redirect', Order: 1 }]);
    return aws;
  };
  const redirects = (aws: FakeAws) => aws.actions.get(SECOND)![0].Type;

  it('keeps nothing back: the service fails over, and comes back', async () => {
    const aws = withRedirect();
    assert.deepEqual(await increase(aws), { moved: [FIRST] });
    assert.deepEqual(aws.weights('cart', FIRST), [0, 100]);
    aws.setHealth('cart', 'on-prem', 'healthy');
    await watch(aws);
    aws.clock.advance(holdDownMs);
    await reset(aws);
    assert.deepEqual(aws.weights('cart', FIRST), [40, 60]);
    assert.deepEqual(marks(aws), [undefined, undefined]);
    assert.equal(redirects(aws), 'redirect');
  });

  it('is told of by the watchdog, and is no problem of the service', async () => {
    const aws = withRedirect();
    await watch(aws);
    const [{ level, message, fields }] = aws.logs;
    assert.deepEqual(
      [level, message, fields],
      [
        'info',
        'left out: rules that forward to no target group',
        { rules: [{ service: 'cart', ruleArn: SECOND }] },
      ],
    );
    assert.ok(!aws.logs.some(({ level: of }) => of === 'error'));
  });

  it('may come in the middle of a run', async () => {
    const aws = platform();
    const context = aws.context();
    const inventory = await context.discover();
    aws.actions.set(SECOND, [{ Type: 'redirect', Order: 1 }]);
    await increaseAwsTraffic(alarmEvent('cart'), {
      ...context,
      discover: async () => inventory,
    });
    assert.deepEqual(aws.weights('cart', FIRST), [0, 100]);
    assert.equal(redirects(aws), 'redirect');
  });

  it('is all that there is: the failure says what is wrong', async () => {
    const aws = withRedirect();
    aws.actions.set(FIRST, [{ Type: 'fixed-response', Order: 1 }]);
    await assert.rejects(increase(aws), /the rule does not forward to/);
  });
});
