import { mockCredentials } from '@backstage/backend-test-utils';
import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Shift,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { until } from '@hybrid-platform/sandbox/testing';
import { withBackend } from '../__testUtils__/withBackend';
import { startBackend, type TestBackend } from '../__testUtils__/backend';
import { testDatabases } from '../__testUtils__/databases';

const CART = '/services/default/component/cart';
const OTHER = 'user:default/other';

/** Moves some traffic, and then takes a minute to prove it. */
const IN_STEPS = {
  kind: 'custom',
  steps: [{ aws: 80, bakeSeconds: 60 }, { aws: 100 }],
  reason: 'step by step',
};

describe('aborting a shift', () => {
  const databases = testDatabases();
  let knex: Knex;
  let replica: TestBackend;
  let allowed: (permission: string, resourceRef?: string) => boolean;

  const allow = (permission: string, resourceRef?: string) =>
    allowed(permission, resourceRef);

  const { platform, backend } = withBackend(async () => {
    knex = await databases.init('SQLITE_3');
    return { knex, allow };
  });

  beforeAll(async () => {
    replica = await startBackend({ knex, allow });
  });

  beforeEach(() => {
    allowed = () => true;
    platform.setWeights('cart', { 'on-prem': 40, aws: 60 });
    backend.audits.length = 0;
  });

  afterAll(async () => {
    await replica.stop();
  });

  const get = async (id: string): Promise<Shift> =>
    (await backend.get(`${CART}/shifts/${id}`)).body;

  const baking = async (body: object = IN_STEPS): Promise<string> => {
    const answer = await backend.post(`${CART}/shifts`, body, {
      'Idempotency-Key': randomUUID(),
    });
    expect(answer.body.error).toBeUndefined();
    const { id } = answer.body;
    await until(
      () => get(id),
      ({ progress }) => progress?.until !== undefined,
    );
    return id;
  };

  const abort = (
    id: string,
    rollBack: boolean,
    at: TestBackend = backend,
    entity = CART,
  ) =>
    at.post(
      `${entity}/shifts/${id}/abort`,
      { rollBack },
      { Authorization: mockCredentials.user.header(OTHER) },
    );

  const ended = (id: string) =>
    until(
      () => get(id),
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
    );

  it('shows how far the shift is, and until when it bakes', async () => {
    const id = await baking();
    const { progress, state } = await get(id);
    expect(state).toBe('verifying');
    expect(progress).toEqual({ step: 1, steps: 2, until: expect.any(String) });
    const left = Date.parse(progress!.until!) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
    await abort(id, false);
    expect((await ended(id)).progress).toBeUndefined();
  });

  it('stops it where it is', async () => {
    const id = await baking();
    const { status, body } = await abort(id, false);
    expect(status).toBe(202);
    expect(body.id).toBe(id);
    const done = await ended(id);
    expect(done.state).toBe('aborted');
    expect(done.events.slice(-2)).toMatchObject([
      {
        type: 'abort-requested',
        message: `${OTHER} wants the shift to stop.`,
      },
      {
        type: 'aborted',
        message: `${OTHER} aborted the shift. The weights stay as they are: on-prem 20, aws 80.`,
      },
    ]);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 20, aws: 80 });
    expect(platform.ruleTag('cart', HYBRID_TAGS.hold)).toBeUndefined();
  });

  it('takes it back', async () => {
    const id = await baking();
    await abort(id, true);
    const done = await ended(id);
    expect([done.state, done.problem]).toEqual(['rolled-back', undefined]);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('lets a drill return, also when it is to stop', async () => {
    const id = await baking({
      kind: 'drill',
      to: 'aws',
      durationSeconds: 60,
      reason: 'practice',
    });
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    await abort(id, false);
    const done = await ended(id);
    expect(done).toMatchObject({
      state: 'rolled-back',
      recoveryTimeSeconds: expect.any(Number),
      returnTimeSeconds: expect.any(Number),
    });
    expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
  });

  it('reaches a shift that another replica carries out', async () => {
    const id = await baking();
    expect((await abort(id, false, replica)).status).toBe(202);
    expect((await ended(id)).state).toBe('aborted');
  });

  it('is repeated without a further effect', async () => {
    const id = await baking();
    const answers = await Promise.all(
      [backend, replica, backend].map(at => abort(id, true, at)),
    );
    // The first may have ended the shift before the others ask.
    expect(answers[0].status).toBe(202);
    const done = await ended(id);
    expect(
      done.events.filter(({ type }) => type === 'abort-requested'),
    ).toHaveLength(1);
  });

  it('is refused when the shift is over', async () => {
    const id = await baking();
    await abort(id, false);
    await ended(id);
    const { status, body } = await abort(id, true);
    expect(status).toBe(409);
    expect(body.error.problem).toMatchObject({
      code: 'shift-not-active',
      message: expect.stringMatching(
        /^The shift is over: it is aborted since /,
      ),
    });
    expect(platform.weights('cart')).toEqual({ 'on-prem': 20, aws: 80 });
  });

  it('needs the permission to shift, and the shift’s own entity', async () => {
    const id = await baking();
    allowed = permission => permission !== 'hybrid.traffic.shift';
    expect((await abort(id, false)).status).toBe(403);
    allowed = () => true;
    const elsewhere = await abort(
      id,
      false,
      backend,
      '/services/default/component/order',
    );
    expect(elsewhere.status).toBe(404);
    expect((await get(id)).aborting).toBeUndefined();
    await abort(id, false);
    await ended(id);
    expect(
      backend.audits
        .filter(({ eventId }) => eventId === 'traffic-shift-abort')
        .map(({ outcome }) => outcome),
    ).toEqual(['fail', 'fail', 'success']);
  });

  it.each([{}, { rollBack: 'yes' }, { rollBack: true, more: 1 }])(
    'takes no nonsense: %j',
    async body => {
      const { status } = await backend.post(
        `${CART}/shifts/${randomUUID()}/abort`,
        body,
      );
      expect(status).toBe(400);
    },
  );
});
