import { DescribeVpnConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  InvokeCommand,
  LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { inProcessAws } from '../testing/clients';
import { exampleWorld } from '../testing/exampleWorld';

describe('EC2 DescribeVpnConnections', () => {
  const setUp = () => {
    const { settings } = inProcessAws(exampleWorld());
    const client = new EC2Client(settings);
    return (input: DescribeVpnConnectionsCommand['input']) =>
      client.send(new DescribeVpnConnectionsCommand(input));
  };

  it('shows both tunnels, the options, routes and tags', async () => {
    const describeVpn = setUp();
    const { VpnConnections } = await describeVpn({
      VpnConnectionIds: ['vpn-0a1b2c3d'],
    });
    expect(VpnConnections).toEqual([
      expect.objectContaining({
        VpnConnectionId: 'vpn-0a1b2c3d',
        State: 'available',
        VgwTelemetry: [
          expect.objectContaining({
            OutsideIpAddress: '198.51.100.1',
            Status: 'UP',
            AcceptedRouteCount: 1,
            LastStatusChange: new Date('2026-11-22T12:00:00Z'),
          }),
          expect.objectContaining({
            Status: 'DOWN',
            StatusMessage: 'IPSEC IS DOWN',
          }),
        ],
        Routes: [
          {
            DestinationCidrBlock: '10.20.0.0/16',
            Source: 'Static',
            State: 'available',
          },
        ],
        Options: expect.objectContaining({ StaticRoutesOnly: true }),
        Tags: [{ Key: 'hybrid-platform:platform', Value: 'shop' }],
      }),
    ]);
  });

  it.each([
    ['tag:hybrid-platform:platform', 'shop', 1],
    ['tag:hybrid-platform:platform', 'sh*', 1],
    ['tag:hybrid-platform:platform', 'other', 0],
    ['tag-key', 'hybrid-platform:platform', 1],
    ['state', 'deleted', 0],
    ['option.static-routes-only', 'true', 1],
    ['vpn-gateway-id', 'vgw-?', 1],
  ])('filters by %s = %s', async (Name, value, count) => {
    const describeVpn = setUp();
    const { VpnConnections } = await describeVpn({
      Filters: [{ Name, Values: [value] }],
    });
    expect(VpnConnections).toHaveLength(count);
  });

  it('refuses unknown and malformed ids and filters, and answers a dry run', async () => {
    const describeVpn = setUp();
    await expect(
      describeVpn({ VpnConnectionIds: ['vpn-0'] }),
    ).rejects.toMatchObject({ name: 'InvalidVpnConnectionID.NotFound' });
    await expect(
      describeVpn({ VpnConnectionIds: ['x'] }),
    ).rejects.toMatchObject({ name: 'InvalidVpnConnectionID.Malformed' });
    await expect(
      describeVpn({ Filters: [{ Name: 'colour', Values: ['red'] }] }),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(describeVpn({ DryRun: true })).rejects.toMatchObject({
      name: 'DryRunOperation',
      $metadata: { httpStatusCode: 412 },
    });
  });
});

describe('STS GetCallerIdentity', () => {
  it('names the principal that signed', async () => {
    const { settings } = inProcessAws(exampleWorld());
    const client = new STSClient(settings);
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/AKIATESTER',
      UserId: 'AIDATESTER',
    });
  });
});

describe('Lambda Invoke', () => {
  const setUp = () => {
    const world = exampleWorld();
    const { settings } = inProcessAws(world);
    const client = new LambdaClient(settings);
    return {
      world,
      invoke: async (input: Partial<InvokeCommand['input']> = {}) => {
        const output = await client.send(
          new InvokeCommand({ FunctionName: 'shop-echo', ...input }),
        );
        const text = output.Payload?.transformToString();
        return { ...output, result: text ? JSON.parse(text) : undefined };
      },
    };
  };

  it.each([
    'shop-echo',
    'shop-echo:$LATEST',
    '111122223333:function:shop-echo',
    'arn:aws:lambda:ap-northeast-2:111122223333:function:shop-echo',
  ])('answers with the result of %s', async FunctionName => {
    const { invoke } = setUp();
    const output = await invoke({
      FunctionName,
      Payload: Buffer.from('{"a":1}'),
    });
    expect(output).toMatchObject({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      result: { echo: { a: 1 } },
    });
    expect(output.FunctionError).toBeUndefined();
    expect(output.LogResult).toBeUndefined();
  });

  it('tells an error of the function apart from one of the service, and gives the log', async () => {
    const { invoke } = setUp();
    const output = await invoke({
      LogType: 'Tail',
      Payload: Buffer.from('{"fail":true}'),
    });
    expect(output).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      result: { errorType: 'Error', errorMessage: 'as asked' },
      LogResult: Buffer.from('START\nEND\n').toString('base64'),
    });
  });

  it('does not wait for an event, and does not run a dry run', async () => {
    const { invoke, world } = setUp();
    const run = jest.spyOn(world.functions.get('shop-echo')!, 'invoke');
    expect(await invoke({ InvocationType: 'Event' })).toMatchObject({
      StatusCode: 202,
    });
    expect(run).toHaveBeenCalledTimes(1);
    expect(await invoke({ InvocationType: 'DryRun' })).toMatchObject({
      StatusCode: 204,
    });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('refuses unknown functions and versions, and payloads that are not JSON', async () => {
    const { invoke } = setUp();
    await expect(invoke({ FunctionName: 'nobody' })).rejects.toThrow(
      ResourceNotFoundException,
    );
    await expect(invoke({ Qualifier: '7' })).rejects.toThrow(
      'function:shop-echo:7',
    );
    await expect(
      invoke({ Payload: Buffer.from('{nonsense') }),
    ).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
  });
});
