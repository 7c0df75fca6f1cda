import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { problemIn } from '../errors';
import { withPlatform } from '../__testUtils__/withBackend';
import { Deadline } from '../durable/Deadline';
import { AWS_TIMEOUTS, createAwsClients } from './clients';
import { PlatformAws } from './PlatformAws';

const PLATFORM = {
  id: 'shop',
  accountId: '111122223333',
  region: 'ap-northeast-2',
};
const UNREACHABLE = 'aws-unreachable';

/** What every handler has, and its type in a client leaves out. */
interface Handler {
  handle(request: object): Promise<unknown>;
  httpHandlerConfigs(): object;
}

/** Short enough for a test. */
const TIMEOUT_MS = 150;

const now = new Date();
const WINDOW = { from: new Date(now.getTime() - 60_000), to: now };

/** Something of every service that is called. */
const CALLS: Record<string, (aws: PlatformAws) => Promise<unknown>> = {
  GetResources: aws => aws.taggedResources(),
  'GetResources of hosted zones': aws => aws.taggedHostedZones(),
  DescribeRules: aws => aws.rule('arn:rule'),
  DescribeTargetHealth: aws => aws.targets('arn:group'),
  AddTags: aws => aws.setTag('arn:rule', 'key', 'value'),
  ModifyRule: aws =>
    aws.writeRuleActions('arn:rule', [], async () => new Deadline(60_000)),
  DescribeAlarms: aws => aws.alarmsNotOk(),
  GetMetricData: aws =>
    aws.metrics(
      [{ namespace: 'AWS/X', name: 'y', dimensions: {}, statistic: 'Sum' }],
      WINDOW,
    ),
  LookupEvents: aws => aws.ruleChanges('arn:rule'),
  DescribeVpnConnections: aws => aws.vpnConnections(),
  ListResourceRecordSets: aws => aws.records('Z1'),
  GetHealthCheckStatus: aws => aws.healthyCheckers('check'),
};

describe('an AWS that takes calls and never answers', () => {
  const platform = withPlatform();

  beforeEach(() => {
    jest.replaceProperty(AWS_TIMEOUTS, 'requestTimeout', TIMEOUT_MS);
    jest.replaceProperty(AWS_TIMEOUTS, 'socketTimeout', TIMEOUT_MS);
    platform.onCall(() => ({ hang: 'before' }));
    platform.forget();
  });

  afterEach(() => {
    platform.onCall(undefined);
    jest.restoreAllMocks();
  });

  const credentials = (
    provide: () => Promise<{ accessKeyId: string; secretAccessKey: string }>,
  ) =>
    ({
      getCredentialProvider: async () => ({ sdkCredentialProvider: provide }),
    } as AwsCredentialsManager);
  const open = (
    manager = credentials(async () => ({
      accessKeyId: 'AKIATESTER',
      secretAccessKey: 'secret',
    })),
  ) => {
    const clients = createAwsClients(PLATFORM, manager);
    return { clients, aws: new PlatformAws(PLATFORM, clients) };
  };
  const problemOf = (call: Promise<unknown>) =>
    call.then(() => undefined, problemIn);

  it.each(Object.entries(CALLS))(
    'is given up and said to be unreachable: %s',
    async (_, call) => {
      const { aws } = open();
      expect(await problemOf(call(aws))).toMatchObject({ code: UNREACHABLE });
      // Tried again, and not for ever; one of them is of two parts.
      expect([3, 6]).toContain(platform.calls().length);
    },
  );

  it('is the same to every client', async () => {
    const { pacing: _, ...clients } = open().clients;
    for (const client of Object.values(clients)) {
      const { config } = await client();
      const handler = config.requestHandler as unknown as Handler;
      expect(await config.maxAttempts()).toBe(3);
      // A handler knows its settings once it has been asked for something.
      await handler
        .handle({ protocol: 'http:', hostname: '127.0.0.1', port: 1 })
        .catch(() => undefined);
      expect(handler.httpHandlerConfigs()).toMatchObject({
        connectionTimeout: AWS_TIMEOUTS.connectionTimeout,
        requestTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        throwOnRequestTimeout: true,
      });
    }
  });

  it('answers again as soon as it does', async () => {
    const { aws } = open();
    platform.onCall(undefined);
    const rule = await aws.rule(platform.ruleArn('cart'));
    expect(rule.rule.RuleArn).toBe(platform.ruleArn('cart'));
  });

  it('is given up also where the credentials never come', async () => {
    const { aws } = open(credentials(() => new Promise(() => {})));
    expect(await problemOf(aws.alarmsNotOk())).toMatchObject({
      code: UNREACHABLE,
    });
    expect(platform.calls()).toEqual([]);
  });

  it('gets no write, and no try of one, after its time', async () => {
    const { aws } = open();
    const write = (until: Deadline) =>
      problemOf(aws.writeRuleActions('arn:rule', [], async () => until));
    expect(await write(new Deadline(TIMEOUT_MS / 2))).toMatchObject({
      code: UNREACHABLE,
    });
    expect(platform.calls()).toEqual(['ModifyRule']);
    platform.forget();
    const over = new Deadline(60_000);
    jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    expect(await write(over)).toMatchObject({ code: UNREACHABLE });
    expect(platform.calls()).toEqual([]);
  });
});
