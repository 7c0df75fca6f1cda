import type {
  DatabaseMigrationServiceClient,
  Filter,
  TableStatistics,
} from '@aws-sdk/client-database-migration-service';
import { HybridError } from '../errors';
import { isReplicationTask } from './arns';
import { dmsSdk } from './largeSdks';

/** What DMS takes as the size of a page of tables. */
export const TABLE_PAGE = { smallest: 20, largest: 500 };

/** Which tables of a replication to read. */
export interface TableQuery {
  maxRecords: number;
  marker?: string;
  /** Only tables with one of these schemas, and one of these names. */
  named?: { schemas: string[]; tables: string[] };
}

/** One page of a replication's tables, as DMS counts them. */
export async function readTables(
  client: DatabaseMigrationServiceClient,
  arn: string,
  { maxRecords, marker, named }: TableQuery,
): Promise<{ tables: TableStatistics[]; marker?: string }> {
  const input = {
    MaxRecords: maxRecords,
    Marker: marker,
    Filters: named && filters(named),
  };
  const sdk = dmsSdk();
  try {
    if (isReplicationTask(arn)) {
      const answer = await client.send(
        new sdk.DescribeTableStatisticsCommand({
          ReplicationTaskArn: arn,
          ...input,
        }),
      );
      return { tables: answer.TableStatistics ?? [], marker: answer.Marker };
    }
    const answer = await client.send(
      new sdk.DescribeReplicationTableStatisticsCommand({
        ReplicationConfigArn: arn,
        ...input,
      }),
    );
    return {
      tables: answer.ReplicationTableStatistics ?? [],
      marker: answer.Marker,
    };
  } catch (error) {
    // A marker is the only thing here that comes from a request.
    if (marker && isInvalidValue(error)) {
      throw new HybridError(
        {
          code: 'invalid-request',
          message: "'cursor' is not one that an earlier page gave.",
          remedy: 'Begin again without a cursor.',
        },
        { cause: error },
      );
    }
    throw error;
  }
}

function filters(named: { schemas: string[]; tables: string[] }): Filter[] {
  return [
    { Name: 'schema-name', Values: named.schemas },
    { Name: 'table-name', Values: named.tables },
  ];
}

function isInvalidValue(error: unknown): boolean {
  const name = (error as { name?: string })?.name ?? '';
  return name.startsWith('InvalidParameterValue');
}
