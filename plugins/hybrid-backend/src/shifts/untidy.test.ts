import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  SITES,
  type Shift,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import { randomUUID } from 'node:crypto';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const TO_AWS = { kind: 'failover', to: 'aws', reason: 'on-prem is on fire' };

describe('a service whose weights something else puts back', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const failedOver = async (): Promise<Shift> => {
    const { body } = await backend.post(`${CART}/shifts`, TO_AWS, {
      'Idempotency-Key': randomUUID(),
    });
    return until(
      async () => (await backend.get(`${CART}/shifts/${body.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
    );
  };

  it('before they can be read ends the shift with who it was', async () => {
    const { name } = platform.controller('cart', { afterMs: 0 });
    const { state, problem } = await failedOver();
    expect([state, problem?.code]).toEqual(['failed', 'rule-changed']);
    expect(problem!.message).toMatch(
      /^AWS accepted the weights on-prem 0, aws 100, but the rule has on-prem 40, aws 60: /,
    );
    expect(problem!.message).toContain(name);
  });

  it.each([true, false])(
    'and sets others than there were ends it with who it was, as far as CloudTrail tells: %s',
    async tells => {
      const { name } = platform.controller('cart', {
        afterMs: 0,
        weights: { 'on-prem': 100, aws: 0 },
      });
      if (!tells) {
        platform.onCall(operation =>
          operation === 'LookupEvents'
            ? { error: new AwsError('AccessDenied', 'No', { status: 403 }) }
            : undefined,
        );
      }
      const { state, problem } = await failedOver();
      expect([state, problem?.code]).toEqual(['failed', 'rule-changed']);
      expect(problem!.message).toMatch(/^Somebody else changed the rule/);
      expect(problem!.message).toContain(
        tells ? `${name} set them at` : 'A load balancer controller',
      );
    },
  );

  it('ends it with both that may be, where CloudTrail is not for us', async () => {
    platform.controller('cart', { afterMs: 0 });
    platform.onCall(operation =>
      operation === 'LookupEvents'
        ? { error: new AwsError('AccessDenied', 'No', { status: 403 }) }
        : undefined,
    );
    const { problem } = await failedOver();
    expect(problem!.message).toMatch(
      /somebody put them back .* or AWS does not show the new ones yet/,
    );
    expect(problem!.message).toMatch(/controller or a pipeline/);
  });
});

describe('a service whose tags or rule somebody changed by hand', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const groupArn = (site: Site) =>
    [...platform.world.tags].find(
      ([arn, tags]) =>
        arn.includes(':targetgroup/') &&
        tags.get(HYBRID_TAGS.service) === 'cart' &&
        tags.get(HYBRID_TAGS.site) === site,
    )![0];

  const post = (body: object) =>
    backend.post(`${CART}/shifts`, body, { 'Idempotency-Key': randomUUID() });

  const shifted = async (request: object): Promise<Shift> => {
    const { body } = await post(request);
    expect(body.error).toBeUndefined();
    return until(
      async () =>
        (await backend.get(`${CART}/shifts/${body.id}`)).body as Shift,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
    );
  };

  const forward = () => {
    const rule = platform.world.loadBalancing.rules.get(
      platform.ruleArn('cart'),
    )!;
    const action = rule.actions.find(({ type }) => type === 'forward');
    if (action?.type !== 'forward') throw new Error('no forward action');
    return action;
  };
  /** Takes a site's group off the rule, as the console and some tools do with weight 0. */
  const takeOff = (site: Site) => {
    forward().targetGroups = forward().targetGroups.filter(
      ({ arn }) => arn !== groupArn(site),
    );
  };

  describe.each([undefined, '60%'])('with the default weight %j', text => {
    beforeEach(() => {
      const tags = platform.world.tags.get(groupArn('aws'))!;
      if (text === undefined) tags.delete(HYBRID_TAGS.defaultWeight);
      else tags.set(HYBRID_TAGS.defaultWeight, text);
    });

    it('is shown, and says that the default weights are not known', async () => {
      const { status, body } = await backend.get(CART);
      expect(status).toBe(200);
      for (const site of SITES) {
        expect(body.sites[site]).not.toHaveProperty('defaultWeight');
      }
      expect(body.drift).toBeUndefined();
      expect(body.tagProblems).toEqual([
        {
          code: 'rule-not-hybrid',
          message: expect.stringMatching(/default weights are not known/),
          remedy: expect.stringContaining(
            `aws elbv2 add-tags --resource-arns ${groupArn('aws')}`,
          ),
        },
      ]);
    });

    it('is failed over all the same', async () => {
      expect((await shifted(TO_AWS)).state).toBe('succeeded');
      expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    });

    it('is not reset, and says why', async () => {
      const { status, body } = await post({ kind: 'reset', reason: 'a test' });
      expect(status).toBe(422);
      expect(body.error.problem.message).toMatch(
        /default weights are not known/,
      );
    });

    it('is a part of an evacuation', async () => {
      const { body } = await backend.post('/platforms/shop/evacuations/plans', {
        off: 'on-prem',
      });
      expect(
        body.items.find(({ service }: any) => service === 'cart'),
      ).toMatchObject({ verdict: 'shift' });
    });
  });

  it('has weight 0 at a site whose group is not on the rule', async () => {
    forward().targetGroups[1].weight = 0;
    takeOff('aws');
    const { status, body } = await backend.get(CART);
    expect(status).toBe(200);
    expect(body.sites['on-prem']).toMatchObject({ weight: 40, share: 100 });
    expect(body.sites.aws).toMatchObject({
      weight: 0,
      share: 0,
      health: 'unhealthy',
      targets: { healthy: 0, total: 0, reasons: { 'Target.NotInUse': 3 } },
    });
  });

  it('is not moved to a group that nobody checks, unless forced: then the group comes back', async () => {
    takeOff('aws');
    const { status, body } = await post(TO_AWS);
    expect(status).toBe(409);
    expect(body.error.problem.message).toContain(
      'aws has no target that can take requests: 3 left out (Target.NotInUse)',
    );
    expect(body.error.problem.remedy).toMatch(
      /Put the group on the rule with the weight 0/,
    );
    const shift = await shifted({
      ...TO_AWS,
      force: ['gaining-site-healthy', 'never-dark'],
    });
    expect(shift.state).toBe('succeeded');
    expect(forward().targetGroups).toEqual([
      { arn: groupArn('on-prem'), weight: 0 },
      { arn: groupArn('aws'), weight: 100 },
    ]);
  });

  it('keeps a rule without the group of a site that is to have nothing', async () => {
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    takeOff('on-prem');
    const weights = { 'on-prem': 0, aws: 50 };
    const { state } = await shifted({
      kind: 'custom',
      weights,
      reason: 'less',
    });
    expect(state).toBe('succeeded');
    expect(forward().targetGroups).toEqual([
      { arn: groupArn('aws'), weight: 50 },
    ]);
  });

  it('says the same on its page and on the platform’s where the tag names no full ref', async () => {
    platform.setRuleTag('cart', HYBRID_TAGS.entity, 'component:cart');
    const { body } = await backend.get(CART);
    const fleet = await backend.get('/platforms/shop');
    const { problem } = fleet.body.brokenServices.find(
      ({ service }: any) => service === 'cart',
    );
    expect(problem.message).toMatch(
      /is 'component:cart', which is no full entity ref such as 'component:default\/cart'/,
    );
    expect(body.error.problem.message).toBe(problem.message);
  });

  it('counts only targets that are there to serve', async () => {
    const { targets } = platform.world.loadBalancing.targetGroups.get(
      groupArn('aws'),
    )!;
    targets[2].state = 'draining';
    const { body } = await backend.get(CART);
    expect(body.sites.aws).toMatchObject({
      health: 'healthy',
      targets: { healthy: 2, total: 2, leftOut: 1 },
    });
    for (const target of targets.slice(0, 2)) target.state = 'initial';
    // The detail may be some seconds old.
    const plan = await backend.post(`${CART}/plans`, {
      kind: 'failover',
      to: 'aws',
    });
    expect(
      plan.body.rules.find(({ id }: any) => id === 'gaining-site-healthy'),
    ).toMatchObject({
      passed: false,
      explanation: expect.stringContaining(
        'aws has 0 of 2 targets healthy (2 not known, 1 more left out)',
      ),
    });
  });
});

describe('a target group that somebody took off the rule', () => {
  const { platform, backend } = withBackend(
    {},
    { each: true, alsoOn: ['internal'] },
  );

  it('is told from a deleted one, and from those that are left of another load balancer', async () => {
    const [own, internal] = platform.ruleArns('cart');
    const { tags, loadBalancing } = platform.world;
    const forward = loadBalancing.rules.get(own)!.actions[0];
    if (forward.type !== 'forward') throw new Error('no forward action');
    const aws = forward.targetGroups.find(({ arn }) =>
      arn.includes('cart-aws'),
    )!;
    platform.setWeights('cart', { 'on-prem': 100, aws: 0 });
    const changed = loadBalancing.rules.get(own)!.actions[0];
    if (changed.type !== 'forward') throw new Error('no forward action');
    changed.targetGroups = changed.targetGroups.filter(
      ({ arn }) => arn !== aws.arn,
    );
    tags.set(aws.arn.replace(/[^/]+$/, 'ff'), new Map(tags.get(aws.arn)));
    loadBalancing.rules.delete(internal);
    tags.delete(internal);

    const { status, body } = await backend.get(
      '/services/default/component/cart',
    );
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.sites.aws.weight).toBe(0);
    const { body: plan } = await backend.post(
      '/services/default/component/cart/plans',
      { kind: 'failover', to: 'aws' },
    );
    expect(plan.to).toEqual({ 'on-prem': 0, aws: 100 });
  });
});
