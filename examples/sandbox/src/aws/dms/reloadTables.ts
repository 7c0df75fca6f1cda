import {
  ReloadReplicationTablesCommand,
  ReloadTablesCommand,
  type ReloadTablesMessage,
  type TableToReload,
} from '@aws-sdk/client-database-migration-service';
import type { Replicating } from '../../model';
import { on } from '../../wire';
import type { WorldOf } from '../worlds';
import { invalidState, invalidValue, notFound } from './errors';
import { replicationOf } from './serverless';
import { taskOf } from './tasks';

/**
 * @see https://docs.aws.amazon.com/dms/latest/APIReference/API_ReloadTables.html
 */
export const reloadTablesOperations = (worldOf: WorldOf) => [
  on(ReloadTablesCommand)((input, call) => {
    const task = taskOf(worldOf(call), input.ReplicationTaskArn);
    reload(task, input);
    return { ReplicationTaskArn: task.arn };
  }),

  on(ReloadReplicationTablesCommand)((input, call) => {
    const replication = replicationOf(
      worldOf(call),
      input.ReplicationConfigArn,
    );
    reload(replication, input);
    return { ReplicationConfigArn: replication.arn };
  }),
];

function reload(
  task: Replicating,
  input: Pick<ReloadTablesMessage, 'ReloadOption' | 'TablesToReload'>,
): void {
  const option = input.ReloadOption ?? 'data-reload';
  if (option !== 'data-reload' && option !== 'validate-only') {
    throw invalidValue(
      `Invalid ReloadOption '${option}': it must be data-reload or validate-only`,
    );
  }
  const wanted = input.TablesToReload ?? [];
  if (wanted.length < 1 || wanted.length > 10) {
    throw invalidValue('TablesToReload must name 1 to 10 tables');
  }
  if (task.status !== 'running') {
    throw invalidState(
      `Tables can be reloaded only while the task is running, it is currently ${task.status}`,
    );
  }
  if (task.migrationType === 'cdc') {
    throw invalidState('Tables of a cdc task cannot be reloaded');
  }
  if (option === 'validate-only' && !validates(task)) {
    throw invalidState(
      'ReloadOption validate-only needs validation to be enabled for the task',
    );
  }
  const tables = wanted.map(table => find(task, table));
  if (option === 'data-reload') {
    for (const table of tables) table.state = 'Table is being reloaded';
  }
}

function find(task: Replicating, { SchemaName, TableName }: TableToReload) {
  const table = task.tables.find(
    each => each.schema === SchemaName && each.table === TableName,
  );
  if (!table) {
    throw notFound(
      `The table ${SchemaName}.${TableName} is not part of the replication task`,
    );
  }
  return table;
}

function validates(task: Replicating): boolean {
  try {
    const settings = JSON.parse(task.settings);
    return settings.ValidationSettings?.EnableValidation === true;
  } catch {
    return false;
  }
}
