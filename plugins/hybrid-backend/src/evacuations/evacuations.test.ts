import { AwsError } from '@hybrid-platform/sandbox';
import {
  HYBRID_TAGS,
  problemOf,
  type Evacuation,
  type EvacuationRequest,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { SERVICES } from '../__testUtils__/services';
import { withBackend } from '../__testUtils__/withBackend';

const HALF = { 'on-prem': 40, aws: 60 };
const ALL_AWS = { 'on-prem': 0, aws: 100 };
const OFF: EvacuationRequest = {
  off: 'on-prem',
  reason: 'The data centre floods',
};

jest.setTimeout(30_000);

describe('evacuations', () => {
  let allow: (permission: string, ref: string | undefined) => boolean;
  const environment = { ...process.env };

  const { platform, backend } = withBackend({
    allow: (permission, ref) => allow(permission, ref),
    hybrid: {
      ...SHOP_CONFIG,
      platforms: {
        ...SHOP_CONFIG.platforms,
        other: { accountId: '111122223333', region: 'ap-northeast-2' },
      },
    },
  });

  beforeEach(() => {
    allow = () => true;
    platform.onCall(undefined);
    for (const service of SERVICES) {
      platform.setWeights(service, HALF);
      platform.setHealthy(service, 'aws', 2);
      platform.setHealthy(service, 'on-prem', 2);
    }
    platform.forget();
    backend.audits.length = 0;
    backend.signals.length = 0;
    backend.questions.length = 0;
  });

  afterAll(async () => {
    process.env = environment;
  });

  const client = () => backend.client();
  const start = (
    request: EvacuationRequest = OFF,
    key: string = randomUUID(),
  ) => client().evacuate('shop', request, { idempotencyKey: key });
  const ended = ({ id }: { id: string }) =>
    until(
      () => client().getEvacuation('shop', id),
      ({ state }) => state === 'completed' || state === 'aborted',
      20_000,
    );
  const evacuate = async (request?: EvacuationRequest) =>
    ended(await start(request));
  const item = ({ items }: Evacuation, service: string) =>
    items.find(one => one.service === service)!;
  const refusal = async (asked: Promise<unknown>) => {
    const error = await asked.then(
      () => undefined,
      e => e,
    );
    return { status: error?.statusCode, problem: problemOf(error) };
  };
  const shiftsOf = async (service: string) =>
    (await client().getShifts(`component:default/${service}`)).items;

  describe('plan', () => {
    const plan = (services?: string[]) =>
      client().planEvacuation('shop', { off: 'on-prem', services });

    it('shows what would happen to each service, and touches nothing', async () => {
      platform.setWeights('cart', ALL_AWS);
      platform.setHealthy('order', 'aws', 0);
      const { items, counts, estimatedSeconds } = await plan();
      expect(items.map(({ service }) => service).sort()).toEqual(
        [...SERVICES].sort(),
      );
      expect(counts).toEqual({
        shift: 4,
        'nothing-to-do': 1,
        refused: 1,
        'not-permitted': 0,
      });
      expect(items.find(({ service }) => service === 'cart')).toMatchObject({
        verdict: 'nothing-to-do',
        from: ALL_AWS,
        to: ALL_AWS,
        failed: [],
      });
      const refused = items.find(({ service }) => service === 'order')!;
      expect(refused.verdict).toBe('refused');
      expect(refused.failed.map(({ id }) => id)).toEqual([
        'gaining-site-healthy',
        'never-dark',
      ]);
      expect(refused.failed[0].explanation).toContain(
        'Judged by the targets’ health now.',
      );
      expect(items.find(({ service }) => service === 'search')).toMatchObject({
        verdict: 'shift',
        from: HALF,
        to: ALL_AWS,
      });
      expect(estimatedSeconds).toBeGreaterThan(0);
      expect(platform.calls()).not.toContain('ModifyRule');
      expect(platform.calls()).not.toContain('AddTags');
    });

    it('judges health by metrics where there are any, without a call per service', async () => {
      for (const service of SERVICES) {
        platform.putHosts(service, 'aws', { healthy: 2, unhealthy: 0 });
      }
      const { counts } = await plan();
      expect(counts.shift).toBe(6);
      // The view looks at some of them in turn, however many there are.
      expect(
        platform.calls().filter(call => call === 'DescribeTargetHealth').length,
      ).toBeLessThanOrEqual(10);
    });

    it('shows a hold of somebody else as what refuses', async () => {
      const hold = `${new Date(
        Date.now() + 60_000,
      ).toISOString()} user:default/ann`;
      platform.setRuleTag('cart', 'hybrid-platform:hold', hold);
      const { items } = await plan(['cart']);
      platform.setRuleTag('cart', 'hybrid-platform:hold', undefined);
      expect(items).toHaveLength(1);
      expect(items[0].failed.map(({ id }) => id)).toEqual(['not-held']);
    });

    it('marks what the caller may not shift', async () => {
      allow = (permission, ref) =>
        permission !== 'hybrid.traffic.shift' ||
        ref?.endsWith('/cart') === true;
      const { counts, items } = await plan();
      expect(counts).toMatchObject({ shift: 1, 'not-permitted': 5 });
      expect(items.find(({ service }) => service === 'cart')?.verdict).toBe(
        'shift',
      );
    });

    it('neither shows nor counts what the caller may not read', async () => {
      allow = (_permission, ref) => ref !== 'component:default/payment';
      const { items, counts } = await plan();
      expect(items.map(({ service }) => service)).not.toContain('payment');
      expect(counts.shift).toBe(5);
    });

    it('asks for all permissions at once', async () => {
      await plan();
      // Who sees the platform, and what may be done to its services.
      expect(backend.questions).toHaveLength(2);
      expect(backend.questions[1]).toHaveLength(12);
    });

    it.each([['nowhere'], ['payment']])(
      'names a service that is not there or may not be seen: %s',
      async name => {
        allow = (_permission, ref) => ref !== 'component:default/payment';
        const { status, problem } = await refusal(plan(['cart', name]));
        expect(status).toBe(404);
        expect(problem).toMatchObject({
          code: 'service-not-found',
          message: expect.stringContaining(`'${name}'`),
        });
      },
    );

    it.each([
      [{}, "'off'"],
      [{ off: 'moon' }, "'off'"],
      [{ off: 'aws', services: [] }, "'services'"],
      [{ off: 'aws', services: ['cart', 'cart'] }, "'services'"],
      [{ off: 'aws', services: ['../x'] }, "'services.0'"],
      [{ off: 'aws', at: 'once' }, 'additional'],
    ])('refuses %j', async (body, named) => {
      const response = await backend.post(
        '/platforms/shop/evacuations/plans',
        body,
      );
      expect(response.status).toBe(400);
      expect(response.body.error.problem.code).toBe('invalid-request');
      expect(response.body.error.problem.message).toContain(named);
    });
  });

  it('takes over what automation has moved, so that it does not return by itself', async () => {
    platform.setWeights('cart', ALL_AWS);
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.automation,
      'failed-over 2026-11-22T10:00:00Z',
    );
    const done = await ended(await start());
    expect(item(done, 'cart').state).toBe('succeeded');
    expect(platform.weights('cart')).toEqual(ALL_AWS);
    expect(platform.ruleTag('cart', HYBRID_TAGS.automation)).toBeUndefined();
  });

  it('moves every service, and reports', async () => {
    platform.setWeights('cart', ALL_AWS);
    const started = await start();
    expect(started).toMatchObject({
      platform: 'shop',
      off: 'on-prem',
      state: 'running',
      reason: OFF.reason,
      requestedBy: 'user:default/owner',
    });
    expect(started.items).toHaveLength(6);
    const done = await ended(started);
    expect(done.state).toBe('completed');
    expect(done.endedAt).toBeDefined();
    expect(done.counts).toMatchObject({ succeeded: 5, 'nothing-to-do': 1 });
    for (const service of SERVICES) {
      expect(platform.weights(service)).toEqual(ALL_AWS);
    }
    const order = item(done, 'order');
    expect(order.recoveryTimeSeconds).toBeGreaterThan(0);
    const [shift] = await shiftsOf('order');
    expect(shift).toMatchObject({
      id: order.shiftId,
      evacuationId: done.id,
      requestedBy: 'user:default/owner',
      reason: OFF.reason,
      state: 'succeeded',
    });
    expect(item(done, 'cart').shiftId).toBeUndefined();
    expect(backend.signals).toContainEqual({
      platform: 'shop',
      evacuationId: done.id,
    });
    const audits = backend.audits.map(({ eventId }) => eventId);
    expect(audits).toContain('evacuation-start');
    expect(audits.filter(id => id === 'traffic-shift')).toHaveLength(5);
    expect(
      (await client().getEvacuations('shop')).map(({ id }) => id),
    ).toContain(done.id);
  });

  it('goes on when a service fails or is refused', async () => {
    platform.setHealthy('order', 'aws', 0);
    const failing = platform.ruleArn('search');
    platform.onCall((operation, input) =>
      operation === 'ModifyRule' && input.RuleArn === failing
        ? { error: new AwsError('AccessDenied', 'No.', { status: 403 }) }
        : undefined,
    );
    const done = await evacuate();
    expect(done.state).toBe('completed');
    expect(done.counts).toMatchObject({ succeeded: 4, refused: 1, failed: 1 });
    expect(item(done, 'order').problem?.code).toBe('safety-rule-failed');
    expect(item(done, 'search').problem?.code).toBe('aws-access-denied');
    expect(platform.weights('order')).toEqual(HALF);
    expect(platform.weights('search')).toEqual(HALF);
    expect(platform.weights('cart')).toEqual(ALL_AWS);
  });

  it('tries again what failed, and only that, when it is resumed', async () => {
    platform.setHealthy('order', 'aws', 0);
    const first = await evacuate();
    expect(first.counts).toMatchObject({ succeeded: 5, refused: 1 });
    platform.setHealthy('order', 'aws', 2);
    const resumed = await client().resumeEvacuation('shop', first.id);
    expect(resumed.state).toBe('running');
    const done = await ended(resumed);
    expect(done.counts).toMatchObject({ succeeded: 6, refused: 0 });
    expect(item(done, 'cart').shiftId).toBe(item(first, 'cart').shiftId);
    const again = await refusal(client().resumeEvacuation('shop', first.id));
    expect(again.problem?.code).toBe('evacuation-not-active');
  });

  it('starts no more shifts after an abort, ends those under way, and can be resumed', async () => {
    let open!: () => void;
    const gate = new Promise<void>(resolve => {
      open = resolve;
    });
    let held = 0;
    platform.onCall(async operation => {
      if (operation !== 'ModifyRule') return;
      held += 1;
      await gate;
    });
    // Fewer may be under way than there are services, for the others must be pending.
    const started = await start({ ...OFF, services: ['cart', 'order'] });
    await until(
      () => held,
      count => count > 0,
    );
    const aborting = await client().abortEvacuation('shop', started.id);
    expect(aborting.state).toBe('aborting');
    const busy = await refusal(start());
    expect(busy).toMatchObject({
      status: 409,
      problem: { code: 'evacuation-active' },
    });
    open();
    const done = await ended(started);
    expect(done.state).toBe('aborted');
    const { succeeded, aborted } = done.counts;
    expect(succeeded).toBeGreaterThan(0);
    expect(succeeded + aborted).toBe(2);
    const over = await refusal(client().abortEvacuation('shop', done.id));
    expect(over.problem?.code).toBe('evacuation-not-active');
  });

  it('runs once per platform at a time', async () => {
    const [one, two] = await Promise.allSettled([start(), start()]);
    const started = [one, two].filter(({ status }) => status === 'fulfilled');
    expect(started).toHaveLength(1);
    await ended((started[0] as PromiseFulfilledResult<Evacuation>).value);
  });

  it('starts once per key', async () => {
    const key = randomUUID();
    const first = await start(OFF, key);
    const second = await start(OFF, key);
    expect(second.id).toBe(first.id);
    await ended(first);
    const other = await refusal(start({ ...OFF, off: 'aws' }, key));
    expect(other).toMatchObject({
      status: 409,
      problem: { code: 'idempotency-key-reused' },
    });
  });

  it('is nobody else’s by the same key', async () => {
    const key = randomUUID();
    const first = await start({ ...OFF, services: ['cart'] }, key);
    await ended(first);
    const other = await backend
      .client('user:default/other')
      .evacuate(
        'shop',
        { ...OFF, off: 'aws', services: ['cart'] },
        { idempotencyKey: key },
      );
    expect(other.id).not.toBe(first.id);
    await ended(other);
  });

  it.each(['owner-matches', 'no-active-shift'] as const)(
    'may not force %s, which nobody can override',
    async rule => {
      const { status, problem } = await refusal(
        start({ ...OFF, force: ['not-held', rule] }),
      );
      expect(status).toBe(400);
      expect(problem).toMatchObject({
        code: 'invalid-request',
        message: expect.stringContaining(`'force' must not have '${rule}'`),
      });
      expect(platform.calls()).toEqual([]);
    },
  );

  describe('permissions', () => {
    it('moves what the caller may shift, when no services are named', async () => {
      allow = (permission, ref) =>
        permission !== 'hybrid.traffic.shift' ||
        ref?.endsWith('/cart') === true;
      const done = await evacuate();
      expect(done.counts).toMatchObject({ succeeded: 1, 'not-permitted': 5 });
      expect(platform.weights('order')).toEqual(HALF);
    });

    it('refuses all when one of the named services may not be shifted', async () => {
      allow = (permission, ref) =>
        permission !== 'hybrid.traffic.shift' || !ref?.endsWith('/order');
      const { status, problem } = await refusal(
        start({ ...OFF, services: ['cart', 'order'] }),
      );
      expect(status).toBe(403);
      expect(problem?.code).toBe('not-permitted');
      expect(problem?.message).toContain('order');
      expect(platform.calls()).not.toContain('ModifyRule');
      expect(backend.audits).toContainEqual(
        expect.objectContaining({
          eventId: 'evacuation-start',
          outcome: 'fail',
        }),
      );
    });

    it('refuses who may shift nothing', async () => {
      allow = permission => permission !== 'hybrid.traffic.shift';
      expect(await refusal(start())).toMatchObject({
        status: 403,
        problem: { code: 'not-permitted' },
      });
    });

    it('demands the permission to force for every service', async () => {
      platform.setHealthy('order', 'aws', 0);
      const force: EvacuationRequest = {
        ...OFF,
        services: ['order'],
        force: ['gaining-site-healthy', 'never-dark'],
      };
      allow = permission => permission !== 'hybrid.traffic.force';
      const { status, problem } = await refusal(start(force));
      expect(status).toBe(403);
      expect(problem?.message).toContain('hybrid.traffic.force');
      allow = () => true;
      const done = await evacuate(force);
      const [shift] = await shiftsOf('order');
      expect(shift.id).toBe(item(done, 'order').shiftId);
      expect(shift.forced).toEqual(['gaining-site-healthy', 'never-dark']);
    });

    it('hides items that the caller may not read, and does not count them', async () => {
      const { id } = await evacuate();
      allow = (_permission, ref) => ref !== 'component:default/payment';
      const seen = await client().getEvacuation('shop', id);
      expect(seen.items.map(({ service }) => service)).not.toContain('payment');
      expect(seen.counts.succeeded).toBe(5);
      const [newest] = await client().getEvacuations('shop');
      expect(newest).toMatchObject({ id, counts: { succeeded: 5 } });
    });

    it('lets another person abort or resume only with the right to shift all of it', async () => {
      platform.setHealthy('order', 'aws', 0);
      const { id } = await evacuate();
      const other = backend.client('user:default/guest');
      allow = (permission, ref) =>
        permission !== 'hybrid.traffic.shift' || !ref?.endsWith('/search');
      const denied = await refusal(other.resumeEvacuation('shop', id));
      expect(denied).toMatchObject({
        status: 403,
        problem: { code: 'not-permitted' },
      });
      allow = () => true;
      platform.setHealthy('order', 'aws', 2);
      await other.resumeEvacuation('shop', id);
      await ended({ id });
      expect((await shiftsOf('order'))[0].requestedBy).toBe(
        'user:default/guest',
      );
    });

    it('is nobody’s without credentials', async () => {
      for (const path of ['', '/plans', `/${randomUUID()}/abort`]) {
        const response = await backend
          .post(`/platforms/shop/evacuations${path}`, OFF, {
            'Idempotency-Key': 'k',
          })
          .set('Authorization', 'Bearer nonsense');
        expect(response.status).toBe(401);
      }
    });

    it('does not exist on a platform that the caller may not see', async () => {
      allow = () => false;
      const asked = [() => start(), () => client().getEvacuations('shop')];
      for (const ask of asked) {
        expect(await refusal(ask())).toMatchObject({
          status: 404,
          problem: { code: 'platform-unknown' },
        });
      }
    });

    it('is not found by another platform’s path', async () => {
      const { id } = await evacuate({ ...OFF, services: ['cart'] });
      expect(await refusal(client().getEvacuation('other', id))).toMatchObject({
        status: 404,
      });
      expect(
        await refusal(client().getEvacuation('shop', randomUUID())),
      ).toMatchObject({ status: 404, problem: { code: 'not-found' } });
    });
  });
});
