import { mockCredentials } from '@backstage/backend-test-utils';
import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import request from 'supertest';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const HOLD = `${CART}/hold`;
const OWNER = 'user:default/owner';
const OTHER = 'user:default/other';
const HOUR = { durationSeconds: 3600, reason: 'the database is migrated' };

const DENIED = new AwsError(
  'AccessDenied',
  'User: arn:aws:sts::111122223333:assumed-role/backstage-hybrid/x is not authorized to perform: elasticloadbalancing:AddTags',
  { status: 403 },
);

describe('a hold', () => {
  let allowed: (permission: string) => boolean;

  const { platform, backend } = withBackend(
    { allow: permission => allowed(permission) },
    { each: true },
  );

  beforeEach(() => {
    allowed = () => true;
  });

  const tag = () => platform.ruleTag('cart', HYBRID_TAGS.hold);
  const setTag = (value: string | undefined) =>
    platform.setRuleTag('cart', HYBRID_TAGS.hold, value);
  const shown = async () => (await backend.get(CART)).body.hold;
  const plan = async (user: string) => {
    const { body } = await backend.post(
      `${CART}/plans`,
      { kind: 'reset' },
      { Authorization: mockCredentials.user.header(user) },
    );
    return body.rules.find(({ id }: { id: string }) => id === 'not-held')
      .passed;
  };

  it('is a tag on the rule, and the status says who, until when, since when and why', async () => {
    const before = Date.now();
    const { status, body } = await backend.put(HOLD, HOUR);
    expect(status).toBe(200);
    expect(body).toEqual({
      by: OWNER,
      until: expect.any(String),
      since: expect.any(String),
      reason: 'the database is migrated',
    });
    expect(Date.parse(body.until) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Date.parse(body.until) - before).toBeLessThan(3_605_000);
    expect(tag()).toBe(`${body.until} ${OWNER}`);
    expect(await shown()).toEqual(body);
    const { body: shop } = await backend.get('/platforms/shop');
    expect(
      shop.serviceStatuses.find(
        ({ service }: { service: string }) => service === 'cart',
      ).hold,
    ).toEqual(body);
  });

  it('keeps everybody but its holder from shifting', async () => {
    await backend.put(HOLD, HOUR);
    expect(await plan(OWNER)).toBe(true);
    expect(await plan(OTHER)).toBe(false);
  });

  it('is prolonged by its holder, and keeps the time since which it is held', async () => {
    const first = (await backend.put(HOLD, HOUR)).body;
    const second = await backend.put(HOLD, {
      durationSeconds: 7200,
      reason: 'it takes longer',
    });
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({
      since: first.since,
      reason: 'it takes longer',
    });
    expect(second.body.until > first.until).toBe(true);
    expect(await shown()).toEqual(second.body);
  });

  it('is not taken from somebody else, nor replaced by whoever may release it', async () => {
    await backend.put(HOLD, HOUR);
    const held = tag();
    const { status, body } = await backend.put(HOLD, HOUR, OTHER);
    expect(status).toBe(409);
    expect(body.error.problem).toMatchObject({
      code: 'service-held',
      message: expect.stringContaining(`${OWNER} holds the service until`),
      remedy: expect.stringContaining('hybrid.traffic.force'),
    });
    expect(tag()).toBe(held);
  });

  it('is not taken from somebody who set it without Backstage', async () => {
    setTag(`2999-01-01T00:00:00.000Z ${OTHER}`);
    const { status } = await backend.put(HOLD, HOUR);
    expect(status).toBe(409);
    expect(await shown()).toEqual({
      by: OTHER,
      until: '2999-01-01T00:00:00.000Z',
    });
  });

  it('is had by one of those who ask for it at once', async () => {
    const users = ['user:default/a', 'user:default/b', 'user:default/c'];
    const answers = await Promise.all(
      users.map(user => backend.put(HOLD, HOUR, user)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = users[answers.findIndex(({ status }) => status === 200)];
    expect(tag()).toContain(winner);
    expect((await shown()).by).toBe(winner);
  });

  it('may be set again by the same person from two places at once', async () => {
    const answers = await Promise.all([
      backend.put(HOLD, HOUR),
      backend.put(HOLD, HOUR),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await shown()).by).toBe(OWNER);
  });

  it.each([
    [{ ...HOUR, durationSeconds: 59 }, /durationSeconds.*>= 60/],
    [{ ...HOUR, durationSeconds: 604_801 }, /durationSeconds.*<= 604800/],
    [{ ...HOUR, durationSeconds: 90.5 }, /durationSeconds.*integer/],
    [{ durationSeconds: 60 }, /reason/],
    [{ ...HOUR, reason: ' ' }, /'reason' must not be blank/],
    [{ ...HOUR, by: OTHER }, /additional properties/],
  ])('is refused as %j', async (body, message) => {
    const answer = await backend.put(HOLD, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.problem.message).toMatch(message);
    expect(tag()).toBeUndefined();
  });

  it.each([60, 604_800])('may last %i seconds', async durationSeconds => {
    const { status } = await backend.put(HOLD, { ...HOUR, durationSeconds });
    expect(status).toBe(200);
  });

  it('is set though AWS throttles, and though an answer is lost', async () => {
    let asked = 0;
    platform.onCall(operation => {
      if (operation !== 'AddTags') return undefined;
      asked += 1;
      if (asked === 1) return { error: 'throttled' };
      return asked === 2 ? { drop: 'after' } : undefined;
    });
    expect((await backend.put(HOLD, HOUR)).status).toBe(200);
    expect(tag()).toContain(OWNER);
  });

  it('that AWS denies is not in force, and the next one who asks gets it', async () => {
    platform.onCall(operation =>
      operation === 'AddTags' ? { error: DENIED } : undefined,
    );
    const { status, body } = await backend.put(HOLD, HOUR);
    expect(status).toBe(503);
    expect(body.error.problem.code).toBe('aws-access-denied');
    platform.onCall(undefined);
    expect(tag()).toBeUndefined();
    expect((await backend.put(HOLD, HOUR, OTHER)).status).toBe(200);
  });

  describe('is released', () => {
    it('by its holder, and by nobody when there is none', async () => {
      await backend.put(HOLD, HOUR);
      expect((await backend.delete(HOLD)).status).toBe(204);
      expect(tag()).toBeUndefined();
      expect(await shown()).toBeUndefined();
      platform.forget();
      expect((await backend.delete(HOLD)).status).toBe(204);
      expect(platform.calls()).not.toContain('RemoveTags');
    });

    it('by somebody else only with the permission to force, which is told of', async () => {
      await backend.put(HOLD, HOUR);
      const held = tag();
      allowed = permission => permission !== 'hybrid.traffic.force';
      const { status, body } = await backend.delete(HOLD, OTHER);
      expect(status).toBe(403);
      expect(body.error.problem).toMatchObject({
        code: 'not-permitted',
        message: expect.stringContaining('hybrid.traffic.force'),
      });
      expect(tag()).toBe(held);
      allowed = () => true;
      backend.auditor.createEvent.mockClear();
      expect((await backend.delete(HOLD, OTHER)).status).toBe(204);
      expect(tag()).toBeUndefined();
      expect(backend.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'traffic-hold-force',
          severityLevel: 'high',
          meta: expect.objectContaining({ by: OWNER }),
        }),
      );
    });

    it('though AWS throttles', async () => {
      await backend.put(HOLD, HOUR);
      let asked = 0;
      platform.onCall(operation => {
        asked += operation === 'RemoveTags' ? 1 : 0;
        return operation === 'RemoveTags' && asked <= 2
          ? { error: 'throttled' }
          : undefined;
      });
      expect((await backend.delete(HOLD)).status).toBe(204);
      expect(tag()).toBeUndefined();
    });

    it('also when it was set without Backstage', async () => {
      setTag(`2999-01-01T00:00:00.000Z ${OWNER}`);
      expect((await backend.delete(HOLD)).status).toBe(204);
      expect(tag()).toBeUndefined();
    });
  });

  it('is announced and audited, and so is its release', async () => {
    backend.signals.length = 0;
    await backend.put(HOLD, HOUR);
    await backend.delete(HOLD);
    expect(backend.signals).toEqual([
      { entityRef: 'component:default/cart' },
      { entityRef: 'component:default/cart' },
    ]);
    expect(
      backend.audits.map(({ eventId, outcome }) => [eventId, outcome]),
    ).toEqual([
      ['traffic-hold', 'success'],
      ['traffic-hold-release', 'success'],
    ]);
    const [[held]] = backend.auditor.createEvent.mock.calls;
    expect(held).toMatchObject({
      severityLevel: 'medium',
      meta: { entityRef: 'component:default/cart', durationSeconds: 3600 },
    });
  });

  it('may be a service’s, such as that of a pipeline', async () => {
    const { status, body } = await request(backend.server)
      .put(`/api/hybrid/v1${HOLD}`)
      .set('Authorization', mockCredentials.service.header())
      .send(HOUR);
    expect(status).toBe(200);
    expect(tag()).toContain(body.by);
    expect((await shown()).by).toBe(body.by);
  });

  describe.each(['PUT', 'DELETE'])('%s', method => {
    const ask = (path: string) =>
      method === 'PUT' ? backend.put(path, HOUR) : backend.delete(path);

    it('wants to know who asks', async () => {
      const agent = request(backend.server);
      const path = `/api/hybrid/v1${HOLD}`;
      const asked = method === 'PUT' ? agent.put(path) : agent.delete(path);
      const { status } = await asked
        .set('Authorization', mockCredentials.none.header())
        .send(method === 'PUT' ? HOUR : undefined);
      expect(status).toBe(401);
    });

    it('needs the permission to hold', async () => {
      setTag(`2999-01-01T00:00:00.000Z ${OWNER}`);
      const before = tag();
      allowed = permission => permission !== 'hybrid.traffic.hold';
      const { status, body } = await ask(HOLD);
      expect(status).toBe(403);
      expect(body.error.problem.message).toContain('hybrid.traffic.hold');
      expect(tag()).toBe(before);
    });

    it('does nothing to a rule that is tagged with another entity', async () => {
      platform.setRuleTag('cart', HYBRID_TAGS.entity, 'component:default/x');
      const { status } = await ask(HOLD);
      expect(status).toBe(403);
      expect(tag()).toBeUndefined();
    });

    it('finds no entity that is not there', async () => {
      const { status } = await ask('/services/default/component/none/hold');
      expect(status).toBe(404);
    });
  });

  describe('that has expired', () => {
    const EXPIRED = `2020-01-01T00:00:00.000Z ${OTHER}`;

    it('hinders nobody from holding', async () => {
      setTag(EXPIRED);
      expect((await backend.put(HOLD, HOUR)).status).toBe(200);
      expect(tag()).toContain(OWNER);
    });

    it('is removed from the rule in the background, and no other tag is', async () => {
      setTag(EXPIRED);
      const held = `2999-01-01T00:00:00.000Z ${OTHER}`;
      platform.setRuleTag('order', HYBRID_TAGS.hold, held);
      platform.setRuleTag('search', HYBRID_TAGS.hold, 'who knows');
      await backend.runTask('remove-expired-holds');
      expect(tag()).toBeUndefined();
      expect(platform.ruleTag('order', HYBRID_TAGS.hold)).toBe(held);
      expect(platform.ruleTag('search', HYBRID_TAGS.hold)).toBe('who knows');
    });

    it('is left alone when somebody has just held the service anew', async () => {
      setTag(EXPIRED);
      const held = `2999-01-01T00:00:00.000Z ${OWNER}`;
      platform.onCall(operation => {
        if (operation === 'DescribeTags') setTag(held);
      });
      await backend.runTask('remove-expired-holds');
      expect(tag()).toBe(held);
    });
  });
});
