import { mockCredentials } from '@backstage/backend-test-utils';
import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const TO_AWS = { kind: 'failover', to: 'aws', reason: 'on-prem is on fire' };

// The SDK's own tries take seconds when AWS fails, and more of them on a busy machine.
jest.setTimeout(30_000);

describe('shifts', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const shift = (body: unknown, key = randomUUID()) =>
    backend.post(`${CART}/shifts`, body, { 'Idempotency-Key': key });

  const ended = (id: string): Promise<Shift> =>
    until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body as Shift,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
      20_000,
    );

  const run = async (body: unknown): Promise<Shift> => {
    const answer = await shift(body);
    expect(answer.body.error).toBeUndefined();
    return ended(answer.body.id);
  };

  it('plans a failover without touching anything', async () => {
    const { status, body } = await backend.post(`${CART}/plans`, {
      kind: 'failover',
      to: 'aws',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entityRef: 'component:default/cart',
      kind: 'failover',
      from: { 'on-prem': 40, aws: 60 },
      to: { 'on-prem': 0, aws: 100 },
      allowed: true,
    });
    expect(body.rules.map((rule: { id: string }) => rule.id)).toEqual([
      'owner-matches',
      'no-active-shift',
      'not-held',
      'gaining-site-healthy',
      'never-dark',
      'replication-caught-up',
      'cooldown',
    ]);
    expect(platform.calls()).not.toContain('ModifyRule');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('fails over to a verified end and keeps every step', async () => {
    const started = await shift(TO_AWS);
    expect(started.status).toBe(202);

    const done = await ended(started.body.id);

    expect(done).toMatchObject({
      state: 'succeeded',
      requestedBy: 'user:default/owner',
      reason: 'on-prem is on fire',
      from: { 'on-prem': 40, aws: 60 },
      to: { 'on-prem': 0, aws: 100 },
      recoveryTimeSeconds: expect.any(Number),
      endedAt: expect.any(String),
    });
    expect(done.events.map(({ type }) => type)).toEqual([
      'requested',
      'plan-evaluated',
      'rule-read',
      'weights-written',
      'weights-confirmed',
      'verified',
      'succeeded',
    ]);
    expect(done.events.map(({ sequence }) => sequence)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(
      done.events.find(({ type }) => type === 'weights-written')!.awsRequestId,
    ).toMatch(/\S/);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    expect(platform.weights('order')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('shows the shifted weights at once, without drift, and the last shift', async () => {
    const done = await run(TO_AWS);
    const { body } = await backend.get(CART);
    expect(body.sites.aws.share).toBe(100);
    expect(body.lastShift.id).toBe(done.id);
    expect(body.activeShift).toBeUndefined();
    expect(body.drift).toBeUndefined();
  });

  it('resets to the default weights', async () => {
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    const done = await run({ kind: 'reset', reason: 'all is well' });
    expect(done.state).toBe('succeeded');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('sets custom weights', async () => {
    const weights = { 'on-prem': 1, aws: 999 };
    const done = await run({ kind: 'custom', weights, reason: 'canary' });
    expect(done.state).toBe('succeeded');
    expect(platform.weights('cart')).toEqual(weights);
  });

  it('changes nothing of the rule but the two weights', async () => {
    const rule = platform.world.loadBalancing.rules.get(
      platform.ruleArn('cart'),
    )!;
    const forward = rule.actions[0];
    if (forward.type !== 'forward') throw new Error('no forward action');
    forward.order = 2;
    forward.stickiness = { enabled: true, durationSeconds: 3600 };
    rule.actions.unshift({
      type: 'authenticate-oidc',
      order: 1,
      settings: {
        Issuer: 'https://login.example.com',
        AuthorizationEndpoint: 'https://login.example.com/authorize',
        TokenEndpoint: 'https://login.example.com/token',
        UserInfoEndpoint: 'https://login.example.com/userinfo',
        ClientId: 'cart',
        ClientSecret: 'not to be lost',
        Scope: 'openid',
        SessionTimeout: 600,
      },
    });
    const before = JSON.parse(JSON.stringify(rule));

    expect((await run(TO_AWS)).state).toBe('succeeded');

    const after = JSON.parse(
      JSON.stringify(
        platform.world.loadBalancing.rules.get(platform.ruleArn('cart')),
      ),
    );
    const tuples = before.actions[1].targetGroups;
    before.actions[1].targetGroups = tuples.map(
      (tuple: { arn: string }, index: number) => ({
        ...tuple,
        weight: index === 0 ? 0 : 100,
      }),
    );
    expect(after).toEqual(before);
  });

  it('takes the service over from automation', async () => {
    platform.setWeights('cart', { 'on-prem': 0, aws: 100 });
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.automation,
      'failed-over 2026-11-22T10:00:00Z',
    );
    expect((await backend.get(CART)).body.automation).toEqual({
      state: 'failed-over',
      since: '2026-11-22T10:00:00.000Z',
    });
    expect((await run({ kind: 'reset', reason: 'now' })).state).toBe(
      'succeeded',
    );
    expect(platform.ruleTag('cart', HYBRID_TAGS.automation)).toBeUndefined();
  });

  it('announces each step by signals that tell nothing secret', async () => {
    const done = await run(TO_AWS);
    const states = new Set(backend.signals.map(({ state }) => state));
    expect([...states]).toEqual(['running', 'verifying', 'succeeded']);
    expect(backend.signals[0]).toEqual({
      entityRef: 'component:default/cart',
      shiftId: done.id,
      state: 'running',
    });
  });

  it('audits a shift from the request to its end', async () => {
    const done = await run(TO_AWS);
    const events = backend.auditor.createEvent;
    expect(events).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'traffic-shift',
        severityLevel: 'medium',
        meta: expect.objectContaining({
          entityRef: 'component:default/cart',
          kind: 'failover',
          to: 'aws',
        }),
      }),
    );
    await until(
      () => backend.audits,
      audits => audits.length > 0,
    );
    expect(backend.audits).toEqual([
      {
        eventId: 'traffic-shift',
        outcome: 'success',
        meta: { shiftId: done.id, state: 'succeeded' },
      },
    ]);
  });

  describe('a safety rule', () => {
    it('refuses to move traffic to a site without a healthy target', async () => {
      platform.setHealthy('cart', 'aws', 0);
      const { status, body } = await shift(TO_AWS);
      expect(status).toBe(409);
      expect(body.error.problem.code).toBe('safety-rule-failed');
      expect(body.error.problem.message).toContain(
        'aws has 0 of 3 targets healthy',
      );
      expect(
        body.error.rules
          .filter((rule: { passed: boolean }) => !rule.passed)
          .map((rule: { id: string }) => rule.id),
      ).toEqual(['gaining-site-healthy', 'never-dark']);
      expect(platform.calls()).not.toContain('ModifyRule');
      expect((await backend.get(`${CART}/shifts`)).body.items).toEqual([]);
    });

    it('keeps others out while somebody holds the service, and lets the holder in', async () => {
      platform.setRuleTag(
        'cart',
        HYBRID_TAGS.hold,
        '2999-01-01T00:00:00Z user:default/somebody',
      );
      const refused = await shift(TO_AWS);
      expect(refused.status).toBe(409);
      expect(refused.body.error.problem.message).toContain(
        'user:default/somebody holds the service',
      );
      platform.setRuleTag(
        'cart',
        HYBRID_TAGS.hold,
        '2999-01-01T00:00:00Z user:default/owner',
      );
      expect((await run(TO_AWS)).state).toBe('succeeded');
    });

    it('forgets a hold that has expired', async () => {
      platform.setRuleTag(
        'cart',
        HYBRID_TAGS.hold,
        '2020-01-01T00:00:00Z user:default/somebody',
      );
      expect((await run(TO_AWS)).state).toBe('succeeded');
    });
  });

  describe('an Idempotency-Key', () => {
    it('starts one shift, however often it comes', async () => {
      const key = randomUUID();
      const first = await shift(TO_AWS, key);
      await ended(first.body.id);
      const again = await shift(TO_AWS, key);
      expect([first.status, again.status]).toEqual([202, 200]);
      expect(again.body.id).toBe(first.body.id);
      expect((await backend.get(`${CART}/shifts`)).body.items).toHaveLength(1);
    });

    it('starts one shift when the same request comes five times at once', async () => {
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => shift(TO_AWS, key)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 200, 200, 200, 202,
      ]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('is refused with another request', async () => {
      const key = randomUUID();
      await ended((await shift(TO_AWS, key)).body.id);
      const { status, body } = await shift(
        { ...TO_AWS, reason: 'another' },
        key,
      );
      expect(status).toBe(409);
      expect(body.error.problem.code).toBe('idempotency-key-reused');
    });

    it('is its caller’s own', async () => {
      const key = randomUUID();
      const first = await shift(TO_AWS, key);
      await ended(first.body.id);
      const other = await backend.post(
        `${CART}/shifts`,
        { kind: 'reset', reason: 'somebody else' },
        {
          'Idempotency-Key': key,
          Authorization: mockCredentials.user.header('user:default/other'),
        },
      );
      expect(other.status).toBe(202);
      expect(other.body.id).not.toBe(first.body.id);
      await ended(other.body.id);
    });

    it('is required', async () => {
      const { status, body } = await backend.post(`${CART}/shifts`, TO_AWS);
      expect(status).toBe(400);
      expect(body.error.problem.message).toMatch(/idempotency-key/i);
    });
  });

  it('lets one of two shifts of a service at once through', async () => {
    const answers = await Promise.all([
      shift(TO_AWS),
      shift({ kind: 'failover', to: 'on-prem', reason: 'no, here' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.error.problem.code).toBe('shift-active');
    await ended(answers.find(({ status }) => status === 202)!.body.id);
  });

  it('rolls back when the new site fails and the old one is healthier', async () => {
    platform.onCall(operation => {
      if (operation === 'ModifyRule') platform.setHealthy('cart', 'aws', 0);
    });
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.automation,
      'recovering 2026-11-22T10:00:00Z',
    );
    const done = await run(TO_AWS);
    expect(done.state).toBe('rolled-back');
    expect(done.problem?.code).toBe('verification-failed');
    expect(done.recoveryTimeSeconds).toBeUndefined();
    expect(done.events.map(({ type }) => type)).toContain(
      'verification-failed',
    );
    const [audit] = await until(
      () => backend.audits,
      audits => audits.length > 0,
    );
    expect(audit).toMatchObject({
      outcome: 'fail',
      meta: { shiftId: done.id, state: 'rolled-back' },
    });
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    expect(platform.ruleTag('cart', HYBRID_TAGS.automation)).toBe(
      'recovering 2026-11-22T10:00:00Z',
    );
  });

  it('stays where it is when the new site fails and the old one is no better', async () => {
    platform.onCall(operation => {
      if (operation === 'ModifyRule') {
        platform.setHealthy('cart', 'aws', 0);
        platform.setHealthy('cart', 'on-prem', 0);
      }
    });
    const done = await run(TO_AWS);
    expect(done.state).toBe('failed');
    expect(done.problem?.code).toBe('verification-failed');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('stops when somebody else changes the rule during the shift', async () => {
    let written = false;
    platform.onCall(operation => {
      if (operation === 'ModifyRule') written = true;
      if (operation === 'DescribeTargetHealth' && written) {
        platform.setWeights('cart', { 'on-prem': 7, aws: 3 });
      }
    });
    const done = await run(TO_AWS);
    expect(done.state).toBe('failed');
    expect(done.problem?.code).toBe('rule-changed');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 7, aws: 3 });
  });

  it('rides through throttling, which slows it down and does not lose it', async () => {
    let refused = 0;
    platform.onCall(operation => {
      if (operation === 'ModifyRule' && refused < 4) {
        refused += 1;
        return { error: 'throttled' };
      }
      return undefined;
    });
    const done = await run(TO_AWS);
    expect(done.state).toBe('succeeded');
    expect(refused).toBe(4);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('does not write twice when the answer to the write is lost', async () => {
    let writes = 0;
    platform.onCall(operation => {
      if (operation !== 'ModifyRule') return undefined;
      writes += 1;
      return writes <= 3 ? { drop: 'after' } : undefined;
    });
    const done = await run(TO_AWS);
    expect(done.state).toBe('succeeded');
    // The SDK itself tried three times; then the rule was read, and showed the weights.
    expect(writes).toBe(3);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('ends as failed when AWS fails for longer than it tries', async () => {
    platform.onCall(operation =>
      operation === 'ModifyRule' ? { error: 'internal' } : undefined,
    );
    const done = await run(TO_AWS);
    expect(done.state).toBe('failed');
    expect(done.problem?.code).toBe('aws-failed');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    // The service is free again.
    platform.onCall(undefined);
    expect((await run(TO_AWS)).state).toBe('succeeded');
  });

  it('pages through the history, newest first', async () => {
    const ids: string[] = [];
    for (const aws of [10, 20, 30]) {
      const weights = { 'on-prem': 1, aws };
      ids.unshift((await run({ kind: 'custom', weights, reason: 'x' })).id);
    }
    const first = (await backend.get(`${CART}/shifts?limit=2`)).body;
    expect(first.items.map(({ id }: Shift) => id)).toEqual(ids.slice(0, 2));
    const second = (
      await backend.get(`${CART}/shifts?limit=2&cursor=${first.nextCursor}`)
    ).body;
    expect(second.items.map(({ id }: Shift) => id)).toEqual(ids.slice(2));
    expect(second.nextCursor).toBeUndefined();
  });
});
