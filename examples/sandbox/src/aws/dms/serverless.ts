import {
  DescribeReplicationConfigsCommand,
  DescribeReplicationsCommand,
  DescribeReplicationTableStatisticsCommand,
  StartReplicationCommand,
  StopReplicationCommand,
} from '@aws-sdk/client-database-migration-service';
import {
  provisioningStates,
  type ServerlessReplication,
  type World,
} from '../../model';
import { on } from '../../wire';
import type { WorldOf } from '../worlds';
import { invalidState, notFound } from './errors';
import { list, listTables } from './list';
import {
  renderServerless,
  renderServerlessConfig,
  renderTable,
} from './render';
import { begin, checkStart } from './tasks';

/**
 * DMS Serverless: a configuration, and the one replication that it stands for. Capacity is
 * provisioned by whatever drives the world.
 *
 * @see https://docs.aws.amazon.com/dms/latest/APIReference/API_StartReplication.html
 */
export const serverlessOperations = (worldOf: WorldOf) => [
  on(DescribeReplicationsCommand)((input, call) => {
    const world = worldOf(call);
    const { items, next } = find(world, input, 'Replications');
    return {
      Replications: items.map(each => renderServerless(each, world.now())),
      Marker: next,
    };
  }),

  on(DescribeReplicationConfigsCommand)((input, call) => {
    const { items, next } = find(worldOf(call), input, 'Replication Configs');
    return {
      ReplicationConfigs: items.map(renderServerlessConfig),
      Marker: next,
    };
  }),

  on(DescribeReplicationTableStatisticsCommand)((input, call) => {
    const world = worldOf(call);
    const replication = replicationOf(world, input.ReplicationConfigArn);
    const { items, next } = listTables(replication.tables, input);
    return {
      ReplicationConfigArn: replication.arn,
      ReplicationTableStatistics: items.map(table =>
        renderTable(table, world.now()),
      ),
      Marker: next,
    };
  }),

  on(StartReplicationCommand)((input, call) => {
    const world = worldOf(call);
    const replication = replicationOf(world, input.ReplicationConfigArn);
    checkStart(input, input.StartReplicationType, replication, [
      'created',
      'stopped',
      'failed',
    ]);
    begin(replication, input.StartReplicationType, world.now());
    replication.status = 'initializing';
    return { Replication: renderServerless(replication, world.now()) };
  }),

  on(StopReplicationCommand)((input, call) => {
    const world = worldOf(call);
    const replication = replicationOf(world, input.ReplicationConfigArn);
    const { status } = replication;
    if (!['running', ...provisioningStates].includes(status)) {
      throw invalidState(
        `Replication cannot be stopped, it is currently ${status}`,
      );
    }
    replication.status = 'stopping';
    replication.stoppedAt = world.now();
    replication.stopReason = 'Stop Reason NORMAL';
    return { Replication: renderServerless(replication, world.now()) };
  }),
];

export function replicationOf(
  world: World,
  arn: string | undefined,
): ServerlessReplication {
  const replication = world.dms.serverless.get(arn ?? '');
  if (!replication) throw notFound(`Replication config ${arn} was not found`);
  return replication;
}

function find(world: World, input: Parameters<typeof list>[1], what: string) {
  return list([...world.dms.serverless.values()], input, {
    what,
    key: ({ arn }) => arn,
    filters: {
      'replication-config-arn': ({ arn }) => arn,
      'replication-config-id': ({ identifier }) => identifier,
    },
  });
}
