import {
  DBInstanceNotFoundFault,
  DBParameterGroupNotFoundFault,
  DescribeDBInstancesCommand,
  DescribeDBParameterGroupsCommand,
  DescribeDBParametersCommand,
  paginateDescribeDBParameters,
  RDSClient,
} from '@aws-sdk/client-rds';
import { createWorld } from '../../engine/world/createWorld';
import { generateServices } from '../../engine/generateServices';
import { inProcessAws } from '../../testing/clients';

function setUp() {
  const { platform, services } = generateServices(1);
  const world = createWorld(platform, services);
  const client = new RDSClient(inProcessAws(world).settings);
  const [instance] = world.rds.instances.values();
  return { world, client, instance };
}

describe('RDS', () => {
  it('describes an instance with its backups, parameter group and tags', async () => {
    const { client, instance } = setUp();
    for (const id of [instance.arn, instance.identifier]) {
      const { DBInstances } = await client.send(
        new DescribeDBInstancesCommand({
          Filters: [{ Name: 'db-instance-id', Values: [id] }],
        }),
      );
      expect(DBInstances).toEqual([
        expect.objectContaining({
          DBInstanceIdentifier: 'scale',
          Engine: 'mariadb',
          EngineVersion: expect.stringMatching(/^11\.4\./),
          BackupRetentionPeriod: 7,
          Endpoint: { Address: instance.address, Port: 3306 },
          DBParameterGroups: [
            {
              DBParameterGroupName: 'scale-parameters',
              ParameterApplyStatus: 'in-sync',
            },
          ],
          TagList: [{ Key: 'hybrid-platform:platform', Value: 'scale' }],
        }),
      ]);
    }
  });

  it('finds nothing by a filter, and misses what is named', async () => {
    const { client } = setUp();
    const { DBInstances } = await client.send(
      new DescribeDBInstancesCommand({
        Filters: [{ Name: 'db-instance-id', Values: ['nobody'] }],
      }),
    );
    expect(DBInstances ?? []).toEqual([]);
    await expect(
      client.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'nobody' }),
      ),
    ).rejects.toThrow(DBInstanceNotFoundFault);
    await expect(
      client.send(
        new DescribeDBInstancesCommand({
          Filters: [{ Name: 'colour', Values: ['red'] }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('pages through the parameters of a group, all or those of a source', async () => {
    const { client, world } = setUp();
    const names: (string | undefined)[] = [];
    for await (const page of paginateDescribeDBParameters(
      { client, pageSize: 20 },
      { DBParameterGroupName: 'scale-parameters' },
    )) {
      names.push(
        ...(page.Parameters ?? []).map(({ ParameterName }) => ParameterName),
      );
    }
    const { parameters } = world.rds.parameterGroups.get('scale-parameters')!;
    expect(names.sort()).toEqual(parameters.map(({ name }) => name).sort());

    const { Parameters } = await client.send(
      new DescribeDBParametersCommand({
        DBParameterGroupName: 'scale-parameters',
        Source: 'user',
      }),
    );
    expect(
      Parameters!.map(({ ParameterName, ParameterValue }) => [
        ParameterName,
        ParameterValue,
      ]),
    ).toEqual([
      ['binlog_checksum', 'NONE'],
      ['binlog_format', 'ROW'],
      ['binlog_row_image', 'FULL'],
      ['local_infile', '1'],
      ['require_secure_transport', '1'],
    ]);
  });

  it('refuses unknown groups, sources, markers and sizes of pages', async () => {
    const { client } = setUp();
    const ask = (changes: object) =>
      client.send(
        new DescribeDBParametersCommand({
          DBParameterGroupName: 'scale-parameters',
          ...changes,
        }),
      );
    await expect(ask({ DBParameterGroupName: 'nobody' })).rejects.toThrow(
      DBParameterGroupNotFoundFault,
    );
    for (const wrong of [
      { Source: 'moon' },
      { Marker: 'made up' },
      { MaxRecords: 19 },
    ]) {
      await expect(ask(wrong)).rejects.toMatchObject({
        name: 'InvalidParameterValue',
      });
    }
  });

  it('describes parameter groups', async () => {
    const { client } = setUp();
    const { DBParameterGroups } = await client.send(
      new DescribeDBParameterGroupsCommand({}),
    );
    expect(DBParameterGroups).toEqual([
      expect.objectContaining({
        DBParameterGroupName: 'scale-parameters',
        DBParameterGroupFamily: 'mariadb11.4',
      }),
    ]);
  });
});
