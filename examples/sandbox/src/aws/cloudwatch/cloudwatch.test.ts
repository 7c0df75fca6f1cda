import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricDataCommand,
  ResourceNotFound,
  SetAlarmStateCommand,
  type DescribeAlarmsInput,
  type MetricDataQuery,
  type MetricDatum,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

const minute = 60_000;

function setUp(services?: string[]) {
  const world = exampleWorld(services);
  const { settings } = inProcessAws(world);
  const client = new CloudWatchClient(settings);
  const start = world.now();
  const put = (service: string, at: number, value: number, name = 'Requests') =>
    world.metrics.put(
      { namespace: 'Shop', name, dimensions: { Service: service } },
      { at: start + at, sum: value, count: 1, min: value, max: value },
    );
  const get = (
    queries: MetricDataQuery[],
    more: Partial<GetMetricDataCommand['input']> = {},
  ) =>
    client.send(
      new GetMetricDataCommand({
        StartTime: new Date(start),
        EndTime: new Date(start + 5 * minute),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: queries,
        ...more,
      }),
    );
  return {
    world,
    client,
    start,
    put,
    get,
  };
}

function query(
  Id: string,
  service: string,
  Stat = 'Sum',
  Period = 60,
): MetricDataQuery {
  return {
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'Shop',
        MetricName: 'Requests',
        Dimensions: [{ Name: 'Service', Value: service }],
      },
      Period,
      Stat,
    },
  };
}

describe('GetMetricData', () => {
  it('gives one value per period and statistic, in the order asked for', async () => {
    const { put, get, start } = setUp();
    put('cart', 1_000, 2);
    put('cart', 30_000, 6);
    put('cart', 2 * minute, 1);
    const stats = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'];
    const { MetricDataResults } = await get(
      stats.map(stat => query(stat.toLowerCase(), 'cart', stat)),
    );
    expect(MetricDataResults!.map(({ Id, Values }) => [Id, Values])).toEqual([
      ['sum', [8, 1]],
      ['average', [4, 1]],
      ['minimum', [2, 1]],
      ['maximum', [6, 1]],
      ['samplecount', [2, 1]],
    ]);
    expect(MetricDataResults![0]).toMatchObject({
      Label: 'Requests',
      StatusCode: 'Complete',
      Timestamps: [new Date(start), new Date(start + 2 * minute)],
    });
    const newestFirst = await get([query('m1', 'cart')], {
      ScanBy: undefined,
    });
    expect(newestFirst.MetricDataResults![0].Values).toEqual([1, 8]);
  });

  it('is complete and empty for a metric that has no data', async () => {
    const { get } = setUp();
    const { MetricDataResults } = await get([query('m1', 'nobody')]);
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'Requests',
        StatusCode: 'Complete',
        Timestamps: [],
        Values: [],
      },
    ]);
  });

  it('pages by data points, and a result may go on in the next page', async () => {
    const { put, get } = setUp();
    for (let i = 0; i < 5; i++) {
      put('cart', i * minute, i);
      put('order', i * minute, 10 + i);
    }
    const values: Record<string, number[]> = { m1: [], m2: [] };
    const statuses: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await get([query('m1', 'cart'), query('m2', 'order')], {
        MaxDatapoints: 3,
        NextToken,
      });
      for (const { Id, Values, StatusCode } of page.MetricDataResults!) {
        values[Id!].push(...Values!);
        statuses.push(StatusCode);
      }
      NextToken = page.NextToken;
    } while (NextToken);
    expect(values).toEqual({ m1: [0, 1, 2, 3, 4], m2: [10, 11, 12, 13, 14] });
    expect(statuses).toEqual([
      'PartialData',
      'Complete',
      'PartialData',
      'PartialData',
      'Complete',
    ]);
    await expect(
      get([query('m1', 'cart')], { NextToken: 'x' }),
    ).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });

  it.each<[string, MetricDataQuery[], string]>([
    ['no query', [], 'must not be empty'],
    [
      'more than 500 queries',
      Array.from({ length: 501 }, (_, i) => query(`m${i}`, 'cart')),
      'size greater than 500',
    ],
    ['an id with a capital', [query('M1', 'cart')], 'lower-case letter'],
    ['an id twice', [query('m1', 'a'), query('m1', 'b')], 'not unique'],
    ['a period of 7 s', [query('m1', 'cart', 'Sum', 7)], 'multiple of 60'],
    ['a percentile', [query('m1', 'cart', 'p99')], 'no percentiles'],
    ['a made-up statistic', [query('m1', 'cart', 'Best')], 'not supported'],
    [
      'neither metric nor expression',
      [{ Id: 'm1' }],
      'MetricStat or Expression',
    ],
    [
      'nothing to return',
      [{ ...query('m1', 'a'), ReturnData: false }],
      'ReturnData',
    ],
    [
      'an expression',
      [query('m1', 'a'), { Id: 'e1', Expression: 'm1 + 1' }],
      'no metric math',
    ],
  ])('refuses %s', async (_, queries, message) => {
    const { get } = setUp();
    const error = await get(queries).catch(e => e);
    expect(error).toMatchObject({ name: 'ValidationException' });
    expect(error.message).toContain(message);
  });

  it('refuses a range that ends before it starts', async () => {
    const { get, start } = setUp();
    await expect(
      get([query('m1', 'cart')], { EndTime: new Date(start) }),
    ).rejects.toThrow('StartTime must be less than');
  });

  it('answers 500 queries over 1,000 services at once', async () => {
    const { put, get } = setUp([]);
    for (let service = 0; service < 1000; service++) {
      for (let at = 0; at < 5; at++) put(`s${service}`, at * minute, service);
    }
    const queries = Array.from({ length: 500 }, (_, i) =>
      query(`m${i}`, `s${i * 2}`),
    );
    const { MetricDataResults } = await get(queries);
    expect(MetricDataResults).toHaveLength(500);
    expect(MetricDataResults![499].Values).toEqual(Array(5).fill(998));
  });
});

describe('PutMetricData', () => {
  const put = (client: CloudWatchClient, ...MetricData: MetricDatum[]) =>
    client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  const datum = {
    MetricName: 'Requests',
    Timestamp: new Date('2026-11-22T12:00:30Z'),
  };

  it('keeps values, sets of values and statistics', async () => {
    const { client, get } = setUp();
    const Dimensions = [{ Name: 'Service', Value: 'cart' }];
    await put(
      client,
      { ...datum, Dimensions, Value: 1 },
      { ...datum, Dimensions, Values: [2, 3], Counts: [2, 1] },
      {
        ...datum,
        Dimensions,
        StatisticValues: { Sum: 10, SampleCount: 4, Minimum: 0, Maximum: 9 },
      },
    );
    const { MetricDataResults } = await get([
      query('sum', 'cart', 'Sum'),
      query('count', 'cart', 'SampleCount'),
      query('max', 'cart', 'Maximum'),
    ]);
    expect(MetricDataResults!.map(({ Values }) => Values![0])).toEqual([
      18, 8, 9,
    ]);
  });

  it('reads the compressed bodies that clients send for many metrics', async () => {
    const { client, world } = setUp();
    await put(
      client,
      ...Array.from({ length: 400 }, (_, i) => ({
        ...datum,
        MetricName: `AMetricWithARatherLongName${i}`,
        Value: i,
      })),
    );
    expect(world.metrics.list('Shop')).toHaveLength(400);
  });

  it.each<[string, MetricDatum, string]>([
    ['no value', {} as MetricDatum, 'MissingParameter'],
    [
      'a value and values',
      { Value: 1, Values: [1] } as MetricDatum,
      'InvalidParameterCombination',
    ],
    ['infinity', { Value: Infinity } as MetricDatum, 'InvalidParameterValue'],
    [
      'data of last month',
      { Value: 1, Timestamp: new Date('2026-10-22') } as MetricDatum,
      'InvalidParameterValue',
    ],
    [
      'fewer counts than values',
      { Values: [1, 2], Counts: [1] } as MetricDatum,
      'InvalidParameterValue',
    ],
    [
      'an empty dimension',
      { Value: 1, Dimensions: [{ Name: 'Service', Value: '' }] } as MetricDatum,
      'InvalidParameterValue',
    ],
  ])('refuses %s and keeps nothing', async (_, part, code) => {
    const { client, world } = setUp();
    await expect(
      put(client, { ...datum, Value: 1 }, { ...datum, ...part }),
    ).rejects.toMatchObject({ Code: code });
    expect(world.metrics.list('Shop')).toEqual([]);
  });

  it("refuses AWS's own namespaces", async () => {
    const { client } = setUp();
    await expect(
      client.send(
        new PutMetricDataCommand({
          Namespace: 'AWS/ApplicationELB',
          MetricData: [{ ...datum, Value: 1 }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});

describe('Alarms', () => {
  const describe_ = (client: CloudWatchClient, input: DescribeAlarmsInput) =>
    client.send(new DescribeAlarmsCommand(input));
  const names = async (client: CloudWatchClient, input: DescribeAlarmsInput) =>
    (await describe_(client, input)).MetricAlarms!.map(a => a.AlarmName);

  it('shows what an alarm watches and what it does', async () => {
    const { client } = setUp(['cart']);
    const { MetricAlarms } = await describe_(client, {
      AlarmNames: ['shop-cart-on-prem-unhealthy', 'never-made'],
    });
    expect(MetricAlarms).toEqual([
      expect.objectContaining({
        AlarmName: 'shop-cart-on-prem-unhealthy',
        StateValue: 'OK',
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HealthyHostCount',
        Statistic: 'Maximum',
        Period: 60,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
        AlarmActions: [expect.stringContaining('increase-aws-traffic')],
        StateUpdatedTimestamp: new Date('2026-11-22T12:00:00Z'),
      }),
    ]);
  });

  it('shows an alarm on a sum as metric math', async () => {
    const { client, world } = setUp(['cart']);
    const alarm = world.alarms.alarms.get('shop-cart-aws-unhealthy')!;
    alarm.alsoSum = [{ ...alarm.metric, dimensions: { LoadBalancer: 'b' } }];
    const { MetricAlarms } = await describe_(client, {
      AlarmNames: [alarm.name],
    });
    expect(MetricAlarms![0]).not.toHaveProperty('MetricName');
    expect(MetricAlarms![0].Metrics!.map(m => m.Expression ?? m.Id)).toEqual([
      'SUM([m1, m2])',
      'm1',
      'm2',
    ]);
  });

  it('filters by prefix, state, action and type', async () => {
    const { client, world } = setUp();
    world.alarms.setState('shop-order-aws-unhealthy', 'ALARM', 'test');
    expect(await names(client, { AlarmNamePrefix: 'shop-cart' })).toEqual([
      'shop-cart-aws-unhealthy',
      'shop-cart-on-prem-unhealthy',
    ]);
    expect(
      await names(client, {
        AlarmNamePrefix: 'shop-order',
        StateValue: 'ALARM',
      }),
    ).toEqual(['shop-order-aws-unhealthy']);
    expect(
      await names(client, { ActionPrefix: 'arn:aws:lambda' }),
    ).toHaveLength(2);
    expect(await names(client, { AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
  });

  it('tells of composite alarms only when it is asked for them', async () => {
    const { client, world } = setUp(['cart']);
    world.alarms.putComposite({
      name: 'shop-cart-dark',
      arn: example.alarm('shop-cart-dark'),
      rule: `(ALARM("${example.alarm(
        'shop-cart-on-prem-unhealthy',
      )}") AND ALARM("${example.alarm('shop-cart-aws-unhealthy')}"))`,
      actionsEnabled: true,
      alarmActions: [],
      okActions: [],
    });
    const composites = async (input: DescribeAlarmsInput) =>
      (await describe_(client, input)).CompositeAlarms!.map(
        ({ AlarmName, StateValue }) => `${AlarmName} ${StateValue}`,
      );
    const both: DescribeAlarmsInput = {
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    };

    expect(await composites({ AlarmNames: ['shop-cart-dark'] })).toEqual([]);
    expect(await composites(both)).toEqual(['shop-cart-dark OK']);
    expect(await names(client, both)).toHaveLength(2);

    for (const site of ['on-prem', 'aws']) {
      world.alarms.setState(`shop-cart-${site}-unhealthy`, 'ALARM', 'test');
    }
    expect(await composites({ ...both, StateValue: 'ALARM' })).toEqual([
      'shop-cart-dark ALARM',
    ]);
    expect(
      await names(client, { ChildrenOfAlarmName: 'shop-cart-dark' }),
    ).toHaveLength(2);
    expect(
      await composites({
        ...both,
        ParentsOfAlarmName: 'shop-cart-aws-unhealthy',
      }),
    ).toHaveLength(1);
    const first = await describe_(client, { ...both, MaxRecords: 1 });
    expect(first.MetricAlarms).toHaveLength(1);
    expect(first.NextToken).toBeDefined();
  });

  it('pages in the order of names', async () => {
    const { client } = setUp(
      Array.from({ length: 60 }, (_, i) => `s${String(i).padStart(2, '0')}`),
    );
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await describe_(client, { NextToken });
      expect(page.MetricAlarms!.length).toBeLessThanOrEqual(50);
      seen.push(...page.MetricAlarms!.map(({ AlarmName }) => AlarmName));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(seen).toHaveLength(120);
    expect(seen).toEqual([...seen].sort());
    for (const wrong of [{ MaxRecords: 101 }, { NextToken: 'x' }]) {
      await expect(describe_(client, wrong)).rejects.toMatchObject({
        name: expect.stringMatching(/ValidationException|InvalidNextToken/),
      });
    }
  });

  it('sets the state of an alarm and tells the listeners', async () => {
    const { client, world } = setUp();
    const heard: string[] = [];
    world.alarms.onChange((alarm, previous) =>
      heard.push(`${alarm.name} ${previous} → ${alarm.state}`),
    );
    const set = (AlarmName: string, state: string) =>
      client.send(
        new SetAlarmStateCommand({
          AlarmName,
          StateValue: state as StateValue,
          StateReason: 'a drill',
        }),
      );
    await set('shop-cart-on-prem-unhealthy', 'ALARM');
    expect(heard).toEqual(['shop-cart-on-prem-unhealthy OK → ALARM']);
    await expect(set('nobody', 'OK')).rejects.toThrow(ResourceNotFound);
    await expect(
      set('shop-cart-on-prem-unhealthy', 'PANIC'),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
