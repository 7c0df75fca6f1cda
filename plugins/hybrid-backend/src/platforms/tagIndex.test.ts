import { randomUUID } from 'node:crypto';
import {
  HYBRID_TAGS,
  type PlatformStatus,
} from '@hybrid-platform/backstage-plugin-hybrid-common';
import { AwsError } from '@hybrid-platform/sandbox';
import { until } from '@hybrid-platform/sandbox/testing';
import { SERVICES } from '../__testUtils__/services';
import { withBackend } from '../__testUtils__/withBackend';

const BY_NAME = [...SERVICES].sort();
const CART = '/services/default/component/cart';
const TO_AWS = { kind: 'failover', to: 'aws', reason: 'the index lies' };
const ELB =
  'arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:listener-rule';

describe('a tag index that is not right', () => {
  const { platform, backend } = withBackend({}, { each: true });

  const shop = async (): Promise<PlatformStatus> => {
    const { status, body } = await backend.get('/platforms/shop');
    expect(status).toBe(200);
    return body;
  };
  const names = ({ serviceStatuses }: PlatformStatus) =>
    serviceStatuses.map(({ service }) => service);
  const cart = async () => {
    const { status, body } = await backend.get(CART);
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };
  const post = (path: string, body: object) =>
    backend.post(path, body, { 'Idempotency-Key': randomUUID() });
  const start = (service = 'cart') =>
    post(`/services/default/component/${service}/shifts`, TO_AWS);

  it('that lists a rule of a deleted listener breaks what it says, and nothing else', async () => {
    platform.world.tags.set(
      `${ELB}/app/gone/aaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbb/cccccccccccccccc`,
      new Map([
        [HYBRID_TAGS.platform, 'shop'],
        [HYBRID_TAGS.service, 'old'],
      ]),
    );
    const detail = await shop();
    expect(names(detail)).toEqual(BY_NAME);
    expect(detail.snapshot.stale).toBe(false);
    expect(detail.brokenServices).toEqual([
      {
        service: 'old',
        problem: expect.objectContaining({
          code: 'service-not-found',
          message: expect.stringContaining('does not know it any more'),
        }),
      },
    ]);
    expect((await start()).status).toBe(202);
    const evacuation = await post('/platforms/shop/evacuations', {
      off: 'on-prem',
      reason: 'the data centre is on fire',
    });
    expect(evacuation.status).toBe(202);
  });

  it('that lists deleted resources of every kind hides nothing that is there', async () => {
    platform.index({ keepDeleted: 3 });
    const detail = await shop();
    expect(names(detail)).toEqual(BY_NAME);
    expect(detail.snapshot).toMatchObject({ stale: false });
    expect(detail.dns).not.toEqual({ problem: expect.anything() });
    expect((await cart()).rules).toBeUndefined();
    expect((await start()).status).toBe(202);
  });

  it('that lists the rule from before a replacement beside the new one', async () => {
    const arn = platform.ruleArn('cart');
    platform.world.tags.set(
      arn.replace(/[^/]+$/, '0000000000000001'),
      new Map(platform.world.tags.get(arn)),
    );
    expect((await cart()).sites['on-prem'].weight).toBe(40);
    expect((await start()).status).toBe(202);
  });

  it.each<[string, string[]]>([
    ['the rule', ['cart']],
    ['a target group', ['cart/aws']],
    ['both target groups and the rule', ['cart', 'cart/aws', 'cart/on-prem']],
    ['whose rule it is', [`cart=${HYBRID_TAGS.entity}`]],
    ['which service a rule is of', [`cart=${HYBRID_TAGS.service}`]],
    ['a default weight', [`cart/aws=${HYBRID_TAGS.defaultWeight}`]],
    ['which site a group is of', [`cart/on-prem=${HYBRID_TAGS.site}`]],
    ['all rules of the platform', SERVICES],
  ])('that has missed %s is made good by the resources', async (_, hide) => {
    platform.index({ hide });
    expect((await cart()).sites.aws).toMatchObject({
      weight: 60,
      defaultWeight: 60,
    });
    expect(names(await shop())).toEqual(BY_NAME);
  });

  it('that is late shows a hold as soon as it is set, and its release', async () => {
    await cart();
    platform.index({ lagSeconds: 40 });
    const held = await backend.put(`${CART}/hold`, {
      durationSeconds: 600,
      reason: 'a test',
    });
    expect(held.status).toBe(200);
    expect((await cart()).hold).toMatchObject({ reason: 'a test' });
    await backend.delete(`${CART}/hold`);
    expect((await cart()).hold).toBeUndefined();
  });

  it('that is late does not keep what automation had done before a person took over', async () => {
    platform.setRuleTag(
      'cart',
      HYBRID_TAGS.automation,
      `failed-over ${new Date().toISOString()}`,
    );
    expect((await cart()).automation).toBeDefined();
    platform.index({ lagSeconds: 40 });
    const { body } = await start();
    await until(
      async () => (await backend.get(`${CART}/shifts/${body.id}`)).body,
      ({ state }) => state === 'succeeded',
    );
    expect((await cart()).automation).toBeUndefined();
  });

  it('finds a rule that was replaced while the index shows the old one only', async () => {
    await cart();
    platform.index({ lagSeconds: 40, keepDeleted: 1 });
    platform.replaceRule('cart');
    expect((await cart()).sites.aws.weight).toBe(60);
    expect((await start()).status).toBe(202);
  });

  it('does not keep a rule from being planned, held and moved that was replaced a moment ago', async () => {
    await cart();
    platform.index({ keepDeleted: 1 });
    const replaced = async (act: () => Promise<{ status: number }>) => {
      platform.replaceRule('cart');
      return (await act()).status;
    };
    const plan = () => post(`${CART}/plans`, { kind: 'failover', to: 'aws' });
    const hold = () =>
      backend.put(`${CART}/hold`, { durationSeconds: 600, reason: 'a test' });
    expect(await replaced(plan)).toBe(200);
    expect(await replaced(hold)).toBe(200);
    expect(platform.ruleTag('cart', HYBRID_TAGS.hold)).toBeDefined();
    expect(await replaced(() => backend.delete(`${CART}/hold`))).toBe(204);
    expect(await replaced(start)).toBe(202);
  });

  it('does not hide one service behind another whose rules may not be described', async () => {
    const [, listener] = /:listener-rule\/(.*)\/[^/]+$/.exec(
      platform.ruleArn('cart'),
    )!;
    const other = `${ELB}/app/other/aaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbb/cccccccccccccccc`;
    platform.world.tags.set(
      other,
      new Map([
        [HYBRID_TAGS.platform, 'shop'],
        [HYBRID_TAGS.service, 'other'],
        [HYBRID_TAGS.entity, 'component:default/other'],
      ]),
    );
    platform.onCall((operation, input) =>
      operation === 'DescribeRules' && !JSON.stringify(input).includes(listener)
        ? {
            error: new AwsError('AccessDenied', 'Not this one', {
              status: 403,
            }),
          }
        : undefined,
    );
    const detail = await shop();
    expect(names(detail)).toEqual(BY_NAME);
    expect(detail.brokenServices).toEqual([
      {
        service: 'other',
        problem: expect.objectContaining({ code: 'aws-access-denied' }),
      },
    ]);
  });
});
