import { mockCredentials } from '@backstage/backend-test-utils';
import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../../__testUtils__/withBackend';
import { testDatabases } from '../../__testUtils__/databases';

const CART = '/services/default/component/cart';
const OWNER = 'user:default/owner';
const LEAD = 'user:default/lead';
const AS_LEAD = { Authorization: mockCredentials.user.header(LEAD) };
const TO_AWS = { kind: 'failover', to: 'aws', reason: 'on-prem is on fire' };

describe('a shift that needs an approval', () => {
  const databases = testDatabases();
  let knex: Knex;
  let allowed: (permission: string) => boolean;

  const { platform, backend } = withBackend(
    async () => {
      knex = await databases.init('SQLITE_3');
      const { platforms, ...rest } = SHOP_CONFIG;
      const approval = { kinds: ['failover', 'custom'] };
      return {
        hybrid: {
          ...rest,
          platforms: { shop: { ...platforms.shop, approval } },
        },
        allow: permission => allowed(permission),
        knex,
      };
    },
    { each: true },
  );

  beforeEach(() => {
    allowed = () => true;
  });

  const ask = (body: object = TO_AWS) =>
    backend.post(`${CART}/shifts`, body, { 'Idempotency-Key': randomUUID() });
  const waiting = async (body?: object): Promise<string> => {
    const answer = await ask(body);
    expect(answer.status).toBe(202);
    expect(answer.body.state).toBe('awaiting-approval');
    return answer.body.id;
  };
  const decide = (
    id: string,
    decision: 'approve' | 'reject',
    headers: Record<string, string> = AS_LEAD,
  ) => backend.post(`${CART}/shifts/${id}/${decision}`, undefined, headers);
  const shift = async (id: string): Promise<Shift> =>
    (await backend.get(`${CART}/shifts/${id}`)).body;
  const ended = (id: string) =>
    until(
      () => shift(id),
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
    );
  const types = ({ events }: Shift) => events.map(({ type }) => type);

  it('says so beforehand, by its kind', async () => {
    const plan = async (body: object) =>
      (await backend.post(`${CART}/plans`, body)).body.approvalRequired;
    expect(await plan({ kind: 'failover', to: 'aws' })).toBe(true);
    expect(await plan({ kind: 'reset' })).toBe(false);
  });

  it('waits, touches nothing, and can be seen by everybody', async () => {
    const before = Date.now();
    const { body } = await ask();
    expect(body).toMatchObject({
      state: 'awaiting-approval',
      approval: { until: expect.any(String) },
    });
    const waits = Date.parse(body.approval.until) - before;
    expect(waits).toBeGreaterThanOrEqual(1_800_000);
    expect(waits).toBeLessThan(1_805_000);
    expect(types(body)).toContain('approval-requested');
    await backend.runTask('expire-approvals');
    expect((await shift(body.id)).state).toBe('awaiting-approval');
    expect(platform.calls()).not.toContain('ModifyRule');
    expect(platform.ruleTag('cart', HYBRID_TAGS.hold)).toBeUndefined();
    expect((await backend.get(CART)).body.activeShift.id).toBe(body.id);
    expect(backend.signals).toContainEqual(
      expect.objectContaining({ shiftId: body.id, state: 'awaiting-approval' }),
    );
    expect(backend.audits).toContainEqual({
      eventId: 'traffic-shift',
      outcome: 'success',
      meta: { shiftId: body.id, state: 'awaiting-approval' },
    });
  });

  it('keeps other shifts of the service out, and says what to do about it', async () => {
    await waiting();
    const { status, body } = await ask({ kind: 'reset', reason: 'a test' });
    expect(status).toBe(409);
    expect(body.error.problem.code).toBe('shift-active');
    expect(
      body.error.rules.find((rule: { passed: boolean }) => !rule.passed),
    ).toMatchObject({
      id: 'no-active-shift',
      remedy: expect.stringContaining('Approve, reject or abort'),
    });
  });

  it('is not needed for other kinds', async () => {
    const { body } = await ask({ kind: 'reset', reason: 'a test' });
    expect(body.state).not.toBe('awaiting-approval');
    expect((await ended(body.id)).state).toBe('succeeded');
  });

  it('is carried out when somebody else has approved it', async () => {
    const id = await waiting();
    const { status, body } = await decide(id, 'approve');
    expect(status).toBe(200);
    expect(body.approval).toMatchObject({ by: LEAD, decision: 'approved' });
    const done = await ended(id);
    expect(done).toMatchObject({
      state: 'succeeded',
      requestedBy: OWNER,
      approval: { by: LEAD, decision: 'approved', at: expect.any(String) },
    });
    expect(types(done)).toEqual(
      expect.arrayContaining(['approval-requested', 'approved', 'succeeded']),
    );
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('does not count the time that people took as the time of the failover', async () => {
    const id = await waiting();
    await knex('hybrid_shifts')
      .where({ id })
      .update({ created_at: new Date(Date.now() - 600_000).toISOString() });
    await decide(id, 'approve');
    expect((await ended(id)).recoveryTimeSeconds).toBeLessThan(60);
  });

  it('is carried out once, however often it is approved', async () => {
    const id = await waiting();
    const answers = await Promise.all([
      decide(id, 'approve'),
      decide(id, 'approve'),
      decide(id, 'approve'),
    ]);
    expect(answers.map(({ status }) => status)).toContain(200);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const done = await ended(id);
    expect(types(done).filter(type => type === 'approved')).toHaveLength(1);
    expect(
      platform.calls().filter(operation => operation === 'ModifyRule'),
    ).toHaveLength(1);
    expect((await decide(id, 'approve')).status).toBe(200);
    expect((await decide(id, 'reject')).status).toBe(409);
  });

  it('ends when somebody rejects it', async () => {
    const id = await waiting();
    const { status, body } = await decide(id, 'reject');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'aborted',
      problem: { code: 'approval-rejected' },
      approval: { by: LEAD, decision: 'rejected' },
    });
    expect(types(body).slice(-2)).toEqual(['rejected', 'aborted']);
    expect(platform.calls()).not.toContain('ModifyRule');
    expect((await decide(id, 'approve')).body.error.problem.code).toBe(
      'shift-not-active',
    );
    await waiting();
  });

  it('ends when nobody has decided in time, though somebody is about to', async () => {
    const id = await waiting();
    await knex('hybrid_shifts')
      .where({ id })
      .update({ approval_until: '2020-01-01T00:00:00.000Z' });
    const { status, body } = await decide(id, 'approve');
    expect(status).toBe(409);
    expect(body.error.problem.code).toBe('approval-expired');
    expect(await shift(id)).toMatchObject({
      state: 'aborted',
      problem: { code: 'approval-expired' },
    });
    expect(platform.calls()).not.toContain('ModifyRule');
  });

  it('ends in the background when nobody has decided in time', async () => {
    const id = await waiting();
    await knex('hybrid_shifts')
      .where({ id })
      .update({ approval_until: '2020-01-01T00:00:00.000Z' });
    await backend.runTask('expire-approvals');
    expect(await shift(id)).toMatchObject({
      state: 'aborted',
      problem: { code: 'approval-expired' },
    });
  });

  it('can be aborted by whoever asked for it', async () => {
    const id = await waiting();
    const { status } = await backend.post(`${CART}/shifts/${id}/abort`, {
      rollBack: false,
    });
    expect(status).toBe(202);
    expect((await ended(id)).state).toBe('aborted');
    expect((await decide(id, 'approve')).status).toBe(409);
  });

  describe('is not approved', () => {
    it('by whoever asked for it, even with the permission', async () => {
      const id = await waiting();
      const { status, body } = await decide(id, 'approve', {});
      expect(status).toBe(403);
      expect(body.error.problem.code).toBe('approval-own');
      expect((await decide(id, 'reject', {})).status).toBe(403);
      expect((await shift(id)).state).toBe('awaiting-approval');
    });

    it('by a service', async () => {
      const id = await waiting();
      const { status, body } = await request(backend.server)
        .post(`/api/hybrid/v1${CART}/shifts/${id}/approve`)
        .set('Authorization', mockCredentials.service.header());
      expect(status).toBe(403);
      expect(body.error.problem.message).toContain('not a person');
      expect((await shift(id)).state).toBe('awaiting-approval');
    });

    it.each(['approve', 'reject'] as const)(
      'without the permission to, nor by nobody: %s',
      async decision => {
        const id = await waiting();
        allowed = permission => permission !== 'hybrid.traffic.approve';
        const { status, body } = await decide(id, decision);
        expect(status).toBe(403);
        expect(body.error.problem.message).toContain('hybrid.traffic.approve');
        const nobody = await request(backend.server)
          .post(`/api/hybrid/v1${CART}/shifts/${id}/${decision}`)
          .set('Authorization', mockCredentials.none.header());
        expect(nobody.status).toBe(401);
        allowed = () => true;
        expect((await shift(id)).state).toBe('awaiting-approval');
      },
    );

    it('through another entity, nor when there is none', async () => {
      const id = await waiting();
      const order = CART.replace('cart', 'order');
      for (const path of [
        `${order}/shifts/${id}`,
        `${CART}/shifts/${randomUUID()}`,
      ]) {
        const { status } = await backend.post(
          `${path}/approve`,
          undefined,
          AS_LEAD,
        );
        expect(status).toBe(404);
      }
      expect((await shift(id)).state).toBe('awaiting-approval');
    });

    it('when a safety rule fails by then, and waits on', async () => {
      const id = await waiting();
      platform.setHealthy('cart', 'aws', 0);
      const { status, body } = await decide(id, 'approve');
      expect(status).toBe(409);
      expect(body.error.problem.code).toBe('safety-rule-failed');
      expect(body.error.rules).toHaveLength(7);
      expect((await shift(id)).state).toBe('awaiting-approval');
      platform.setHealthy('cart', 'aws', 3);
      expect((await decide(id, 'approve')).status).toBe(200);
      expect((await ended(id)).state).toBe('succeeded');
    });

    it('when the weights are others by then', async () => {
      const id = await waiting();
      platform.setWeights('cart', { 'on-prem': 90, aws: 10 });
      const { status, body } = await decide(id, 'approve');
      expect(status).toBe(409);
      expect(body.error.problem.code).toBe('rule-changed');
      expect((await shift(id)).state).toBe('awaiting-approval');
    });
  });

  it('keeps what was forced when it was asked for, and nothing else', async () => {
    const hold = (by: string) =>
      platform.setRuleTag(
        'cart',
        HYBRID_TAGS.hold,
        `2999-01-01T00:00:00.000Z ${by}`,
      );
    hold('user:default/third');
    const id = await waiting({ ...TO_AWS, force: ['not-held'] });
    platform.setHealthy('cart', 'aws', 0);
    expect((await decide(id, 'approve')).status).toBe(409);
    platform.setHealthy('cart', 'aws', 3);
    expect((await decide(id, 'approve')).status).toBe(200);
    expect(await ended(id)).toMatchObject({
      state: 'succeeded',
      forced: ['not-held'],
    });
  });

  it('is decided on with a trace in the audit log', async () => {
    const id = await waiting();
    backend.audits.length = 0;
    await decide(id, 'reject');
    expect(backend.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'traffic-approval',
        severityLevel: 'high',
        meta: {
          entityRef: 'component:default/cart',
          shiftId: id,
          decision: 'rejected',
        },
      }),
    );
    expect(backend.audits).toEqual([
      { eventId: 'traffic-approval', outcome: 'success' },
    ]);
  });
});
