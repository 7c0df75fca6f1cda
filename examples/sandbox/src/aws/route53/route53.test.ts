import {
  ChangeResourceRecordSetsCommand,
  GetHealthCheckStatusCommand,
  InvalidChangeBatch,
  ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand,
  NoSuchHealthCheck,
  NoSuchHostedZone,
  Route53Client,
  type Change,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { inProcessAws } from '../../testing/clients';
import { exampleWorld } from '../../testing/exampleWorld';

function setUp() {
  const world = exampleWorld();
  const { settings } = inProcessAws(world);
  const client = new Route53Client(settings);
  return {
    world,
    client,
    records: async () =>
      (
        await client.send(
          new ListResourceRecordSetsCommand({ HostedZoneId: 'Z1' }),
        )
      ).ResourceRecordSets!,
    change: (...Changes: Change[]) =>
      client.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: '/hostedzone/Z1',
          ChangeBatch: { Comment: 'a test', Changes },
        }),
      ),
  };
}

const weighted = (
  SetIdentifier: string,
  Weight: number,
): ResourceRecordSet => ({
  Name: 'cart.shop.example.com',
  Type: 'A',
  SetIdentifier,
  Weight,
  TTL: 60,
  ResourceRecords: [{ Value: '192.0.2.7' }],
});

const simple = (Name: string, Value = '192.0.2.1'): ResourceRecordSet => ({
  Name,
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value }],
});

describe('Route 53 zones', () => {
  it('lists zones by name in pages, whatever Region signs', async () => {
    const { client, world } = setUp();
    world.dns.zones.set('Z2', { id: 'Z2', name: 'example.com.', records: [] });
    const first = await client.send(
      new ListHostedZonesByNameCommand({ MaxItems: 1 }),
    );
    expect(first).toMatchObject({
      HostedZones: [{ Id: '/hostedzone/Z2', ResourceRecordSetCount: 0 }],
      IsTruncated: true,
      NextDNSName: 'shop.example.com.',
      NextHostedZoneId: 'Z1',
      MaxItems: 1,
    });
    const second = await client.send(
      new ListHostedZonesByNameCommand({
        DNSName: first.NextDNSName,
        HostedZoneId: first.NextHostedZoneId,
      }),
    );
    expect(second.HostedZones!.map(({ Name }) => Name)).toEqual([
      'shop.example.com.',
    ]);
    expect(second.IsTruncated).toBe(false);
  });

  it('lists records in the order of their labels, in pages', async () => {
    const { client, change } = setUp();
    await change(
      { Action: 'CREATE', ResourceRecordSet: simple('b.shop.example.com') },
      { Action: 'CREATE', ResourceRecordSet: simple('*.shop.example.com') },
      { Action: 'CREATE', ResourceRecordSet: weighted('aws', 60) },
      { Action: 'CREATE', ResourceRecordSet: weighted('on-prem', 40) },
    );
    const seen: string[] = [];
    let start: Partial<ListResourceRecordSetsCommand['input']> = {};
    for (;;) {
      const page = await client.send(
        new ListResourceRecordSetsCommand({
          HostedZoneId: 'Z1',
          MaxItems: 2,
          ...start,
        }),
      );
      seen.push(
        ...page.ResourceRecordSets!.map(
          ({ Name, Type, SetIdentifier }) =>
            `${Name} ${Type} ${SetIdentifier ?? ''}`,
        ),
      );
      if (!page.IsTruncated) break;
      start = {
        StartRecordName: page.NextRecordName,
        StartRecordType: page.NextRecordType,
        StartRecordIdentifier: page.NextRecordIdentifier,
      };
    }
    expect(seen).toEqual([
      'shop.example.com. NS ',
      'shop.example.com. SOA ',
      '\\052.shop.example.com. A ',
      'b.shop.example.com. A ',
      'cart.shop.example.com. A aws',
      'cart.shop.example.com. A on-prem',
    ]);
  });

  it('says that a zone is not there', async () => {
    const { client } = setUp();
    await expect(
      client.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z9' })),
    ).rejects.toThrow(NoSuchHostedZone);
  });

  it('gives the observations of a health check', async () => {
    const { client } = setUp();
    const status = (HealthCheckId: string) =>
      client.send(new GetHealthCheckStatusCommand({ HealthCheckId }));
    expect((await status('hc-1')).HealthCheckObservations).toEqual([
      {
        Region: 'us-east-1',
        IPAddress: '192.0.2.1',
        StatusReport: {
          Status: 'Success: HTTP Status Code 200, OK',
          CheckedTime: new Date('2026-11-22T12:00:00Z'),
        },
      },
    ]);
    await expect(status('hc-2')).rejects.toThrow(NoSuchHealthCheck);
  });
});

describe('Route 53 changes', () => {
  it('makes a batch and says that it is pending', async () => {
    const { change, records } = setUp();
    const { ChangeInfo } = await change({
      Action: 'UPSERT',
      ResourceRecordSet: {
        Name: 'Cart.shop.example.com',
        Type: 'A',
        AliasTarget: {
          DNSName: 'shop-1.elb.amazonaws.com',
          HostedZoneId: 'ZWKZPGTI48KDX',
          EvaluateTargetHealth: false,
        },
      },
    });
    expect(ChangeInfo).toMatchObject({ Status: 'PENDING', Comment: 'a test' });
    expect(await records()).toContainEqual({
      Name: 'cart.shop.example.com.',
      Type: 'A',
      AliasTarget: {
        DNSName: 'shop-1.elb.amazonaws.com.',
        HostedZoneId: 'ZWKZPGTI48KDX',
        EvaluateTargetHealth: false,
      },
    });
  });

  it('makes all changes of a batch or none', async () => {
    const { change, records } = setUp();
    await expect(
      change(
        { Action: 'CREATE', ResourceRecordSet: simple('a.shop.example.com') },
        { Action: 'CREATE', ResourceRecordSet: simple('a.elsewhere.com') },
      ),
    ).rejects.toThrow(
      '[RRSet with DNS name a.elsewhere.com. is not permitted in zone shop.example.com.]',
    );
    expect(await records()).toHaveLength(2);
  });

  it.each<[string, Change[], string]>([
    [
      'a second record of the same name and type',
      [
        { Action: 'CREATE', ResourceRecordSet: simple('a.shop.example.com') },
        { Action: 'CREATE', ResourceRecordSet: simple('a.shop.example.com') },
      ],
      'but it already exists',
    ],
    [
      'the deletion of what is not there',
      [{ Action: 'DELETE', ResourceRecordSet: simple('a.shop.example.com') }],
      'but it was not found',
    ],
    [
      'the deletion of a record with other values',
      [
        { Action: 'CREATE', ResourceRecordSet: simple('a.shop.example.com') },
        {
          Action: 'DELETE',
          ResourceRecordSet: simple('a.shop.example.com', '192.0.2.99'),
        },
      ],
      'the values provided do not match',
    ],
    [
      'a weighted record next to a simple one',
      [
        { Action: 'CREATE', ResourceRecordSet: weighted('aws', 1) },
        {
          Action: 'CREATE',
          ResourceRecordSet: simple('cart.shop.example.com'),
        },
      ],
      'different routing policy',
    ],
    [
      'a CNAME at the apex',
      [
        {
          Action: 'CREATE',
          ResourceRecordSet: {
            Name: 'shop.example.com',
            Type: 'CNAME',
            TTL: 60,
            ResourceRecords: [{ Value: 'example.net' }],
          },
        },
      ],
      'not permitted at apex',
    ],
    [
      'the deletion of the SOA record',
      [
        {
          Action: 'DELETE',
          ResourceRecordSet: {
            Name: 'shop.example.com',
            Type: 'SOA',
            TTL: 900,
            ResourceRecords: [{ Value: 'ns-1.example.net. x 1' }],
          },
        },
      ],
      'exactly one SOA record',
    ],
  ])('refuses %s', async (_, changes, message) => {
    const { change } = setUp();
    const error = await change(...changes).catch(e => e);
    expect(error).toBeInstanceOf(InvalidChangeBatch);
    expect(error.message).toContain(message);
  });

  it.each<[string, Partial<ResourceRecordSet>, string]>([
    ['a weight over 255', { Weight: 256 }, 'between 0 and 255'],
    [
      'a weight without an identifier',
      { SetIdentifier: undefined },
      'SetIdentifier',
    ],
    [
      'a record without values',
      { ResourceRecords: undefined },
      'but found none',
    ],
    [
      'a bad address',
      { ResourceRecords: [{ Value: '300.1.1.1' }] },
      'valid IPv4',
    ],
    ['a bad name', { Name: 'no domain' }, 'not a domain name'],
  ])('refuses %s', async (_, part, message) => {
    const { change } = setUp();
    const error = await change({
      Action: 'CREATE',
      ResourceRecordSet: { ...weighted('aws', 1), ...part },
    }).catch(e => e);
    expect(error).toMatchObject({ name: 'InvalidInput' });
    expect(error.message).toContain(message);
  });

  it('refuses a health check that is not there', async () => {
    const { change } = setUp();
    await expect(
      change({
        Action: 'CREATE',
        ResourceRecordSet: { ...weighted('aws', 1), HealthCheckId: 'hc-9' },
      }),
    ).rejects.toThrow(NoSuchHealthCheck);
  });
});
