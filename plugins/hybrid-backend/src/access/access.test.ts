import {
  HYBRID_TAGS,
  problemOf,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import request from 'supertest';
import { component, SHOP_ENTITIES } from '../__testUtils__/backend';
import { withBackend } from '../__testUtils__/withBackend';

const ID = '00000000-0000-0000-0000-000000000000';
const TO_AWS = { kind: 'failover', to: 'aws' };
const KEY = { 'Idempotency-Key': 'key' };

/** Each route of a service: what asks, and which permission it needs. */
const ROUTES = [
  ['GET', '', 'hybrid.service.read'],
  ['POST', '/plans', 'hybrid.traffic.shift'],
  ['POST', '/shifts', 'hybrid.traffic.shift'],
  ['GET', '/shifts', 'hybrid.service.read'],
  ['GET', `/shifts/${ID}`, 'hybrid.service.read'],
] as const;

/** Routes that look at the platform, and so at the entity's annotation and the rule's tag. */
const ROUTED = ROUTES.slice(0, 3);

describe('access', () => {
  let allowed: (permission: string, resourceRef?: string) => boolean;

  const { platform, backend } = withBackend({
    entities: [
      ...SHOP_ENTITIES,
      component('thief', 'shop/payment'),
      component('plain'),
      component('odd', 'shop'),
      component('lost', 'shop/nothing'),
      component('elsewhere', 'moon/cart'),
    ],
    allow: (permission, resourceRef) => allowed(permission, resourceRef),
  });

  beforeEach(() => {
    allowed = () => true;
    platform.forget();
    backend.audits.length = 0;
    backend.questions.length = 0;
  });

  const ask = (method: 'GET' | 'POST', name: string, rest: string) => {
    const path = `/services/default/component/${name}${rest}`;
    if (method === 'GET') return backend.get(path);
    return backend.post(
      path,
      rest === '/shifts' ? { ...TO_AWS, reason: 'why not' } : TO_AWS,
      KEY,
    );
  };

  describe.each(ROUTES)('%s …%s', (method, rest, permission) => {
    it('wants to know who asks', async () => {
      const path = `/api/hybrid/v1/services/default/component/cart${rest}`;
      const agent = request(backend.server);
      const call = method === 'GET' ? agent.get(path) : agent.post(path);
      const { status } = await call
        .set('Authorization', 'Bearer nonsense')
        .set(KEY)
        .send(
          method === 'POST' && rest === '/shifts'
            ? { ...TO_AWS, reason: 'why not' }
            : TO_AWS,
        );
      expect(status).toBe(401);
    });

    it(`needs ${permission} for the entity`, async () => {
      allowed = asked => asked !== permission;
      const { status, body } = await ask(method, 'cart', rest);
      expect(status).toBe(403);
      expect(body.error.problem).toMatchObject({
        code: 'not-permitted',
        message: `You do not have the permission '${permission}' for component:default/cart.`,
      });
      expect(backend.questions).toEqual([
        [{ permission, resourceRef: 'component:default/cart' }],
      ]);
      expect(platform.calls()).toEqual([]);
    });

    it('does not know what the caller cannot see', async () => {
      const { status } = await ask(method, 'secret', rest);
      expect(status).toBe(404);
      expect(backend.questions).toEqual([]);
    });
  });

  describe.each(ROUTED)('%s …%s', (method, rest) => {
    it('refuses an entity that points at somebody else’s service', async () => {
      const { status, body } = await ask(method, 'thief', rest);
      expect(status).toBe(403);
      expect(body.error.problem.code).toBe('entity-tag-mismatch');
      expect(body.error.problem.message).toContain(HYBRID_TAGS.entity);
      expect(body.error.problem.message).toContain(platform.ruleArn('payment'));
      expect(body.error.problem.remedy).toContain('component:default/thief');
      expect(JSON.stringify(body)).not.toContain('component:default/payment');
      expect(platform.calls()).not.toContain('ModifyRule');
    });

    it('says how a service that is not there comes back', async () => {
      const { body } = await ask(method, 'lost', rest);
      expect(body.error.problem.remedy).toMatch(
        /add-tags .* Key=hybrid-platform:platform,Value=shop Key=hybrid-platform:service,Value=/,
      );
    });

    it('refuses a rule without an entity tag, and says so', async () => {
      platform.setRuleTag('cart', HYBRID_TAGS.entity, undefined);
      const { status, body } = await ask(method, 'cart', rest);
      platform.setRuleTag('cart', HYBRID_TAGS.entity, 'component:default/cart');
      expect(status).toBe(403);
      expect(body.error.problem).toMatchObject({
        code: 'entity-tag-mismatch',
        message: `The listener rule ${platform.ruleArn(
          'cart',
        )} has no tag 'hybrid-platform:entity', so nobody may operate it from Backstage.`,
      });
    });

    it.each([
      ['plain', 404, 'annotation-missing'],
      ['odd', 422, 'annotation-malformed'],
      ['lost', 404, 'service-not-found'],
      ['elsewhere', 404, 'platform-unknown'],
    ])('answers for %s with %i %s', async (name, status, code) => {
      const answer = await ask(method, name, rest);
      expect(answer.status).toBe(status);
      expect(answer.body.error.problem).toEqual({
        code,
        message: expect.stringMatching(/\S/),
        remedy: expect.stringMatching(/\S/),
      });
    });
  });

  it('refuses a rule that forwards to the group of neither site', async () => {
    const rule = platform.world.loadBalancing.rules.get(
      platform.ruleArn('search'),
    )!;
    const [forward] = rule.actions;
    if (forward.type !== 'forward') throw new Error('no forward action');
    const removed = forward.targetGroups.splice(0);
    const { status, body } = await ask('GET', 'search', '');
    forward.targetGroups.push(...removed);
    expect(status).toBe(422);
    expect(body.error.problem.code).toBe('rule-not-hybrid');
    expect(body.error.problem.message).toContain('of neither site');
  });

  it.each([
    '/services/default/component/..%2F..%2Fplatforms',
    '/services/default/component/%2e%2e',
    '/services/..%2F..%2Fx/component/cart',
    '/services/default/component/cart%00',
    '/services/default/component/cart%0d%0aX-Header:1',
    `/services/default/component/${'a'.repeat(64)}`,
    '/services/default/component:x/cart',
    '/platforms/..%2Fshop',
    '/platforms/__proto__',
    `/services/default/component/cart/shifts/..%2F${ID}`,
  ])('takes no tricks in a path: %s', async path => {
    const { status } = await backend.get(path);
    expect([400, 404]).toContain(status);
    expect(platform.calls()).toEqual([]);
  });

  it('finds a service by an entity ref in any case', async () => {
    const { body } = await backend.get('/services/DEFAULT/Component/cart');
    expect(body.entityRef).toBe('component:default/cart');
  });

  it('keeps a shift from an entity that it does not belong to', async () => {
    const cart = backend.client();
    const shift = await cart.shift(
      'component:default/cart',
      { kind: 'reset', reason: 'as it was' },
      { idempotencyKey: 'one-of-cart' },
    );
    await expect(
      backend.client().getShift('component:default/order', shift.id),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('audits a refused shift as failed', async () => {
    await ask('POST', 'thief', '/shifts');
    expect(backend.audits).toEqual([
      {
        eventId: 'traffic-shift',
        outcome: 'fail',
        message: expect.stringContaining('names another entity'),
      },
    ]);
  });

  it('gives the client the problem with the error', async () => {
    const error = await backend
      .client()
      .getService('component:default/plain')
      .catch(e => e);
    expect(error.statusCode).toBe(404);
    expect(problemOf(error)?.code).toBe('annotation-missing');
  });
});
