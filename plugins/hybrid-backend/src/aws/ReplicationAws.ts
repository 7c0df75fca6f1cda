import type {
  Connection,
  Endpoint,
  Replication,
  ReplicationConfig,
  ReplicationInstance,
  ReplicationTask,
} from '@aws-sdk/client-database-migration-service';
import type { DBInstance, Parameter } from '@aws-sdk/client-rds';
import type { ReplicationStartType } from '@hybrid-platform/backstage-plugin-hybrid-common';
import type { PlatformConfig } from '../config';
import { callingAws, type AwsClients } from './clients';
import {
  readMetricSeries,
  type MetricPoint,
  type MetricQuery,
} from './cloudWatch';
import * as dms from './dms';
import * as actions from './dmsActions';
import { readTables, type TableQuery } from './dmsTables';
import { listDatabaseInstances, listParameters } from './rds';

/** What the plugin asks of AWS about the replications and databases of one platform. */
export class ReplicationAws {
  constructor(
    private readonly platform: PlatformConfig,
    private readonly clients: AwsClients,
  ) {}

  tasks(
    arns: string[],
    options?: { withSettings: boolean },
  ): Promise<ReplicationTask[]> {
    return this.#dms(client => dms.listTasks(client, arns, options));
  }

  serverless(configArns: string[]): Promise<Replication[]> {
    return this.#dms(client => dms.listServerless(client, configArns));
  }

  serverlessConfigs(configArns: string[]): Promise<ReplicationConfig[]> {
    return this.#dms(client => dms.listServerlessConfigs(client, configArns));
  }

  instances(arns: string[]): Promise<ReplicationInstance[]> {
    return this.#dms(client => dms.listInstances(client, arns));
  }

  endpoints(arns: string[]): Promise<Endpoint[]> {
    return this.#dms(client => dms.listEndpoints(client, arns));
  }

  connections(endpointArns: string[]): Promise<Connection[]> {
    return this.#dms(client => dms.listConnections(client, endpointArns));
  }

  tables(arn: string, query: TableQuery) {
    return this.#dms(client => readTables(client, arn, query));
  }

  start(arn: string, type: ReplicationStartType) {
    return this.#dms(client => actions.startReplication(client, arn, type));
  }

  stop(arn: string) {
    return this.#dms(client => actions.stopReplication(client, arn));
  }

  reload(arn: string, tables: actions.TableName[]) {
    return this.#dms(client => actions.reloadTables(client, arn, tables));
  }

  test(instanceArn: string, endpointArn: string) {
    return this.#dms(client =>
      actions.testConnection(client, instanceArn, endpointArn),
    );
  }

  /** The newest minute of each metric first. */
  metrics(
    queries: MetricQuery[],
    window: { from: Date; to: Date },
  ): Promise<(MetricPoint[] | undefined)[]> {
    return callingAws(this.platform, async () =>
      readMetricSeries(await this.clients.cloudWatch(), queries, {
        ...window,
        periodSeconds: 60,
      }),
    );
  }

  databases(arns: string[]): Promise<DBInstance[]> {
    return callingAws(this.platform, async () =>
      listDatabaseInstances(await this.clients.rds(), arns),
    );
  }

  parameters(groupName: string): Promise<Parameter[]> {
    return callingAws(this.platform, async () =>
      listParameters(await this.clients.rds(), groupName),
    );
  }

  #dms<T>(
    call: (client: Awaited<ReturnType<AwsClients['dms']>>) => Promise<T>,
  ): Promise<T> {
    return callingAws(this.platform, async () =>
      call(await this.clients.dms()),
    );
  }
}
