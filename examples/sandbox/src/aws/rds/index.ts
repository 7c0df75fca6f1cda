import { RDSClient } from '@aws-sdk/client-rds';
import { defineService } from '../../wire';
import type { WorldOf } from '../worlds';
import { describeOperations } from './describe';

/** Relational Database Service. */
export const rds = (worldOf: WorldOf) =>
  defineService({
    client: new RDSClient({ region: 'us-east-1' }),
    operations: describeOperations(worldOf),
  });
