import {
  DatabaseMigrationServiceClient,
  DescribeConnectionsCommand,
  DescribeEndpointsCommand,
  DescribeReplicationInstancesCommand,
  DescribeReplicationTasksCommand,
  DescribeTableStatisticsCommand,
  InvalidResourceStateFault,
  ReloadTablesCommand,
  ResourceNotFoundFault,
  StartReplicationTaskCommand,
  StopReplicationTaskCommand,
  TestConnectionCommand,
  type StartReplicationTaskTypeValue,
} from '@aws-sdk/client-database-migration-service';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

const arn = example.dms('task', 'TASK');
const instance = example.dms('rep', 'INSTANCE');
const target = example.dms('endpoint', 'TARGET');

function setUp() {
  const world = exampleWorld();
  const { settings } = inProcessAws(world);
  const client = new DatabaseMigrationServiceClient(settings);
  return {
    world,
    client,
    task: world.dms.tasks.get(arn)!,
    start: (type: string) =>
      client.send(
        new StartReplicationTaskCommand({
          ReplicationTaskArn: arn,
          StartReplicationTaskType: type as StartReplicationTaskTypeValue,
        }),
      ),
    stop: () =>
      client.send(new StopReplicationTaskCommand({ ReplicationTaskArn: arn })),
    reload: (...tables: string[]) =>
      client.send(
        new ReloadTablesCommand({
          ReplicationTaskArn: arn,
          TablesToReload: tables.map(TableName => ({
            SchemaName: 'shop',
            TableName,
          })),
        }),
      ),
  };
}

describe('DMS tasks', () => {
  it('describes a task with dates and, unless told not to, its settings', async () => {
    const { client, world, task } = setUp();
    Object.assign(task, {
      status: 'running',
      everStarted: true,
      startedAt: world.now(),
    });
    world.advance(5_000);
    const { ReplicationTasks } = await client.send(
      new DescribeReplicationTasksCommand({}),
    );
    expect(ReplicationTasks).toEqual([
      expect.objectContaining({
        ReplicationTaskArn: arn,
        Status: 'running',
        ReplicationTaskStartDate: new Date('2026-11-22T12:00:00Z'),
        ReplicationTaskSettings: expect.stringContaining('EnableLogging'),
        ReplicationTaskStats: expect.objectContaining({
          ElapsedTimeMillis: 5_000,
          TablesQueued: 2,
        }),
      }),
    ]);
    const without = await client.send(
      new DescribeReplicationTasksCommand({ WithoutSettings: true }),
    );
    expect(without.ReplicationTasks![0]).not.toHaveProperty(
      'ReplicationTaskSettings',
    );
  });

  it('finds tasks by filters, and says when none is found or a filter is unknown', async () => {
    const { client } = setUp();
    const find = (Name: string, ...Values: string[]) =>
      client.send(
        new DescribeReplicationTasksCommand({ Filters: [{ Name, Values }] }),
      );
    for (const [name, value] of [
      ['replication-task-arn', arn],
      ['replication-task-id', 'shop-aws-to-on-prem'],
      ['endpoint-arn', target],
      ['migration-type', 'full-load-and-cdc'],
    ]) {
      expect((await find(name, 'other', value)).ReplicationTasks).toHaveLength(
        1,
      );
    }
    await expect(find('replication-task-id', 'other')).rejects.toThrow(
      ResourceNotFoundFault,
    );
    await expect(find('colour', 'red')).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: expect.stringContaining('Invalid filter name: colour'),
    });
    await expect(
      client.send(new DescribeReplicationTasksCommand({ MaxRecords: 19 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });

  it('starts a new task only with start-replication', async () => {
    const { start, task, world } = setUp();
    await expect(start('resume-processing')).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    const { ReplicationTask } = await start('start-replication');
    expect(ReplicationTask!.Status).toBe('starting');
    expect(task).toMatchObject({ status: 'starting', startedAt: world.now() });
  });

  it('starts a task that ran before only with resume-processing or reload-target', async () => {
    const { start, task } = setUp();
    task.tables[0].state = 'Table completed';
    Object.assign(task, { status: 'stopped', everStarted: true });
    await expect(start('start-replication')).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
      message: expect.stringContaining('running for the first time'),
    });
    await start('resume-processing');
    expect(task.tables[0].state).toBe('Table completed');
    task.status = 'failed';
    await start('reload-target');
    expect(task.tables[0].state).toBe('Before load');
  });

  it('refuses to start what runs, to stop what does not, and unknown start types', async () => {
    const { start, stop, task } = setUp();
    await expect(stop()).rejects.toThrow(InvalidResourceStateFault);
    await expect(start('again')).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    task.status = 'running';
    await expect(start('resume-processing')).rejects.toThrow(
      'it is currently running',
    );
    const { ReplicationTask } = await stop();
    expect(ReplicationTask).toMatchObject({
      Status: 'stopping',
      StopReason: 'Stop Reason NORMAL',
    });
    await expect(stop()).rejects.toThrow('it is currently stopping');
  });

  it('does not start while the test of a connection has failed', async () => {
    const { start, world } = setUp();
    world.dms.connections[1].status = 'failed';
    await expect(start('start-replication')).rejects.toThrow(
      'should be successful for starting the replication task',
    );
  });

  it('reloads up to ten of its tables while it runs', async () => {
    const { reload, task } = setUp();
    await expect(reload('carts')).rejects.toThrow(InvalidResourceStateFault);
    task.status = 'running';
    await expect(reload('nobody')).rejects.toThrow(ResourceNotFoundFault);
    await expect(reload(...Array(11).fill('carts'))).rejects.toThrow(
      '1 to 10 tables',
    );
    await reload('carts');
    expect(task.tables.map(({ state }) => state)).toEqual([
      'Table is being reloaded',
      'Before load',
    ]);
  });

  it('pages through table statistics and filters them', async () => {
    const { client, task } = setUp();
    task.tables = Array.from({ length: 45 }, (_, index) => ({
      ...task.tables[0],
      table: `t${index}`,
      state: index === 7 ? ('Table error' as const) : ('Full load' as const),
    }));
    const names: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await client.send(
        new DescribeTableStatisticsCommand({
          ReplicationTaskArn: arn,
          MaxRecords: 20,
          Marker,
        }),
      );
      names.push(...page.TableStatistics!.map(table => table.TableName));
      Marker = page.Marker;
    } while (Marker);
    expect(names).toEqual(task.tables.map(({ table }) => table));
    const failed = await client.send(
      new DescribeTableStatisticsCommand({
        ReplicationTaskArn: arn,
        Filters: [{ Name: 'table-state', Values: ['Table error'] }],
      }),
    );
    expect(failed.TableStatistics).toEqual([
      expect.objectContaining({ TableName: 't7', FullLoadRows: 10 }),
    ]);
  });
});

describe('DMS instances, endpoints and connections', () => {
  it('describes them', async () => {
    const { client } = setUp();
    const { ReplicationInstances } = await client.send(
      new DescribeReplicationInstancesCommand({}),
    );
    expect(ReplicationInstances![0]).toMatchObject({
      ReplicationInstanceIdentifier: 'shop-replication',
      ReplicationInstanceStatus: 'available',
    });
    const { Endpoints } = await client.send(
      new DescribeEndpointsCommand({
        Filters: [{ Name: 'endpoint-type', Values: ['target'] }],
      }),
    );
    expect(Endpoints).toEqual([
      expect.objectContaining({ EndpointArn: target, EngineName: 'mariadb' }),
    ]);
    const { Connections } = await client.send(
      new DescribeConnectionsCommand({
        Filters: [{ Name: 'endpoint-arn', Values: [target] }],
      }),
    );
    expect(Connections).toEqual([
      {
        ReplicationInstanceArn: instance,
        ReplicationInstanceIdentifier: 'shop-replication',
        EndpointArn: target,
        EndpointIdentifier: 'shop-target',
        Status: 'successful',
      },
    ]);
  });

  it('tests a connection once at a time', async () => {
    const { client, world } = setUp();
    const test = (EndpointArn: string) =>
      client.send(
        new TestConnectionCommand({
          ReplicationInstanceArn: instance,
          EndpointArn,
        }),
      );
    expect((await test(target)).Connection!.Status).toBe('testing');
    expect(world.dms.connections).toHaveLength(2);
    await expect(test(target)).rejects.toThrow(InvalidResourceStateFault);
    await expect(test(`${target}X`)).rejects.toThrow(ResourceNotFoundFault);
  });
});
