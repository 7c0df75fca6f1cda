import { HYBRID_TAGS } from '@hybrid-platform/backstage-plugin-hybrid-common';
import { randomUUID } from 'node:crypto';
import { withBackend } from '../__testUtils__/withBackend';

const STOREFRONT = '/services/default/component/storefront';
const MORE_TO_AWS = {
  kind: 'custom',
  weights: { 'on-prem': 30, aws: 70 },
};
const WHY = { reason: 'a bit more to AWS' };
const ALL_AWS = { 'on-prem': 0, aws: 100 };

describe('a start that says what its plan was made from', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const start = (body: object, key: string = randomUUID()) =>
    backend.post(`${STOREFRONT}/shifts`, body, { 'Idempotency-Key': key });
  const plan = async (request: object = MORE_TO_AWS) => {
    const { body } = await backend.post(`${STOREFRONT}/plans`, request);
    return { from: body.from, to: body.to };
  };
  const automationMoves = () => {
    platform.setWeights('storefront', ALL_AWS);
    platform.setRuleTag(
      'storefront',
      HYBRID_TAGS.automation,
      `failed-over ${new Date().toISOString()}`,
    );
  };

  it('is refused with the new plan when automation has failed over since', async () => {
    const planned = await plan();
    automationMoves();
    const { status, body } = await start({ ...MORE_TO_AWS, ...WHY, planned });
    expect(status).toBe(409);
    expect(body.error.problem.code).toBe('safety-rule-failed');
    expect(body.error.problem.message).toBe(
      'The plan is current: The plan was made at on-prem 40, aws 60, and the weights are on-prem 0, aws 100 now.',
    );
    expect(body.error.plan).toMatchObject({ from: ALL_AWS, allowed: false });
    expect(platform.weights('storefront')).toEqual(ALL_AWS);
    expect(
      platform.ruleTag('storefront', HYBRID_TAGS.automation),
    ).toBeDefined();
  });

  it('cannot be forced past it', async () => {
    const planned = await plan();
    automationMoves();
    const { status } = await start({
      ...MORE_TO_AWS,
      ...WHY,
      planned,
      force: ['plan-is-current'],
    });
    expect(status).toBe(400);
  });

  it('is taken by the new plan, and without saying so as it always was', async () => {
    automationMoves();
    const planned = await plan();
    expect((await start({ ...MORE_TO_AWS, ...WHY, planned })).status).toBe(202);
  });

  it('is taken when the world has moved the way that is asked for', async () => {
    const failover = { kind: 'failover', to: 'aws' };
    const planned = await plan(failover);
    automationMoves();
    expect((await start({ ...failover, ...WHY, planned })).status).toBe(202);
  });

  it('is the same request when it comes again with a newer plan', async () => {
    const key = randomUUID();
    const planned = await plan();
    const first = await start({ ...MORE_TO_AWS, ...WHY, planned }, key);
    expect(first.status).toBe(202);
    const again = await start(
      { ...MORE_TO_AWS, ...WHY, planned: { from: ALL_AWS } },
      key,
    );
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  });

  it.each([
    [{ from: { 'on-prem': 40 } }, /planned\.from/],
    [{ from: { 'on-prem': 40, aws: 1000 } }, /planned\.from\.aws/],
    [{}, /planned/],
    ['40/60', /planned/],
  ])('is refused where it cannot be read: %j', async (planned, field) => {
    const { status, body } = await start({ ...MORE_TO_AWS, ...WHY, planned });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(field);
  });
});
