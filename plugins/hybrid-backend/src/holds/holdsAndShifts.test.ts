import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { AwsError } from '@hybrid-platform/sandbox';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';
import { testDatabases } from '../__testUtils__/databases';

const CART = '/services/default/component/cart';
const HOLD = `${CART}/hold`;
const OWNER = 'user:default/owner';
const OTHER = 'user:default/other';
const MINUTE = { durationSeconds: 60, reason: 'a test' };
const WEEK = { durationSeconds: 604_800, reason: 'a test' };

const DENIED = new AwsError('AccessDenied', 'not authorized', { status: 403 });

describe('a hold and what the database knows of it', () => {
  const databases = testDatabases();
  let knex: Knex;

  const { platform, backend } = withBackend(
    async () => {
      knex = await databases.init('SQLITE_3');
      return { knex };
    },
    { each: true },
  );

  const tag = () => platform.ruleTag('cart', HYBRID_TAGS.hold);
  const history = () =>
    knex('hybrid_holds').orderBy('created_at').orderBy('until');
  const since = (seconds: number) =>
    new Date(Date.now() - seconds * 1000).toISOString();

  /** Starts a shift, and lets something happen while it is under way. */
  const during = async (
    user: string,
    happen: () => Promise<unknown>,
    bakeSeconds?: number,
  ) => {
    let happened: Promise<unknown> | undefined;
    platform.onCall(async operation => {
      if (operation !== 'ModifyRule') return;
      platform.onCall(undefined);
      happened = happen();
      await happened;
    });
    const { body } = await backend.post(
      `${CART}/shifts`,
      {
        kind: 'custom',
        steps: [{ aws: 100, bakeSeconds }],
        reason: 'a test',
      },
      {
        'Idempotency-Key': randomUUID(),
        Authorization: mockCredentials.user.header(user),
      },
    );
    if (bakeSeconds) {
      await until(
        () => happened !== undefined,
        yes => yes,
      );
      await happened;
      await backend.post(`${CART}/shifts/${body.id}/abort`, {
        rollBack: false,
      });
    }
    const shift: Shift = await until(
      async () => (await backend.get(`${CART}/shifts/${body.id}`)).body,
      ({ state }: Shift) => FINAL_SHIFT_STATES.includes(state),
    );
    await happened;
    return shift;
  };

  it('is not set on what somebody else is shifting', async () => {
    let answer: { status: number; body: any } | undefined;
    const shift = await during(OTHER, async () => {
      answer = await backend.put(HOLD, WEEK);
    });
    expect(answer!.status).toBe(409);
    expect(answer!.body.error.problem).toMatchObject({
      code: 'shift-active',
      message: expect.stringContaining(OTHER),
    });
    expect(shift.state).toBe('succeeded');
    expect(tag()).toBeUndefined();
    expect(await history()).toEqual([]);
  });

  it('may be set during the holder’s own shift, when it outlasts that', async () => {
    const answers: { status: number; body: any }[] = [];
    await during(
      OWNER,
      async () => {
        answers.push(await backend.put(HOLD, MINUTE));
        answers.push(await backend.put(HOLD, WEEK));
      },
      300,
    );
    expect(answers.map(({ status }) => status)).toEqual([409, 200]);
    expect(answers[0].body.error.problem).toMatchObject({
      code: 'shift-active',
      remedy: expect.stringContaining('for longer than that'),
    });
    expect((await backend.get(CART)).body.hold).toMatchObject({
      by: OWNER,
      until: answers[1].body.until,
      reason: 'a test',
    });
  });

  it('is not released while its holder’s shift has the rule, and is there again afterwards', async () => {
    await backend.put(HOLD, MINUTE);
    const held = tag();
    let meanwhile: string | undefined;
    let status = 0;
    await during(
      OWNER,
      async () => {
        meanwhile = tag();
        status = (await backend.delete(HOLD)).status;
      },
      300,
    );
    expect(meanwhile).not.toBe(held);
    expect(status).toBe(409);
    expect(tag()).toBe(held);
    expect((await backend.get(CART)).body.hold.reason).toBe('a test');
  });

  it('gives way to a shift that took the rule in the very moment', async () => {
    let ours: string | undefined;
    // The hold's look finds nothing; before its tag is set, a shift has taken the rule.
    platform.onCall(async operation => {
      if (operation !== 'AddTags') return;
      platform.onCall(undefined);
      ours = `2999-01-01T00:00:00.000Z ${OTHER}`;
      await knex('hybrid_shifts').insert({
        id: randomUUID(),
        platform: 'shop',
        service: 'cart',
        entity_ref: 'component:default/cart',
        kind: 'failover',
        state: 'running',
        reason: 'a test',
        requested_by: OTHER,
        from_on_prem: 40,
        from_aws: 60,
        to_on_prem: 0,
        to_aws: 100,
        plan: JSON.stringify({ steps: [] }),
        created_at: since(0),
        active_key: 'shop/cart',
        lease_owner: 'another process',
        lease_expires_at: Date.now() + 60_000,
        hold: ours,
      });
    });
    const { status, body } = await backend.put(HOLD, WEEK);
    expect(status).toBe(409);
    expect(body.error.problem.code).toBe('shift-active');
    expect(tag()).toBe(ours);
    expect((await history()).map(row => row.ended_how)).toEqual(['lost']);
  });

  it('leaves a history of who held, why, and how it ended', async () => {
    await backend.put(HOLD, MINUTE);
    await backend.put(HOLD, WEEK);
    await backend.delete(HOLD, OTHER);
    await backend.put(HOLD, MINUTE, OTHER);
    expect(
      (await history()).map(row => [row.held_by, row.ended_how, row.ended_by]),
    ).toEqual([
      [OWNER, 'replaced', OWNER],
      [OWNER, 'released', OTHER],
      [OTHER, null, null],
    ]);
  });

  it('is the next one’s when its tag was taken away by hand, but not while it is being set', async () => {
    await backend.put(HOLD, WEEK);
    platform.setRuleTag('cart', HYBRID_TAGS.hold, undefined);
    expect((await backend.put(HOLD, WEEK, OTHER)).status).toBe(409);
    await knex('hybrid_holds').update({ created_at: since(61) });
    expect((await backend.put(HOLD, WEEK, OTHER)).status).toBe(200);
    expect((await history()).map(row => row.ended_how)).toEqual(['lost', null]);
  });

  it('is ended in the background when its tag was taken away by hand', async () => {
    await backend.put(HOLD, WEEK);
    await backend.runTask('remove-expired-holds');
    expect((await history())[0].ended_how).toBeNull();
    platform.setRuleTag('cart', HYBRID_TAGS.hold, undefined);
    await knex('hybrid_holds').update({ created_at: since(61) });
    await backend.runTask('remove-expired-holds');
    expect((await history())[0].ended_how).toBe('lost');
  });

  it('is ended in the background, and its tag removed, when it has expired', async () => {
    await backend.put(HOLD, MINUTE);
    const expired = `2020-01-01T00:00:00.000Z ${OWNER}`;
    await knex('hybrid_holds').update({
      until: '2020-01-01T00:00:00.000Z',
      tag: expired,
    });
    platform.setRuleTag('cart', HYBRID_TAGS.hold, expired);
    await backend.runTask('remove-expired-holds');
    expect(tag()).toBeUndefined();
    expect((await history())[0]).toMatchObject({
      ended_how: 'expired',
      ended_by: null,
      active_key: null,
    });
  });

  it('has its reason again when prolonging it has failed', async () => {
    await backend.put(HOLD, { ...WEEK, reason: 'the first' });
    const held = tag();
    platform.onCall(operation =>
      operation === 'AddTags' ? { error: DENIED } : undefined,
    );
    const { status } = await backend.put(HOLD, { ...WEEK, reason: 'later' });
    platform.onCall(undefined);
    expect(status).toBe(503);
    expect(tag()).toBe(held);
    expect((await backend.get(CART)).body.hold.reason).toBe('the first');
  });
});
