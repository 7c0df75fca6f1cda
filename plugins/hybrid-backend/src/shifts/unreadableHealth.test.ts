import {
  FINAL_SHIFT_STATES,
  HYBRID_TAGS,
  type Plan,
  type Shift,
  type Site,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import { SHOP_CONFIG, until } from '@hybrid-platform/sandbox/testing';
import { randomUUID } from 'node:crypto';
import { withBackend } from '../__testUtils__/withBackend';

const CART = '/services/default/component/cart';
const TO_AWS = { kind: 'failover', to: 'aws' };
const HEALTH = ['gaining-site-healthy', 'never-dark'];

jest.setTimeout(30_000);

describe('a service whose target health cannot be read', () => {
  const { platform, backend } = withBackend(
    {
      // Once AWS fails for good, nobody needs to wait for it in a test.
      hybrid: {
        ...SHOP_CONFIG,
        shift: { ...SHOP_CONFIG.shift, retryFor: { seconds: 1 } },
      },
    },
    { each: true },
  );

  const groupOf = (site: Site) =>
    [...platform.world.tags].find(
      ([arn, tags]) =>
        arn.includes(':targetgroup/') &&
        tags.get(HYBRID_TAGS.service) === 'cart' &&
        tags.get(HYBRID_TAGS.site) === site,
    )![0];
  const blind = (sites: Site[], code = 'InternalFailure', status = 500) => {
    const groups = sites.map(groupOf);
    platform.onCall((operation, input) =>
      operation === 'DescribeTargetHealth' &&
      groups.some(group => JSON.stringify(input).includes(group))
        ? { error: new AwsError(code, 'not now', { status }) }
        : undefined,
    );
  };
  const plan = async (request: object): Promise<Plan> => {
    const { status, body } = await backend.post(`${CART}/plans`, request);
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };
  const failedOf = ({ rules }: Plan) =>
    rules.filter(({ passed }) => !passed).map(({ id }) => id);
  const shift = (force?: string[]) =>
    backend.post(
      `${CART}/shifts`,
      { ...TO_AWS, reason: 'on-prem is on fire', ...(force && { force }) },
      { 'Idempotency-Key': randomUUID() },
    );
  const ended = (id: string): Promise<Shift> =>
    until(
      async () => (await backend.get(`${CART}/shifts/${id}`)).body as Shift,
      ({ state }) => FINAL_SHIFT_STATES.includes(state),
      20_000,
    );

  it('leaves a site of which nobody knows, for one that serves', async () => {
    blind(['on-prem']);
    expect(failedOf(await plan(TO_AWS))).toEqual([]);
    const { body } = await shift();
    expect((await ended(body.id)).state).toBe('succeeded');
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it.each([
    ['InternalFailure', 500, /AWS failed.*InternalFailure/],
    ['AccessDenied', 403, /AWS denied/],
    ['SomethingNew', 418, /AWS .*SomethingNew/],
  ])(
    'says why it is not known whether the gaining site serves, when AWS answers %s',
    async (code, status, why) => {
      blind(['aws'], code, status);
      const planned = await plan(TO_AWS);
      expect(failedOf(planned)).toEqual(HEALTH);
      expect(planned.forceable).toBe(true);
      for (const rule of planned.rules.filter(({ passed }) => !passed)) {
        expect(rule.explanation).toMatch(
          /whether aws has a healthy target is not known/,
        );
        expect(rule.explanation).toMatch(why);
        expect(rule.remedy).toMatch(/If they serve, force this rule/);
      }
      const refused = await shift();
      expect([refused.status, refused.body.error.problem.code]).toEqual([
        409,
        'safety-rule-failed',
      ]);
      expect(platform.weights('cart')).toEqual({ 'on-prem': 40, aws: 60 });
    },
  );

  it('is moved by force, and verified once AWS answers again', async () => {
    blind(['aws', 'on-prem']);
    const { status, body } = await shift(HEALTH);
    expect(status).toBe(202);
    platform.onCall(undefined);
    const { state, events } = await ended(body.id);
    expect(state).toBe('succeeded');
    expect(events.some(({ type }) => type === 'verified')).toBe(true);
  });

  it('is not said to be verified while AWS does not answer: where it is now is', async () => {
    blind(['aws', 'on-prem']);
    const { status, body } = await shift(HEALTH);
    expect(status).toBe(202);
    const { state, events, problem } = await ended(body.id);
    expect(state).toBe('failed');
    expect(events.some(({ type }) => type === 'verified')).toBe(false);
    expect(platform.weights('cart')).toEqual({ 'on-prem': 0, aws: 100 });
    expect(problem!.message).toMatch(
      /^The weights are on-prem 0, aws 100, but whether aws serves could not be verified\. AWS failed/,
    );
    expect(problem!.remedy).toMatch(/Look at the targets of aws/);
  });

  it('stays where it went when the site does not serve and nobody knows of the old one', async () => {
    blind(['on-prem']);
    platform.setHealthy('cart', 'aws', 0);
    const { body } = await shift(HEALTH);
    const { state, problem } = await ended(body.id);
    expect(state).toBe('failed');
    expect(problem!.code).toBe('verification-failed');
    expect(problem!.message).toMatch(/aws has 0 of/);
  });
});
