import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeAws, groupArn, otherRuleArn, ruleArn } from '../testing/fakeAws';
import { close } from './close';
import { open } from './open';
import type { OfficeHoursContext } from './ports';

/** The platform `shop` with two services, its nodes, and a record of what happened in which order. */
function world(services = ['cart', 'order']) {
  const aws = new FakeAws(services);
  const events: string[] = [];
  const messages: string[] = [];
  const tagged = new Set<string>();
  const state = { systemNodes: 2, karpenterNodes: 3, onNodesAsked: () => {} };
  aws.before = name => {
    if (name === 'ModifyRuleCommand' || name === 'ModifyRule')
      events.push('traffic');
  };
  const context = (): OfficeHoursContext => ({
    ...aws.context(),
    deadline: aws.clock.now() + 14 * 60_000,
    systemNodeCount: 2,
    replicas: new Map(services.map(name => [name, 2])),
    notify: async (_subject, message) => {
      messages.push(message);
    },
    tags: {
      has: async arn => tagged.has(arn),
      set: async arn => void tagged.add(arn),
      remove: async arn => void tagged.delete(arn),
    },
    nodes: {
      setSystemNodes: async count => {
        events.push(`system nodes ${count}`);
        state.systemNodes = count;
        state.onNodesAsked();
      },
      countSystemNodes: async () => state.systemNodes,
      terminateKarpenterNodes: async () => {
        events.push('karpenter nodes');
        const count = state.karpenterNodes;
        state.karpenterNodes = 0;
        return count;
      },
    },
    alarms: {
      mute: async () => void events.push('mute'),
      unmute: async () => void events.push('unmute'),
    },
  });
  return { aws, events, messages, tagged, state, context };
}

describe('in the evening', () => {
  it('traffic goes on-prem first, then the system nodes stop, then those of Karpenter', async () => {
    const { aws, events, context, tagged } = world();
    assert.equal(await close(context()), true);
    assert.deepEqual(events, [
      'traffic',
      'traffic',
      'mute',
      'system nodes 0',
      'karpenter nodes',
    ]);
    assert.deepEqual(aws.weights('cart'), [100, 0]);
    assert.deepEqual([...tagged], [ruleArn('cart'), ruleArn('order')]);
  });

  it('requests that run are given time to end', async () => {
    const { aws, context } = world();
    const start = aws.clock.now();
    await close(context());
    assert.ok(aws.clock.now() - start >= 30_000);
  });

  it('nothing stops while a service has nothing healthy on-prem', async () => {
    const { aws, events, messages, context } = world();
    aws.setHealth('order', 'on-prem', 'unhealthy', 'unhealthy');
    assert.equal(await close(context()), false);
    assert.deepEqual(events, []);
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.match(messages[0], /order: on-prem has no healthy target/);
  });

  it('nothing stops while a failover is under way', async () => {
    const { aws, events, messages, context } = world();
    aws.setWeights('cart', { 'on-prem': 0, aws: 100 });
    aws.tagRule('cart', 'automation', 'recovering 2026-01-01T00:00:00.000Z');
    assert.equal(await close(context()), false);
    assert.deepEqual(events, []);
    assert.match(messages[0], /cart: automation moved it \(recovering\)/);
  });

  it('nothing stops while somebody holds a service', async () => {
    const { aws, messages, context } = world();
    aws.tagRule('cart', 'hold', '2999-01-01T00:00:00.000Z user:default/kim');
    assert.equal(await close(context()), false);
    assert.match(messages[0], /cart: held by user:default\/kim/);
  });

  it('nothing stops when on-prem fails just after it got the traffic', async () => {
    const { aws, events, context } = world();
    const wait = aws.clock.sleep;
    aws.clock.sleep = async ms => {
      if (ms >= 30_000) aws.setHealth('cart', 'on-prem', 'unhealthy');
      await wait(ms);
    };
    assert.equal(await close(context()), false);
    assert.deepEqual(events, ['traffic', 'traffic']);
  });

  it("a service that is on-prem already is not the morning's to move", async () => {
    const { aws, tagged, context } = world();
    aws.setWeights('cart', { 'on-prem': 100, aws: 0 });
    await close(context());
    assert.deepEqual([...tagged], [ruleArn('order')]);
  });

  it("Karpenter's nodes stay until Karpenter has gone, and the retry goes on from there", async () => {
    const { events, state, context } = world();
    state.onNodesAsked = () => {
      state.systemNodes = 1;
    };
    await assert.rejects(close(context()), /system nodes have not stopped/);
    assert.ok(!events.includes('karpenter nodes'));

    state.onNodesAsked = () => {};
    assert.equal(await close(context()), true);
    assert.equal(events.at(-1), 'karpenter nodes');
    assert.equal(events.filter(event => event === 'traffic').length, 2);
  });
});

describe('in the morning', () => {
  async function night() {
    const all = world();
    await close(all.context());
    all.events.length = 0;
    for (const name of ['cart', 'order'])
      all.aws.setHealth(name, 'aws', 'unused');
    return all;
  }

  it('the nodes start first, and traffic waits for the pods', async () => {
    const { aws, events, tagged, context } = await night();
    const start = aws.clock.now();
    const wait = aws.clock.sleep;
    aws.clock.sleep = async ms => {
      await wait(ms);
      const minutes = (aws.clock.now() - start) / 60_000;
      aws.health.set(
        groupArn('cart', 'aws'),
        minutes < 2 ? ['initial'] : ['healthy', 'healthy'],
      );
      aws.health.set(
        groupArn('order', 'aws'),
        minutes < 4 ? ['healthy'] : ['healthy', 'healthy'],
      );
    };
    await open(context());
    assert.deepEqual(events, [
      'system nodes 2',
      'traffic',
      'traffic',
      'unmute',
    ]);
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.deepEqual(aws.weights('order'), [40, 60]);
    assert.deepEqual([...tagged], []);
    assert.ok(aws.clock.now() - start >= 4 * 60_000);
  });

  it('traffic stays on-prem for want of pods, and the retry goes on', async () => {
    const { aws, tagged, context } = await night();
    aws.setHealth('cart', 'aws', 'healthy', 'healthy');
    await assert.rejects(open(context()), /traffic stays on-prem: order/);
    assert.deepEqual(aws.weights('cart'), [40, 60]);
    assert.deepEqual(aws.weights('order'), [100, 0]);
    assert.deepEqual([...tagged], [ruleArn('order')]);

    aws.setHealth('order', 'aws', 'healthy', 'healthy');
    await open(context());
    assert.deepEqual(aws.weights('order'), [40, 60]);
  });

  it('what somebody moved or holds since is left alone', async () => {
    const { aws, tagged, context } = await night();
    for (const name of ['cart', 'order']) {
      aws.setHealth(name, 'aws', 'healthy', 'healthy');
    }
    aws.setWeights('cart', { 'on-prem': 90, aws: 10 });
    aws.tagRule('order', 'hold', '2999-01-01T00:00:00.000Z user:default/kim');
    await open(context());
    assert.deepEqual(aws.weights('cart'), [90, 10]);
    assert.deepEqual(aws.weights('order'), [100, 0]);
    assert.deepEqual([...tagged], []);
  });

  it('what was on-prem in the evening stays there', async () => {
    const all = world();
    all.aws.setWeights('cart', { 'on-prem': 100, aws: 0 });
    await close(all.context());
    await open(all.context());
    assert.deepEqual(all.aws.weights('cart'), [100, 0]);
    assert.deepEqual(all.aws.weights('order'), [40, 60]);
  });
});

describe('a service with two rules', () => {
  const SECOND = otherRuleArn('cart');
  const twoRules = () => {
    const all = world(['cart']);
    all.aws.addRule('cart');
    return all;
  };
  const weights = ({ aws }: ReturnType<typeof world>) => [
    aws.weights('cart'),
    aws.weights('cart', SECOND),
  ];

  it('goes on-prem in the evening and comes back in the morning whole', async () => {
    const all = twoRules();
    assert.equal(await close(all.context()), true);
    assert.deepEqual(weights(all), [
      [100, 0],
      [100, 0],
    ]);
    await open(all.context());
    assert.deepEqual(weights(all), [
      [40, 60],
      [40, 60],
    ]);
    assert.deepEqual([...all.tagged], []);
  });

  it('is held by a hold on either', async () => {
    const all = twoRules();
    const hold = '2999-01-01T00:00:00.000Z user:default/kim';
    all.aws.tagRule('cart', 'hold', hold, SECOND);
    assert.equal(await close(all.context()), false);
    assert.deepEqual(all.messages.length, 1);
    assert.equal(all.messages[0].match(/cart: held/g)?.length, 1);
  });

  it('of which only one was moved by the evening or the morning is completed by the retry', async () => {
    const all = twoRules();
    const { before } = all.aws;
    const refuse = (name: string, input: any) => {
      before(name, input);
      if (name === 'ModifyRule' && input.RuleArn === SECOND) {
        throw new Error('stopped');
      }
    };
    all.aws.before = refuse;
    await assert.rejects(close(all.context()), /stopped/);
    all.aws.before = before;
    assert.equal(await close(all.context()), true);
    assert.deepEqual(weights(all), [
      [100, 0],
      [100, 0],
    ]);

    all.aws.before = refuse;
    await assert.rejects(open(all.context()), /stopped/);
    all.aws.before = before;
    await open(all.context());
    assert.deepEqual(weights(all), [
      [40, 60],
      [40, 60],
    ]);
    assert.deepEqual([...all.tagged], []);
  });
});
