import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  AwsQueryProtocol,
  AwsSmithyRpcV2CborProtocol,
} from '@aws-sdk/core/protocols';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startAwsEndpoint, type AwsEndpoint } from '../aws';
import { example, exampleWorld } from '../testing/exampleWorld';
import type { Fault } from './faults';

describe('The endpoint on the loopback interface', () => {
  let endpoint: AwsEndpoint;
  let fault: Fault | undefined;
  const world = exampleWorld();

  beforeAll(async () => {
    endpoint = await startAwsEndpoint({
      world,
      hook: () => fault,
      extraRoutes: [
        {
          prefix: '/_sandbox',
          handle: (request, response) => {
            response.end(`control ${request.url}`);
          },
        },
      ],
    });
  });
  afterEach(() => {
    fault = undefined;
  });
  afterAll(() => endpoint.close());

  const settings = () => ({
    endpoint: endpoint.url,
    region: example.region,
    credentials: { accessKeyId: 'AKIATESTER', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });

  it('serves AWS clients', async () => {
    const elb = new ElasticLoadBalancingV2Client(settings());
    const { Rules, $metadata } = await elb.send(
      new DescribeRulesCommand({ ListenerArn: example.listener }),
    );
    expect(Rules).toHaveLength(3);
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const lambda = new LambdaClient(settings());
    const { Payload } = await lambda.send(
      new InvokeCommand({
        FunctionName: example.functionArn,
        Payload: Buffer.from('{"a":"ü"}'),
      }),
    );
    expect(JSON.parse(Payload!.transformToString())).toEqual({
      echo: { a: 'ü' },
    });
  });

  it.each<[string, object]>([
    ['JSON', {}],
    ['CBOR', { protocol: AwsSmithyRpcV2CborProtocol }],
    ['the query protocol', { protocol: AwsQueryProtocol }],
  ])('speaks %s for CloudWatch', async (_, protocol) => {
    const cloudWatch = new CloudWatchClient({ ...settings(), ...protocol });
    const AlarmName = 'shop-cart-aws-unhealthy';
    const { MetricAlarms } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
    );
    expect(MetricAlarms).toEqual([
      expect.objectContaining({
        AlarmName,
        Threshold: 1,
        StateUpdatedTimestamp: new Date('2026-11-22T12:00:00Z'),
      }),
    ]);
    await expect(
      cloudWatch.send(
        new SetAlarmStateCommand({
          AlarmName: 'nobody',
          StateValue: 'OK',
          StateReason: 'x',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ResourceNotFound',
      message: 'Unknown alarm nobody',
    });
  });

  it('drops the connection when told to', async () => {
    fault = { drop: 'before' };
    const elb = new ElasticLoadBalancingV2Client(settings());
    await expect(
      elb.send(new DescribeRulesCommand({ ListenerArn: example.listener })),
    ).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  it('serves its own routes, out of reach of faults', async () => {
    fault = { error: 'internal' };
    for (const path of ['/_sandbox', '/_sandbox/status?x=1']) {
      const reply = await fetch(`${endpoint.url}${path}`);
      expect(await reply.text()).toBe(`control ${path}`);
    }
    expect((await fetch(`${endpoint.url}/_sandboxes`)).status).toBe(403);
  });

  it('refuses bodies that no call needs', async () => {
    const reply = await fetch(endpoint.url, {
      method: 'POST',
      body: Buffer.alloc(9 * 1024 * 1024),
    }).catch(error => error);
    // The server may close the connection while the client still writes.
    expect(reply.status ?? 413).toBe(413);
  });

  it('says that a port is taken', async () => {
    const port = Number(new URL(endpoint.url).port);
    await expect(startAwsEndpoint({ world, port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
