import {
  DatabaseMigrationServiceClient,
  DescribeReplicationConfigsCommand,
  DescribeReplicationsCommand,
  DescribeReplicationTableStatisticsCommand,
  InvalidResourceStateFault,
  ReloadReplicationTablesCommand,
  ResourceNotFoundFault,
  StartReplicationCommand,
  StopReplicationCommand,
} from '@aws-sdk/client-database-migration-service';
import { inProcessAws } from '../../testing/clients';
import { example, exampleWorld } from '../../testing/exampleWorld';

const arn = example.dms('replication-config', 'CONFIG');

function setUp() {
  const world = exampleWorld();
  const client = new DatabaseMigrationServiceClient(
    inProcessAws(world).settings,
  );
  return {
    world,
    client,
    replication: world.dms.serverless.get(arn)!,
    start: (StartReplicationType: string) =>
      client.send(
        new StartReplicationCommand({
          ReplicationConfigArn: arn,
          StartReplicationType,
        }),
      ),
    stop: () =>
      client.send(new StopReplicationCommand({ ReplicationConfigArn: arn })),
  };
}

describe('DMS Serverless', () => {
  it('has a configuration and the replication that it stands for', async () => {
    const { client } = setUp();
    const Filters = [{ Name: 'replication-config-arn', Values: [arn] }];
    const { ReplicationConfigs } = await client.send(
      new DescribeReplicationConfigsCommand({ Filters }),
    );
    expect(ReplicationConfigs).toEqual([
      expect.objectContaining({
        ReplicationConfigIdentifier: 'shop-serverless',
        ReplicationType: 'full-load-and-cdc',
        ReplicationSettings: expect.stringContaining('EnableLogging'),
      }),
    ]);
    const { Replications } = await client.send(
      new DescribeReplicationsCommand({ Filters }),
    );
    expect(Replications).toEqual([
      expect.objectContaining({ Status: 'created' }),
    ]);
    expect(Replications![0]).not.toHaveProperty('ReplicationStats');
    await expect(
      client.send(
        new DescribeReplicationsCommand({
          Filters: [{ Name: 'replication-config-id', Values: ['nobody'] }],
        }),
      ),
    ).rejects.toThrow(ResourceNotFoundFault);
  });

  it('starts with the right type only, and is provisioned first', async () => {
    const { start, replication } = setUp();
    await expect(start('resume-processing')).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    await expect(start('again')).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    const { Replication } = await start('start-replication');
    expect(Replication).toMatchObject({
      Status: 'initializing',
      ProvisionData: { ProvisionState: 'notprovisioned' },
    });
    await expect(start('start-replication')).rejects.toThrow(
      InvalidResourceStateFault,
    );
    Object.assign(replication, { status: 'stopped', everStarted: true });
    await expect(start('start-replication')).rejects.toThrow('first time');
    await start('resume-processing');
  });

  it('stops while it runs or is provisioned, and not otherwise', async () => {
    const { stop, replication } = setUp();
    await expect(stop()).rejects.toThrow(InvalidResourceStateFault);
    replication.status = 'calculating_capacity';
    const { Replication } = await stop();
    expect(Replication).toMatchObject({
      Status: 'stopping',
      StopReason: 'Stop Reason NORMAL',
    });
    await expect(stop()).rejects.toThrow('it is currently stopping');
  });

  it('lists its tables, and reloads them while it runs', async () => {
    const { client, replication } = setUp();
    const reload = (TableName: string) =>
      client.send(
        new ReloadReplicationTablesCommand({
          ReplicationConfigArn: arn,
          TablesToReload: [{ SchemaName: 'shop', TableName }],
        }),
      );
    await expect(reload('carts')).rejects.toThrow(InvalidResourceStateFault);
    replication.status = 'running';
    await expect(reload('nobody')).rejects.toThrow(ResourceNotFoundFault);
    await reload('carts');
    const { ReplicationTableStatistics } = await client.send(
      new DescribeReplicationTableStatisticsCommand({
        ReplicationConfigArn: arn,
        Filters: [{ Name: 'table-name', Values: ['carts'] }],
      }),
    );
    expect(ReplicationTableStatistics).toEqual([
      expect.objectContaining({ TableState: 'Table is being reloaded' }),
    ]);
  });
});
