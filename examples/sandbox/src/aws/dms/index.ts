import { DatabaseMigrationServiceClient } from '@aws-sdk/client-database-migration-service';
import { defineService } from '../../wire';
import type { WorldOf } from '../worlds';
import { describeOperations } from './describe';
import { reloadTablesOperations } from './reloadTables';
import { serverlessOperations } from './serverless';
import { taskOperations } from './tasks';
import { testConnectionOperation } from './testConnection';

/** Database Migration Service. */
export const dms = (worldOf: WorldOf) =>
  defineService({
    client: new DatabaseMigrationServiceClient({ region: 'us-east-1' }),
    operations: [
      ...describeOperations(worldOf),
      ...taskOperations(worldOf),
      ...serverlessOperations(worldOf),
      ...reloadTablesOperations(worldOf),
      testConnectionOperation(worldOf),
    ],
  });
