/* eslint-disable @backstage/no-relative-monorepo-imports -- the template's code is what is tested */
import {
  awsEnvironment,
  startTestPlatform,
  type TestPlatform,
  type TestPlatformOptions,
} from './testing';
import { createContext } from '../../../templates/hybrid-platform/skeleton/lambda/shared/context';
import { increaseAwsTraffic } from '../../../templates/hybrid-platform/skeleton/lambda/increase-aws-traffic/increaseAwsTraffic';
import { resetDefaultTraffic } from '../../../templates/hybrid-platform/skeleton/lambda/reset-default-traffic/resetDefaultTraffic';
import { trafficWatchdog } from '../../../templates/hybrid-platform/skeleton/lambda/traffic-watchdog/trafficWatchdog';

/*
 * The platform template's own functions, with unmodified SDK clients, where services have
 * several listener rules and the tag index is late or lists what was deleted.
 */
jest.setTimeout(30_000);

const EVERYWHERE: TestPlatformOptions = { alsoOn: ['http', 'internal'] };
const AUTOMATION = 'hybrid-platform:automation';
const HOLD = 'hybrid-platform:hold';
const MOVED = { 'on-prem': 0, aws: 100 };
const DEFAULTS = { 'on-prem': 40, aws: 60 };

const environment = { ...process.env };
let platform: TestPlatform;

beforeEach(() => {
  for (const level of ['info', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockReturnValue();
  }
});
afterEach(async () => {
  await platform?.close();
  process.env = { ...environment };
  jest.restoreAllMocks();
});

async function start(options?: TestPlatformOptions): Promise<void> {
  platform = await startTestPlatform(options);
  Object.assign(process.env, awsEnvironment(platform.url), {
    AWS_REGION: 'ap-northeast-2',
  });
}

const context = (name: string) =>
  createContext(name, { HYBRID_PLATFORM: 'shop' });
const increase = (service: string) => {
  const alarmName = `shop-${service}-on-prem-unhealthy`;
  return increaseAwsTraffic(
    {
      alarmArn: `arn:aws:cloudwatch:ap-northeast-2:111122223333:alarm:${alarmName}`,
      alarmData: { alarmName, state: { value: 'ALARM' } },
    },
    context('increase-aws-traffic'),
  );
};
const reset = () =>
  resetDefaultTraffic({}, { holdDownMs: 0 }, context('reset-default-traffic'));
const watch = () =>
  trafficWatchdog(
    { intervalMs: 200, runMs: 3_500, holdDownMs: 300_000 },
    context('traffic-watchdog'),
  );
const weights = (service: string) =>
  platform.ruleArns(service).map((_, rule) => platform.weights(service, rule));
const tags = (service: string, key: string) =>
  platform
    .ruleArns(service)
    .map((_, rule) => platform.ruleTag(service, key, rule));
const soon = () => new Date(Date.now() + 60_000).toISOString();

describe('a service on three listeners of two load balancers', () => {
  it('is moved and brought back whole', async () => {
    await start(EVERYWHERE);
    platform.setHealthy('cart', 'on-prem', 0);
    await increase('cart');
    expect(weights('cart')).toEqual([MOVED, MOVED, MOVED]);
    for (const tag of tags('cart', AUTOMATION)) {
      expect(tag).toMatch(/^failed-over/);
    }
    expect(weights('order')).toEqual([DEFAULTS, DEFAULTS, DEFAULTS]);

    platform.setHealthy('cart', 'on-prem');
    await reset();
    await reset();
    expect(weights('cart')).toEqual([DEFAULTS, DEFAULTS, DEFAULTS]);
    expect(tags('cart', AUTOMATION)).toEqual([undefined, undefined, undefined]);
    for (const tag of tags('cart', 'hybrid-platform:automation-history')) {
      expect(tag).toMatch(/^failed-over .* 40\/60 returned .* 40\/60$/);
    }
  });

  it('stays where a hold is on one of its rules', async () => {
    await start(EVERYWHERE);
    platform.setHealthy('cart', 'on-prem', 0);
    platform.setRuleTag('cart', HOLD, `${soon()} user:default/mina`, 2);
    await increase('cart');
    expect(weights('cart')).toEqual([DEFAULTS, DEFAULTS, DEFAULTS]);
  });

  it('of which AWS refused one rule is completed by the next function that looks', async () => {
    await start(EVERYWHERE);
    platform.setHealthy('cart', 'on-prem', 0);
    platform.onCall((operation, { RuleArn }) =>
      operation === 'ModifyRule' && RuleArn === platform.ruleArn('cart')
        ? { error: 'internal' }
        : undefined,
    );
    // Its retries take some time.
    const failed = increase('cart').catch((error: Error) => error.message);
    expect(await failed).toMatch(/failover failed for cart/);
    expect(weights('cart')).toEqual([DEFAULTS, MOVED, MOVED]);
    platform.onCall(undefined);
    await watch();
    expect(weights('cart')).toEqual([MOVED, MOVED, MOVED]);
  });
});

describe('an index that lists deleted resources of every kind', () => {
  it('keeps nobody from being failed over, and brings nothing else to light', async () => {
    await start(EVERYWHERE);
    platform.index({ keepDeleted: 5 });
    const { problems } = await context('test').discover();
    expect(problems).toEqual([]);
    platform.setHealthy('cart', 'on-prem', 0);
    platform.setHealthy('order', 'on-prem', 0);
    await watch();
    expect(weights('cart')).toEqual([MOVED, MOVED, MOVED]);
    expect(weights('order')).toEqual([MOVED, MOVED, MOVED]);
    expect(weights('search')).toEqual([DEFAULTS, DEFAULTS, DEFAULTS]);
  });
});

describe('an index that is late', () => {
  it.each([{}, EVERYWHERE])(
    'does not hide rules that were replaced: %j',
    async options => {
      await start(options);
      platform.index({ lagSeconds: 3_600 });
      platform.replaceRule('cart');
      platform.setHealthy('cart', 'on-prem', 0);
      await increase('cart');
      for (const each of weights('cart')) expect(each).toEqual(MOVED);
      // Nor that automation moved them.
      platform.setHealthy('cart', 'on-prem');
      await reset();
      await reset();
      for (const each of weights('cart')) expect(each).toEqual(DEFAULTS);
    },
  );

  it.each([
    'cart',
    'cart/aws',
    'cart/on-prem=hybrid-platform:site',
    'cart/aws=hybrid-platform:default-weight',
    'cart/aws=hybrid-platform:service',
    'cart=hybrid-platform:automation',
  ])(
    'or misses %s is made up for by the resources themselves',
    async hidden => {
      await start();
      platform.index({ hide: [hidden] });
      platform.setHealthy('cart', 'on-prem', 0);
      await increase('cart');
      expect(platform.weights('cart')).toEqual(MOVED);
      platform.setHealthy('cart', 'on-prem');
      await reset();
      await reset();
      expect(platform.weights('cart')).toEqual(DEFAULTS);
    },
  );

  it('costs no call while it is right', async () => {
    await start(EVERYWHERE);
    platform.forget();
    await context('test').discover();
    const count = (name: string) =>
      platform.calls().filter(each => each === name).length;
    expect(count('DescribeRules')).toBe(3);
    expect(count('DescribeTags')).toBe(0);
  });
});
