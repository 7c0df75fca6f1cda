/* eslint-disable @backstage/no-relative-monorepo-imports -- the template's code is what is tested */
import type { Site } from './engine/naming';
import { naming } from './engine/naming';
import { generateServices } from './engine/generateServices';
import { createWorld } from './engine/world/createWorld';
import { weightsOf } from './engine/world/rules';
import { targetGroupOf } from './engine/world/services';
import { startAwsEndpoint, type AwsEndpoint } from './aws';
import type { RuleAction, World } from './model';
import { AwsError, type Hook } from './wire';
import { handler as increaseAwsTraffic } from '../../../templates/hybrid-platform/skeleton/lambda/increase-aws-traffic';
import { handler as resetDefaultTraffic } from '../../../templates/hybrid-platform/skeleton/lambda/reset-default-traffic';
import { handler as trafficWatchdog } from '../../../templates/hybrid-platform/skeleton/lambda/traffic-watchdog';

/*
 * The platform template's own Lambda handlers, with unmodified SDK clients, against the
 * sandbox's AWS endpoint. Each test starts from a platform at 40/60, healthy at both sites.
 */
const { platform, services } = generateServices(150);
const [first, second] = services.map(({ name }) => name);
const names = services.map(({ name }) => name);

// On a busy machine; each takes about a second otherwise.
jest.setTimeout(30_000);

let world: World;
let endpoint: AwsEndpoint;
let hook: Hook | undefined;
const environment = { ...process.env };

beforeAll(async () => {
  world = createWorld(platform, services);
  endpoint = await startAwsEndpoint({
    world,
    hook: (call, input) => hook?.(call, input),
  });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_REGION: platform.region,
    AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    HYBRID_PLATFORM: platform.id,
    HOLD_DOWN_SECONDS: '300',
    WATCHDOG_INTERVAL_SECONDS: '0.5',
    WATCHDOG_RUN_SECONDS: '2',
  });
  jest.spyOn(console, 'info').mockReturnValue();
  jest.spyOn(console, 'warn').mockReturnValue();
  jest.spyOn(console, 'error').mockReturnValue();
});

afterAll(async () => {
  await endpoint.close();
  process.env = environment;
});

beforeEach(() => {
  hook = undefined;
  const fresh = createWorld(platform, services);
  for (const [arn, rule] of fresh.loadBalancing.rules) {
    world.loadBalancing.rules.set(arn, rule);
  }
  for (const [arn, tags] of fresh.tags) world.tags.set(arn, tags);
  setHealth(names, 'on-prem', 'healthy');
  setHealth(names, 'aws', 'healthy');
  endpoint.calls.clear();
});

function setHealth(of: string[], site: Site, state: 'healthy' | 'unhealthy') {
  for (const service of of) {
    for (const target of targetGroupOf(world, service, site)!.targets) {
      target.state = state;
    }
  }
}

const ruleArn = (service: string) => naming(world).ruleArn(service);
const ruleTag = (service: string, key: 'automation' | 'hold') =>
  world.tags.get(ruleArn(service))!.get(`hybrid-platform:${key}`);
const setRuleTag = (service: string, key: 'automation' | 'hold', to: string) =>
  world.tags.get(ruleArn(service))!.set(`hybrid-platform:${key}`, to);

/** What CloudWatch sends a Lambda function when an alarm changes its state. */
function alarmEvent(service: string, state = 'ALARM') {
  const alarmName = `${platform.id}-${service}-on-prem-unhealthy`;
  return {
    source: 'aws.cloudwatch',
    alarmArn: naming(world).alarmArn(alarmName),
    accountId: platform.account,
    time: new Date().toISOString(),
    region: platform.region,
    alarmData: {
      alarmName,
      state: { value: state, reason: 'Threshold Crossed' },
      previousState: { value: 'OK' },
    },
  };
}

const denied = new AwsError('AccessDenied', 'not authorized', { status: 403 });
const soon = () => new Date(Date.now() + 60_000).toISOString();

/** Lets a rule have been in its state for so much longer. */
function ageMark(service: string, seconds: number): void {
  const [state, since] = ruleTag(service, 'automation')!.split(' ');
  const earlier = new Date(Date.parse(since) - seconds * 1000).toISOString();
  setRuleTag(service, 'automation', `${state} ${earlier}`);
}

describe('failover by alarm', () => {
  it('moves the service whose alarm it is, found among 150 by its tags', async () => {
    setHealth([first], 'on-prem', 'unhealthy');
    await increaseAwsTraffic(alarmEvent(first));
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 0, aws: 100 });
    expect(ruleTag(first, 'automation')).toMatch(/^failed-over \d{4}-/);
    expect(weightsOf(world, second)).toEqual({ 'on-prem': 40, aws: 60 });
    // 450 rules and target groups, a hundred a page.
    expect(endpoint.calls.count('GetResources').total).toBe(5);
    expect(endpoint.calls.count('ModifyRule').total).toBe(1);
  });

  it('changes nothing when the event is delivered again', async () => {
    setHealth([first], 'on-prem', 'unhealthy');
    await increaseAwsTraffic(alarmEvent(first));
    const mark = ruleTag(first, 'automation');
    await increaseAwsTraffic(alarmEvent(first));
    expect(endpoint.calls.count('ModifyRule').total).toBe(1);
    expect(ruleTag(first, 'automation')).toBe(mark);
  });

  it('keeps everything else of the rule: sign-in and its secret, order, stickiness, other groups', async () => {
    const { targetGroupArn } = naming(world);
    const actions = (onPrem: number, aws: number): RuleAction[] => [
      {
        type: 'authenticate-oidc',
        order: 1,
        settings: {
          Issuer: 'https://id.example.com',
          AuthorizationEndpoint: 'https://id.example.com/authorize',
          TokenEndpoint: 'https://id.example.com/token',
          UserInfoEndpoint: 'https://id.example.com/me',
          ClientId: 'shop',
          ClientSecret: 'only ELB knows it',
          SessionCookieName: 'shop',
          Scope: 'openid profile',
          SessionTimeout: 3600,
          OnUnauthenticatedRequest: 'authenticate',
        },
      },
      {
        type: 'forward',
        order: 7,
        targetGroups: [
          { arn: targetGroupArn(first, 'aws'), weight: aws },
          { arn: targetGroupArn(second, 'aws'), weight: 5 },
          { arn: targetGroupArn(first, 'on-prem'), weight: onPrem },
        ],
        stickiness: { enabled: true, durationSeconds: 600 },
      },
    ];
    const rule = world.loadBalancing.rules.get(ruleArn(first))!;
    rule.actions = actions(40, 60);
    const { conditions, priority } = structuredClone(rule);
    setHealth([first], 'on-prem', 'unhealthy');

    await increaseAwsTraffic(alarmEvent(first));

    const after = world.loadBalancing.rules.get(ruleArn(first))!;
    expect(after.actions).toEqual(actions(0, 100));
    expect(after).toMatchObject({ conditions, priority });
  });

  it('does not happen while on-prem has a healthy target, whatever the alarm says', async () => {
    setHealth([first], 'on-prem', 'unhealthy');
    targetGroupOf(world, first, 'on-prem')!.targets[0].state = 'healthy';
    await increaseAwsTraffic(alarmEvent(first));
    expect(endpoint.calls.count('ModifyRule').total).toBe(0);
  });

  it('never goes to a site without a healthy target', async () => {
    setHealth([first], 'on-prem', 'unhealthy');
    setHealth([first], 'aws', 'unhealthy');
    await increaseAwsTraffic(alarmEvent(first));
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 40, aws: 60 });
    expect(ruleTag(first, 'automation')).toBeUndefined();
  });

  it('obeys a hold, and not one that has expired', async () => {
    setHealth([first, second], 'on-prem', 'unhealthy');
    setRuleTag(first, 'hold', `${soon()} user:default/mia`);
    setRuleTag(second, 'hold', '2020-01-01T00:00:00Z user:default/mia');
    await increaseAwsTraffic(alarmEvent(first));
    await increaseAwsTraffic(alarmEvent(second));
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 40, aws: 60 });
    expect(weightsOf(world, second)).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('gets through an AWS that throttles, fails and drops answers', async () => {
    setHealth([first], 'on-prem', 'unhealthy');
    const seen = new Map<string, number>();
    hook = ({ operation }) => {
      const count = (seen.get(operation) ?? 0) + 1;
      seen.set(operation, count);
      if (count > 1) return undefined;
      if (operation === 'ModifyRule') return { drop: 'after' };
      if (operation === 'AddTags') return { drop: 'before' };
      if (operation === 'DescribeRules') return { error: 'internal' };
      return { error: 'throttled' };
    };
    await increaseAwsTraffic(alarmEvent(first));
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 0, aws: 100 });
    expect(ruleTag(first, 'automation')).toMatch(/^failed-over/);
  });

  it('fails loudly when AWS refuses, and leaves no half of it behind that matters', async () => {
    setHealth([first], 'on-prem', 'unhealthy');
    hook = ({ operation }) =>
      operation === 'ModifyRule' ? { error: denied } : undefined;
    await expect(increaseAwsTraffic(alarmEvent(first))).rejects.toThrow(
      `failover failed for ${first}`,
    );
    hook = undefined;
    // The next to look finds it as it was, and does what is left.
    await increaseAwsTraffic(alarmEvent(first));
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 0, aws: 100 });
  });
});

describe('the way back', () => {
  async function failedOver(): Promise<void> {
    setHealth([first], 'on-prem', 'unhealthy');
    await increaseAwsTraffic(alarmEvent(first));
    setHealth([first], 'on-prem', 'healthy');
  }

  it('ends at the default weights after the hold-down, and not before', async () => {
    await failedOver();
    await resetDefaultTraffic(alarmEvent(first, 'OK'));
    expect(ruleTag(first, 'automation')).toMatch(/^recovering/);
    ageMark(first, 280);
    await resetDefaultTraffic({});
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 0, aws: 100 });
    ageMark(first, 20);
    await resetDefaultTraffic({});
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 40, aws: 60 });
    expect(ruleTag(first, 'automation')).toBeUndefined();
  });

  it('starts again when on-prem goes down in between', async () => {
    await failedOver();
    await resetDefaultTraffic({});
    setHealth([first], 'on-prem', 'unhealthy');
    await increaseAwsTraffic(alarmEvent(first));
    expect(ruleTag(first, 'automation')).toMatch(/^failed-over/);
    setHealth([first], 'on-prem', 'healthy');
    ageMark(first, 300);
    await resetDefaultTraffic({});
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 0, aws: 100 });
    expect(ruleTag(first, 'automation')).toMatch(/^recovering/);
  });

  it('waits for a hold, and for an aws site that is down', async () => {
    await failedOver();
    await resetDefaultTraffic({});
    setRuleTag(first, 'hold', `${soon()} user:default/mia`);
    ageMark(first, 300);
    await resetDefaultTraffic({});
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 0, aws: 100 });

    world.tags.get(ruleArn(first))!.delete('hybrid-platform:hold');
    setHealth([first], 'aws', 'unhealthy');
    await resetDefaultTraffic({});
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 0, aws: 100 });
  });

  it('leaves alone what a person decided: weights set before, or changed since', async () => {
    const setWeights = (service: string, onPrem: number, aws: number) => {
      const forward = world.loadBalancing.rules.get(ruleArn(service))!
        .actions[0];
      if (forward.type !== 'forward') throw new Error('not a forward action');
      forward.targetGroups[0].weight = onPrem;
      forward.targetGroups[1].weight = aws;
    };
    await failedOver();
    ageMark(first, 60);
    setWeights(first, 10, 90);
    setWeights(second, 0, 100);
    await resetDefaultTraffic({});
    expect(weightsOf(world, first)).toEqual({ 'on-prem': 10, aws: 90 });
    expect(ruleTag(first, 'automation')).toBeUndefined();
    expect(weightsOf(world, second)).toEqual({ 'on-prem': 0, aws: 100 });
    expect(endpoint.calls.count('ModifyRule').total).toBe(1);
  });
});

describe('the watchdog', () => {
  const watched = names.slice(0, 3);

  /** Leaves only the first services, so that a short run gets round to all of them. */
  beforeEach(() => {
    for (const [arn, tags] of world.tags) {
      const service = tags.get('hybrid-platform:service');
      if (service && !watched.includes(service)) world.tags.delete(arn);
    }
  });

  it('fails every service of a dead site over in one run', async () => {
    setHealth(watched, 'on-prem', 'unhealthy');
    await trafficWatchdog();
    for (const service of watched) {
      expect(weightsOf(world, service)).toEqual({ 'on-prem': 0, aws: 100 });
      expect(ruleTag(service, 'automation')).toMatch(/^failed-over/);
    }
    expect(endpoint.calls.count('ModifyRule').total).toBe(3);
  });

  it('does so together with the alarms, and each rule ends up right', async () => {
    setHealth(watched, 'on-prem', 'unhealthy');
    await Promise.all([
      trafficWatchdog(),
      ...watched.map(service => increaseAwsTraffic(alarmEvent(service))),
      resetDefaultTraffic({}),
    ]);
    for (const service of watched) {
      expect(weightsOf(world, service)).toEqual({ 'on-prem': 0, aws: 100 });
      expect(ruleTag(service, 'automation')).toMatch(/^failed-over/);
    }
  });

  it('gets the others over when AWS refuses one, and fails in the end', async () => {
    setHealth(watched, 'on-prem', 'unhealthy');
    hook = ({ operation }, input) =>
      operation === 'ModifyRule' && input.RuleArn === ruleArn(first)
        ? { error: denied }
        : undefined;
    await expect(trafficWatchdog()).rejects.toThrow(
      `the watchdog failed for ${first}`,
    );
    for (const service of watched.slice(1)) {
      expect(weightsOf(world, service)).toEqual({ 'on-prem': 0, aws: 100 });
    }
  });

  it('gets all of them over while every third call is throttled', async () => {
    setHealth(watched, 'on-prem', 'unhealthy');
    let calls = 0;
    hook = () => (++calls % 3 === 0 ? { error: 'throttled' } : undefined);
    process.env.WATCHDOG_RUN_SECONDS = '4';
    await trafficWatchdog();
    for (const service of watched) {
      expect(weightsOf(world, service)).toEqual({ 'on-prem': 0, aws: 100 });
    }
    expect(endpoint.calls.count().failed).toBeGreaterThan(5);
  });
});
