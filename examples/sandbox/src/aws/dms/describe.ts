import {
  DescribeConnectionsCommand,
  DescribeEndpointsCommand,
  DescribeReplicationInstancesCommand,
  DescribeReplicationTasksCommand,
  DescribeTableStatisticsCommand,
} from '@aws-sdk/client-database-migration-service';
import type { DmsConnection } from '../../model';
import { on } from '../../wire';
import type { WorldOf } from '../worlds';
import { notFound } from './errors';
import { list, listTables } from './list';
import {
  renderConnection,
  renderEndpoint,
  renderInstance,
  renderTable,
  renderTask,
} from './render';

/** The Describe operations of DMS. */
export const describeOperations = (worldOf: WorldOf) => [
  on(DescribeReplicationTasksCommand)((input, call) => {
    const world = worldOf(call);
    const { items, next } = list([...world.dms.tasks.values()], input, {
      what: 'Tasks',
      key: ({ arn }) => arn,
      filters: {
        'replication-task-arn': ({ arn }) => arn,
        'replication-task-id': ({ identifier }) => identifier,
        'migration-type': ({ migrationType }) => migrationType,
        'replication-instance-arn': ({ instanceArn }) => instanceArn,
        'endpoint-arn': ({ sourceArn, targetArn }) => [sourceArn, targetArn],
      },
    });
    return {
      ReplicationTasks: items.map(task =>
        renderTask(task, world.now(), input.WithoutSettings === true),
      ),
      Marker: next,
    };
  }),

  on(DescribeReplicationInstancesCommand)((input, call) => {
    const { instances } = worldOf(call).dms;
    const { items, next } = list([...instances.values()], input, {
      what: 'Replication Instances',
      key: ({ arn }) => arn,
      filters: {
        'replication-instance-arn': ({ arn }) => arn,
        'replication-instance-id': ({ identifier }) => identifier,
        'replication-instance-class': ({ instanceClass }) => instanceClass,
        'engine-version': ({ engineVersion }) => engineVersion,
      },
    });
    return { ReplicationInstances: items.map(renderInstance), Marker: next };
  }),

  on(DescribeEndpointsCommand)((input, call) => {
    const { endpoints } = worldOf(call).dms;
    const { items, next } = list([...endpoints.values()], input, {
      what: 'Endpoints',
      key: ({ arn }) => arn,
      filters: {
        'endpoint-arn': ({ arn }) => arn,
        'endpoint-type': ({ type }) => type,
        'endpoint-id': ({ identifier }) => identifier,
        'engine-name': ({ engineName }) => engineName,
      },
    });
    return { Endpoints: items.map(renderEndpoint), Marker: next };
  }),

  on(DescribeConnectionsCommand)((input, call) => {
    const { dms } = worldOf(call);
    const { items, next } = list(dms.connections, input, {
      what: 'Connections',
      key: connectionKey,
      filters: {
        'endpoint-arn': ({ endpointArn }) => endpointArn,
        'replication-instance-arn': ({ instanceArn }) => instanceArn,
      },
    });
    return {
      Connections: items.map(connection => renderConnection(connection, dms)),
      Marker: next,
    };
  }),

  on(DescribeTableStatisticsCommand)((input, call) => {
    const world = worldOf(call);
    const task = world.dms.tasks.get(input.ReplicationTaskArn ?? '');
    if (!task) throw notFound('Replication task not found');
    const { items, next } = listTables(task.tables, input);
    return {
      ReplicationTaskArn: task.arn,
      TableStatistics: items.map(table => renderTable(table, world.now())),
      Marker: next,
    };
  }),
];

function connectionKey({ instanceArn, endpointArn }: DmsConnection) {
  return `${instanceArn} ${endpointArn}`;
}
