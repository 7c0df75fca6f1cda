import { withBackend } from '../__testUtils__/withBackend';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import { randomUUID } from 'node:crypto';
import {
  SHOP_CONFIG,
  until,
  type OnCall,
} from '@hybrid-platform/sandbox/testing';

const CART = '/services/default/component/cart';
const TO_AWS = { kind: 'failover', to: 'aws', reason: 'on-prem is on fire' };
const OWNER = 'user:default/owner';
/** The SDK's own pauses are up to seconds when AWS throttles. */
const PATIENT = {
  ...SHOP_CONFIG,
  shift: { ...SHOP_CONFIG.shift, retryFor: { seconds: 10 } },
};

const OTHER = 'user:default/other';

describe('the hold of a shift under way', () => {
  const { platform, backend } = withBackend(
    { hybrid: PATIENT },
    { each: true },
  );

  const hold = () => platform.ruleTag('cart', HYBRID_TAGS.hold);
  const setHold = (value: string | undefined) =>
    platform.setRuleTag('cart', HYBRID_TAGS.hold, value);

  const start = async (): Promise<string> => {
    const { body } = await backend.post(`${CART}/shifts`, TO_AWS, {
      'Idempotency-Key': randomUUID(),
    });
    expect(body.error).toBeUndefined();
    return body.id;
  };

  const ended = (id: string): Promise<Shift> =>
    until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body as Shift,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
    );

  /** Answers calls as told, and notes the hold and the time at each write of weights. */
  const watchingWrites = (handle?: OnCall) => {
    const writes: { hold?: string; at: number }[] = [];
    platform.onCall((operation, input) => {
      if (operation === 'ModifyRule') {
        writes.push({ hold: hold(), at: Date.now() });
      }
      return handle?.(operation, input);
    });
    return writes;
  };

  const denied = (action: string) => ({
    error: new AwsError(
      'AccessDenied',
      `User: arn:aws:sts::111122223333:assumed-role/backstage-hybrid/x is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      { status: 403 },
    ),
  });

  it('is on the rule before the weights are written, and gone when it has succeeded', async () => {
    const writes = watchingWrites();
    expect((await ended(await start())).state).toBe('succeeded');
    expect(writes).toHaveLength(1);
    expect(writes[0].hold).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z user:default\/owner$/,
    );
    expect(hold()).toBeUndefined();
  });

  it('expires soon after the longest time that the shift may take', async () => {
    const writes = watchingWrites();
    await ended(await start());
    const expires = Date.parse(writes[0].hold!.split(' ')[0]);
    // The test's configuration: two times 10 s of retries and 0.3 s of confirming, 0.15 s of
    // verifying, and half a minute for the calls themselves.
    expect(expires - writes[0].at).toBeGreaterThan(45_000);
    // A hold ends at a whole minute.
    expect(expires - writes[0].at).toBeLessThan(51_000 + 60_000);
  });

  it('is gone when it was rolled back, which it also covered', async () => {
    const writes = watchingWrites(operation => {
      if (operation === 'ModifyRule') platform.setHealthy('cart', 'aws', 0);
    });
    expect((await ended(await start())).state).toBe('rolled-back');
    expect(writes).toHaveLength(2);
    expect(writes[1].hold).toBe(writes[0].hold);
    expect(hold()).toBeUndefined();
  });

  it('is gone when it has failed', async () => {
    const writes = watchingWrites(operation =>
      operation === 'ModifyRule'
        ? denied('elasticloadbalancing:ModifyRule')
        : undefined,
    );
    const { state, problem } = await ended(await start());
    expect([state, problem?.code]).toEqual(['failed', 'aws-access-denied']);
    expect(writes[0].hold).toContain(OWNER);
    expect(hold()).toBeUndefined();
  });

  it('stays when the backend stops, for another one goes on with the shift', async () => {
    let looks = 0;
    platform.onCall(operation => {
      if (operation === 'ModifyRule') looks = 1;
      if (operation === 'DescribeTargetHealth' && looks > 0) {
        return { latencyMs: 300 };
      }
      return undefined;
    });
    const id = await start();
    await until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body.state,
      state => state === 'verifying',
    );
    expect(hold()).toContain(OWNER);
    await backend.stop();
    expect(hold()).toContain(OWNER);
  });

  it.each(['2999-01-01T00:00:00Z', '\t2999-01-01T00:00:00Z  '])(
    'is none where a hold was set by hand that names nobody (%j): nobody shifts, and it stays',
    async byHand => {
      setHold(byHand);
      const { status, body } = await backend.post(`${CART}/shifts`, TO_AWS, {
        'Idempotency-Key': randomUUID(),
      });
      expect(status).toBe(409);
      expect(body.error.problem.message).toMatch(
        /Somebody holds the service until 2999-01-01T00:00:00.000Z by the tag 'hybrid-platform:hold' of its rule, which does not say who/,
      );
      expect(hold()).toBe(byHand);
      expect((await backend.get(CART)).body.hold).toEqual({
        by: 'somebody unknown',
        until: '2999-01-01T00:00:00.000Z',
      });
    },
  );

  it('gives back a text that somebody wrote there and that is no hold, and the status tells of it', async () => {
    setHold('forever user:default/mina');
    const { body } = await backend.get(CART);
    expect(body.hold).toBeUndefined();
    expect(body.tagProblems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("is 'forever user:default/mina'"),
      }),
    ]);
    const writes = watchingWrites();
    expect((await ended(await start())).state).toBe('succeeded');
    expect(writes[0].hold).toContain(OWNER);
    expect(hold()).toBe('forever user:default/mina');
  });

  it('does not show as somebody’s hold, neither in the status nor in a plan', async () => {
    let under: Promise<unknown> | undefined;
    platform.onCall(async operation => {
      if (operation !== 'ModifyRule') return;
      platform.onCall(undefined);
      under = Promise.all([
        backend.get(CART),
        backend.get('/platforms/shop'),
        backend.post(
          `${CART}/plans`,
          { kind: 'reset' },
          { Authorization: mockCredentials.user.header(OTHER) },
        ),
      ]);
      await under;
    });
    const id = await start();
    await ended(id);
    const [service, shop, plan] = (await under) as { body: any }[];
    expect(service.body.activeShift.id).toBe(id);
    expect(service.body.hold).toBeUndefined();
    const cart = shop.body.serviceStatuses.find(
      (each: { service: string }) => each.service === 'cart',
    );
    expect(cart.activeShift.id).toBe(id);
    expect(cart.hold).toBeUndefined();
    expect(
      plan.body.rules
        .filter((rule: { passed: boolean }) => !rule.passed)
        .map((rule: { id: string }) => rule.id),
    ).toEqual(['no-active-shift']);
  });

  it('leaves a hold alone that the requester has for longer', async () => {
    const own = `2999-01-01T00:00:00.000Z ${OWNER}`;
    setHold(own);
    const writes = watchingWrites();
    expect((await ended(await start())).state).toBe('succeeded');
    expect(writes[0].hold).toBe(own);
    expect(hold()).toBe(own);
    expect(platform.calls()).not.toContain('AddTags');
    expect(platform.calls()).not.toContain('RemoveTags');
    expect((await backend.get(CART)).body.hold.by).toBe(OWNER);
  });

  it('outlasts a hold that the requester has for a shorter time, and puts it back', async () => {
    const own = `${new Date(Date.now() + 20_000).toISOString()} ${OWNER}`;
    setHold(own);
    const writes = watchingWrites();
    expect((await ended(await start())).state).toBe('succeeded');
    expect(writes[0].hold! > own).toBe(true);
    expect(hold()).toBe(own);
  });

  it('is not taken from somebody who held the service after the plan', async () => {
    const theirs = `2999-01-01T00:00:00.000Z ${OTHER}`;
    let reads = 0;
    const writes = watchingWrites(operation => {
      if (operation === 'DescribeTags') reads += 1;
      if (reads === 2) setHold(theirs);
    });
    const { state, problem } = await ended(await start());
    expect(state).toBe('failed');
    expect(problem?.code).toBe('safety-rule-failed');
    expect(problem?.message).toContain(
      'user:default/other holds the service until 2999',
    );
    expect(writes).toEqual([]);
    expect(hold()).toBe(theirs);
  });

  it('is not removed when somebody else has put theirs in its place', async () => {
    const theirs = `2999-01-01T00:00:00.000Z ${OTHER}`;
    platform.onCall(operation => {
      if (operation === 'ModifyRule') setHold(theirs);
    });
    expect((await ended(await start())).state).toBe('succeeded');
    expect(hold()).toBe(theirs);
  });

  it('replaces a hold that has expired', async () => {
    setHold(`2020-01-01T00:00:00.000Z ${OTHER}`);
    const writes = watchingWrites();
    expect((await ended(await start())).state).toBe('succeeded');
    expect(writes[0].hold).toContain(OWNER);
    expect(hold()).toBeUndefined();
  });

  it.each([
    ['throttled', { error: 'throttled' as const }],
    ['accepted though the answer is lost', { drop: 'after' as const }],
  ])('is set again when it was %s', async (_, fault) => {
    let asked = 0;
    const writes = watchingWrites(operation => {
      if (operation === 'AddTags') asked += 1;
      return operation === 'AddTags' && asked <= 3 ? fault : undefined;
    });
    expect((await ended(await start())).state).toBe('succeeded');
    expect(writes[0].hold).toContain(OWNER);
    expect(hold()).toBeUndefined();
  });

  it('that AWS denies ends the shift before a weight is touched', async () => {
    const writes = watchingWrites(operation =>
      operation === 'AddTags'
        ? denied('elasticloadbalancing:AddTags')
        : undefined,
    );
    const { state, problem } = await ended(await start());
    expect(state).toBe('failed');
    expect(problem).toMatchObject({
      code: 'aws-access-denied',
      message: expect.stringContaining('elasticloadbalancing:AddTags'),
      remedy: expect.stringContaining('elasticloadbalancing:AddTags'),
    });
    expect(writes).toEqual([]);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('that cannot be removed does not fail the shift, and is shown until it expires', async () => {
    platform.onCall(operation =>
      operation === 'RemoveTags'
        ? denied('elasticloadbalancing:RemoveTags')
        : undefined,
    );
    expect((await ended(await start())).state).toBe('succeeded');
    expect((await backend.get(CART)).body.hold).toEqual({
      by: OWNER,
      until: expect.any(String),
    });
  });
});
