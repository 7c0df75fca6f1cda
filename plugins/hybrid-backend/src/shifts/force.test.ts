import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const OTHER = 'user:default/other';
const TO_AWS = { kind: 'failover', to: 'aws', reason: 'on-prem is on fire' };

describe('a shift with forced rules', () => {
  let allowed: (permission: string) => boolean;

  const { platform, backend } = withBackend(
    { allow: permission => allowed(permission) },
    { each: true },
  );

  beforeEach(() => {
    allowed = () => true;
  });

  const shift = (force: string[] | undefined, request: object = TO_AWS) =>
    backend.post(
      `${CART}/shifts`,
      { ...request, force },
      { 'Idempotency-Key': randomUUID() },
    );
  const ended = (id: string): Promise<Shift> =>
    until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body as Shift,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
    );
  const hold = () => platform.ruleTag('cart', HYBRID_TAGS.hold);
  const setHold = (value: string) =>
    platform.setRuleTag('cart', HYBRID_TAGS.hold, value);
  const THEIRS = `2999-01-01T00:00:00.000Z ${OTHER}`;

  it('goes past somebody else’s hold, says so, and leaves the hold as it was', async () => {
    setHold(THEIRS);
    const refused = await shift(undefined);
    expect(refused.status).toBe(409);
    expect(refused.body.error.problem.code).toBe('safety-rule-failed');
    expect(
      refused.body.error.rules.filter(
        (rule: { passed: boolean }) => !rule.passed,
      ),
    ).toMatchObject([{ id: 'not-held', forceable: true }]);

    const { status, body } = await shift(['not-held']);
    expect(status).toBe(202);
    expect(body.forced).toEqual(['not-held']);
    expect(body.plan).toMatchObject({ allowed: true, forceable: true });
    const { state, events, forced } = await ended(body.id);
    expect(state).toBe('succeeded');
    expect(forced).toEqual(['not-held']);
    expect(events.filter(({ type }) => type === 'rule-forced')).toMatchObject([
      {
        message: expect.stringMatching(
          /user:default\/owner forced 'Not held by somebody else': user:default\/other holds/,
        ),
      },
    ]);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    expect(hold()).toBe(THEIRS);
  });

  it('holds the service itself meanwhile, and obeys a hold that comes only then', async () => {
    setHold(THEIRS);
    const seen: (string | undefined)[] = [];
    platform.onCall(operation => {
      if (operation !== 'ModifyRule') return;
      seen.push(hold());
      setHold('2999-01-01T00:00:00.000Z user:default/third');
    });
    const steps = [{ aws: 80 }, { aws: 100 }];
    const { body } = await shift(['not-held'], {
      kind: 'custom',
      steps,
      reason: 'a test',
    });
    const { state, problem } = await ended(body.id);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toContain('user:default/owner');
    expect(state).not.toBe('succeeded');
    expect(problem?.message).toContain('user:default/third holds the service');
    expect(hold()).toContain('user:default/third');
  });

  it('turns the traffic to a site that is down, when each failed rule is named', async () => {
    platform.setHealthy('cart', 'aws', 0);
    const one = await shift(['gaining-site-healthy']);
    expect(one.status).toBe(409);
    expect(one.body.error.message).toContain('Somebody serves the traffic');
    expect(one.body.error.message).not.toContain('Gaining site is healthy');
    const both = await shift(['gaining-site-healthy', 'never-dark']);
    expect(both.status).toBe(202);
    expect(both.body.forced).toEqual(['gaining-site-healthy', 'never-dark']);
    await ended(both.body.id);
  });

  it('is an ordinary shift when the named rules have passed', async () => {
    const { status, body } = await shift(['cooldown', 'not-held']);
    expect(status).toBe(202);
    expect(body).not.toHaveProperty('forced');
    const { events, state } = await ended(body.id);
    expect(state).toBe('succeeded');
    expect(events.map(({ type }) => type)).not.toContain('rule-forced');
  });

  it('needs the permission to force, also when nothing had to be forced', async () => {
    allowed = permission => permission !== 'hybrid.traffic.force';
    const { status, body } = await shift(['not-held']);
    expect(status).toBe(403);
    expect(body.error.problem).toMatchObject({
      code: 'not-permitted',
      message: expect.stringContaining('hybrid.traffic.force'),
    });
    expect((await backend.get(`${CART}/shifts`)).body.items).toEqual([]);
    const without = await shift([]);
    expect(without.status).toBe(202);
    await ended(without.body.id);
  });

  it('is not shown to whoever may force but not shift', async () => {
    allowed = permission => permission !== 'hybrid.traffic.shift';
    const { status, body } = await shift(['not-held']);
    expect(status).toBe(403);
    expect(body.error.problem.message).toContain('hybrid.traffic.shift');
  });

  it.each([
    [['owner-matches'], /'force' must not have 'owner-matches'/],
    [
      ['never-dark', 'no-active-shift', 'owner-matches'],
      /'no-active-shift' and 'owner-matches', which nobody can override; it may have 'gaining-site-healthy'/,
    ],
    [['gravity'], /force.*owner-matches/],
    [['cooldown', 'cooldown'], /force.*duplicate/],
  ])('may not name %j', async (force, message) => {
    const { status, body } = await shift(force);
    expect(status).toBe(400);
    expect(body.error.problem.message).toMatch(message);
    expect(platform.calls()).not.toContain('ModifyRule');
  });

  it('never turns both sites off: default weights of 0 and 0 are no way back', async () => {
    for (const site of ['on-prem', 'aws']) {
      for (const tags of platform.world.tags.values()) {
        if (
          tags.get(HYBRID_TAGS.service) === 'cart' &&
          tags.get(HYBRID_TAGS.site) === site &&
          tags.has(HYBRID_TAGS.defaultWeight)
        ) {
          tags.set(HYBRID_TAGS.defaultWeight, '0');
        }
      }
    }
    const reset = { kind: 'reset', reason: 'a test' };
    const { status, body } = await shift(['never-dark'], reset);
    expect(status).toBe(422);
    expect(body.error.problem.message).toMatch(
      /default weights are not known.*are both 0/,
    );
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('is audited as severe, with the rules', async () => {
    setHold(THEIRS);
    const { body } = await shift(['not-held']);
    await ended(body.id);
    expect(backend.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'traffic-shift',
        severityLevel: 'high',
        meta: expect.objectContaining({ force: ['not-held'] }),
      }),
    );
  });
});
