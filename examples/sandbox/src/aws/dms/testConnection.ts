import { TestConnectionCommand } from '@aws-sdk/client-database-migration-service';
import type { DmsConnection } from '../../model';
import { on } from '../../wire';
import type { WorldOf } from '../worlds';
import { invalidState, notFound } from './errors';
import { renderConnection } from './render';

/**
 * The connection is `testing` from now on; the result shows in DescribeConnections.
 *
 * @see https://docs.aws.amazon.com/dms/latest/APIReference/API_TestConnection.html
 */
export const testConnectionOperation = (worldOf: WorldOf) =>
  on(TestConnectionCommand)((input, call) => {
    const { dms } = worldOf(call);
    const instance = dms.instances.get(input.ReplicationInstanceArn ?? '');
    if (!instance) {
      throw notFound(
        `Replication instance ${input.ReplicationInstanceArn} was not found`,
      );
    }
    const endpoint = dms.endpoints.get(input.EndpointArn ?? '');
    if (!endpoint) {
      throw notFound(`Endpoint ${input.EndpointArn} was not found`);
    }
    if (instance.status !== 'available') {
      throw invalidState(
        `The replication instance is currently ${instance.status}`,
      );
    }
    let connection = dms.connections.find(
      each =>
        each.instanceArn === instance.arn && each.endpointArn === endpoint.arn,
    );
    if (connection?.status === 'testing') {
      throw invalidState('Connection is already being tested');
    }
    if (!connection) {
      connection = {
        instanceArn: instance.arn,
        endpointArn: endpoint.arn,
        status: 'testing',
      } satisfies DmsConnection;
      dms.connections.push(connection);
    }
    connection.status = 'testing';
    connection.lastFailureMessage = undefined;
    return { Connection: renderConnection(connection, dms) };
  });
