import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  planBasis,
  type PlanBasis,
  type ServiceStatus,
  type Shift,
  type Weights,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import { until } from '@hybrid-platform/sandbox/testing';
import { randomUUID } from 'node:crypto';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const WHY = { reason: 'all of its rules' };
const TO_AWS_PLAN = { kind: 'failover', to: 'aws' };
const TO_AWS = { ...TO_AWS_PLAN, ...WHY };
const MOVED: Weights = { 'on-prem': 0, aws: 100 };
const DEFAULT: Weights = { 'on-prem': 40, aws: 60 };
const ODD: Weights = { 'on-prem': 90, aws: 10 };

describe('a service with rules for HTTPS and HTTP, and on an internal load balancer', () => {
  const { platform, backend } = withBackend(
    {},
    { each: true, alsoOn: ['http', 'internal'] },
  );

  const status = async (): Promise<ServiceStatus> => {
    const { status: code, body } = await backend.get(CART);
    expect([code, body.error]).toEqual([200, undefined]);
    return body;
  };
  const post = (path: string, body: object) =>
    backend.post(`${CART}/${path}`, body, { 'Idempotency-Key': randomUUID() });
  const shifted = async (request: object): Promise<Shift> => {
    const { body } = await post('shifts', request);
    expect(body.error).toBeUndefined();
    return until(
      async () => (await backend.get(`${CART}/shifts/${body.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
    );
  };
  const weights = () =>
    platform.ruleArns('cart').map((_, rule) => platform.weights('cart', rule));

  it('shows each rule by its load balancer and listener', async () => {
    const { rules, diverged } = await status();
    expect(diverged).toBeUndefined();
    expect(rules).toHaveLength(3);
    expect(rules!.map(({ listener }) => listener).sort()).toEqual(
      expect.arrayContaining(['HTTP:80', 'HTTPS:443']),
    );
    expect(new Set(rules!.map(({ loadBalancer }) => loadBalancer)).size).toBe(
      2,
    );
    for (const rule of rules!) expect(rule.weights).toEqual(DEFAULT);
  });

  it('moves all of them, and back', async () => {
    expect((await shifted(TO_AWS)).state).toBe('succeeded');
    expect(weights()).toEqual([MOVED, MOVED, MOVED]);
    expect((await shifted({ kind: 'reset', ...WHY })).state).toBe('succeeded');
    expect(weights()).toEqual([DEFAULT, DEFAULT, DEFAULT]);
    for (const [rule] of platform.ruleArns('cart').entries()) {
      expect(platform.ruleTag('cart', HYBRID_TAGS.hold, rule)).toBeUndefined();
    }
  });

  it('is held when one of its rules is', async () => {
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.hold,
      '2999-01-01T00:00:00Z user:default/sora',
      2,
    );
    expect((await status()).hold?.by).toBe('user:default/sora');
    const { status: code, body } = await post('shifts', TO_AWS);
    expect([code, body.error.problem.code]).toEqual([
      409,
      'safety-rule-failed',
    ]);
  });

  it('keeps the hold that somebody sets on one of them while a shift holds all', async () => {
    const hold = '2999-01-01T00:00:00Z user:default/sora';
    let isSet = false;
    platform.onCall(operation => {
      if (operation === 'ModifyRule' && !isSet) {
        isSet = true;
        platform.setRuleTag('cart', HYBRID_TAGS.hold, hold, 1);
      }
      return undefined;
    });
    expect((await shifted(TO_AWS)).state).toBe('succeeded');
    expect(
      [0, 1, 2].map(rule => platform.ruleTag('cart', HYBRID_TAGS.hold, rule)),
    ).toEqual([undefined, hold, undefined]);
  });

  it('does not begin another step when somebody holds one of them, however shortly', async () => {
    const soon = new Date(Date.now() + 20_000).toISOString();
    let isSet = false;
    platform.onCall(operation => {
      if (operation === 'ModifyRule' && !isSet) {
        isSet = true;
        const hold = `${soon} user:default/sora`;
        platform.setRuleTag('cart', HYBRID_TAGS.hold, hold, 1);
      }
      return undefined;
    });
    const { state, problem } = await shifted({
      kind: 'custom',
      steps: [{ aws: 80 }, { aws: 100 }],
      ...WHY,
    });
    expect(state).toBe('failed');
    expect(problem?.message).toContain('user:default/sora');
  });

  it.each([
    ['names another entity', 'component:default/order'],
    ['has no tag', undefined],
  ])(
    'is nobody’s to operate when one of its rules %s, and that one is named',
    async (_, text) => {
      platform.setRuleTag('cart', HYBRID_TAGS.entity, text, 1);
      const odd = platform.ruleArns('cart')[1];
      const { status: code, body } = await backend.get(CART);
      expect(code).toBe(403);
      const { brokenServices } = (await backend.get('/platforms/shop')).body;
      for (const { message, remedy } of [
        body.error.problem,
        brokenServices[0].problem,
      ]) {
        expect(message.match(/listener rule \S+/g)).toEqual([
          `listener rule ${odd}`,
        ]);
        expect(remedy).toContain(
          `--resource-arns ${odd} --tags Key=hybrid-platform:entity,Value=component:default/cart`,
        );
      }
    },
  );

  it('judges a site by the load balancer where it serves worse', async () => {
    const [, , internal] = platform.ruleArns('cart');
    const rule = platform.world.loadBalancing.rules.get(internal)!;
    const forward = rule.actions.find(({ type }) => type === 'forward')!;
    if (forward.type !== 'forward') throw new Error('no forward action');
    const group = platform.world.loadBalancing.targetGroups.get(
      forward.targetGroups.find(({ arn }) => arn.includes('-aws'))!.arn,
    )!;
    for (const target of group.targets) target.state = 'unhealthy';
    expect((await status()).sites.aws.health).not.toBe('healthy');
  });

  describe('of which one was moved and the others were not', () => {
    beforeEach(() => platform.setWeights('cart', ODD, 1));

    it('is diverged, rule by rule', async () => {
      const { diverged, rules } = await status();
      expect(diverged).toBe(true);
      expect(rules!.map(rule => rule.weights)).toEqual(
        expect.arrayContaining([DEFAULT, ODD]),
      );
    });

    it.each([
      { kind: 'custom', weights: { 'on-prem': 50, aws: 50 } },
      { kind: 'custom', steps: [{ aws: 80 }, { aws: 100 }] },
      { kind: 'drill', to: 'aws', durationSeconds: 60 },
    ])('takes no %j', async request => {
      for (const path of ['plans', 'shifts']) {
        const { status: code, body } = await post(path, {
          ...request,
          ...(path === 'shifts' && WHY),
        });
        expect([code, body.error?.problem?.code]).toEqual([
          409,
          'rules-diverged',
        ]);
        expect(body.error.problem.remedy).toMatch(/failover or a reset/);
      }
      expect(weights()).toEqual([DEFAULT, ODD, DEFAULT]);
    });

    it('is made the same again by a failover, whose plan tells what moves', async () => {
      const { body: plan } = await post('plans', {
        kind: 'failover',
        to: 'aws',
      });
      expect(plan.from).toEqual(ODD);
      expect(plan.fromRules).toHaveLength(3);
      expect((await shifted(TO_AWS)).state).toBe('succeeded');
      expect(weights()).toEqual([MOVED, MOVED, MOVED]);
    });

    it('is not moved by a plan after which a rule went back to where another is', async () => {
      platform.setWeights('cart', MOVED, 2);
      const { body: plan } = await post('plans', {
        kind: 'failover',
        to: 'aws',
      });
      platform.setWeights('cart', DEFAULT, 2);
      const { status: code, body } = await post('shifts', {
        ...TO_AWS,
        planned: planBasis(plan),
      });
      expect(code).toBe(409);
      expect(body.error.plan.fromRules).toHaveLength(3);
      expect(weights()).toEqual([DEFAULT, ODD, DEFAULT]);
    });

    it('is made the same again by a reset', async () => {
      expect((await shifted({ kind: 'reset', ...WHY })).state).toBe(
        'succeeded',
      );
      expect(weights()).toEqual([DEFAULT, DEFAULT, DEFAULT]);
    });

    it('gets each rule’s own weights back when the new site does not serve', async () => {
      platform.onCall(operation => {
        if (operation === 'ModifyRule') platform.setHealthy('cart', 'aws', 0);
        return undefined;
      });
      expect((await shifted(TO_AWS)).state).toBe('rolled-back');
      expect(weights()).toEqual([DEFAULT, ODD, DEFAULT]);
    });

    it('drifts by the rule that nobody of ours moved', async () => {
      await status();
      expect((await status()).drift).toMatchObject({
        expected: DEFAULT,
        actual: ODD,
      });
    });
  });

  it('has no rule moved when AWS refuses one of them for good', async () => {
    const last = platform.ruleArns('cart')[2];
    platform.onCall((operation, input) =>
      operation === 'ModifyRule' && JSON.stringify(input).includes(last)
        ? {
            error: new AwsError('AccessDenied', 'Not that one', {
              status: 403,
            }),
          }
        : undefined,
    );
    const shift = await shifted(TO_AWS);
    expect(shift.state).toBe('failed');
    expect(shift.problem?.code).toBe('aws-access-denied');
    platform.onCall(undefined);
    expect(weights()).toEqual([DEFAULT, DEFAULT, DEFAULT]);
  });
});

describe('a rule that the service gets in the middle of a shift', () => {
  const { platform, backend } = withBackend(
    {},
    { each: true, alsoOn: ['http'] },
  );
  const inSteps = (bakeSeconds = 0) => ({
    kind: 'custom',
    steps: [
      { aws: 80, bakeSeconds: 2 },
      { aws: 100, bakeSeconds },
    ],
    ...WHY,
  });
  const http = () => platform.ruleArns('cart')[1];
  const both = () => [platform.weights('cart'), platform.weights('cart', 1)];

  /** Takes the second rule away, and brings it back when the first one has been written. */
  const bringLater = (meanwhile: () => void = () => {}, refused = false) => {
    const arn = http();
    const { rules } = platform.world.loadBalancing;
    const { tags } = platform.world;
    platform.setWeights('cart', ODD, 1);
    const [rule, own] = [rules.get(arn)!, tags.get(arn)!];
    rules.delete(arn);
    tags.delete(arn);
    const denied = new AwsError('AccessDenied', 'Not that one', {
      status: 403,
    });
    platform.onCall((operation, input) => {
      if (!rules.has(arn) && platform.weights('cart').aws !== DEFAULT.aws) {
        rules.set(arn, rule);
        tags.set(arn, own);
        meanwhile();
      }
      const isIts =
        operation === 'ModifyRule' && JSON.stringify(input).includes(arn);
      return refused && isIts ? { error: denied } : undefined;
    });
    return arn;
  };

  const start = async (request: object): Promise<string> => {
    const { body } = await backend.post(`${CART}/shifts`, request, {
      'Idempotency-Key': randomUUID(),
    });
    expect(body.error).toBeUndefined();
    return body.id;
  };
  const ended = (id: string): Promise<Shift> =>
    until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
      30_000,
    );

  it.each([
    ['during the first of two steps', inSteps()],
    ['before the only step is verified', TO_AWS],
  ])('is taken along: %s', async (_, request) => {
    const arn = bringLater();
    const shift = await ended(await start(request));
    expect([shift.state, shift.problem]).toEqual(['succeeded', undefined]);
    expect(both()).toEqual([MOVED, MOVED]);
    expect(shift.events.map(({ message }) => message).join(' ')).toContain(
      `The listener rule ${arn} is new, with on-prem 90, aws 10: it is taken along.`,
    );
    expect(shift.plan.fromRules).toEqual([
      expect.objectContaining({ weights: DEFAULT }),
      { rule: arn, weights: ODD, joinedAt: expect.any(String) },
    ]);
    const { body } = await backend.get(CART);
    expect([body.diverged, body.drift]).toEqual([undefined, undefined]);
  });

  it('gets its own weights back when the shift is rolled back', async () => {
    bringLater();
    const id = await start(inSteps(30));
    await until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body,
      ({ events }: Shift) =>
        events.some(({ type, step }) => type === 'baking' && step === 2),
      30_000,
    );
    expect(both()).toEqual([MOVED, MOVED]);
    await backend.post(
      `${CART}/shifts/${id}/abort`,
      { rollBack: true },
      { 'Idempotency-Key': randomUUID() },
    );
    expect((await ended(id)).state).toBe('rolled-back');
    expect(both()).toEqual([DEFAULT, ODD]);
  });

  const ofAnother = () =>
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.entity,
      'component:default/order',
      1,
    );
  it.each([
    ['AWS does not let it be written', { refused: true }],
    ['it is of another entity', { meanwhile: ofAnother }],
  ])(
    'is named as what did not move, where %s',
    async (_, { meanwhile, refused }: any) => {
      const arn = bringLater(meanwhile, refused);
      const { state, problem } = await ended(await start(TO_AWS));
      expect([state, problem?.code]).toEqual(['failed', 'rules-diverged']);
      expect(problem!.message).toContain(
        `the listener rule ${arn} came in the middle of it and did not move`,
      );
      expect(both()).toEqual([MOVED, ODD]);
    },
  );
});

describe('a redirect to HTTPS that is tagged like the rule beside it', () => {
  const { platform, backend } = withBackend(
    {},
    { each: true, alsoOn: ['http'] },
  );

  beforeEach(() => {
    const [, http] = platform.ruleArns('cart');
    platform.world.loadBalancing.rules.get(http)!.actions = [
      { type: 'redirect', order: 1, settings: { StatusCode: 'HTTP_301' } },
    ];
    platform.world.tags.get(http)!.delete(HYBRID_TAGS.entity);
  });

  it('is shown, and keeps the service from nothing', async () => {
    const { status, body } = await backend.get(CART);
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.rules).toBeUndefined();
    expect(body.diverged).toBeUndefined();
    expect(body.idleRules).toEqual([
      expect.objectContaining({ listener: 'HTTP:80', action: 'redirect' }),
    ]);
    const { body: shift } = await backend.post(`${CART}/shifts`, TO_AWS, {
      'Idempotency-Key': randomUUID(),
    });
    const ended: Shift = await until(
      async () => (await backend.get(`${CART}/shifts/${shift.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
    );
    expect(ended.state).toBe('succeeded');
    expect(platform.weights('cart')).toEqual(MOVED);
  });

  it('lets an evacuation move the service', async () => {
    const { body } = await backend.post('/platforms/shop/evacuations/plans', {
      off: 'on-prem',
    });
    const item = body.items.find(
      ({ service }: { service: string }) => service === 'cart',
    );
    expect(item).toMatchObject({ from: DEFAULT, to: MOVED, failed: [] });
  });
});

describe('a rule that also forwards to groups of neither site', () => {
  const { platform, backend } = withBackend({}, { each: true });

  beforeEach(() => {
    platform.addGroup('cart', { weight: 100 });
  });

  it('shows what goes there, and does not count it for a site', async () => {
    const { body } = await backend.get(CART);
    expect(body.elsewhereShare).toBe(50);
    expect(body.sites['on-prem'].share).toBe(20);
    expect(body.sites.aws.share).toBe(30);
  });

  it('says in the plan and at the end what a shift does not reach', async () => {
    platform.setStickiness('cart', 300);
    const { body: plan } = await backend.post(`${CART}/plans`, {
      kind: 'failover',
      to: 'aws',
    });
    expect(plan).toMatchObject({ elsewhereShare: 50, stickinessSeconds: 300 });
    const { body } = await backend.post(`${CART}/shifts`, TO_AWS, {
      'Idempotency-Key': randomUUID(),
    });
    const shift: Shift = await until(
      async () => (await backend.get(`${CART}/shifts/${body.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
    );
    expect(shift).toMatchObject({ state: 'succeeded', elsewhereShare: 50 });
    const { message } = shift.events.at(-1)!;
    expect(message).toMatch(
      /50 % of the requests go to target groups of neither site/,
    );
    expect(message).toMatch(/up to 300 s/);
  });

  it('refuses a start whose plan did not show that share, unless its caller did not look', async () => {
    const { body: plan } = await backend.post(`${CART}/plans`, TO_AWS_PLAN);
    platform.addGroup('cart', { weight: 300 });
    const start = (planned: PlanBasis) =>
      backend.post(
        `${CART}/shifts`,
        { ...TO_AWS, planned },
        { 'Idempotency-Key': randomUUID() },
      );
    const { status, body } = await start(planBasis(plan));
    expect(status).toBe(409);
    expect(body.error.problem.message).toContain(
      'In the plan 50 % of the requests went to target groups of neither site, and 75 % would go there now.',
    );
    expect((await start({ from: plan.from })).status).toBe(202);
  });
});
