import { mockCredentials } from '@backstage/backend-test-utils';
import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { randomUUID } from 'node:crypto';
import { component, SHOP_ENTITIES } from '../__testUtils__/backend';
import { changingCatalog } from '../__testUtils__/changingCatalog';
import { withBackend } from '../__testUtils__/withBackend';

const CART_REF = 'component:default/cart';
const SHOP_REF = 'system:default/shop';
const CART = '/services/default/component/cart';
const OWNER = 'user:default/owner';
const LEAD = 'user:default/lead';
const OTHER = 'user:default/other';

/** Moves some traffic, and then takes a minute to prove it. */
const IN_STEPS = {
  kind: 'custom',
  steps: [{ aws: 80, bakeSeconds: 60 }, { aws: 100 }],
  reason: 'step by step',
};
const BEFORE = { 'on-prem': 40, aws: 60 };
const MOVED = { 'on-prem': 20, aws: 80 };

type Allow = (permission: string, ref?: string, caller?: string) => boolean;

jest.setTimeout(30_000);

describe('an entity that the catalog loses', () => {
  const catalog = changingCatalog();
  let allow: Allow;

  const { platform, backend } = withBackend(
    () =>
      Promise.resolve({
        allow: (...asked: Parameters<Allow>) => allow(...asked),
        catalog: catalog.service,
        hybrid: {
          ...SHOP_CONFIG,
          platforms: {
            shop: {
              ...SHOP_CONFIG.platforms.shop,
              approval: { kinds: ['failover'] },
            },
          },
        },
      }),
    { each: true },
  );

  beforeEach(() => {
    allow = () => true;
    catalog.recovers();
  });

  const as = (user: string) => ({
    Authorization: mockCredentials.user.header(user),
  });
  const start = async (body: object = IN_STEPS): Promise<Shift> => {
    const answer = await backend.post(`${CART}/shifts`, body, {
      'Idempotency-Key': randomUUID(),
    });
    expect(answer.body.error).toBeUndefined();
    return answer.body;
  };
  const look = async (id: string, user = OWNER): Promise<Shift> =>
    (await backend.get(`${CART}/shifts/${id}`, user)).body;
  const baking = async (): Promise<string> => {
    const { id } = await start();
    await until(
      () => look(id),
      ({ progress }) => progress?.until !== undefined,
    );
    return id;
  };
  const abort = (id: string, user = OWNER, rollBack = true) =>
    backend.post(`${CART}/shifts/${id}/abort`, { rollBack }, as(user));
  const ended = (id: string, user = OWNER) =>
    until(
      () => look(id, user),
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
    );
  /** What a policy says that judges by owners: nothing of what is not there. */
  const ownersOf =
    (owners: Record<string, string[]>): Allow =>
    (_, ref, caller) =>
      owners[ref!]?.includes(caller!) ?? false;

  /** What the caller gets of each route that looks at the service or ends something. */
  const statuses = async (id: string, user: string) => {
    const answers: [string, number][] = [];
    for (const path of [
      '',
      '/traffic',
      '/shifts',
      '/shifts/export',
      `/shifts/${id}`,
    ]) {
      const { status } = await backend.get(`${CART}${path}`, user);
      answers.push([`GET ${path}`, status]);
    }
    const post = async (path: string, body?: object) =>
      answers.push([
        `POST ${path}`,
        (await backend.post(`${CART}${path}`, body, as(user))).status,
      ]);
    await post('/plans', { kind: 'reset' });
    await post(`/shifts/${id}/approve`);
    await post(`/shifts/${id}/reject`);
    answers.push([
      'DELETE',
      (await backend.delete(`${CART}/hold`, user)).status,
    ]);
    await post(`/shifts/${id}/abort`, { rollBack: false });
    return Object.fromEntries(
      answers.map(([route, status]) => [route.replace(id, '…'), status]),
    );
  };

  it('is still there for who may shift by the ref itself', async () => {
    const id = await baking();
    catalog.loses(CART_REF);
    allow = (_, ref) => ref === CART_REF;
    const { status, body } = await backend.get(CART, OTHER);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entityRef: CART_REF,
      activeShift: { id },
      sites: { aws: { weight: 80 } },
    });
    const { body: page } = await backend.get(`${CART}/shifts`, OTHER);
    expect(page.items).toMatchObject([{ id, requestedBy: OWNER }]);

    backend.audits.length = 0;
    expect((await abort(id, OTHER)).status).toBe(202);
    expect((await ended(id, OTHER)).state).toBe('rolled-back');
    expect(platform.weights('cart')).toEqual(BEFORE);
    expect(backend.audits).toContainEqual(
      expect.objectContaining({
        eventId: 'traffic-shift-abort',
        outcome: 'success',
      }),
    );
  });

  it.each([
    [true, 'rolled-back', BEFORE],
    [false, 'aborted', MOVED],
  ])(
    'leaves who started the shift the abort (rollBack %s), though the policy knows no owner',
    async (rollBack, state, weights) => {
      const id = await baking();
      catalog.loses(CART_REF, SHOP_REF);
      allow = () => false;
      expect((await backend.get(CART)).status).toBe(200);
      expect((await abort(id, OWNER, rollBack)).status).toBe(202);
      expect((await ended(id)).state).toBe(state);
      expect(platform.weights('cart')).toEqual(weights);
      expect((await abort(id)).body.error.problem.code).toBe(
        'shift-not-active',
      );
    },
  );

  it('leaves who acts for the platform all of it', async () => {
    const id = await baking();
    catalog.loses(CART_REF);
    allow = ownersOf({ [SHOP_REF]: [LEAD] });
    expect((await backend.get(CART, LEAD)).status).toBe(200);
    expect((await abort(id, LEAD)).status).toBe(202);
    expect((await ended(id, LEAD)).state).toBe('rolled-back');
  });

  it('lets who only claims to be the platform look, and do nothing', async () => {
    const id = await baking();
    catalog.has([
      {
        ...SHOP_ENTITIES.at(-1)!,
        metadata: { ...SHOP_ENTITIES.at(-1)!.metadata, name: 'impostor' },
      },
    ]);
    allow = ownersOf({ 'system:default/impostor': [OTHER] });
    expect((await look(id, OTHER)).id).toBe(id);
    const { status, body } = await abort(id, OTHER);
    expect(status).toBe(403);
    expect(body.error.problem.code).toBe('not-permitted');
    expect((await look(id)).aborting).toBeUndefined();
  });

  it('is for everybody else as if it had never been', async () => {
    const id = await baking();
    const never = (await backend.get('/services/default/component/never')).body
      .error;
    catalog.loses(CART_REF);
    allow = ownersOf({
      [SHOP_REF]: [LEAD],
      'component:default/order': [OTHER],
    });
    const refused = await statuses(id, OTHER);
    expect(new Set(Object.values(refused))).toEqual(new Set([404]));
    const { body } = await backend.get(CART, OTHER);
    expect(body.error).toEqual({
      ...never,
      message: never.message.replace('never', 'cart'),
    });
    expect((await look(id)).aborting).toBeUndefined();
  });

  it('is no entity that the caller may not see, and gives no power over that', async () => {
    const id = await baking();
    catalog.hides(CART_REF);
    const refused = await statuses(id, OWNER);
    expect(new Set(Object.values(refused))).toEqual(new Set([404]));
  });

  it('is one of which something is known: another is asked nothing about', async () => {
    backend.questions.length = 0;
    const never = '/services/default/component/never';
    expect((await backend.get(never)).status).toBe(404);
    expect((await backend.get(`${never}/shifts`)).status).toBe(404);
    expect(backend.questions).toEqual([]);
  });

  it('begins nothing any more, and says so to who may see it', async () => {
    catalog.loses(CART_REF);
    for (const [path, body] of [
      ['/plans', { kind: 'failover', to: 'aws' }],
      ['/shifts', { kind: 'failover', to: 'aws', reason: 'a test' }],
    ] as const) {
      const answer = await backend.post(`${CART}${path}`, body, {
        'Idempotency-Key': randomUUID(),
      });
      expect(answer.status).toBe(404);
      expect(answer.body.error.problem).toEqual({
        code: 'not-found',
        message: expect.stringContaining(
          'does not have component:default/cart any more',
        ),
        remedy: expect.stringContaining('Register the entity again'),
      });
    }
    const held = await backend.put(`${CART}/hold`, {
      durationSeconds: 600,
      reason: 'a test',
    });
    expect(held.status).toBe(404);
    expect(platform.weights('cart')).toEqual(BEFORE);
  });

  it('can be released by who holds it', async () => {
    await backend.put(`${CART}/hold`, {
      durationSeconds: 600,
      reason: 'a test',
    });
    catalog.loses(CART_REF, SHOP_REF);
    allow = () => false;
    expect((await backend.delete(`${CART}/hold`, OTHER)).status).toBe(404);
    expect((await backend.delete(`${CART}/hold`)).status).toBe(204);
    expect(platform.ruleTag('cart', HYBRID_TAGS.hold)).toBeUndefined();
  });

  it.each(['approve', 'reject'])(
    'can be decided on by who may, but not by who asked: %s',
    async decision => {
      const { id, state } = await start({
        kind: 'failover',
        to: 'aws',
        reason: 'on-prem is on fire',
      });
      expect(state).toBe('awaiting-approval');
      catalog.loses(CART_REF);
      const decide = (user: string) =>
        backend.post(`${CART}/shifts/${id}/${decision}`, undefined, as(user));
      allow = ownersOf({ [CART_REF]: [LEAD, OWNER] });
      expect((await decide(OWNER)).body.error.problem.code).toBe(
        'approval-own',
      );
      expect((await decide(OTHER)).status).toBe(404);
      expect((await decide(LEAD)).status).toBe(200);
      expect((await ended(id)).state).toBe(
        decision === 'approve' ? 'succeeded' : 'aborted',
      );
    },
  );

  it('with the shifts of a service that AWS has lost as well, is told what is wrong', async () => {
    const id = await baking();
    catalog.loses(CART_REF);
    platform.setRuleTag('cart', HYBRID_TAGS.entity, 'component:default/new');
    await abort(id);
    await ended(id);
    const { status, body } = await backend.get(CART);
    expect(status).toBe(404);
    expect(body.error.problem).toMatchObject({
      code: 'service-not-found',
      remedy: expect.stringMatching(/\S/),
    });
    expect((await look(id)).id).toBe(id);
  });

  describe('but for its annotation', () => {
    const withAnnotation = (annotation?: string) =>
      catalog.has([
        component('cart', annotation),
        ...SHOP_ENTITIES.filter(({ metadata }) => metadata.name !== 'cart'),
      ]);

    it.each([undefined, 'nonsense', 'moon/cart', 'shop/nothing', 'shop/order'])(
      'is found by the tag of its rule while something is under way (%s)',
      async annotation => {
        const id = await baking();
        withAnnotation(annotation);
        const { status, body } = await backend.get(CART, OTHER);
        expect(status).toBe(200);
        expect(body).toMatchObject({ service: 'cart', activeShift: { id } });
        expect((await abort(id, OTHER)).status).toBe(202);
        await ended(id);
        // With nothing under way, what is wrong with the entity is what to tell.
        expect((await backend.get(CART)).body.error.problem.code).toMatch(
          /^(annotation|platform-unknown|service-not-found|entity-tag)/,
        );
      },
    );

    it('needs the permission all the same, and begins nothing', async () => {
      const id = await baking();
      withAnnotation(undefined);
      allow = permission => permission === 'hybrid.service.read';
      expect((await abort(id)).status).toBe(403);
      allow = () => false;
      expect((await backend.get(CART)).status).toBe(403);
      allow = () => true;
      const plan = await backend.post(`${CART}/plans`, { kind: 'reset' });
      expect(plan.body.error.problem.code).toBe('annotation-missing');
    });
  });
});
