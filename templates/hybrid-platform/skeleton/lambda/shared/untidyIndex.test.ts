import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { increaseAwsTraffic } from '../increase-aws-traffic/increaseAwsTraffic';
import {
  FakeAws,
  alarmEvent,
  groupArn,
  otherRuleArn,
  ruleArn,
} from '../testing/fakeAws';
import { trafficWatchdog } from '../traffic-watchdog/trafficWatchdog';
import type { TaggedResource } from './inventory';
import type { Site } from './sites';

const GHOST = 'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333';
const tagsOf = (service: string, more = {}) => ({
  'hybrid-platform:platform': 'shop',
  'hybrid-platform:service': service,
  ...more,
});

/** `cart`, whose on-prem is down, and `order`. */
function platform(index?: (truth: TaggedResource[]) => TaggedResource[]) {
  const aws = new FakeAws(['cart', 'order']);
  aws.setHealth('cart', 'on-prem', 'unhealthy');
  if (index) aws.index = index;
  return aws;
}
const and =
  (...ghosts: TaggedResource[]) =>
  (truth: TaggedResource[]) =>
    [...ghosts, ...truth];
const without =
  (...keys: string[]) =>
  (truth: TaggedResource[]) =>
    truth.map(({ arn, tags }) => ({
      arn,
      tags: Object.fromEntries(
        Object.entries(tags).filter(([key]) => !keys.includes(key)),
      ),
    }));
const hiding = (part: string) => (truth: TaggedResource[]) =>
  truth.filter(({ arn }) => !arn.includes(part));

const increase = (aws: FakeAws) =>
  increaseAwsTraffic(alarmEvent('cart'), aws.context());
const watch = (aws: FakeAws) =>
  trafficWatchdog(
    { intervalMs: 5_000, runMs: 55_000, holdDownMs: 300_000 },
    aws.context(),
  );

describe('what the tag index lists and ELB does not know', () => {
  for (const [what, ghost] of [
    ['a rule', { arn: `${ruleArn('cart')}-old`, tags: tagsOf('cart') }],
    [
      'a rule of a listener that is gone',
      { arn: otherRuleArn('cart', 'old/8/9'), tags: tagsOf('cart') },
    ],
    ['a listener', { arn: `${GHOST}:listener/app/old/8/9`, tags: tagsOf('') }],
    [
      'a target group of the service',
      {
        arn: `${groupArn('cart', 'aws')}-old`,
        tags: tagsOf('cart', {
          'hybrid-platform:site': 'aws',
          'hybrid-platform:default-weight': '1',
        }),
      },
    ],
    [
      'the rule of a service that is gone',
      { arn: ruleArn('retired'), tags: tagsOf('retired') },
    ],
  ] as const) {
    it(`is left out: ${what}`, async () => {
      const aws = platform(and(ghost));
      const { services, problems } = await aws.context().discover();
      const truth = await platform().context().discover();
      assert.deepEqual([services, problems], [truth.services, []]);
      await increase(aws);
      await watch(aws);
      assert.deepEqual(aws.weights('cart'), [0, 100]);
      assert.deepEqual(aws.weights('order'), [40, 60]);
    });
  }

  it('is said where nothing else is left of a service', async () => {
    const aws = new FakeAws(['order']);
    aws.index = and({ arn: ruleArn('cart'), tags: tagsOf('cart') });
    await assert.rejects(
      increase(aws),
      /cannot fail over cart: the listener rules that are tagged with it are gone/,
    );
    await watch(aws);
    assert.deepEqual(aws.logs[0], {
      level: 'warn',
      message: 'left out: the tag index lists only rules that are gone',
      fields: { services: ['cart'] },
    });
  });

  it('is told from a group that somebody took off the rule, by asking ELB', async () => {
    const old = {
      arn: `${groupArn('cart', 'aws')}-old`,
      tags: tagsOf('cart', { 'hybrid-platform:site': 'aws' }),
    };
    const aws = platform(and(old));
    aws.actions.set(ruleArn('cart'), [
      { Type: 'forward', TargetGroupArn: groupArn('cart', 'on-prem') },
    ]);
    await increase(aws);
    assert.deepEqual(aws.weights('cart'), [0, 100]);
  });
});

describe('target groups that are left of an internal rule that is gone', () => {
  it('are not taken for the group that somebody took off the other rule', async () => {
    const aws = platform();
    const own = (service: string, site: Site) =>
      groupArn(`${service}-internal`, site);
    const internal = aws.addRule('cart', otherRuleArn('cart', 'int/5/6'), own);
    aws.actions.delete(internal);
    aws.tags.delete(internal);
    aws.actions.set(ruleArn('cart'), [
      { Type: 'forward', TargetGroupArn: groupArn('cart', 'on-prem') },
    ]);
    assert.deepEqual(await increase(aws), { moved: [ruleArn('cart')] });
    const [{ ForwardConfig }] = aws.actions.get(ruleArn('cart'))!;
    assert.deepEqual(ForwardConfig?.TargetGroups, [
      { TargetGroupArn: groupArn('cart', 'on-prem'), Weight: 0 },
      { TargetGroupArn: groupArn('cart', 'aws'), Weight: 100 },
    ]);
  });
});

describe('what the tag index misses', () => {
  for (const [what, index] of [
    ['the rule of a service', hiding('/cart')],
    ['a target group', hiding(groupArn('cart', 'aws'))],
    ['the site of its groups', without('hybrid-platform:site')],
    [
      'the service of a rule and its groups',
      without('hybrid-platform:service'),
    ],
    ['the default weights', without('hybrid-platform:default-weight')],
  ] as const) {
    it(`is read from the resource itself: ${what}`, async () => {
      const aws = platform(index);
      const { services, problems } = await aws.context().discover();
      assert.deepEqual(problems, []);
      const sorted = (list: typeof services) =>
        [...list].sort((a, b) => (a.service < b.service ? -1 : 1));
      assert.deepEqual(
        sorted(services),
        sorted((await platform().context().discover()).services),
      );
      await increase(aws);
      assert.deepEqual(aws.weights('cart'), [0, 100]);
    });
  }

  it("is nobody's where the resource is of another platform, or of none", async () => {
    const aws = platform();
    const [bank, none] = [`${ruleArn('bank')}`, `${ruleArn('other')}`];
    aws.setWeights('bank', { 'on-prem': 40, aws: 60 }, bank);
    aws.setWeights('other', { 'on-prem': 40, aws: 60 }, none);
    aws.tags.set(bank, {
      ...tagsOf('bank'),
      'hybrid-platform:platform': 'bank',
    });
    aws.index = truth => truth.filter(({ arn }) => arn !== bank);
    const { services, problems } = await aws.context().discover();
    assert.deepEqual(
      services.map(({ service }) => service),
      ['cart', 'order'],
    );
    assert.deepEqual(problems, []);
  });

  it('stays as it is when tags cannot be read, and the others are protected', async () => {
    const aws = platform(without('hybrid-platform:default-weight'));
    aws.beforeDiscovery = name => {
      if (name === 'DescribeTags') throw new Error('rate exceeded');
    };
    await increase(aws);
    assert.deepEqual(aws.weights('cart'), [0, 100]);
    assert.equal(
      aws.logs[0].message,
      'could not read tags: using what the index lists',
    );
  });

  it('is used where a listener cannot be read: traffic must leave a dead site all the same', async () => {
    const aws = platform();
    aws.beforeDiscovery = () => {
      throw new Error('rate exceeded');
    };
    await increase(aws);
    assert.deepEqual(aws.weights('cart'), [0, 100]);
  });
});

describe('a listener with very many rules of others', () => {
  it('has the limited number of calls spent on what forwards to the groups of the platform', async () => {
    const aws = platform();
    for (let n = 0; n < 500; n++) {
      const arn = `${ruleArn('a')}-${n}`;
      const group = `${GHOST}:targetgroup/other-${n}/1`;
      aws.health.set(group, []);
      aws.actions.set(arn, [{ Type: 'forward', TargetGroupArn: group }]);
    }
    const arn = aws.replaceRule('cart');
    aws.index = hiding('-new');
    await increase(aws);
    assert.deepEqual(aws.weights('cart', arn), [0, 100]);
    assert.equal(
      aws.discovery.filter(({ name }) => name === 'DescribeTags').length,
      20,
    );
  });
});

describe('a rule that was replaced', () => {
  /** The index still lists the old one, and does not list the new one yet. */
  const late = (truth: TaggedResource[]) => {
    const isNew = ({ arn }: TaggedResource) => arn.endsWith('-new');
    return truth.map(each =>
      isNew(each) ? { ...each, arn: each.arn.slice(0, -4) } : each,
    );
  };

  it('is found by the listener, whatever the index lists', async () => {
    for (const index of [late, hiding('-new')]) {
      const aws = platform(index);
      const arn = aws.replaceRule('cart');
      assert.deepEqual(await increase(aws), { moved: [arn] });
      assert.deepEqual(aws.weights('cart', arn), [0, 100]);
      assert.match(aws.automation('cart', arn)!, /^failed-over/);
    }
  });

  it('is found by a listener that the index lists, though it lists none of its rules', async () => {
    const aws = platform(truth => [
      { arn: `${GHOST}:listener/app/shop/1/2`, tags: {} },
      ...truth.filter(({ arn }) => !arn.includes(':listener-rule/')),
    ]);
    await increase(aws);
    assert.deepEqual(aws.weights('cart'), [0, 100]);
  });

  it('in the middle of a run of the watchdog is found again at the same look', async () => {
    const aws = platform();
    aws.setHealth('cart', 'on-prem', 'healthy');
    const { before } = aws;
    let arn: string | undefined;
    aws.before = (name, input) => {
      if (arn === undefined && aws.clock.now() >= START + 20_000) {
        aws.setHealth('cart', 'on-prem', 'unhealthy');
        arn = aws.replaceRule('cart');
      }
      before(name, input);
    };
    const START = aws.clock.now();
    await watch(aws);
    assert.deepEqual(aws.weights('cart', arn), [0, 100]);
    const moved = aws.calls.find(({ name }) => name === 'ModifyRule')!;
    assert.ok(moved.at - START <= 26_000, `${moved.at - START}`);
  });
});

describe('the calls of one run of the watchdog', () => {
  const services = Array.from({ length: 50 }, (_, i) => `s${i}`);
  const count = (calls: { name: string }[]) =>
    calls.reduce<Record<string, number>>((counts, { name }) => {
      counts[name] = (counts[name] ?? 0) + 1;
      return counts;
    }, {});

  it('are one for the listener, and looks, with 50 services and an index that is right', async () => {
    const aws = new FakeAws(services);
    const { checks } = await watch(aws);
    assert.deepEqual(count(aws.discovery), { DescribeRules: 1 });
    assert.deepEqual(count(aws.calls), { DescribeTargetHealth: checks });
    assert.ok(checks <= 6 * 55 + 1, `${checks}`);
  });

  it('are few more where the index is wrong about everything', async () => {
    const aws = new FakeAws(services);
    const ghosts = services.map(service => ({
      arn: `${ruleArn(service)}-old`,
      tags: tagsOf(service),
    }));
    aws.index = truth =>
      without(
        'hybrid-platform:service',
        'hybrid-platform:site',
      )(and(...ghosts)(truth));
    const { inventory } = await watch(aws);
    assert.equal(inventory.services.length, 50);
    // 20 rules or groups a call.
    assert.deepEqual(count(aws.discovery), {
      DescribeRules: 1,
      DescribeTags: 8,
    });
  });

  it('are three more reads for each service that fails over: its rule twice, and its tags', async () => {
    const aws = new FakeAws(services);
    for (const service of services)
      aws.setHealth(service, 'on-prem', 'unhealthy');
    await watch(aws);
    const { DescribeTags, DescribeRules, ModifyRule } = count(aws.calls);
    assert.deepEqual([DescribeRules, DescribeTags, ModifyRule], [100, 50, 50]);
  });
});
